import type { Case } from './case';
import { customerService } from './customerService';
import { miniProgram } from './miniProgram';
import { officialAccount } from './officialAccount';
import { pay } from './pay';

/** What a partner does, beside what a direct merchant does. */
const asPartner = ([name, { partner, ...direct }]: [string, Case]): Array<[string, Case]> => {
	if (!partner) return [];
	const { parameters = direct.parameters } = partner;
	const typed: Case['parameters'] = (given, wechat) => ({ ...parameters(given, wechat), merchantType: 'partner' });
	return [[`${name} (partner)`, { ...direct, ...partner, parameters: typed }]];
};

/** Every operation of every action node, by node, resource and operation. */
export const cases: Record<string, Case> = { ...officialAccount, ...customerService, ...miniProgram, ...pay };

/** The same again, where it differs, for partners. */
export const allCases: Record<string, Case> = { ...cases, ...Object.fromEntries(Object.entries(cases).flatMap(asPartner)) };
