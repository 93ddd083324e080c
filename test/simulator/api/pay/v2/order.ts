import type { XmlFields } from '../../../http/payXml';
import { reverseOrder, whyNotReversible } from '../../../push/pay/reverseOrder';
import type { Merchant } from '../../../world/pay/merchant';
import type { Order } from '../../../world/pay/order';
import { type V2Endpoints, V2Refused } from './context';
import { describeV2Order } from './describe';
import { checkV2Rules } from './rules';

/** Orders of v2 and of v3 alike (wechat-pay.md §3.1, §3.15). */
export const order: V2Endpoints = {
	'/pay/orderquery': ({ merchant, fields }) => describeV2Order(v2Order(merchant, fields)),

	'/pay/closeorder': ({ world, merchant, fields }) => {
		const found = v2Order(merchant, fields);
		if (found.paidAt !== undefined) throw new V2Refused('ORDERPAID', '订单已支付');
		if (found.closed) throw new V2Refused('ORDERCLOSED', '订单已关闭');
		found.closed = true;
		world.tell({ kind: 'pay', data: null });
		return { result_msg: 'OK' };
	},

	/** Gives the money back, or sees to it that nobody can pay any more; again it comes to the same. */
	'/secapi/pay/reverse': ({ world, merchant, fields, now }) => {
		const found = v2Order(merchant, fields);
		const mistake = whyNotReversible(found, now);
		if (mistake) throw new V2Refused(mistake.v2Code, mistake.message, { recall: 'N' });
		reverseOrder(world, merchant, found);
		return { recall: 'N' };
	},
};

/** By either number; WeChat's own goes first. */
export function v2Order({ orders }: Merchant, fields: XmlFields): Order {
	checkV2Rules(fields);
	const { transaction_id, out_trade_no, sub_mch_id } = fields;
	const found = transaction_id
		? [...orders.values()].find((one) => one.transaction_id === transaction_id)
		: orders.get(out_trade_no);
	if (!found || found.sub_mchid !== sub_mch_id) throw new V2Refused('ORDERNOTEXIST', '此交易订单号不存在');
	return found;
}
