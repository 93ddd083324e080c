import { MERCHANT, SERVICE } from './client';
import { openNotice } from './payClient';
import { payScene } from './payScene';

/** Orders of a partner's shops, and orders that are paid at once. */
const scene = payScene();
type Values = Record<string, any>;

const SHOP = '1900009231';
const { mchid } = MERCHANT;
const shopOrder = async (more: Values = {}) =>
	await scene.client.control('/orders', { amount: 9900, notify_url: scene.receiver.url, openid: scene.openid, ...more });
const pay = async (body: Values) => await scene.client.control('/pay', body);
const told = (n = 0) => openNotice(scene.receiver.received[n].body).resource;

describe('an order of a partner’s shop', () => {
	const PATH = '/v3/pay/partner/transactions';
	const of = (sub_mchid = SHOP) => ({ sp_mchid: mchid, sub_mchid });
	let out_trade_no: string;
	beforeEach(async () => {
		({ out_trade_no } = await shopOrder({ sub_mchid: SHOP, sub_appid: 'wxd678efh567hg6999' }));
		await pay({ out_trade_no });
	});

	test('is told with both sides', () => {
		expect(told()).toMatchObject({
			...{ sp_mchid: mchid, sp_appid: SERVICE.appid, sub_mchid: SHOP, sub_appid: 'wxd678efh567hg6999', out_trade_no },
			payer: { sp_openid: scene.openid },
		});
		expect(told()).not.toHaveProperty('mchid');
		expect(told()).not.toHaveProperty('appid');
	});

	test('is looked up with both sides, by either number', async () => {
		const { transaction_id } = told();
		for (const path of [`out-trade-no/${out_trade_no}`, `id/${transaction_id}`]) {
			expect(await scene.pay.get(`${PATH}/${path}`, of())).toMatchObject({ status: 200, data: told() });
		}
	});

	test('is not another shop’s, nor the partner’s own', async () => {
		const missing = { status: 404, data: { code: 'ORDER_NOT_EXIST' } };
		expect(await scene.pay.get(`${PATH}/out-trade-no/${out_trade_no}`, of('1900009232'))).toMatchObject(missing);
		const direct = `/v3/pay/transactions/out-trade-no/${out_trade_no}`;
		expect(await scene.pay.get(direct, { mchid })).toMatchObject(missing);
		const own = await scene.paid();
		expect(await scene.pay.get(`${PATH}/out-trade-no/${own}`, of())).toMatchObject(missing);
	});

	test('is looked up by the partner that signs', async () => {
		const answer = await scene.pay.get(`${PATH}/out-trade-no/${out_trade_no}`, { sp_mchid: '1900000001', sub_mchid: SHOP });
		expect(answer).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR', detail: { field: '/sp_mchid' } } });
	});

	test('is refunded for the shop, and the refund looked up for it', async () => {
		const path = '/v3/refund/domestic/refunds';
		const refund = scene.refund(out_trade_no);
		const missing = { status: 404, data: { code: 'RESOURCE_NOT_EXISTS' } };
		expect(await scene.pay.post(path, refund)).toMatchObject(missing);
		expect(await scene.pay.post(path, { ...refund, sub_mchid: SHOP })).toMatchObject({ status: 200 });
		await scene.arrived(2);
		expect(told(1)).toMatchObject({ sp_mchid: mchid, sub_mchid: SHOP, refund_status: 'SUCCESS' });
		expect(told(1)).not.toHaveProperty('mchid');
		const one = `${path}/${refund.out_refund_no}`;
		expect(await scene.pay.get(one, { sub_mchid: SHOP })).toMatchObject({ status: 200, data: { status: 'SUCCESS' } });
		expect(await scene.pay.get(one)).toMatchObject(missing);
		expect(await scene.pay.get(one, { sub_mchid: '1900009232' })).toMatchObject(missing);
	});

	test('is nobody’s who is no partner', async () => {
		await scene.client.control('/merchants', { mchid, partner: false });
		const answer = await scene.pay.get(`${PATH}/out-trade-no/${out_trade_no}`, of());
		expect(answer).toMatchObject({ status: 403, data: { code: 'NO_AUTH' } });
	});

	test('is complained of at the partner', async () => {
		const { complaint_id } = await scene.client.control('/complaints', { out_trade_no, text: 'cold' });
		const { data } = await scene.pay.get(`/v3/merchant-service/complaints-v2/${complaint_id}`);
		expect(data.complainted_mchid).toBe(SHOP);
	});
});

describe('orders that are paid at once', () => {
	const PARTS = [
		{ amount: 9900, attach: 'basket 1', out_trade_no: 'LT-PART-1' },
		{ amount: 100, attach: 'basket 2', out_trade_no: 'LT-PART-2', sub_mchid: SHOP },
	];
	const combine = async (more: Values = {}) => await shopOrder({ combine: PARTS, combine_out_trade_no: 'LT-ALL', ...more });
	const get = async () => (await scene.pay.get('/v3/combine-transactions/out-trade-no/LT-ALL')).data;

	test('have one prepay_id and one notification', async () => {
		expect(await combine()).toEqual({
			combine_out_trade_no: 'LT-ALL',
			prepay_id: expect.stringMatching(/^wx/),
			sub_orders: [
				{ mchid, out_trade_no: 'LT-PART-1' },
				{ mchid, sub_mchid: SHOP, out_trade_no: 'LT-PART-2' },
			],
		});
		const { notification } = await pay({ combine_out_trade_no: 'LT-ALL' });
		expect(notification).toMatchObject({ event_type: 'TRANSACTION.SUCCESS', acknowledged: true });
		expect(scene.receiver.received).toHaveLength(1);
		const { sub_orders, ...all } = told();
		expect(all).toEqual({
			...{ combine_appid: SERVICE.appid, combine_mchid: mchid, combine_out_trade_no: 'LT-ALL' },
			combine_payer_info: { openid: scene.openid },
		});
		expect(sub_orders).toMatchObject([
			{ mchid, out_trade_no: 'LT-PART-1', trade_state: 'SUCCESS', attach: 'basket 1', amount: { total_amount: 9900 } },
			{ mchid, sub_mchid: SHOP, out_trade_no: 'LT-PART-2', amount: { total_amount: 100, payer_amount: 100, currency: 'CNY' } },
		]);
		const ids = sub_orders.map((one: Values) => one.transaction_id);
		expect(new Set(ids).size).toBe(2);
		expect(await get()).toEqual(told());
	});

	test('are looked up before they are paid as well', async () => {
		await combine();
		const { sub_orders, ...all } = await get();
		expect(all).not.toHaveProperty('combine_payer_info');
		expect(sub_orders).toMatchObject([{ trade_state: 'NOTPAY' }, { trade_state: 'NOTPAY' }]);
		const other = await scene.pay.get('/v3/combine-transactions/out-trade-no/LT-NONE');
		expect(other).toMatchObject({ status: 404, data: { code: 'ORDER_NOT_EXIST' } });
	});

	test.each(['code_url', 'out_trade_no'])('by %s: never one without the other, nor twice', async (by) => {
		const { code_url } = await combine({ openid: undefined });
		const held: Values = { code_url, out_trade_no: 'LT-PART-2' };
		await pay({ [by]: held[by] });
		expect(told().sub_orders).toHaveLength(2);
		expect((await pay({ code_url })).error).toBe('Order LT-PART-1 is paid already');
		expect((await pay({ combine_out_trade_no: 'LT-ALL' })).error).toBe('Order LT-PART-1 is paid already');
		const [{ balance }] = (await scene.client.control('/state')).merchants;
		expect(balance).toBe(10_000);
	});

	test('are theirs for whom they were made', async () => {
		await combine();
		const openid = await scene.client.follower();
		expect((await pay({ combine_out_trade_no: 'LT-ALL', openid })).error).toContain(`can only be paid by ${scene.openid}`);
	});

	test('each is refunded by itself', async () => {
		await combine();
		await pay({ combine_out_trade_no: 'LT-ALL' });
		const amount = { refund: 9900, total: 9900, currency: 'CNY' };
		const { status } = await scene.pay.post('/v3/refund/domestic/refunds', scene.refund('LT-PART-1', { amount }));
		expect(status).toBe(200);
		expect((await get()).sub_orders).toMatchObject([{ trade_state: 'REFUND' }, { trade_state: 'SUCCESS' }]);
	});

	test('a prepay_id has its time', async () => {
		const { prepay_id } = await combine();
		await scene.client.control('/clock', { advance: 2 * 3600 });
		expect((await pay({ prepay_id })).error).toBe('The prepay_id of LT-ALL has expired');
	});

	test.each<[Values, string]>([
		[{ combine: [PARTS[0]] }, 'combine must be a list of at least two orders'],
		[{ combine: 'all' }, 'combine must be a list of at least two orders'],
		[{ combine: [{ amount: 0 }, PARTS[1]] }, 'PARAM_ERROR: '],
		[{ combine: [PARTS[0], {}], amount: undefined }, 'amount must be a number of fen'],
	])('a mistaken order (%j) is told', async (more, error) => {
		expect((await combine(more)).error).toContain(error);
		expect(await scene.client.control('/orders')).toEqual([]);
	});

	test('the same number again is told', async () => {
		await combine();
		expect((await combine()).error).toBe('There is an order LT-ALL');
	});
});
