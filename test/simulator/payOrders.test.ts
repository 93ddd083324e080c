import { MERCHANT, MINI, SERVICE } from './client';
import { signerOf } from './payClient';
import { payScene } from './payScene';

const scene = payScene();
type Values = Record<string, any>;

const create = async (kind: string, body: Values) => await scene.pay.post(`/v3/pay/transactions/${kind}`, body);
const query = async (out_trade_no: string) =>
	(await scene.pay.get(`/v3/pay/transactions/out-trade-no/${out_trade_no}`, { mchid: MERCHANT.mchid })).data;
const close = async (out_trade_no: string) =>
	await scene.pay.post(`/v3/pay/transactions/out-trade-no/${out_trade_no}/close`, { mchid: MERCHANT.mchid });
const payWith = async (given: Values) => await scene.client.control('/pay', given);

describe('an order', () => {
	const h5 = { scene_info: { payer_client_ip: '10.0.0.1', h5_info: { type: 'Wap' } } };
	test.each<[string, string, Values, object]>([
		['jsapi', 'JSAPI', {}, { prepay_id: expect.stringMatching(/^wx\d{14}[0-9a-f]{20}$/) }],
		['app', 'APP', { payer: undefined }, { prepay_id: expect.stringMatching(/^wx/) }],
		[
			'native',
			'NATIVE',
			{ payer: undefined },
			{ code_url: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w/) },
		],
		[
			'h5',
			'MWEB',
			{ payer: undefined, ...h5 },
			{ h5_url: expect.stringMatching(/^https:\/\/wx\.tenpay\.com\/.*prepay_id=wx/) },
		],
	])('of %s is paid with what came back', async (kind, trade_type, more, handle) => {
		const order = scene.order(more);
		const made = await create(kind, order);
		expect([made.status, made.data]).toEqual([200, handle]);
		const paid = await payWith(made.data);
		expect(paid.order).toMatchObject({ trade_type, trade_state: 'SUCCESS', payer: { openid: scene.openid } });
		expect(await query(order.out_trade_no)).toMatchObject({
			appid: SERVICE.appid,
			mchid: MERCHANT.mchid,
			trade_type,
			trade_state: 'SUCCESS',
			trade_state_desc: '支付成功',
			transaction_id: expect.stringMatching(/^4200\d{24}$/),
			success_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
			amount: { total: 9900, payer_total: 9900, currency: 'CNY', payer_currency: 'CNY' },
		});
	});

	test('is found by WeChat Pay’s number too', async () => {
		const number = await scene.paid();
		const order = await query(number);
		const path = `/v3/pay/transactions/id/${order.transaction_id}`;
		expect((await scene.pay.get(path, { mchid: MERCHANT.mchid })).data).toEqual(order);
		const none = await scene.pay.get('/v3/pay/transactions/id/4200000000', { mchid: MERCHANT.mchid });
		expect([none.status, none.data.code]).toEqual([404, 'ORDER_NOT_EXIST']);
	});

	test('that nobody paid has no payer and no number of WeChat Pay', async () => {
		const order = scene.order();
		await create('jsapi', order);
		const found = await query(order.out_trade_no);
		expect(found).toMatchObject({
			trade_state: 'NOTPAY',
			trade_state_desc: '订单未支付',
			payer: {},
			amount: { total: 9900 },
		});
		expect(found).not.toHaveProperty('transaction_id');
		expect(JSON.stringify(found)).not.toContain('Spring tea');
	});
});

describe('is refused', () => {
	const long = (letter: string, count: number) => letter.repeat(count);
	test.each<[string, Values, string]>([
		['a number of 5', { out_trade_no: 'LT123' }, '/out_trade_no'],
		['a number of 33', { out_trade_no: long('9', 33) }, '/out_trade_no'],
		['a number with a dot', { out_trade_no: 'LT.12345' }, '/out_trade_no'],
		['128 characters of description', { description: long('茶', 128) }, '/description'],
		['no description', { description: '' }, '/description'],
		['an emoji', { description: 'Tea 🍵' }, '/description'],
		['129 bytes of attach', { attach: long('a', 129) }, '/attach'],
		['43 characters of attach that are 129 bytes', { attach: long('茶', 43) }, '/attach'],
		['nothing to pay', { amount: { total: 0 } }, '/amount/total'],
		['less than nothing', { amount: { total: -1 } }, '/amount/total'],
		['another currency', { amount: { total: 1, currency: 'USD' } }, '/amount/currency'],
		['a notify_url with a query', { notify_url: 'https://shop.example.com/pay?order=1' }, '/notify_url'],
		['a notify_url with a fragment', { notify_url: 'https://shop.example.com/pay#1' }, '/notify_url'],
		['a notify_url without https', { notify_url: 'http://shop.example.com/pay' }, '/notify_url'],
		['a notify_url that is none', { notify_url: 'shop' }, '/notify_url'],
		['a notify_url of 257 letters', { notify_url: `https://shop.example.com/${long('a', 232)}` }, '/notify_url'],
		['an openid of nobody', { payer: { openid: 'oNobody' } }, '/payer/openid'],
		['a time that is none', { time_expire: '2026-11-22 10:00:00' }, '/time_expire'],
		['a time that has gone by', { time_expire: '2020-11-22T10:00:00+08:00' }, '/time_expire'],
		[
			'a time in a year',
			{ time_expire: new Date(Date.now() + 365 * 86400_000).toISOString().replace(/\.\d+Z/, 'Z') },
			'/time_expire',
		],
	])('%s', async (_, more, field) => {
		const answer = await create('jsapi', scene.order(more));
		expect(answer).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR', detail: { field, location: 'body' } } });
		expect(answer.data.detail.issue).not.toBe('');
	});

	test.each<[string, Values]>([
		['every letter a number may have', { out_trade_no: 'aZ09_-|*' }],
		['127 characters of description', { description: '茶'.repeat(127) }],
		['128 bytes of attach', { attach: 'a'.repeat(128) }],
		['one fen', { amount: { total: 1 } }],
		['https', { notify_url: 'https://shop.example.com:8443/pay/lotus' }],
	])('but not %s', async (_, more) => {
		expect((await create('jsapi', scene.order(more))).status).toBe(200);
	});

	test('an openid of the other account', async () => {
		const visitor = await scene.client.as(MINI.appid).follower();
		const order = scene.order({ payer: { openid: visitor } });
		expect((await create('jsapi', order)).data).toMatchObject({ code: 'PARAM_ERROR', message: 'appid和openid不匹配' });
		expect((await create('jsapi', { ...order, appid: MINI.appid })).status).toBe(200);
	});

	test('an account that the merchant does not sell for', async () => {
		await scene.client.control('/merchants', { mchid: MERCHANT.mchid, appids: [MINI.appid] });
		const answer = await create('jsapi', scene.order());
		expect(answer).toMatchObject({
			status: 400,
			data: { code: 'APPID_MCHID_NOT_MATCH', message: 'appid和mch_id不匹配' },
		});
		expect(answer.headers['request-id']).toMatch(/-268445527$/);
	});
});

describe('the same number again', () => {
	test('for the same order, unpaid: a fresh prepay_id, and either can be paid', async () => {
		const order = scene.order();
		const first = (await create('jsapi', order)).data.prepay_id;
		const reordered = Object.fromEntries(Object.entries(order).reverse());
		const second = (await create('jsapi', reordered)).data.prepay_id;
		expect(second).not.toBe(first);
		expect((await payWith({ prepay_id: first })).order.trade_state).toBe('SUCCESS');
		expect((await payWith({ prepay_id: second })).error).toContain('is paid already');
	});

	test.each<[string, Values, string]>([
		['amount', { amount: { total: 1, currency: 'CNY' } }, 'jsapi'],
		['product', { description: 'Other' }, 'jsapi'],
		['way to pay', { payer: undefined }, 'native'],
	])('for another %s', async (_, more, kind) => {
		const order = scene.order();
		await create('jsapi', order);
		const answer = await create(kind, { ...order, ...more });
		expect(answer).toMatchObject({
			status: 400,
			data: { code: 'INVALID_REQUEST', message: '请求重入时，参数与首次请求时不一致' },
		});
		expect(answer.headers['request-id']).toMatch(/-268498688$/);
	});

	test('when it was paid', async () => {
		const order = scene.order();
		await payWith((await create('jsapi', order)).data);
		expect(await create('jsapi', order)).toMatchObject({
			status: 400,
			data: { code: 'ORDERPAID', message: '该订单已支付' },
		});
		const other = await create('jsapi', { ...order, description: 'Other' });
		expect(other).toMatchObject({ status: 403, data: { code: 'OUT_TRADE_NO_USED', message: '商户订单号重复' } });
	});

	test('when it was closed', async () => {
		const order = scene.order();
		await create('jsapi', order);
		await close(order.out_trade_no);
		expect(await create('jsapi', order)).toMatchObject({
			status: 400,
			data: { code: 'ORDER_CLOSED', message: '订单已关闭' },
		});
	});
});

describe('to close', () => {
	test('is answered with nothing, signed, as often as asked', async () => {
		const order = scene.order();
		await create('jsapi', order);
		for (const answer of [await close(order.out_trade_no), await close(order.out_trade_no)]) {
			expect([answer.status, answer.raw.length, signerOf(answer)]).toEqual([204, 0, MERCHANT.publicKeyId]);
		}
		expect(await query(order.out_trade_no)).toMatchObject({ trade_state: 'CLOSED', trade_state_desc: '订单已关闭' });
		expect((await payWith({ out_trade_no: order.out_trade_no })).error).toContain('is closed');
	});

	test('a paid order, or none', async () => {
		expect(await close(await scene.paid())).toMatchObject({ status: 400, data: { code: 'ORDER_PAID' } });
		expect(await close('LT999999')).toMatchObject({ status: 404, data: { code: 'ORDER_NOT_EXIST' } });
	});
});

describe('what the customer holds in hand', () => {
	const later = async (seconds: number) => await scene.client.control('/clock', { advance: seconds });

	test('is good for two hours', async () => {
		const { data } = await create('jsapi', scene.order());
		await later(7199);
		expect((await payWith(data)).error).toBeUndefined();
		const { out_trade_no, prepay_id } = await scene.client.control('/orders', {
			amount: 1,
			notify_url: scene.receiver.url,
			openid: scene.openid,
		});
		await later(7200);
		expect((await payWith({ prepay_id })).error).toContain('prepay_id has expired');
		// The order itself has not.
		expect((await payWith({ out_trade_no })).order.trade_state).toBe('SUCCESS');
	});

	test('or until the order expires', async () => {
		const time_expire = new Date(Date.now() + 120_000).toISOString().replace(/\.\d+Z/, '+00:00');
		const order = scene.order({ time_expire });
		const { data } = await create('jsapi', order);
		await later(121);
		expect((await payWith(data)).error).toContain('has expired');
	});
});
