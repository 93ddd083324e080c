import { finishRefund } from '../../push/pay/finishRefund';
import type { Merchant } from '../../world/pay/merchant';
import { newRefundId } from '../../world/pay/numbers';
import { type Order, refunded } from '../../world/pay/order';
import type { Refund } from '../../world/pay/refund';
import type { World } from '../../world/world';
import { paramError, PayError } from './errors';
import { canonical, checkCurrency, checkFen, checkRules } from './rules';

/** The body of POST /v3/refund/domestic/refunds, as far as the simulator looks at it. */
export interface RefundRequest {
	transaction_id?: string;
	out_trade_no?: string;
	out_refund_no: string;
	reason?: string;
	notify_url?: string;
	amount: { refund: number; total: number; currency: string; from?: From[] };
	/** Of a partner's order. */
	sub_mchid?: string;
}

/** Fen out of one of the merchant's balances. */
interface From {
	account: string;
	amount: number;
}

const MOST_PARTIAL = 50;
const YEAR = 365 * 24 * 3600_000;
const ACCOUNTS = ['AVAILABLE', 'UNAVAILABLE'];

/** A refund that is accepted, or the same one again (wechat-pay.md §3.3, §4.3). `byV2`: it is told in XML. */
export function createRefund(world: World, merchant: Merchant, body: RefundRequest, byV2?: true): Refund {
	const now = world.now();
	checkRules({ ...body }, ['transaction_id', 'out_trade_no', 'out_refund_no', 'reason', 'notify_url']);
	checkCurrency(body.amount.currency);
	checkFen(body.amount.refund, '/amount/refund');
	checkFen(body.amount.total, '/amount/total');
	const request = canonical(body);
	const known = merchant.refunds.get(body.out_refund_no);
	if (known) return sameRefund(known, request);
	const order = orderOf(merchant, body);
	checkAmounts(order, body.amount, now);
	if (merchant.balance < body.amount.refund) throw new PayError('NOT_ENOUGH');
	const made = { ...newRefund(order, body, request, now), byV2 };
	merchant.balance -= made.refund;
	merchant.refunds.set(made.out_refund_no, made);
	order.refunds.push(made);
	finishRefund(world, merchant, made);
	return made;
}

/** Which refund it is, of which merchant. */
export function refundOf({ refunds }: Merchant, out_refund_no: string, sub_mchid?: string): Refund {
	const known = refunds.get(out_refund_no);
	if (known && known.sub_mchid === sub_mchid) return known;
	throw new PayError('RESOURCE_NOT_EXISTS', { message: '退款单不存在' });
}

/** The same number again is the same refund, if it asks for the same. */
function sameRefund(known: Refund, request: string): Refund {
	if (known.request === request) return known;
	throw new PayError('INVALID_REQUEST', {
		message: '订单金额或退款金额与之前请求不一致，请核实后再试',
		internal: 268498688,
	});
}

function orderOf({ orders }: Merchant, { transaction_id, out_trade_no, sub_mchid }: RefundRequest): Order {
	const order = [...orders.values()].find((one) =>
		transaction_id ? one.transaction_id === transaction_id : one.out_trade_no === out_trade_no,
	);
	if (!order || order.sub_mchid !== sub_mchid) throw new PayError('RESOURCE_NOT_EXISTS', { message: '订单不存在' });
	if (order.paidAt === undefined) throw new PayError('INVALID_REQUEST', { message: '该订单未支付，不能退款' });
	return order;
}

function checkAmounts(order: Order, { refund: wanted, total, from }: RefundRequest['amount'], now: number): void {
	const invalid = (message: string) => new PayError('INVALID_REQUEST', { message });
	if (from) checkFrom(from, wanted);
	if (total !== order.total) throw paramError('body', '/amount/total', total, '校验失败，与原订单金额不一致');
	if (now > (order.paidAt ?? now) + YEAR) throw invalid('订单已超过可退款的最大期限');
	if (refunded(order) >= order.total) throw invalid('订单已全额退款');
	if (wanted > order.total - refunded(order)) throw invalid('申请退款金额大于订单可退金额');
	const partial = order.refunds.filter(({ status }) => status !== 'CLOSED').length;
	if (partial >= MOST_PARTIAL) throw invalid(`每个支付订单的部分退款次数不能超过${MOST_PARTIAL}次`);
}

/** Each account once, and together what is refunded. */
function checkFrom(from: From[], wanted: number): void {
	const refuse = (issue: string) => paramError('body', '/amount/from', '', issue);
	const names = from.map(({ account }) => account);
	if (names.some((name) => !ACCOUNTS.includes(name))) throw refuse('枚举值校验失败');
	if (new Set(names).size < names.length) throw refuse('校验失败，账户类型不能重复');
	if (from.reduce((sum, { amount }) => sum + amount, 0) !== wanted) throw refuse('校验失败，出资金额之和与退款金额不一致');
}

function newRefund(order: Order, body: RefundRequest, request: string, now: number): Refund {
	const { out_refund_no, reason, notify_url, amount } = body;
	return {
		...{ out_refund_no, reason, notify_url, request },
		mchid: order.mchid,
		sub_mchid: order.sub_mchid,
		refund_id: newRefundId(now),
		out_trade_no: order.out_trade_no,
		transaction_id: order.transaction_id ?? '',
		refund: amount.refund,
		total: order.total,
		createdAt: now,
		status: 'PROCESSING',
	};
}
