import { MERCHANT } from './client';
import { payScene } from './payScene';

/** What lies in a merchant's accounts (wechat-pay.md §3.10). */
const scene = payScene();
const SHOP = '1900009231';
const DAY = 24 * 3600;
const day = (days: number) => new Date(Date.now() + days * DAY * 1000 + 8 * 3600_000).toISOString().slice(0, 10);
const ask = async (path: string, query = {}) => {
	const { status, data } = await scene.pay.get(path, query);
	return status < 300 ? data : [status, data.code];
};
const fen = (available_amount: number) => ({ available_amount, pending_amount: 0 });
const refund = async (out_trade_no: string, more = {}) => await scene.pay.post('/v3/refund/domestic/refunds', scene.refund(out_trade_no, more));

test('now: what was paid, without what went back', async () => {
	const out_trade_no = await scene.paid();
	await refund(out_trade_no);
	expect(await ask('/v3/merchant/fund/balance/BASIC')).toEqual(fen(5900));
	expect(await ask('/v3/merchant/fund/balance/OPERATION')).toEqual(fen(0));
	expect(await ask('/v3/merchant/fund/balance/FEES')).toEqual(fen(0));
	expect(await ask('/v3/merchant/fund/balance/GOLD')).toEqual([400, 'PARAM_ERROR']);
});

test('at the end of a day: without what came and went since', async () => {
	await scene.client.control('/clock', { advance: -2 * DAY });
	await scene.paid();
	await scene.client.control('/clock', { advance: 2 * DAY });
	await refund(await scene.paid());
	const end = '/v3/merchant/fund/dayendbalance/BASIC';
	expect(await ask(end, { date: day(-1) })).toEqual(fen(9900));
	expect(await ask(end, { date: day(-2) })).toEqual(fen(9900));
	expect(await ask(end, { date: day(-3) })).toEqual(fen(0));
	expect(await ask('/v3/merchant/fund/balance/BASIC')).toEqual(fen(15800));
});

test('of a partner’s merchant: what it sold', async () => {
	await scene.paid();
	await refund(await scene.paid({ sub_mchid: SHOP }), { sub_mchid: SHOP });
	const told = { sub_mchid: SHOP, account_type: 'BASIC' };
	expect(await ask(`/v3/ecommerce/fund/balance/${SHOP}`)).toEqual({ ...told, ...fen(5900) });
	expect(await ask(`/v3/ecommerce/fund/balance/${SHOP}`, { account_type: 'FEES' })).toEqual({ ...told, account_type: 'FEES', ...fen(0) });
	expect(await ask(`/v3/ecommerce/fund/enddaybalance/${SHOP}`, { date: day(-1) })).toEqual({ ...told, ...fen(0) });
	await scene.client.control('/merchants', { mchid: MERCHANT.mchid, partner: false });
	expect(await ask(`/v3/ecommerce/fund/balance/${SHOP}`)).toEqual([403, 'NO_AUTH']);
});

test.each([['today', 0], ['tomorrow', 1], ['91 days ago', -91]])('the end of %s is not known', async (_, days) => {
	expect(await ask('/v3/merchant/fund/dayendbalance/BASIC', { date: day(days) })).toEqual([400, 'PARAM_ERROR']);
	expect(await ask(`/v3/ecommerce/fund/enddaybalance/${SHOP}`, { date: day(days) })).toEqual([400, 'PARAM_ERROR']);
});

test('the end of no day is not known', async () => {
	expect(await ask('/v3/merchant/fund/dayendbalance/BASIC', { date: '2026-2-30' })).toEqual([400, 'PARAM_ERROR']);
});
