import type { Account } from '../../../world/account';
import type { Merchant } from '../../../world/pay/merchant';
import { newOutTradeNo, newRefundId, newTransactionId } from '../../../world/pay/numbers';
import { beijingTime } from '../../../world/time';
import { newNonce } from '../../../http/payCipher';
import type { XmlFields } from '../../../http/payXml';

export type V2Kind = 'payment' | 'refund';

/** What a v2 notice says, before it is signed or encrypted; `null` takes a field away. */
export type V2Changes = Record<string, string | number | null>;

/** The fields of the XML, and of a refund those inside of `req_info` (wechat-pay.md §2.8). */
export interface V2Fields {
	outer: XmlFields;
	inner?: XmlFields;
}

const OUTER_OF_REFUND = ['return_code', 'return_msg', 'appid', 'mch_id', 'nonce_str'];

/** A notice with everything that was not told filled in. */
export function v2Fields(
	kind: V2Kind,
	merchant: Merchant,
	account: Account | undefined,
	changes: V2Changes,
	now: number,
): V2Fields {
	const appid = merchant.appids[0] ?? '';
	const about = { return_code: 'SUCCESS', appid, mch_id: merchant.mchid, nonce_str: newNonce() };
	const [openid = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'] = account?.followers.keys() ?? [];
	if (kind === 'payment') return { outer: changed({ ...about, ...payment(openid, now) }, changes) };
	const ofOuter = (name: string) => OUTER_OF_REFUND.includes(name);
	return {
		outer: changed(about, part(changes, ofOuter)),
		inner: changed(refund(now), part(changes, (name) => !ofOuter(name))),
	};
}

function payment(openid: string, now: number): XmlFields {
	return {
		result_code: 'SUCCESS',
		openid,
		is_subscribe: 'Y',
		trade_type: 'JSAPI',
		bank_type: 'CMC',
		total_fee: '9900',
		settlement_total_fee: '9900',
		fee_type: 'CNY',
		cash_fee: '9900',
		cash_fee_type: 'CNY',
		transaction_id: newTransactionId(now),
		out_trade_no: newOutTradeNo(now),
		attach: 'table 7',
		time_end: compact(now),
	};
}

function refund(now: number): XmlFields {
	return {
		transaction_id: newTransactionId(now),
		out_trade_no: newOutTradeNo(now),
		refund_id: newRefundId(now),
		out_refund_no: `R${newOutTradeNo(now)}`,
		total_fee: '9900',
		settlement_total_fee: '9900',
		refund_fee: '4000',
		settlement_refund_fee: '4000',
		refund_status: 'SUCCESS',
		success_time: beijingTime(now).slice(0, 19).replace('T', ' '),
		refund_recv_accout: '支付用户零钱',
		refund_account: 'REFUND_SOURCE_UNSETTLED_FUNDS',
		refund_request_source: 'API',
		cash_refund_fee: '4000',
	};
}

function changed(fields: XmlFields, changes: V2Changes): XmlFields {
	const all = Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== null);
	return Object.fromEntries(all.map(([name, value]) => [name, String(value)]));
}

function part(changes: V2Changes, wanted: (name: string) => boolean): V2Changes {
	return Object.fromEntries(Object.entries(changes).filter(([name]) => wanted(name)));
}

/** yyyyMMddHHmmss in China. */
export function compact(ms: number): string {
	return beijingTime(ms).replace(/\D/g, '').slice(0, 14);
}
