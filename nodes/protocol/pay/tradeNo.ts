import { createHash } from 'node:crypto';

/**
 * An order number for whoever has none: 32 letters and digits (wechat-pay.md §3.1), always the same for the same origin,
 * so that a second try makes no second order.
 */
export function tradeNo(origin: Array<number | string>): string {
	return createHash('sha256').update(JSON.stringify(origin)).digest('hex').slice(0, 32);
}
