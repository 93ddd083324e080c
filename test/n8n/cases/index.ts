import type { Case } from './case';
import { customerService } from './customerService';
import { miniProgram } from './miniProgram';
import { officialAccount } from './officialAccount';
import { pay } from './pay';

/** Every operation of every action node, by node, resource and operation. */
export const cases: Record<string, Case> = { ...officialAccount, ...customerService, ...miniProgram, ...pay };
