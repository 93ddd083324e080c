import { MERCHANT } from '../../../../../simulator/client';
import { writeXml } from '../../../../../simulator/http/payXml';
import type { Genuine } from '../../forgery';
import { type Wire, withBody, withHeader } from '../../wire';
import { changedAfter, V2_KINDS, v2Draft, type V2Draft, v2Wire, withSign } from './draft';

const PAID: Genuine['item'] = { event: 'TRANSACTION.SUCCESS', amount_fen: 9900, api_version: 'v2', is_verified: true };
const REFUNDED: Genuine['item'] = { event: 'REFUND.SUCCESS', amount_fen: 9900, api_version: 'v2', is_verified: false };

/** Changed by somebody else, in a part that nothing proves. */
const changed = (kindName: string, name: string, because: string, change: (made: V2Draft, wire: Wire) => Wire, item: Genuine['item']): Genuine => ({
	name: `${kindName}, ${name}`,
	receiver: 'v2',
	because,
	make: (dice, nowMs) => {
		const made = v2Draft(V2_KINDS.find((kind) => kind.name === kindName)!, dice, nowMs);
		return change(made, v2Wire(made));
	},
	item,
});

/** The payment's note swallows the field that follows it among the signed ones. */
function swallowed(made: V2Draft): Wire {
	const { bank_type, ...fields } = withSign(made);
	return v2Wire(made, writeXml({ ...fields, attach: `${fields.attach}&bank_type=${bank_type}` }));
}

const SPELLING = 'the fields are signed, not how they are written (wechat-pay.md §2.8)';
const EMPTY = 'fields without a value are not signed (wechat-pay.md §2.8)';
const SEAM = 'name=value pairs are signed joined by & and nothing escapes it, so the seam between two of them may move (wechat-pay.md §2.8)';
const AROUND = 'a refund is not signed: nothing but req_info shows that it is WeChat Pay’s (wechat-pay.md §2.8)';

/** Genuine by the rules of v2, with the reason where they leave something open. */
export const V2_GENUINE: Genuine[] = [
	...V2_KINDS.map((kind): Genuine => ({
		name: kind.name,
		receiver: 'v2',
		make: (dice, nowMs) => v2Wire(v2Draft(kind, dice, nowMs)),
		item: kind.about === 'payment' ? { ...PAID, attach: 'table 7' } : REFUNDED,
	})),
	changed('v2 payment, MD5', 'called JSON', SPELLING, (_, wire) => withHeader(wire, 'content-type', 'application/json'), PAID),
	changed('v2 payment, MD5', 'with attributes and a comment', SPELLING, (_, wire) => withBody(wire, wire.body.toString().replace('<xml>', '<xml a="1"><!-- put there by somebody -->')), PAID),
	changed('v2 payment, MD5', 'with its text as entities', SPELLING, (_, wire) => withBody(wire, wire.body.toString().replace('<![CDATA[table 7]]>', '&#116;able 7')), { ...PAID, attach: 'table 7' }),
	changed('v2 payment, MD5', 'with an empty field more', EMPTY, (made) => changedAfter(made, () => ({ coupon_fee: '' })), PAID),
	changed('v2 payment, HMAC-SHA256', 'with a field in the one before it', SEAM, swallowed, { ...PAID, attach: 'table 7&bank_type=CMC' }),
	changed('v2 refund', 'with another amount and payer around it', AROUND, (made) => v2Wire({ ...made, outer: { ...made.outer, total_fee: '1', refund_fee: '1', openid: 'oForged', attach: 'forged' } }), { ...REFUNDED, openid: null }),
	changed('v2 refund', 'with another App ID around it', AROUND, (made) => v2Wire({ ...made, outer: { ...made.outer, appid: 'wx0000000000000000' } }), { ...REFUNDED, appid: 'wx0000000000000000' }),
	changed('v2 refund', 'with a sign around it', AROUND, (made) => v2Wire({ ...made, outer: { ...made.outer, sign: 'AAAA', nonce_str: '' } }), { ...REFUNDED, mchid: MERCHANT.mchid }),
];
