import { createMerchant } from '../../../../../simulator/world/pay/merchant';
import { MERCHANT } from '../../../../../simulator/client';
import { signV2, type SignType } from '../../../../../simulator/http/payV2';
import { writeXml, type XmlFields } from '../../../../../simulator/http/payXml';
import { v2Fields } from '../../../../../simulator/push/pay/v2/fields';
import { forgeV2 } from '../../../../../simulator/push/pay/v2/forge';
import type { Dice } from '../../dice';
import type { Wire } from '../../wire';

/** A notice of the old XML interface (wechat-pay.md §2.8): a payment's is signed, a refund's is encrypted. */
export interface V2Kind {
	name: string;
	about: 'payment' | 'refund';
	signType: SignType;
	/** The notice itself names its `sign_type`. */
	isDeclared?: boolean;
}

export const V2_KINDS: V2Kind[] = [
	{ name: 'v2 payment, MD5', about: 'payment', signType: 'MD5' },
	{ name: 'v2 payment, MD5 declared', about: 'payment', signType: 'MD5', isDeclared: true },
	{ name: 'v2 payment, HMAC-SHA256', about: 'payment', signType: 'HMAC-SHA256' },
	{ name: 'v2 payment, HMAC-SHA256 declared', about: 'payment', signType: 'HMAC-SHA256', isDeclared: true },
	{ name: 'v2 refund', about: 'refund', signType: 'MD5' },
];

/** A notice before it is signed or encrypted: whoever changes something here seals it rightly. */
export interface V2Draft {
	apiV2Key: string;
	signType: SignType;
	outer: XmlFields;
	/** What is in a refund's `req_info`. */
	inner?: XmlFields;
}

const shop = createMerchant({ mchid: MERCHANT.mchid, appids: MERCHANT.appids });

/** What WeChat Pay would tell now, another one every time. */
export function v2Draft({ about, signType, isDeclared }: V2Kind, dice: Dice, nowMs: number): V2Draft {
	const number = dice.letters(10, '0123456789');
	const own = { nonce_str: dice.letters(32), out_trade_no: `LT${number}`, transaction_id: `420000234520261122${number}` };
	const refunded = about === 'refund' && { refund_id: `503000234520261122${number}`, out_refund_no: `LT${number}-R1` };
	const fields = v2Fields(about, shop, undefined, { ...own, ...refunded, ...(isDeclared && { sign_type: signType }) }, nowMs);
	return { ...fields, signType, apiV2Key: MERCHANT.apiV2Key };
}

/** The request with this body; the right one unless given. */
export function v2Wire(made: V2Draft, body: Buffer | string = forgeV2(undefined, made)!): Wire {
	return { method: 'POST', query: [], headers: [['content-type', 'text/xml']], body: Buffer.from(body as string) };
}

/** A payment's fields with the sign that is right for them. */
export function withSign({ outer, apiV2Key, signType }: V2Draft): XmlFields {
	return { ...outer, sign: signV2(outer, apiV2Key, signType) };
}

/** Signed, and changed afterwards; `undefined` takes a field away. */
export function changedAfter(made: V2Draft, change: (fields: XmlFields) => Record<string, string | undefined>): Wire {
	const fields = withSign(made);
	const changed = Object.entries({ ...fields, ...change(fields) }).filter(([, value]) => value !== undefined);
	return v2Wire(made, writeXml(Object.fromEntries(changed) as XmlFields));
}
