import type { PayObject } from './payItem';

/** What API v3 calls the states of a refund. */
const REFUND_STATES: Record<string, string> = { REFUNDCLOSE: 'CLOSED', CHANGE: 'ABNORMAL' };

/** A payment or refund of the old XML interface (API v2), as API v3 would tell it, as far as it goes (wechat-pay.md §2.8). */
export function v3ObjectOf(said: PayObject): PayObject {
	const { mch_id, sub_mch_id, appid, sub_appid, openid, sub_openid, refund_status } = said;
	const whose = sub_mch_id
		? { sp_mchid: mch_id, sub_mchid: sub_mch_id, sp_appid: appid, sub_appid, payer: { sp_openid: openid, sub_openid } }
		: { mchid: mch_id, appid, payer: { openid } };
	return {
		...whose,
		out_trade_no: said.out_trade_no,
		transaction_id: said.transaction_id,
		out_refund_no: said.out_refund_no,
		trade_state: said.result_code === 'FAIL' ? 'PAYERROR' : said.result_code,
		refund_status: Object.hasOwn(REFUND_STATES, String(refund_status)) ? REFUND_STATES[String(refund_status)] : refund_status,
		attach: said.attach,
		amount: { total: v2Fen(said.total_fee), payer_total: v2Fen(said.cash_fee), refund: v2Fen(said.refund_fee), currency: said.fee_type || 'CNY' },
		success_time: v2Time(said.time_end) ?? v2Time(said.success_time),
	};
}

/** An amount of fen as v2 writes it; `undefined` when it is none. */
export function v2Fen(text: unknown): number | undefined {
	const number = /^\d{1,15}$/.test(String(text ?? '')) ? Number(text) : undefined;
	return Number.isSafeInteger(number) ? number : undefined;
}

/** 20261122201540 or 2026-11-22 20:15:40, in Beijing → ISO 8601. */
export function v2Time(text: unknown): string | undefined {
	const [, year, month, day, hours, minutes, seconds] = /^(\d{4})-?(\d\d)-?(\d\d) ?(\d\d):?(\d\d):?(\d\d)$/.exec(String(text ?? '')) ?? [];
	return year && `${year}-${month}-${day}T${hours}:${minutes}:${seconds}+08:00`;
}
