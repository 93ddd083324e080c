import type { CombinedOrder } from '../../world/pay/combined';
import type { Merchant } from '../../world/pay/merchant';
import { type TradeType, tradeState } from '../../world/pay/order';
import type { World } from '../../world/world';
import { paramError, PayError } from './errors';
import { checkRequest, createOrder, type OrderRequest, REENTRY } from './orders';
import { canonical, checkRules } from './rules';

/** One of the orders that are paid together. */
interface Part {
	mchid: string;
	sub_mchid?: string;
	sub_appid?: string;
	out_trade_no: string;
	description: string;
	attach: string;
	amount: { total_amount: number; currency: string };
}

/** The body of POST /v3/combine-transactions/…, as far as the simulator looks at it. */
export interface CombinedRequest {
	combine_appid: string;
	combine_mchid: string;
	combine_out_trade_no: string;
	notify_url: string;
	time_expire?: string;
	combine_payer_info?: { openid?: string; sub_openid?: string };
	sub_orders: Part[];
}

/** How many orders are paid together, and how much each may cost (wechat-pay.md §3.4). */
const COUNTS = { direct: [2, 10], partner: [1, 50] };
const MOST_FEN = 1_000_000_000;

/** Orders with one prepay_id, code_url or h5_url between them: all of them are made, or none (wechat-pay.md §3.4, §4.3). */
export function createCombinedOrder(world: World, merchant: Merchant, type: TradeType, body: CombinedRequest) {
	const { combine_appid, combine_mchid, combine_out_trade_no, notify_url } = body;
	const asked = canonical({ type, ...body });
	checkCombined(merchant, body);
	const requests = body.sub_orders.map((part) => requestOf(part, body));
	for (const request of requests) checkRequest(world, merchant, request, world.now());
	const known = merchant.combined.get(combine_out_trade_no);
	if (known) refuseConflict(known, asked);
	else refuseUsed(merchant, requests);
	const made = requests.map((request) => createOrder(world, merchant, type, request));
	const [{ order: first, handle }] = made;
	const orders = made.map(({ order }) => Object.assign(order, { combine_out_trade_no, handles: [handle] }));
	merchant.combined.set(combine_out_trade_no, {
		...{ combine_appid, combine_mchid, combine_out_trade_no, notify_url, orders, handle },
		request: asked,
		openid: first.openid,
	});
	return handle;
}

function checkCombined(merchant: Merchant, { combine_mchid, combine_out_trade_no, sub_orders }: CombinedRequest): void {
	const refuse = (field: string, value: unknown, issue: string) => paramError('body', field, value, issue);
	if (combine_mchid !== merchant.mchid) throw refuse('/combine_mchid', combine_mchid, 'combine_mchid与签名的商户号不匹配');
	checkRules({ out_trade_no: combine_out_trade_no }, ['out_trade_no']);
	const [least, most] = sub_orders.some(({ sub_mchid }) => sub_mchid) ? COUNTS.partner : COUNTS.direct;
	if (sub_orders.length < least || sub_orders.length > most) throw refuse('/sub_orders', sub_orders.length, `数组长度须在${least}到${most}之间`);
	const numbers = sub_orders.map(({ out_trade_no }) => out_trade_no);
	if (new Set(numbers).size < numbers.length) throw refuse('/sub_orders', numbers, '子单商户订单号重复');
	for (const { amount } of sub_orders) {
		if (amount.total_amount > MOST_FEN) throw refuse('/sub_orders/amount/total_amount', amount.total_amount, `大于最大值 ${MOST_FEN}`);
	}
}

function requestOf(part: Part, { combine_appid, notify_url, time_expire, combine_payer_info }: CombinedRequest): OrderRequest {
	const { mchid, sub_mchid, sub_appid, out_trade_no, description, attach, amount } = part;
	const { total_amount: total, currency } = amount;
	return {
		...{ appid: combine_appid, mchid, out_trade_no, description, attach, notify_url, time_expire, sub_mchid, sub_appid },
		amount: { total, currency },
		...(combine_payer_info && { payer: combine_payer_info }),
	};
}

function refuseConflict(known: CombinedOrder, asked: string): void {
	const same = known.request === asked;
	const states = known.orders.map(tradeState);
	if (known.paidAt !== undefined) throw new PayError(same ? 'ORDERPAID' : 'OUT_TRADE_NO_USED');
	if (states.includes('CLOSED')) throw new PayError('ORDER_CLOSED');
	if (!same) throw new PayError('INVALID_REQUEST', REENTRY);
}

function refuseUsed(merchant: Merchant, requests: OrderRequest[]): void {
	if (requests.some(({ out_trade_no }) => merchant.orders.has(out_trade_no))) throw new PayError('OUT_TRADE_NO_USED');
}
