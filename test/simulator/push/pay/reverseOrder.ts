import type { Merchant } from '../../world/pay/merchant';
import { type Order, tradeState } from '../../world/pay/order';
import type { World } from '../../world/world';

const WEEK = 7 * 24 * 3600_000;

/** Why an order cannot be taken back, in WeChat's words, and the code that API v2 has for it (wechat-pay.md §3.1). */
export function whyNotReversible(order: Order, now: number): { message: string; v2Code: string } | undefined {
	if (order.trade_type !== 'MICROPAY') return { message: '只有付款码支付的订单可以撤销', v2Code: 'INVALID_REQUEST' };
	if (now > order.createdAt + WEEK) return { message: '订单无法撤销：超过7天', v2Code: 'REVERSE_EXPIRE' };
	if (tradeState(order) === 'REFUND') return { message: '订单已退款', v2Code: 'TRADE_STATE_ERROR' };
	return undefined;
}

/** Nobody can pay it any more, and what has been paid is given back; again it comes to the same. */
export function reverseOrder(world: World, merchant: Merchant, order: Order): void {
	if (order.paidAt !== undefined && order.codeState !== 'REVOKED') merchant.balance -= order.total;
	order.codeState = 'REVOKED';
	world.tell({ kind: 'pay', data: null });
}
