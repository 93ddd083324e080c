import { payItem, type PayItem, type PayObject } from './payItem';

/** The orders that a complaint is about; mostly one. */
export function ordersOf({ complaint_order_info: orders }: PayObject): PayObject[] {
	return Array.isArray(orders) ? orders.filter((order): order is PayObject => typeof order === 'object' && order !== null) : [];
}

/**
 * A complaint in the columns of whatever is about money: who complains of whom, and about which order. Of several
 * orders it is the first one (wechat-pay.md §3.8).
 */
export function complaintItem(complaint: PayObject): PayItem {
	const [{ out_trade_no, transaction_id, amount } = {} as PayObject] = ordersOf(complaint);
	const { payer_openid, complainted_mchid, complaint_state, complaint_time } = complaint;
	return payItem({
		...{ openid: payer_openid, mchid: complainted_mchid, complaint_state, create_time: complaint_time },
		...{ out_trade_no, transaction_id, amount },
	});
}
