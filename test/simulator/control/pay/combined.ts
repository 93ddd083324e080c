import type { createOrder } from '../../api/pay/orders';
import type { Merchant } from '../../world/pay/merchant';
import { newOutTradeNo } from '../../world/pay/numbers';
import { OrderError } from '../request';
import { optional } from './request';

/** What one of the orders has of its own: amount, out_trade_no, attach, description, mchid, sub_mchid. */
export type Part = Record<string, unknown>;

/** Several orders with one prepay_id or code_url between them. */
export function createCombined(
	merchant: Merchant,
	body: Record<string, unknown>,
	create: (part: Part) => ReturnType<typeof createOrder>,
	now: number,
) {
	const combine_out_trade_no = optional(body, 'combine_out_trade_no', 'string') ?? newOutTradeNo(now);
	if (merchant.combined.has(combine_out_trade_no)) throw new OrderError(`There is an order ${combine_out_trade_no}`);
	const made = allOrNone(merchant, () => partsOf(body).map(create));
	const [{ order: first, handle }] = made;
	const orders = made.map(({ order }) => Object.assign(order, { combine_out_trade_no, handles: [handle] }));
	merchant.combined.set(combine_out_trade_no, {
		combine_appid: first.appid,
		combine_mchid: merchant.mchid,
		combine_out_trade_no,
		notify_url: first.notify_url,
		...{ orders, handle },
		openid: first.openid,
	});
	const sub_orders = orders.map(({ mchid, sub_mchid, out_trade_no }) => ({ mchid, sub_mchid, out_trade_no }));
	return { combine_out_trade_no, [handle.name]: handle.value, sub_orders };
}

/** One mistake, and there is none of them. */
function allOrNone<T>(merchant: Merchant, act: () => T): T {
	const before = new Map(merchant.orders);
	try {
		return act();
	} catch (error) {
		merchant.orders = before;
		throw error;
	}
}

function partsOf({ combine }: Record<string, unknown>): Part[] {
	const isPart = (one: unknown) => typeof one === 'object' && one !== null;
	if (Array.isArray(combine) && combine.length >= 2 && combine.every(isPart)) return combine as Part[];
	throw new OrderError('combine must be a list of at least two orders');
}
