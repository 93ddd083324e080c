import { beijingTime } from '../time';
import { type Handle, type Order, tradeState } from './order';

/** Several orders that a customer pays at once (合单, wechat-pay.md §3.4). */
export interface CombinedOrder {
	combine_appid: string;
	combine_mchid: string;
	combine_out_trade_no: string;
	notify_url: string;
	/** The request that made it, where a shop asked for it by the API. */
	request?: string;
	/** Each with a number, a merchant and an amount of its own. */
	orders: Order[];
	/** What the customer pays with. */
	handle: Handle;
	openid?: string;
	paidAt?: number;
}

/** As the query and the notification tell it (§2.6). */
export function describeCombined(combined: CombinedOrder): Record<string, unknown> {
	const { combine_appid, combine_mchid, combine_out_trade_no, openid, orders, paidAt } = combined;
	return {
		...{ combine_appid, combine_mchid, combine_out_trade_no },
		...(paidAt !== undefined && { combine_payer_info: { [orders[0].paidIn ? 'sub_openid' : 'openid']: openid } }),
		sub_orders: orders.map(describeSubOrder),
	};
}

function describeSubOrder(order: Order): Record<string, unknown> {
	const { mchid, sub_mchid, out_trade_no, attach, total, paidAt, transaction_id } = order;
	const about = { mchid, ...(sub_mchid && { sub_mchid }), trade_state: tradeState(order), out_trade_no, attach };
	if (paidAt === undefined) return { ...about, amount: { total_amount: total, currency: 'CNY' } };
	return {
		...about,
		trade_type: order.trade_type,
		bank_type: 'OTHERS',
		success_time: beijingTime(paidAt),
		transaction_id,
		amount: { total_amount: total, payer_amount: total, currency: 'CNY', payer_currency: 'CNY' },
		promotion_detail: [],
	};
}
