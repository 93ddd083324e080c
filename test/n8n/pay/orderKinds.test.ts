import type { IDataObject } from 'n8n-workflow';
import { items, MERCHANT, MINI, SERVICE, useWechat, wechatPay } from '../wechat';
import { startLine } from './line';
import { isSigned, NOWHERE, orders, refusedHere, sent } from './shop';

/** Orders that are paid elsewhere than in WeChat, or for a partner's merchant, or together with others. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const { appid } = SERVICE;
const SUB_MCHID = '1900009231';
const NATIVE = '/v3/pay/transactions/native';
const NOTIFY = 'https://n8n.example.com/webhook/pay';

const orderOf = (trade_type: string, parameters: IDataObject = {}, settings = {}) =>
	wechatPay('order', 'create', { trade_type, description: 'Lotus tea', out_trade_no: 'LT-2026-1', amount_total: '99.00', ...parameters }, settings);

type Values = Record<string, any>;
const only = async (node: ReturnType<typeof orderOf>): Promise<Values> => {
	const run = await wechat.run(node);
	expect(run.error).toBeUndefined();
	const [item, ...more] = run.items('WeChat')!;
	expect(more).toEqual([]);
	return item.json;
};
const body = async (): Promise<Values> => (await sent(wechat)).at(-1)!.body as Values;

describe('in a mobile browser', () => {
	const h5 = (parameters: IDataObject = {}) => orderOf('h5', { payer_client_ip: '203.0.113.7', ...parameters });

	test('the link comes out, good for five minutes', async () => {
		const json = await only(h5());
		expect(json).toMatchObject({ h5_url: expect.stringMatching(/^https:\/\/wx\.tenpay\.com\//), prepay_id: null, pay_parameters: null, code_url: null });
		expect(json.h5_url).not.toContain('redirect_url');
		expect(Math.abs(Date.parse(json.payable_until) - Date.now() - 5 * 60_000)).toBeLessThan(30_000);
		expect(await sent(wechat)).toEqual([
			{
				method: 'POST',
				path: '/v3/pay/transactions/h5',
				query: {},
				body: {
					...{ appid, mchid, description: 'Lotus tea', out_trade_no: 'LT-2026-1', notify_url: NOTIFY },
					amount: { total: 9900, currency: 'CNY' },
					scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
				},
			},
		]);
	});

	test('and brings the customer back', async () => {
		const { h5_url } = await only(h5({ redirectUrl: 'https://shop.example/o?n=1&t=茶' }));
		expect(new URL(h5_url).searchParams.get('redirect_url')).toBe('https://shop.example/o?n=1&t=茶');
		expect(h5_url).toMatch(/&redirect_url=https%3A%2F%2Fshop\.example%2Fo%3Fn%3D1%26t%3D%E8%8C%B6$/);
		expect(JSON.stringify(await body())).not.toContain('redirect');
	});

	test('with a phone system, a name and an address', async () => {
		await only(h5({ h5_info_type: 'iOS', additionalFields: { app_name: 'Lotus', app_url: 'https://shop.example' } }));
		expect((await body()).scene_info.h5_info).toEqual({ type: 'iOS', app_name: 'Lotus', app_url: 'https://shop.example' });
	});

	test.each([
		[{ payer_client_ip: '={{ "" }}' }, '“Customer\'s IP Address” is empty'],
		[{ redirectUrl: 'shop.example' }, '“Redirect URL” must be a web address that begins with https:// or http://, but it is “shop.example”'],
	])('%j is refused', async (parameters, message) => {
		expect((await refusedHere(wechat, h5(parameters))).message).toBe(message);
	});
});

describe('in an app', () => {
	const isSignedForApp = ({ appid: id, timestamp, noncestr, prepayid, sign }: Values) => isSigned([id, timestamp, noncestr, prepayid], sign);

	test('the parameters for WeChat’s SDK come out, signed', async () => {
		const { app_parameters: given, prepay_id, pay_parameters } = await only(orderOf('app', { openid: 'left over' }));
		expect(given).toEqual({
			...{ appid, partnerid: mchid, prepayid: prepay_id, package: 'Sign=WXPay' },
			...{ noncestr: expect.stringMatching(/^\w{32}$/), timestamp: expect.stringMatching(/^\d{10}$/), sign: expect.any(String) },
		});
		expect(isSignedForApp(given)).toBe(true);
		expect(isSignedForApp({ ...given, prepayid: `${given.prepayid}0` })).toBe(false);
		expect(pay_parameters).toBeNull();
		expect(await body()).not.toHaveProperty('payer');
	});

	test('of a partner: for the merchant’s app, by the partner', async () => {
		const { app_parameters: given } = await only(orderOf('app', { merchantType: 'partner', sub_mchid: SUB_MCHID, additionalFields: { sub_appid: MINI.appid } }));
		expect(given).toMatchObject({ appid: MINI.appid, partnerid: mchid });
		expect(isSignedForApp(given)).toBe(true);
	});
});

describe('for a partner’s merchant', () => {
	const partner = (trade_type: string, parameters: IDataObject = {}) => orderOf(trade_type, { merchantType: 'partner', sub_mchid: SUB_MCHID, ...parameters });
	const both = { sp_appid: appid, sp_mchid: mchid, sub_mchid: SUB_MCHID };

	test.each(['app', 'h5', 'native'])('%s', async (trade_type) => {
		await only(partner(trade_type, { payer_client_ip: '203.0.113.7' }));
		const [{ path }] = await sent(wechat);
		expect(path).toBe(`/v3/pay/partner/transactions/${trade_type}`);
		const { scene_info: _, ...rest } = await body();
		expect(rest).toEqual({
			...both,
			...{ description: 'Lotus tea', out_trade_no: 'LT-2026-1', notify_url: NOTIFY },
			amount: { total: 9900, currency: 'CNY' },
		});
	});

	test('the credential’s merchant, unless another is entered', async () => {
		wechat.payCredential({ subMchid: '1900009999' });
		await only(partner('native', { sub_mchid: '' }));
		expect(await body()).toMatchObject({ sub_mchid: '1900009999' });
		await only(partner('native', { out_trade_no: 'LT-2026-2' }));
		expect(await body()).toMatchObject({ sub_mchid: SUB_MCHID });
	});

	test('without any it is refused', async () => {
		wechat.payCredential({ subMchid: '' });
		expect((await refusedHere(wechat, partner('native', { sub_mchid: '' }))).message).toBe('“Sub-Merchant ID” is empty');
	});

	test('in the partner’s account', async () => {
		const openid = await wechat.client.follower();
		const json = await only(partner('jsapi', { openid }));
		expect(await body()).toMatchObject({ ...both, payer: { sp_openid: openid } });
		expect(json).toMatchObject({ openid, appid, mchid: SUB_MCHID, pay_parameters: { appId: appid } });
	});

	test('in the merchant’s account: signed for it', async () => {
		const openid = await wechat.client.as(MINI.appid).follower();
		const json = await only(partner('jsapi', { openidOf: 'sub_openid', openid, additionalFields: { sub_appid: MINI.appid } }));
		expect(await body()).toMatchObject({ ...both, sub_appid: MINI.appid, payer: { sub_openid: openid } });
		const { appId, timeStamp, nonceStr, package: packed, paySign } = json.pay_parameters;
		expect(json).toMatchObject({ openid, appid: MINI.appid, mchid: SUB_MCHID });
		expect([appId, isSigned([MINI.appid, timeStamp, nonceStr, packed], paySign)]).toEqual([MINI.appid, true]);
		const paid = await wechat.client.control('/pay', { out_trade_no: 'LT-2026-1', wait: false });
		expect(paid.order).toMatchObject({ payer: { sub_openid: openid } });
	});

	test('whose App ID must be known then', async () => {
		const said = await refusedHere(wechat, partner('jsapi', { openidOf: 'sub_openid', openid: 'oMini' }));
		expect(said).toEqual({ message: '“Sub-Merchant\'s App ID” is empty', description: expect.stringContaining('Additional Fields') });
	});

	test('an openid that the item says is of the other account is refused', async () => {
		const node = partner('jsapi', { openid: '={{ $json.openid }}', openidOf: 'sub_openid', additionalFields: { sub_appid: MINI.appid } });
		expect((await refusedHere(wechat, node, { openid: 'oService', appid })).message).toContain('belongs to another App ID');
	});

	test('what a partner entered is not sent for a direct merchant', async () => {
		await only(orderOf('native', { sub_mchid: SUB_MCHID, openidOf: 'sub_openid', additionalFields: { sub_appid: MINI.appid } }));
		expect(JSON.stringify(await body())).not.toContain('sub_');
	});
});

describe('additional fields', () => {
	test('go where they belong', async () => {
		const store = { id: 'SH-1', name: 'Lotus Tea', area_code: '310101', address: '1 Lotus Road' };
		const details = {
			goods_detail: { item: [{ merchant_goods_id: 'TEA-100', goods_name: '春茶', quantity: 2, unit_price: '49.50' }, { merchant_goods_id: 'CUP', quantity: 1, unit_price: '0.01' }] },
			...{ cost_price: '128', invoice_id: 'R-1' },
		};
		await only(orderOf('native', { details, additionalFields: { payer_client_ip: '203.0.113.7', device_id: 'TILL-1', store_info: { store } } }));
		expect(await body()).toMatchObject({
			detail: {
				...{ cost_price: 12800, invoice_id: 'R-1' },
				goods_detail: [
					{ merchant_goods_id: 'TEA-100', goods_name: '春茶', quantity: 2, unit_price: 4950 },
					{ merchant_goods_id: 'CUP', quantity: 1, unit_price: 1 },
				],
			},
			scene_info: { payer_client_ip: '203.0.113.7', device_id: 'TILL-1', store_info: store },
		});
	});

	test.each([
		[{ details: { cost_price: '1.001' } }, '“Price Before Discounts” must be an amount with at most two decimals, but it is “1.001”'],
		[{ details: { goods_detail: { item: [{ merchant_goods_id: 'A', quantity: 1, unit_price: 'free' }] } } }, '“Unit Price” must be an amount in yuan such as 99.00, but it is “free”'],
		[{ details: { goods_detail: { item: [{ quantity: 1, unit_price: '1' }] } } }, '“Item Number” is empty'],
		[{ additionalFields: { store_info: { store: { id: '1', name: 'Tea', area_code: 'SH', address: 'x' } } } }, '“Area Code” must be the six digits of a region, but it is “SH”'],
	])('%j is refused', async (parameters, message) => {
		expect((await refusedHere(wechat, orderOf('native', parameters))).message).toBe(message);
	});

	test('what was entered for another kind of order is not sent', async () => {
		const additionalFields = { app_name: 'Lotus', device_ip: '10.0.0.1', attach: 'kept' };
		await only(orderOf('native', { additionalFields, payer_client_ip: '203.0.113.7', auth_code: '134567890123456789', combine_out_trade_no: 'LT-ALL-1' }));
		expect(Object.keys(await body()).sort()).toEqual(['amount', 'appid', 'attach', 'description', 'mchid', 'notify_url', 'out_trade_no']);
	});
});

describe('several orders at once', () => {
	const FIRST = { amount: '99.00', description: 'Tea', out_trade_no: 'LT-PART-1', attach: 'basket 1' };
	const SECOND = { amount: '1', description: 'Cup', mchid: '1900000109', goods_tag: 'SPRING', profit_sharing: true };
	const combine = (parts: IDataObject[], parameters: IDataObject = {}) =>
		orderOf('combine', { combine_trade_type: 'native', combine_out_trade_no: 'LT-ALL-1', orders: { order: parts }, ...parameters });
	const many = (count: number) => Array.from({ length: count }, (_, n) => ({ amount: '0.01', description: `Tea ${n}` }));

	test('are made with one code between them', async () => {
		const json = await only(combine([FIRST, SECOND]));
		const [{ path }] = await sent(wechat);
		expect(path).toBe('/v3/combine-transactions/native');
		const made = (await body()).sub_orders[1].out_trade_no;
		expect(made).toMatch(/^[0-9a-f]{32}$/);
		expect(await body()).toEqual({
			...{ combine_appid: appid, combine_mchid: mchid, combine_out_trade_no: 'LT-ALL-1', notify_url: NOTIFY },
			sub_orders: [
				{ mchid, out_trade_no: 'LT-PART-1', description: 'Tea', attach: 'basket 1', amount: { total_amount: 9900, currency: 'CNY' } },
				{
					...{ mchid: '1900000109', out_trade_no: made, description: 'Cup', attach: made, goods_tag: 'SPRING' },
					...{ amount: { total_amount: 100, currency: 'CNY' }, settle_info: { profit_sharing: true } },
				},
			],
		});
		expect(json).toMatchObject({
			...{ status: 'NOTPAY', appid, mchid, out_trade_no: 'LT-ALL-1', amount_fen: 10_000, amount_yuan: '100.00', currency: 'CNY', paid: false },
			code_url: expect.stringMatching(/^weixin:/),
			parts: [
				{ mchid, out_trade_no: 'LT-PART-1', status: 'NOTPAY', amount_fen: 9900, amount_yuan: '99.00', attach: 'basket 1' },
				{ mchid: '1900000109', out_trade_no: made, amount_yuan: '1.00' },
			],
		});
	});

	test('the code comes as pictures too', async () => {
		const [{ binary }] = (await wechat.run(combine([FIRST, SECOND]))).items('WeChat')!;
		expect(binary).toMatchObject({ data: { fileName: 'LT-ALL-1.png' }, svg: { fileName: 'LT-ALL-1.svg' } });
	});

	test('again they are the same orders', async () => {
		const [one, other] = [await only(combine([FIRST, SECOND])), await only(combine([FIRST, SECOND]))];
		expect(one.code_url).not.toBe(other.code_url);
		expect(await orders(wechat)).toHaveLength(2);
		const run = await wechat.run(combine([FIRST, { ...SECOND, amount: '2' }]));
		expect(run.error).toMatchObject({ message: expect.stringContaining('(INVALID_REQUEST)'), description: expect.stringContaining('(order LT-ALL-1)') });
	});

	test('for a customer, with the parameters for the pay button', async () => {
		const openid = await wechat.client.follower();
		const json = await only(combine([FIRST, SECOND], { combine_trade_type: 'jsapi', openid }));
		expect(await body()).toMatchObject({ combine_payer_info: { openid } });
		expect(json).toMatchObject({ openid, pay_parameters: { appId: appid, package: `prepay_id=${json.prepay_id}` } });
	});

	test('in a browser', async () => {
		const json = await only(combine([FIRST, SECOND], { combine_trade_type: 'h5', payer_client_ip: '203.0.113.7', redirectUrl: 'https://shop.example' }));
		expect((await body()).scene_info).toEqual({ payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } });
		expect(json.h5_url).toContain('&redirect_url=https%3A%2F%2Fshop.example');
	});

	test('in an app', async () => {
		expect(await only(combine([FIRST, SECOND], { combine_trade_type: 'app' }))).toMatchObject({ app_parameters: { partnerid: mchid } });
	});

	describe('of a partner’s merchants', () => {
		const partner = (parts: IDataObject[], parameters: IDataObject = {}) => combine(parts, { merchantType: 'partner', ...parameters });

		test('each with its merchant, else the credential’s', async () => {
			const json = await only(partner([{ ...FIRST, sub_mchid: '1900009777' }, { ...FIRST, out_trade_no: 'LT-PART-2' }]));
			expect((await body()).sub_orders).toMatchObject([
				{ mchid, sub_mchid: '1900009777' },
				{ mchid, sub_mchid: SUB_MCHID },
			]);
			expect(await body()).not.toHaveProperty('sub_mchid');
			expect(json.parts).toMatchObject([{ mchid: '1900009777' }, { mchid: SUB_MCHID }]);
			const get = wechatPay('order', 'get', { merchantType: 'partner', orderBy: 'combine_out_trade_no', combine_out_trade_no: 'LT-ALL-1' });
			expect(await only(get)).toMatchObject({ mchid, parts: [{ mchid: '1900009777' }, { mchid: SUB_MCHID }] });
		});

		test('in the merchants’ account', async () => {
			const openid = await wechat.client.as(MINI.appid).follower();
			const more = { combine_trade_type: 'jsapi', openidOf: 'sub_openid', openid, additionalFields: { sub_appid: MINI.appid } };
			const json = await only(partner([FIRST], more));
			expect(await body()).toMatchObject({ combine_payer_info: { sub_openid: openid }, sub_orders: [{ sub_appid: MINI.appid }] });
			expect(json).toMatchObject({ openid, appid: MINI.appid, pay_parameters: { appId: MINI.appid } });
			await wechat.client.control('/pay', { combine_out_trade_no: 'LT-ALL-1', wait: false });
			const get = wechatPay('order', 'get', { merchantType: 'partner', orderBy: 'combine_out_trade_no', combine_out_trade_no: 'LT-ALL-1' });
			const found = await only(get);
			expect([found.openid, found.appid]).toEqual([openid, null]);
		});

		test('without one it is refused', async () => {
			wechat.payCredential({ subMchid: '' });
			expect((await refusedHere(wechat, partner([FIRST]))).message).toBe('“Sub-Merchant ID” of order 1 is empty');
		});

		test.each([1, 50])('there may be %d of them', async (count) => {
			expect((await only(partner(many(count)))).parts).toHaveLength(count);
		});

		test('but not 51', async () => {
			expect(await refusedHere(wechat, partner(many(51)))).toEqual({ message: '“Orders” has 51 of them', description: 'WeChat Pay takes 1 to 50 in one payment' });
		});
	});

	test.each([2, 10])('there may be %d of them', async (count) => {
		expect((await only(combine(many(count)))).parts).toHaveLength(count);
	});

	test.each<[IDataObject[], string]>([
		[many(1), '“Orders” has 1 of them'],
		[many(11), '“Orders” has 11 of them'],
		[[], '“Orders” is empty'],
		[[FIRST, FIRST], '“Orders” has the order number LT-PART-1 twice'],
		[[FIRST, { ...SECOND, amount: '={{ "" }}' }], '“Amount” is empty'],
		[[FIRST, { ...SECOND, amount: '0' }], '“Amount of order 2” must be more than 0, but it is “0”'],
		[[FIRST, { ...SECOND, amount: '10000000.01' }], '“Amount” of order 2 is too much'],
		[[FIRST, { ...SECOND, mchid: 'shop' }], '“Merchant ID” must be a number, but it is “shop”'],
		[[FIRST, { ...SECOND, out_trade_no: 'LT-undefined' }], '“Order Number” looks like what an empty expression leaves: “LT-undefined”'],
		[[FIRST, { ...SECOND, description: '={{ "" }}' }], '“Description” is empty'],
	])('%# is refused', async (parts, message) => {
		expect((await refusedHere(wechat, combine(parts))).message).toBe(message);
	});

	test('the most is taken', async () => {
		expect(await only(combine([FIRST, { ...SECOND, amount: '10000000' }]))).toMatchObject({ amount_yuan: '10000099.00' });
	});

	test('are looked up by the number of them all, paid or not', async () => {
		const get = wechatPay('order', 'get', { orderBy: 'combine_out_trade_no', combine_out_trade_no: 'LT-ALL-1' });
		await only(combine([FIRST, SECOND], { additionalFields: { notify_url: NOWHERE } }));
		expect(await only(get)).toMatchObject({ out_trade_no: 'LT-ALL-1', status: 'NOTPAY', paid: false, amount_fen: 10_000, parts: [{ status: 'NOTPAY' }, {}] });
		await wechat.client.control('/pay', { combine_out_trade_no: 'LT-ALL-1', wait: false });
		const paid = await only(get);
		expect(paid).toMatchObject({ status: 'SUCCESS', paid: true, paid_yuan: '100.00', trade_type: 'NATIVE', bank_type: 'OTHERS' });
		expect(paid.parts).toMatchObject([{ out_trade_no: 'LT-PART-1', status: 'SUCCESS', paid_yuan: '99.00', transaction_id: expect.stringMatching(/^4200/) }, { paid_yuan: '1.00' }]);
	});

	test.each(['direct', 'partner'])('are closed by the number of them all (%s)', async (merchantType) => {
		await only(combine([FIRST, { ...SECOND, mchid: '' }], { merchantType }));
		const close = wechatPay('order', 'close', { orderBy: 'combine_out_trade_no', combine_out_trade_no: 'LT-ALL-1', merchantType });
		const run = await wechat.run(close);
		expect(run.json('WeChat')).toEqual([{ mchid, out_trade_no: 'LT-ALL-1', closed: true }]);
		expect((await orders(wechat)).map(({ trade_state }) => trade_state)).toEqual(['CLOSED', 'CLOSED']);
		expect((await body()).sub_orders[0]).toEqual({ mchid, out_trade_no: 'LT-PART-1', ...(merchantType === 'partner' && { sub_mchid: SUB_MCHID }) });
	});
});

describe('an order number that was left empty', () => {
	const empty = (parameters: IDataObject = {}, settings = {}) => orderOf('native', { out_trade_no: '', ...parameters }, settings);

	test('is made, and comes out', async () => {
		const { out_trade_no } = await only(empty());
		expect(out_trade_no).toMatch(/^[0-9a-f]{32}$/);
		expect(await orders(wechat)).toMatchObject([{ out_trade_no }]);
	});

	test('also when the field is not there at all', async () => {
		const node = wechatPay('order', 'create', { trade_type: 'native', description: 'Tea', amount_total: '1' });
		expect((await only(node)).out_trade_no).toMatch(/^[0-9a-f]{32}$/);
	});

	test('each item has its own', async () => {
		const run = await wechat.run(empty(), { items: items({}, {}, {}) });
		expect(new Set(run.json('WeChat')!.map(({ out_trade_no }) => out_trade_no)).size).toBe(3);
	});

	test('a second try of n8n has the same', async () => {
		const line = await startLine(wechat.url);
		try {
			wechat.payCredential({ baseUrl: line.url });
			await wechat.fault({ path: NATIVE, code: 'NO_AUTH', status: 403, message: 'not yet' });
			const run = await wechat.run(empty({}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }));
			const [first, second, ...more] = line.requests.map(({ body: raw }) => (JSON.parse(raw.toString()) as Values).out_trade_no);
			expect([second, run.json('WeChat')![0].out_trade_no, more]).toEqual([first, first, []]);
		} finally {
			await line.close();
		}
	});

	test('another node has another', async () => {
		const [one, other] = [await only(empty()), (await wechat.run(empty({}, { name: 'Again' }))).json('Again')![0]];
		expect(one.out_trade_no).not.toBe(other.out_trade_no);
	});

	test('the next round of a loop has another', async () => {
		const run = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Left', type: 'passThrough' },
				{ name: 'Right', type: 'passThrough' },
				{ ...empty(), name: 'WeChat' },
			],
			connections: [
				['Start', 'Left'],
				['Start', 'Right'],
				['Left', 'WeChat'],
				['Right', 'WeChat'],
			],
		});
		const [first, second] = [run.items('WeChat', 0, 0), run.items('WeChat', 0, 1)].map((all) => all![0].json.out_trade_no);
		expect(first).toMatch(/^\w{32}$/);
		expect(second).toMatch(/^\w{32}$/);
		expect(first).not.toBe(second);
	});

	test('is said when the call failed', async () => {
		await wechat.fault({ path: NATIVE, code: 'NO_AUTH', status: 403, message: 'no' });
		const [{ out_trade_no, error }] = (await wechat.run(empty({}, { onError: 'continueRegularOutput' }))).json('WeChat')!;
		expect([out_trade_no, error]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringContaining('NO_AUTH')]);
	});

	test.each(['={{ "" }}', '={{ undefined }}', '={{ $json.number }}'])('by an expression (%s) is a mistake', async (out_trade_no) => {
		expect(await refusedHere(wechat, empty({ out_trade_no }))).toEqual({
			message: '“Order Number” is empty',
			description: 'Check the expression that should yield it, or leave the field itself empty to have a number made',
		});
	});
});
