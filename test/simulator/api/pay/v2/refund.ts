import type { XmlFields, XmlTree } from '../../../http/payXml';
import { type Refund, V2_STATES } from '../../../world/pay/refund';
import { beijingTime } from '../../../world/time';
import { PayError } from '../errors';
import { createRefund, refundOf } from '../refunds';
import { type V2Endpoints, V2Refused } from './context';
import { v2Order } from './order';
import { checkV2Rules } from './rules';

/** What v3 calls otherwise, by its words. */
const CODES: Record<string, string> = {
	订单已全额退款: 'ERROR',
	'订单金额或退款金额与之前请求不一致，请核实后再试': 'REFUND_FEE_MISMATCH',
	订单已超过可退款的最大期限: 'TRADE_OVERDUE',
};

/** Refunds of v2 and of v3 are the same ones (wechat-pay.md §3.15). */
export const refund: V2Endpoints = {
	'/secapi/pay/refund': ({ world, merchant, fields }) => {
		const order = v2Order(merchant, fields);
		const made = inV2(() =>
			createRefund(
				world,
				merchant,
				{
					...numbers(fields),
					out_refund_no: fields.out_refund_no,
					reason: fields.refund_desc,
					notify_url: fields.notify_url,
					sub_mchid: fields.sub_mch_id,
					amount: { refund: Number(fields.refund_fee), total: Number(fields.total_fee), currency: 'CNY' },
				},
				true,
			),
		);
		const { transaction_id, out_trade_no, out_refund_no, refund_id } = made;
		const [back, total] = [String(made.refund), String(order.total)];
		return {
			...{ transaction_id, out_trade_no, out_refund_no, refund_id },
			...{ refund_fee: back, settlement_refund_fee: back, total_fee: total, settlement_total_fee: total },
			...{ fee_type: 'CNY', cash_fee: total, cash_refund_fee: back, coupon_refund_fee: '0', coupon_refund_count: '0' },
		};
	},

	'/pay/refundquery': ({ merchant, fields }) => {
		checkV2Rules(fields);
		const { out_refund_no, refund_id, sub_mch_id } = fields;
		const number = out_refund_no ?? [...merchant.refunds.values()].find((one) => one.refund_id === refund_id)?.out_refund_no;
		const found =
			fields.transaction_id || fields.out_trade_no
				? v2Order(merchant, fields).refunds
				: [inV2(() => refundOf(merchant, number ?? '', sub_mch_id))];
		const [first] = found;
		if (!first) throw new V2Refused('REFUNDNOTEXIST', '退款订单不存在');
		const { transaction_id, out_trade_no, total } = first;
		return {
			...{ transaction_id, out_trade_no },
			...{ total_fee: String(total), fee_type: 'CNY', cash_fee: String(total), refund_count: String(found.length) },
			...Object.assign({}, ...found.map(describe)),
		} as XmlTree;
	},
};

function numbers({ transaction_id, out_trade_no }: XmlFields) {
	return transaction_id ? { transaction_id } : { out_trade_no };
}

/** The n-th of an answer: `refund_fee_0`. */
function describe(refund: Refund, n: number): XmlTree {
	const { out_refund_no, refund_id, finishedAt, status, receivedBy = '支付用户零钱' } = refund;
	const fields: Record<string, string> = {
		...{ out_refund_no, refund_id, refund_channel: 'ORIGINAL', refund_fee: String(refund.refund) },
		...{ settlement_refund_fee: String(refund.refund), refund_status: V2_STATES[status] },
		...{ refund_account: 'REFUND_SOURCE_UNSETTLED_FUNDS', refund_recv_accout: receivedBy },
		...(status === 'SUCCESS' && { refund_success_time: beijingTime(finishedAt ?? 0).slice(0, 19).replace('T', ' ') }),
	};
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${name}_${n}`, value]));
}

/** The rules are those of v3, the codes are not. */
function inV2<T>(act: () => T): T {
	try {
		return act();
	} catch (error) {
		if (!(error instanceof PayError)) throw error;
		const { code, message } = error;
		const ours = code === 'RESOURCE_NOT_EXISTS' ? 'REFUNDNOTEXIST' : code === 'NOT_ENOUGH' ? 'NOTENOUGH' : code;
		throw new V2Refused(CODES[message] ?? ours, message);
	}
}
