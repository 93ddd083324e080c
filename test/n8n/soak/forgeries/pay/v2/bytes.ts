import { MERCHANT } from '../../../../../simulator/client';
import { readXml } from '../../../../../simulator/http/payXml';
import type { Part } from '../../bytes';
import { withBody } from '../../wire';
import { V2_KINDS, v2Draft, type V2Kind, v2Wire } from './draft';
import { readsAsRefund } from './refund';

const kindOf = (name: string): V2Kind => V2_KINDS.find((kind) => kind.name === name)!;

const part = (kindName: string, name: string, pattern: RegExp, isSame: Part['isSame']): Part => ({
	name: `${kindName}, ${name}`,
	receiver: 'v2',
	genuine: (dice, nowMs) => v2Wire(v2Draft(kindOf(kindName), dice, nowMs)),
	read: ({ body }) => pattern.exec(body.toString('latin1'))![1]!,
	write: (wire, text) => withBody(wire, Buffer.from(wire.body.toString('latin1').replace(pattern, (all, old: string) => all.replace(old, () => text)), 'latin1')),
	isFree: true,
	isSame,
});

/** Line feeds between the elements may go. */
function saysTheSame(one: string, other: string): boolean {
	const [fields, others] = [one, other].map((xml) => JSON.stringify(readXml(xml)));
	return fields !== undefined && fields === others;
}

/** Of a refund's notice nothing but `req_info` proves anything: changes around it are genuine (genuine.ts). */
export const V2_PARTS: Part[] = [
	part('v2 payment, MD5', 'body', /^(.*)$/s, saysTheSame),
	part('v2 payment, HMAC-SHA256 declared', 'sign', /<sign><!\[CDATA\[(.*?)\]\]>/, (one, other) => one === other),
	part('v2 refund', 'req_info', /<req_info><!\[CDATA\[(.*?)\]\]>/, (one) => readsAsRefund(MERCHANT.apiV2Key, one)),
];
