import { MERCHANT, MINI, SERVICE } from './client';
import { PayClient, signerOf } from './payClient';
import { payScene } from './payScene';

/** Orders of a partner's shops, orders that are paid at once, and orders by payment code, as they are made by the API. */
const scene = payScene();
type Values = Record<string, any>;

const { mchid } = MERCHANT;
const { appid } = SERVICE;
const SHOP = '1900009231';
const control = async (path: string, body: Values = {}) => await scene.client.control(path, body);
const post = async (path: string, body: Values) => await scene.pay.post(path, body);

describe('an order of a partner’s shop', () => {
	const PATH = '/v3/pay/partner/transactions';
	const order = (more: Values = {}): Values => {
		const { appid: _appid, mchid: _mchid, payer: _payer, ...rest } = scene.order();
		return { ...rest, sp_appid: appid, sp_mchid: mchid, sub_mchid: SHOP, payer: { sp_openid: scene.openid }, ...more };
	};
	const whose = { sp_mchid: mchid, sub_mchid: SHOP };
	const h5 = { payer: undefined, scene_info: { payer_client_ip: '10.0.0.1', h5_info: { type: 'Wap' } } };

	test.each<[string, string, Values, string]>([
		['jsapi', 'JSAPI', {}, 'prepay_id'],
		['app', 'APP', { payer: undefined }, 'prepay_id'],
		['native', 'NATIVE', { payer: undefined }, 'code_url'],
		['h5', 'MWEB', h5, 'h5_url'],
	])('of %s is paid with what came back', async (kind, trade_type, more, handle) => {
		const asked = order(more);
		const { status, data } = await post(`${PATH}/${kind}`, asked);
		expect([status, Object.keys(data)]).toEqual([200, [handle]]);
		await control('/pay', data);
		const found = await scene.pay.get(`${PATH}/out-trade-no/${asked.out_trade_no}`, whose);
		expect(found.data).toMatchObject({ ...whose, sp_appid: appid, trade_type, trade_state: 'SUCCESS', payer: { sp_openid: scene.openid } });
		const other = await scene.pay.get(`/v3/pay/transactions/out-trade-no/${asked.out_trade_no}`, { mchid });
		expect(other.status).toBe(404);
	});

	test('is paid in the shop’s account by who has an openid there', async () => {
		const sub_openid = await scene.client.as(MINI.appid).follower();
		const asked = order({ sub_appid: MINI.appid, payer: { sub_openid } });
		const { data } = await post(`${PATH}/jsapi`, asked);
		expect((await control('/pay', data)).order).toMatchObject({ sub_appid: MINI.appid, payer: { sub_openid } });
	});

	test.each<[string, (openid: string) => Values, string]>([
		['an openid of the other account', (openid) => ({ payer: { sp_openid: openid } }), '/payer/sp_openid'],
		['the shop’s openid without its account', (openid) => ({ payer: { sub_openid: openid } }), '/payer/sub_openid'],
		['both openids', (openid) => ({ payer: { sp_openid: openid, sub_openid: openid } }), '/payer/sp_openid'],
		['no openid', () => ({ payer: {} }), '/payer/sp_openid'],
		['another partner', () => ({ sp_mchid: '1900000001' }), '/sp_mchid'],
	])('is refused with %s', async (_, more, field) => {
		const visitor = await scene.client.as(MINI.appid).follower();
		expect(await post(`${PATH}/jsapi`, order(more(visitor)))).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR', detail: { field } } });
	});

	test('again is the same order; another is not', async () => {
		const asked = order();
		const [one, other] = [await post(`${PATH}/jsapi`, asked), await post(`${PATH}/jsapi`, asked)];
		expect(one.data.prepay_id).not.toBe(other.data.prepay_id);
		expect(await post(`${PATH}/jsapi`, { ...asked, sub_mchid: '1900009232' })).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
	});

	test('is closed by the partner for the shop', async () => {
		const asked = order();
		await post(`${PATH}/jsapi`, asked);
		const path = `${PATH}/out-trade-no/${asked.out_trade_no}/close`;
		expect(await post(path, { ...whose, sub_mchid: '1900009232' })).toMatchObject({ status: 404, data: { code: 'ORDER_NOT_EXIST' } });
		expect((await post(path, whose)).status).toBe(204);
		expect((await post(`${PATH}/jsapi`, asked)).data.code).toBe('ORDER_CLOSED');
	});
});

describe('orders that are paid at once', () => {
	const PATH = '/v3/combine-transactions';
	const part = (out_trade_no: string, more: Values = {}): Values => ({
		...{ mchid, out_trade_no, description: 'Tea', attach: 'basket', amount: { total_amount: 100, currency: 'CNY' } },
		...more,
	});
	const parts = (count: number, more: Values = {}) => Array.from({ length: count }, (_, n) => part(`LT-PART-${n}`, more));
	const order = (more: Values = {}): Values => ({
		...{ combine_appid: appid, combine_mchid: mchid, combine_out_trade_no: 'LT-ALL-1', notify_url: scene.receiver.url, sub_orders: parts(2) },
		...more,
	});
	const create = async (more: Values = {}, kind = 'native') => await post(`${PATH}/${kind}`, order(more));
	const get = async () => (await scene.pay.get(`${PATH}/out-trade-no/LT-ALL-1`)).data;

	test.each<[string, Values, string]>([
		['jsapi', {}, 'prepay_id'],
		['app', {}, 'prepay_id'],
		['native', {}, 'code_url'],
		['h5', { scene_info: { payer_client_ip: '10.0.0.1', h5_info: { type: 'Wap' } } }, 'h5_url'],
	])('%s: all are paid with what came back', async (kind, more, handle) => {
		const { data } = await create({ ...more, ...(kind === 'jsapi' && { combine_payer_info: { openid: scene.openid } }) }, kind);
		expect(Object.keys(data)).toEqual([handle]);
		expect((await control('/pay', data)).error).toBeUndefined();
		expect((await get()).sub_orders).toMatchObject([{ trade_state: 'SUCCESS', out_trade_no: 'LT-PART-0' }, { trade_state: 'SUCCESS' }]);
	});

	test('of a partner’s shops', async () => {
		expect((await create({ sub_orders: [part('LT-PART-0', { sub_mchid: SHOP })] })).status).toBe(200);
		expect((await get()).sub_orders).toMatchObject([{ mchid, sub_mchid: SHOP, trade_state: 'NOTPAY' }]);
	});

	test('in the shop’s account', async () => {
		const sub_openid = await scene.client.as(MINI.appid).follower();
		const sub_orders = [part('LT-PART-0', { sub_mchid: SHOP, sub_appid: MINI.appid })];
		const { data } = await create({ combine_payer_info: { sub_openid }, sub_orders }, 'jsapi');
		expect((await control('/pay', data)).error).toBeUndefined();
		expect(await get()).toMatchObject({ combine_payer_info: { sub_openid }, sub_orders: [{ trade_state: 'SUCCESS' }] });
	});

	test.each<[string, () => Values, string]>([
		['one', () => ({ sub_orders: parts(1) }), '/sub_orders'],
		['eleven', () => ({ sub_orders: parts(11) }), '/sub_orders'],
		['51 of a partner’s shops', () => ({ sub_orders: parts(51, { sub_mchid: SHOP }) }), '/sub_orders'],
		['two of one number', () => ({ sub_orders: [part('LT-PART-0'), part('LT-PART-0')] }), '/sub_orders'],
		['one that costs too much', () => ({ sub_orders: [part('LT-PART-0'), part('LT-PART-1', { amount: { total_amount: 1_000_000_001, currency: 'CNY' } })] }), '/sub_orders/amount/total_amount'],
		['another merchant’s', () => ({ combine_mchid: '1900000001' }), '/combine_mchid'],
		['a short number', () => ({ combine_out_trade_no: 'LT' }), '/out_trade_no'],
		['one that costs nothing', () => ({ sub_orders: [part('LT-PART-0'), part('LT-PART-1', { amount: { total_amount: 0, currency: 'CNY' } })] }), '/amount/total'],
	])('%s is refused, and there is none of them', async (_, more, field) => {
		expect(await create(more())).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR', detail: { field } } });
		expect(await scene.client.control('/orders')).toEqual([]);
	});

	test('again they are the same; anything else under that number is refused', async () => {
		const [one, other] = [await create(), await create()];
		expect(one.data.code_url).not.toBe(other.data.code_url);
		expect((await create({ sub_orders: parts(3) })).data.code).toBe('INVALID_REQUEST');
		await control('/pay', other.data);
		expect((await create()).data.code).toBe('ORDERPAID');
		expect((await create({ sub_orders: parts(3) })).data.code).toBe('OUT_TRADE_NO_USED');
	});

	test('a number of one of them that was used before is refused', async () => {
		const { out_trade_no } = await control('/orders', { amount: 1, notify_url: scene.receiver.url });
		expect((await create({ sub_orders: [part('LT-PART-0'), part(out_trade_no)] })).data.code).toBe('OUT_TRADE_NO_USED');
	});

	describe('to close', () => {
		const numbers = [0, 1].map((n) => ({ mchid, out_trade_no: `LT-PART-${n}` }));
		const close = async (more: Values = {}) => await post(`${PATH}/out-trade-no/LT-ALL-1/close`, { combine_appid: appid, sub_orders: numbers, ...more });

		test('all of them, as often as asked', async () => {
			await create();
			for (const answer of [await close(), await close()]) expect([answer.status, signerOf(answer)]).toEqual([204, MERCHANT.publicKeyId]);
			expect((await get()).sub_orders).toMatchObject([{ trade_state: 'CLOSED' }, { trade_state: 'CLOSED' }]);
			expect((await create()).data.code).toBe('ORDER_CLOSED');
		});

		test.each<[Values, string]>([
			[{ combine_appid: MINI.appid }, '/combine_appid'],
			[{ sub_orders: numbers.slice(1) }, '/sub_orders'],
			[{ sub_orders: [numbers[0], { ...numbers[1], mchid: '1900000001' }] }, '/sub_orders'],
		])('only as they are: %j', async (more, field) => {
			await create();
			expect((await close(more)).data).toMatchObject({ code: 'PARAM_ERROR', detail: { field } });
		});

		test('paid ones, or none', async () => {
			expect((await close()).data.code).toBe('ORDER_NOT_EXIST');
			await control('/pay', (await create()).data);
			expect((await close()).data.code).toBe('ORDER_PAID');
		});
	});
});

describe('an order by payment code', () => {
	const PATH = '/v3/pay/transactions';
	const order = (auth_code: string, more: Values = {}): Values => ({
		...{ appid, mchid, description: 'Tea', out_trade_no: 'LT-COUNTER-1', payer: { auth_code }, amount: { total: 9900 } },
		scene_info: { store_info: { out_id: 'SH-1' } },
		...more,
	});
	const code = async (limit?: number): Promise<string> => (await control('/authCode', { openid: scene.openid, ...(limit !== undefined && { limit }) })).auth_code;
	const pay = async (auth_code: string, more: Values = {}) => await post(`${PATH}/codepay`, order(auth_code, more));
	const state = async () => (await scene.pay.get(`${PATH}/out-trade-no/LT-COUNTER-1`, { mchid })).data.trade_state;
	const reverse = async () => await post(`${PATH}/out-trade-no/LT-COUNTER-1/reverse`, { appid, mchid });

	test('is paid at once', async () => {
		expect(await pay(await code())).toMatchObject({ status: 200, data: { trade_state: 'SUCCESS', trade_type: 'MICROPAY', payer: { openid: scene.openid } } });
	});

	test('for a partner’s shop', async () => {
		const { appid: _appid, mchid: _mchid, ...rest } = order(await code());
		const answer = await post('/v3/pay/partner/transactions/codepay', { ...rest, sp_appid: appid, sp_mchid: mchid, sub_mchid: SHOP });
		expect(answer).toMatchObject({ status: 200, data: { sub_mchid: SHOP, trade_state: 'SUCCESS' } });
	});

	test.each([
		[false, 'SUCCESS'],
		[true, 'PAYERROR'],
	])('is accepted first where a password is wanted (refused: %s)', async (refuse, expected) => {
		const answer = await pay(await code(100));
		expect(answer).toMatchObject({ status: 202, data: { code: 'USERPAYING' } });
		expect(signerOf(answer)).toBe(MERCHANT.publicKeyId);
		expect(await state()).toBe('USERPAYING');
		await control('/password', { out_trade_no: 'LT-COUNTER-1', refuse });
		expect(await state()).toBe(expected);
	});

	test('again is the same payment; another is refused', async () => {
		const auth_code = await code();
		const [one, other] = [await pay(auth_code), await pay(auth_code)];
		expect(one.data.transaction_id).toBe(other.data.transaction_id);
		expect((await pay(auth_code, { amount: { total: 1 } })).data.code).toBe('OUT_TRADE_NO_USED');
	});

	test.each<[string, Values, string]>([
		['no store', { scene_info: { store_info: {} } }, '/scene_info/store_info'],
		['a code of 17 digits', { payer: { auth_code: '13456789012345678' } }, '/payer/auth_code'],
		['nothing to pay', { amount: { total: 0 } }, '/amount/total'],
	])('is refused with %s', async (_, more, field) => {
		expect(await pay(await code(), more)).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR', detail: { field } } });
	});

	test('is refused with a code that nobody shows, or no longer', async () => {
		expect((await pay('134567890123456789')).data.code).toBe('INVALID_REQUEST');
		const old = await code();
		await control('/clock', { advance: 61 });
		expect((await pay(old)).data.code).toBe('INVALID_REQUEST');
	});

	test('is taken back: the money is given back, once', async () => {
		await pay(await code());
		for (let times = 0; times < 2; times++) expect((await reverse()).status).toBe(200);
		const [{ balance }] = (await scene.client.control('/state')).merchants;
		expect([await state(), balance]).toEqual(['REVOKED', 0]);
	});

	test('is taken back before it was paid: nobody can pay it any more', async () => {
		await pay(await code(100));
		await reverse();
		expect((await control('/password', { out_trade_no: 'LT-COUNTER-1' })).error).toBeDefined();
		expect((await pay(await code())).data.code).toBe('OUT_TRADE_NO_USED');
	});

	test('is not closed, and no other order is taken back', async () => {
		await pay(await code(100));
		expect((await post(`${PATH}/out-trade-no/LT-COUNTER-1/close`, { mchid })).data.code).toBe('INVALID_REQUEST');
		const number = await scene.paid();
		expect((await post(`${PATH}/out-trade-no/${number}/reverse`, { appid, mchid })).data.code).toBe('INVALID_REQUEST');
	});

	test('is not taken back after a week', async () => {
		await pay(await code());
		await control('/clock', { advance: 8 * 24 * 3600 });
		const late = new PayClient(scene.url, MERCHANT.publicKeyId, () => Date.now() + 8 * 24 * 3600_000);
		expect((await late.post(`${PATH}/out-trade-no/LT-COUNTER-1/reverse`, { appid, mchid })).data.code).toBe('INVALID_REQUEST');
	});
});
