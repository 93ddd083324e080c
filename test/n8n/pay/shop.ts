import { verify } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { PayClient } from '../../simulator/payClient';
import { publicKeyOf } from '../../simulator/http/paySignature';
import type { NodeInput, RunInput } from '../engine';
import { items, MERCHANT, SERVICE, wechatPay, type Wechat } from '../wechat';

export const DAY = 24 * 3600;

/** Where nobody listens: what WeChat Pay reports there is lost. */
export const NOWHERE = 'http://127.0.0.1:19/notify';

export const PATHS = {
	jsapi: '/v3/pay/transactions/jsapi',
	native: '/v3/pay/transactions/native',
	order: '/v3/pay/transactions/out-trade-no/{out_trade_no}',
	payment: '/v3/pay/transactions/id/{transaction_id}',
	close: '/v3/pay/transactions/out-trade-no/{out_trade_no}/close',
	refunds: '/v3/refund/domestic/refunds',
	refund: '/v3/refund/domestic/refunds/{out_refund_no}',
	bill: '/v3/bill/tradebill',
	file: '/v3/billdownload/file',
};

/** What the shop sold, and to whom. */
export type Sale = IDataObject & { openid: string; out_trade_no: string; transaction_id: string; paid_at: string };

/** An order as WeChat keeps it, with its refunds. */
export type StoredOrder = IDataObject & { out_trade_no: string; trade_state: string; refunds: IDataObject[] };

type Settings = Omit<Partial<NodeInput>, 'parameters'>;

/** A customer paid an order of the shop: ¥99.00 unless told. */
export async function sale({ client }: Wechat, more: IDataObject = {}): Promise<Sale> {
	const openid = (more.openid as string | undefined) ?? (await client.follower({ unionid: 'oR5_union' }));
	const made = await client.control('/orders', { amount: 9900, notify_url: NOWHERE, ...more, openid });
	if (made.error) throw new Error(made.error);
	const { order } = await client.control('/pay', { out_trade_no: made.out_trade_no });
	return { openid, out_trade_no: made.out_trade_no, transaction_id: order.transaction_id, paid_at: order.success_time };
}

/** ¥40.00 of it go back, as refund R1. */
export async function refundedBy(wechat: Wechat, sold: Sale, more: IDataObject = {}): Promise<Sale> {
	await wechat.client.control('/merchants', { mchid: MERCHANT.mchid, refundDelay: 0 });
	const amount = { refund: 4000, total: 9900, currency: 'CNY' };
	await shop(wechat).post(PATHS.refunds, { out_trade_no: sold.out_trade_no, out_refund_no: 'R1', amount, ...more });
	return sold;
}

/** A customer paid at the counter, by the code on the phone: ¥99.00 unless told. */
export async function atCounter(wechat: Wechat, { sub_mchid, ...more }: IDataObject = {}): Promise<IDataObject> {
	const openid = await wechat.client.follower();
	const { auth_code } = await wechat.client.control('/authCode', { openid });
	const { mchid, appid } = { mchid: MERCHANT.mchid, appid: SERVICE.appid };
	const whose = sub_mchid ? { sp_mchid: mchid, sp_appid: appid, sub_mchid } : { mchid, appid };
	const { data } = await shop(wechat).post(`/v3/pay/${sub_mchid ? 'partner/' : ''}transactions/codepay`, {
		...whose,
		...{ description: 'Lotus tea', out_trade_no: 'LT-COUNTER-1', amount: { total: 9900 } },
		payer: { auth_code },
		scene_info: { store_info: { out_id: 'SH-1' } },
		...more,
	});
	if (data.trade_state !== 'SUCCESS') throw new Error(JSON.stringify(data));
	return { openid, out_trade_no: data.out_trade_no, transaction_id: data.transaction_id };
}

/** The same some days ago, with everything else that happens `meanwhile`. */
export async function earlier<T>({ client }: Wechat, days: number, meanwhile: () => Promise<T>): Promise<T> {
	await client.control('/clock', { advance: -days * DAY });
	try {
		return await meanwhile();
	} finally {
		await client.control('/clock', { advance: days * DAY });
	}
}

/** WeChat Pay as a program of the shop calls it; its clock may be behind, as WeChat's. */
export function shop({ url }: Wechat, days = 0): PayClient {
	return new PayClient(url, MERCHANT.publicKeyId, () => Date.now() - days * DAY * 1000);
}

/** All orders that there are. */
export async function orders({ client }: Wechat): Promise<StoredOrder[]> {
	return await client.control('/orders');
}

/** What a call brought, without what is WeChat's log. */
export async function sent(wechat: Wechat): Promise<Array<{ method: string; path: string; query: IDataObject; body: unknown }>> {
	return (await wechat.calls()).map(({ method, path, query, body }) => ({ method, path, query, body }));
}

/** Order: Create for a code to be scanned, with everything that it needs. */
export function codeOrder(parameters: IDataObject = {}, settings: Settings = {}): NodeInput {
	return wechatPay('order', 'create', { trade_type: 'native', description: 'Lotus tea', out_trade_no: 'LT-2026-1', amount_total: '99.00', ...parameters }, settings);
}

/** Refund: Create of an order number, with everything that it needs. */
export function refundOf(out_trade_no: string, parameters: IDataObject = {}, settings: Settings = {}): NodeInput {
	return wechatPay('refund', 'create', { out_trade_no, out_refund_no: `${out_trade_no}-R1`, amount_refund: '99.00', ...parameters }, settings);
}

/** One sentence about the one item, and nobody was called. */
export async function refusedHere(wechat: Wechat, node: NodeInput, json: IDataObject = {}, more: Partial<RunInput> = {}) {
	await wechat.client.control('/calls', {}, 'DELETE');
	const run = await wechat.run(node, { items: items(json), ...more });
	expect(run.items('WeChat')).toBeUndefined();
	expect(run.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(await wechat.calls()).toEqual([]);
	const { message, description } = run.error as { message: string; description?: string };
	return { message, description };
}

/** Whether the merchant signed it: checked with the public half of its key, as WeChat does. */
export function isSigned(lines: string[], signature: string): boolean {
	const message = Buffer.from(lines.map((line) => `${line}\n`).join(''));
	return verify('RSA-SHA256', message, publicKeyOf(MERCHANT.privateKey), Buffer.from(signature, 'base64'));
}

/** A time as the editor's picker leaves it, without a zone, and as it goes out. */
export function inBeijing(ms: number): { picked: string; sent: string } {
	const picked = new Date(ms + 8 * 3600_000).toISOString().slice(0, 19);
	return { picked, sent: `${picked}+08:00` };
}
