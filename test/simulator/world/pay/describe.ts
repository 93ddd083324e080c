import { beijingTime } from '../time';
import { type Order, STATE_WORDS, tradeState } from './order';
import type { Refund } from './refund';

/** An order as the query and the notification tell it; an unpaid one says little. It never names the product. */
export function describeOrder(order: Order): Record<string, unknown> {
	const { out_trade_no, attach, total, paidAt } = order;
	const trade_state = tradeState(order);
	const about = { ...whose(order), out_trade_no };
	const state = { trade_state, trade_state_desc: STATE_WORDS[trade_state] };
	if (paidAt === undefined) {
		return { ...about, ...state, attach, payer: {}, amount: { total, currency: 'CNY' }, promotion_detail: [] };
	}
	return {
		...about,
		transaction_id: order.transaction_id,
		trade_type: order.trade_type,
		...state,
		bank_type: 'OTHERS',
		attach,
		success_time: beijingTime(paidAt),
		payer: payerOf(order),
		amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
		promotion_detail: [],
	};
}

/** Whose openid it is depends on the account in which it is paid. */
function payerOf({ sub_mchid, paidIn, openid }: Order): Record<string, unknown> {
	if (!sub_mchid) return { openid };
	return paidIn ? { sub_openid: openid } : { sp_openid: openid };
}

/** A partner's order names both sides (§2.6). */
function whose({ mchid, appid, sub_mchid, sub_appid }: Order): Record<string, unknown> {
	if (!sub_mchid) return { mchid, appid };
	return { sp_mchid: mchid, sp_appid: appid, sub_mchid, ...(sub_appid && { sub_appid }) };
}

const USER_ACCOUNT = '支付用户零钱';

/** A refund as the API tells it (wechat-pay.md §3.3). */
export function describeRefund(refund: Refund): Record<string, unknown> {
	const { refund_id, out_refund_no, transaction_id, out_trade_no, createdAt, finishedAt, status } = refund;
	return {
		...{ refund_id, out_refund_no, transaction_id, out_trade_no },
		channel: 'ORIGINAL',
		user_received_account: refund.receivedBy ?? USER_ACCOUNT,
		...(status === 'SUCCESS' && { success_time: beijingTime(finishedAt ?? createdAt) }),
		create_time: beijingTime(createdAt),
		status,
		funds_account: 'AVAILABLE',
		amount: {
			...amounts(refund),
			from: [],
			settlement_refund: refund.refund,
			settlement_total: refund.total,
			discount_refund: 0,
			currency: 'CNY',
			refund_fee: 0,
		},
		promotion_detail: [],
	};
}

/** A refund as its notification tells it (§2.6). */
export function describeRefundNotice(refund: Refund): Record<string, unknown> {
	const { mchid, sub_mchid, transaction_id, out_trade_no, refund_id, out_refund_no, status, finishedAt } = refund;
	return {
		...(sub_mchid ? { sp_mchid: mchid, sub_mchid } : { mchid }),
		...{ transaction_id, out_trade_no, refund_id, out_refund_no },
		refund_status: status,
		...(status === 'SUCCESS' && finishedAt !== undefined && { success_time: beijingTime(finishedAt) }),
		user_received_account: refund.receivedBy ?? USER_ACCOUNT,
		amount: amounts(refund),
	};
}

function amounts({ total, refund }: Refund) {
	return { total, refund, payer_total: total, payer_refund: refund };
}
