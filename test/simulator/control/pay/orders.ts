import { PayError } from '../../api/pay/errors';
import { createOrder, type OrderRequest } from '../../api/pay/orders';
import { payCombined } from '../../push/pay/payCombined';
import { payOrder, PaymentRefused } from '../../push/pay/payOrder';
import { describeOrder, describeRefund } from '../../world/pay/describe';
import type { Merchant } from '../../world/pay/merchant';
import { newOutTradeNo } from '../../world/pay/numbers';
import { type Order, type TradeType, tradeState } from '../../world/pay/order';
import type { World } from '../../world/world';
import { OrderError, type Routes } from '../request';
import { createCombined, type Part } from './combined';
import { merchantOf, optional } from './request';

const TRADE_TYPES: TradeType[] = ['JSAPI', 'NATIVE', 'APP', 'MWEB'];
/** What a customer can hold in hand. */
const HANDLES = ['prepay_id', 'code_url', 'h5_url'];
const NUMBERS = ['out_trade_no', 'combine_out_trade_no'] as const;

/** A shop that is not n8n, and its customers. */
export const orders: Routes = {
	'GET /simulator/orders': ({ world, query }) =>
		merchantsOf(world, query.mchid).flatMap((merchant) => [...merchant.orders.values()].map(show)),

	'POST /simulator/orders': (asked) => {
		const { world, body } = asked;
		const merchant = merchantOf(asked);
		const openid = optional(body, 'openid', 'string');
		const type = (body.trade_type ?? (openid ? 'JSAPI' : 'NATIVE')) as TradeType;
		if (!TRADE_TYPES.includes(type)) throw new OrderError(`trade_type is one of ${TRADE_TYPES.join(', ')}`);
		const create = (part: Part) => createOrder(world, merchant, type, requestOf(merchant, { ...body, ...part }, openid, world.now()));
		if (body.combine !== undefined) return explained(() => createCombined(merchant, body, create, world.now()));
		const { order, handle } = explained(() => create({}));
		return { out_trade_no: order.out_trade_no, [handle.name]: handle.value };
	},

	'POST /simulator/pay': async ({ world, body }) => {
		const { merchant, order, handle } = findOrder(world, body);
		const openid = optional(body, 'openid', 'string');
		const combined = merchant.combined.get(order.combine_out_trade_no ?? '');
		const { notification, firstTry } = explained(() =>
			combined ? payCombined(world, merchant, combined, openid) : payOrder(world, merchant, order, { openid, handle }),
		);
		if (body.wait !== false) await firstTry;
		return { order: show(order), notification: structuredClone(notification) };
	},
};

function requestOf(
	merchant: Merchant,
	body: Record<string, unknown>,
	openid: string | undefined,
	now: number,
): OrderRequest {
	const text = (name: string) => optional(body, name, 'string');
	const [appid, notify_url, total] = [text('appid'), text('notify_url'), body.amount];
	if (!appid || !notify_url) throw new OrderError(`${appid ? 'notify_url' : 'appid'} is missing`);
	if (!Number.isInteger(total)) throw new OrderError('amount must be a number of fen');
	const attach = text('attach');
	return {
		...{ appid, notify_url },
		mchid: text('mchid') ?? merchant.mchid,
		out_trade_no: text('out_trade_no') ?? newOutTradeNo(now),
		description: text('description') ?? '莲花茶 Lotus tea',
		...{ sub_mchid: text('sub_mchid'), sub_appid: text('sub_appid') },
		...(attach !== undefined && { attach }),
		amount: { total: total as number, currency: 'CNY' },
		...(openid && { payer: { openid } }),
	};
}

/** By its number, or by what the customer holds in hand. */
function findOrder(world: World, body: Record<string, unknown>): { merchant: Merchant; order: Order; handle?: string } {
	const number = NUMBERS.find((one) => typeof body[one] === 'string');
	const name = number ?? HANDLES.find((one) => typeof body[one] === 'string');
	if (!name) throw new OrderError(`Give out_trade_no, ${HANDLES.join(' or ')}`);
	const wanted = String(body[name]);
	for (const merchant of merchantsOf(world, optional(body, 'mchid', 'string'))) {
		const isWanted = (order: Order) =>
			number ? order[number] === wanted : order.handles.some(({ value }) => value === wanted);
		const order = [...merchant.orders.values()].find(isWanted);
		if (order) return { merchant, order, handle: number ? undefined : wanted };
	}
	throw new OrderError(`No order with the ${name} ${wanted}`);
}

function merchantsOf(world: World, mchid?: string): Merchant[] {
	return [...world.merchants.values()].filter((merchant) => !mchid || merchant.mchid === mchid);
}

/** An order as WeChat Pay tells it, and what only the shop knows. */
function show(order: Order) {
	const { description, notify_url, createdAt, openid, handles, refunds } = order;
	const { name, value } = handles[handles.length - 1];
	return {
		...describeOrder(order),
		trade_type: order.trade_type,
		trade_state: tradeState(order),
		...{ description, notify_url, createdAt, openid, [name]: value },
		refunds: refunds.map(describeRefund),
	};
}

/** The same rules as in the API; what breaks them is a mistake of who orders it. */
function explained<T>(act: () => T): T {
	try {
		return act();
	} catch (error) {
		if (error instanceof PayError) throw new OrderError(`${error.code}: ${error.message}`);
		if (error instanceof PaymentRefused) throw new OrderError(error.message);
		throw error;
	}
}
