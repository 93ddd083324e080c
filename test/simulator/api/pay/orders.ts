import type { Handle, Order, TradeType } from '../../world/pay/order';
import type { Merchant } from '../../world/pay/merchant';
import { newCodeUrl, newH5Url, newPrepayId } from '../../world/pay/numbers';
import type { World } from '../../world/world';
import { paramError, PayError } from './errors';
import { canonical, checkCurrency, checkFen, checkRules } from './rules';

/** The body of POST /v3/pay/transactions/…, as far as the simulator looks at it. */
export interface OrderRequest {
	appid: string;
	mchid: string;
	description: string;
	out_trade_no: string;
	attach?: string;
	notify_url: string;
	time_expire?: string;
	amount: { total: number; currency?: string };
	payer?: { openid?: string; sub_openid?: string };
	/** Of a partner's order: for which merchant it is, and in which account of theirs. */
	sub_mchid?: string;
	sub_appid?: string;
}

/** The body of POST /v3/pay/partner/transactions/…, where `appid`, `mchid` and `openid` are the partner's. */
export type PartnerOrderRequest = Omit<OrderRequest, 'appid' | 'mchid' | 'payer' | 'sub_mchid'> & {
	sp_appid: string;
	sp_mchid: string;
	sub_mchid: string;
	payer?: { sp_openid?: string; sub_openid?: string };
};

/** A partner's order in the names of the others. */
export function ofPartner({ sp_appid, sp_mchid, payer, ...rest }: PartnerOrderRequest): OrderRequest {
	const openids = payer && { payer: { openid: payer.sp_openid, sub_openid: payer.sub_openid } };
	return { ...rest, appid: sp_appid, mchid: sp_mchid, ...openids };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LATEST_EXPIRY = 90 * DAY;
/** "default: order unpayable after 7 days" */
const USUAL_EXPIRY = 7 * DAY;

/** The same number for something else. */
export const REENTRY = { message: '请求重入时，参数与首次请求时不一致', internal: 268498688 };

/** How long what the customer pays with is good: prepay_id and code_url 2 h, h5_url 5 min. */
const HANDLES: Record<TradeType, [name: Handle['name'], life: number, make: (nowMs: number) => string]> = {
	JSAPI: ['prepay_id', 2 * HOUR, newPrepayId],
	APP: ['prepay_id', 2 * HOUR, newPrepayId],
	NATIVE: ['code_url', 2 * HOUR, newCodeUrl],
	MWEB: ['h5_url', 5 * MINUTE, (nowMs) => newH5Url(newPrepayId(nowMs))],
};

/** An unpaid order, or the same one with a fresh prepay_id (wechat-pay.md §3.1, §4.3). */
export function createOrder(world: World, merchant: Merchant, trade_type: TradeType, request: OrderRequest) {
	const now = world.now();
	checkRequest(world, merchant, request, now);
	const asked = canonical({ trade_type, ...request });
	const known = merchant.orders.get(request.out_trade_no);
	if (known) refuseConflict(known, asked);
	const order = known ?? newOrder(trade_type, request, asked, now);
	const [name, life, make] = HANDLES[trade_type];
	const handle = { name, value: make(now), until: Math.min(now + life, order.expiresAt) };
	order.handles.push(handle);
	merchant.orders.set(order.out_trade_no, order);
	world.tell({ kind: 'pay', data: null });
	return { order, handle };
}

export function checkRequest(world: World, merchant: Merchant, request: OrderRequest, now: number): void {
	checkRules({ ...request }, ['out_trade_no', 'description', 'attach', 'notify_url']);
	checkFen(request.amount.total, '/amount/total');
	checkCurrency(request.amount.currency);
	if (!merchant.appids.includes(request.appid)) throw new PayError('APPID_MCHID_NOT_MATCH');
	expiryOf(request, now);
	const { openid, sub_openid } = request.payer ?? {};
	checkOpenid(world, request.appid, openid, request.sub_mchid ? 'sp_openid' : 'openid');
	checkOpenid(world, request.sub_appid, sub_openid, 'sub_openid');
}

function checkOpenid(world: World, appid: string | undefined, openid: string | undefined, name: string): void {
	if (openid === undefined || world.accounts.get(appid ?? '')?.followers.has(openid)) return;
	throw new PayError('PARAM_ERROR', {
		message: 'appid和openid不匹配',
		detail: { field: `/payer/${name}`, value: openid, issue: 'appid和openid不匹配', location: 'body' },
		internal: 268501013,
	});
}

function expiryOf({ time_expire }: OrderRequest, now: number): number {
	if (time_expire === undefined) return now + USUAL_EXPIRY;
	const refuse = (issue: string) => paramError('body', '/time_expire', time_expire, issue);
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(time_expire) || Number.isNaN(Date.parse(time_expire))) {
		throw refuse('字符串规则校验失败，时间格式应为 RFC 3339，如2018-06-08T10:34:56+08:00');
	}
	const expiry = Date.parse(time_expire);
	if (expiry < now + MINUTE || expiry > now + LATEST_EXPIRY) throw refuse('校验失败，支付结束时间须在1分钟后、90天内');
	return expiry;
}

function refuseConflict(order: Order, asked: string): void {
	const same = order.request === asked;
	if (order.paidAt !== undefined) throw new PayError(same ? 'ORDERPAID' : 'OUT_TRADE_NO_USED');
	if (order.closed) throw new PayError('ORDER_CLOSED');
	if (!same) throw new PayError('INVALID_REQUEST', REENTRY);
}

function newOrder(trade_type: TradeType, request: OrderRequest, asked: string, now: number): Order {
	const { mchid, appid, out_trade_no, description, attach = '', notify_url, amount, payer, sub_mchid, sub_appid } = request;
	return {
		...{ mchid, appid, trade_type, out_trade_no, description, attach, notify_url, sub_mchid, sub_appid },
		...(payer?.sub_openid && { paidIn: sub_appid }),
		total: amount.total,
		createdAt: now,
		expiresAt: expiryOf(request, now),
		request: asked,
		handles: [],
		closed: false,
		openid: payer?.openid ?? payer?.sub_openid,
		refunds: [],
	};
}
