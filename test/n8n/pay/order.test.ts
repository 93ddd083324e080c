import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { qrSvg } from '../../../nodes/protocol/qrPicture';
import { bytesOf } from '../engine';
import { items, MERCHANT, MINI, SERVICE, useWechat, wechatPay } from '../wechat';
import { codeOrder, DAY, inBeijing, isSigned, NOWHERE, orders, PATHS, refusedHere, sale, sent } from './shop';

/** What customers pay: orders as WeChat sees them on the wire, and what the page or the printer gets. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const { appid } = SERVICE;
const TOMORROW = inBeijing(Date.now() + DAY * 1000);

const inPage = (parameters = {}, settings = {}) =>
	wechatPay('order', 'create', { description: 'Lotus tea', out_trade_no: 'LT-2026-1', amount_total: '99.00', ...parameters }, settings);

describe('Create, in an Official Account or Mini Program', () => {
	test('sends no more than it needs: App ID and Notify URL are the credential’s', async () => {
		const openid = await wechat.client.follower();
		const run = await wechat.run(inPage({ openid }));
		expect(run.error).toBeUndefined();
		expect(await sent(wechat)).toEqual([
			{
				method: 'POST',
				path: PATHS.jsapi,
				query: {},
				body: {
					...{ appid, mchid, description: 'Lotus tea', out_trade_no: 'LT-2026-1' },
					notify_url: 'https://n8n.example.com/webhook/pay',
					amount: { total: 9900, currency: 'CNY' },
					payer: { openid },
				},
			},
		]);
	});

	test('sends every field that is filled in, at its place', async () => {
		const openid = await wechat.client.as(MINI.appid).follower();
		const additionalFields = {
			...{ appid: MINI.appid, attach: 'shop-3 茶', goods_tag: 'SPRING', support_fapiao: true },
			...{ notify_url: NOWHERE, time_expire: TOMORROW.picked, profit_sharing: true },
		};
		const run = await wechat.run(inPage({ openid, out_trade_no: 'LT_2026-1|a*', unit: 'fen', amount_total: '9990', additionalFields }));
		expect(run.error).toBeUndefined();
		expect((await sent(wechat)).map(({ body }) => body)).toEqual([
			{
				...{ appid: MINI.appid, mchid, description: 'Lotus tea', out_trade_no: 'LT_2026-1|a*' },
				...{ attach: 'shop-3 茶', goods_tag: 'SPRING', support_fapiao: true, notify_url: NOWHERE },
				time_expire: TOMORROW.sent,
				settle_info: { profit_sharing: true },
				amount: { total: 9990, currency: 'CNY' },
				payer: { openid },
			},
		]);
		expect(run.json('WeChat')).toMatchObject([{ appid: MINI.appid, attach: 'shop-3 茶', pay_parameters: { appId: MINI.appid } }]);
	});

	test.each(['', MINI.appid])('the pay button’s parameters are signed by the merchant (App ID of the node: “%s”)', async (other) => {
		const openid = await wechat.client.as(other || appid).follower();
		const run = await wechat.run(inPage({ openid, additionalFields: { ...(other && { appid: other }) } }));
		const [{ prepay_id, pay_parameters }] = run.json('WeChat') as Array<Record<string, any>>;
		const { appId, timeStamp, nonceStr, package: packed, signType, paySign, ...rest } = pay_parameters;
		expect([appId, packed, signType, rest]).toEqual([other || appid, `prepay_id=${prepay_id}`, 'RSA', {}]);
		expect(nonceStr).toMatch(/^[0-9a-zA-Z]{32}$/);
		expect(timeStamp).toMatch(/^\d{10}$/);
		expect(Math.abs(Number(timeStamp) - Date.now() / 1000)).toBeLessThan(30);
		expect(isSigned([appId, timeStamp, nonceStr, packed], paySign)).toBe(true);
		expect(isSigned([appId, timeStamp, nonceStr, `${packed}0`], paySign)).toBe(false);
	});

	test('what the customer pays with is good for two hours', async () => {
		const openid = await wechat.client.follower();
		const [{ payable_until }] = (await wechat.run(inPage({ openid }))).json('WeChat')!;
		expect(Math.abs(Date.parse(String(payable_until)) - Date.now() - 2 * 3600_000)).toBeLessThan(30_000);
	});

	test('but no longer than the order', async () => {
		const soon = inBeijing(Date.now() + 30 * 60_000);
		const run = await wechat.run(codeOrder({ additionalFields: { time_expire: soon.picked } }));
		expect(run.json('WeChat')).toMatchObject([{ payable_until: soon.sent }]);
	});

	test('the same order again is the same order, with a fresh prepay_id', async () => {
		const openid = await wechat.client.follower();
		const [first, second] = [await wechat.run(inPage({ openid })), await wechat.run(inPage({ openid }))];
		const [one, other] = [first, second].map((run) => run.json('WeChat')![0].prepay_id);
		expect(one).not.toBe(other);
		expect(await orders(wechat)).toMatchObject([{ out_trade_no: 'LT-2026-1', prepay_id: other }]);
	});

	test('each item is an order of its own, with values of its own', async () => {
		const openid = await wechat.client.follower();
		const node = inPage({ openid, out_trade_no: '={{ $json.number }}', amount_total: '={{ $json.price }}', description: '=Tea for {{ $json.name }}' });
		const run = await wechat.run(node, {
			items: items({ number: 'LT-0001', price: 99.9, name: 'Li' }, { number: 'LT-0002', price: '0.01', name: '王' }),
		});
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.out_trade_no, json.amount_fen, json.amount_yuan, pairedItem])).toEqual([
			['LT-0001', 9990, '99.90', { item: 0 }],
			['LT-0002', 1, '0.01', { item: 1 }],
		]);
		expect((await orders(wechat)).map(({ description }) => description)).toEqual(['Tea for Li', 'Tea for 王']);
	});

	test('Simplify off: WeChat’s own answer beside the same keys', async () => {
		const openid = await wechat.client.follower();
		const [{ raw, prepay_id }] = (await wechat.run(inPage({ openid, simplify: false }))).json('WeChat')!;
		expect(raw).toEqual({ prepay_id });
	});

	test('an openid that was pasted with a line end', async () => {
		const openid = await wechat.client.follower();
		expect((await wechat.run(inPage({ openid: `={{ " ${openid}\\n" }}` }))).json('WeChat')).toMatchObject([{ openid }]);
	});

	test('an openid of another account is refused where the item says so', async () => {
		const node = inPage({ openid: '={{ $json.openid }}' });
		expect((await refusedHere(wechat, node, { openid: 'oMini', appid: MINI.appid })).message).toBe(
			`This openid belongs to another App ID (${MINI.appid}), and the credential is for ${appid}`,
		);
	});

	test('an openid of the App ID in the node is taken although the credential has another', async () => {
		const openid = await wechat.client.as(MINI.appid).follower();
		const node = inPage({ openid: '={{ $json.openid }}', additionalFields: { appid: MINI.appid } });
		expect((await wechat.run(node, { items: items({ openid, appid: MINI.appid }) })).error).toBeUndefined();
	});

	test('an openid that nothing is known about is explained where WeChat refuses it', async () => {
		const openid = await wechat.client.as(MINI.appid).follower();
		const run = await wechat.run(inPage({ openid }));
		expect(run.error).toMatchObject({ message: 'WeChat refused: appid和openid不匹配 (PARAM_ERROR)', httpCode: 'PARAM_ERROR' });
	});
});

describe('Create, by scanning a code', () => {
	test('gives the code, and sends no payer, not even one that was entered before', async () => {
		const run = await wechat.run(codeOrder({ openid: 'left over' }));
		expect(run.json('WeChat')).toMatchObject([
			{ openid: null, prepay_id: null, pay_parameters: null, code_url: expect.stringMatching(/^weixin:\/\/wxpay\//) },
		]);
		expect(await sent(wechat)).toMatchObject([{ path: PATHS.native, body: expect.not.objectContaining({ payer: expect.anything() }) }]);
		expect((await wechat.calls())[0].body).not.toHaveProperty('trade_type');
	});

	test('the code comes as pictures too, with names that a file may have', async () => {
		const run = await wechat.run(codeOrder({ out_trade_no: 'LT|2026*1' }));
		const [item] = run.items('WeChat')!;
		const text = String(item.json.code_url);
		expect(item.binary).toMatchObject({
			data: { fileName: 'LT_2026_1.png', mimeType: 'image/png' },
			svg: { fileName: 'LT_2026_1.svg', mimeType: 'image/svg+xml' },
		});
		const { data, width, height } = PNG.sync.read(await bytesOf(item));
		expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(text);
		expect((await bytesOf(item, 'svg')).equals(qrSvg(text))).toBe(true);
	});

	test.each([
		[{ qrCodeField: 'poster' }, ['poster', 'svg']],
		[{ qrCodeField: 'poster', qrCodeSvgField: 'print' }, ['poster', 'print']],
		[{ qrCodeField: '' }, ['svg']],
		[{ qrCodeSvgField: '' }, ['data']],
	])('the pictures go where they are wanted: %j', async (fields, expected) => {
		const [item] = (await wechat.run(codeOrder(fields))).items('WeChat')!;
		expect(Object.keys(item.binary!).sort()).toEqual(expected);
	});

	test('or nowhere', async () => {
		const [none] = (await wechat.run(codeOrder({ qrCodeField: '', qrCodeSvgField: '' }))).items('WeChat')!;
		expect(none.binary).toBeUndefined();
		const openid = await wechat.client.follower();
		const [inWechat] = (await wechat.run(inPage({ openid, out_trade_no: 'LT-2026-2' }))).items('WeChat')!;
		expect(inWechat.binary).toBeUndefined();
	});
});

describe('until when it can be paid', () => {
	const until = (time_expire: unknown) => codeOrder({ additionalFields: { time_expire } });
	const { picked, sent: wanted } = TOMORROW;

	test.each([
		['the picker’s time, which has no zone, is Beijing’s', picked],
		['with a space', picked.replace('T', ' ')],
		['with a zone', new Date(Date.parse(wanted)).toISOString()],
		['a DateTime of an expression', `={{ DateTime.fromISO('${wanted}') }}`],
	])('%s', async (_, entered) => {
		expect((await wechat.run(until(entered))).error).toBeUndefined();
		expect(await sent(wechat)).toMatchObject([{ body: { time_expire: wanted } }]);
	});

	test('what is no time is refused', async () => {
		expect((await refusedHere(wechat, until('={{ "tomorrow" }}'))).message).toBe('“Payable Until” must be a date and time, but it is “tomorrow”');
	});
});

describe('Get', () => {
	const get = (parameters: object, settings = {}) => wechatPay('order', 'get', { ...parameters }, settings);

	test.each([
		['its own number', 'out_trade_no', '/v3/pay/transactions/out-trade-no/'],
		['WeChat Pay’s number', 'transaction_id', '/v3/pay/transactions/id/'],
	] as const)('by %s', async (_, orderBy, path) => {
		const sold = await sale(wechat);
		const run = await wechat.run(get({ orderBy, [orderBy]: sold[orderBy] }));
		expect(run.json('WeChat')).toMatchObject([{ out_trade_no: sold.out_trade_no, transaction_id: sold.transaction_id, status: 'SUCCESS' }]);
		expect(await sent(wechat)).toEqual([{ method: 'GET', path: path + sold[orderBy], query: { mchid }, body: undefined }]);
	});

	test('a number with characters that an address cannot have', async () => {
		const { out_trade_no } = await sale(wechat, { out_trade_no: 'LT|2026*_-1' });
		expect((await wechat.run(get({ out_trade_no }))).json('WeChat')).toMatchObject([{ out_trade_no: 'LT|2026*_-1' }]);
	});

	test('an unpaid order has the same keys, null where nothing is known', async () => {
		const openid = await wechat.client.follower();
		await wechat.run(inPage({ openid }));
		const [json] = (await wechat.run(get({ out_trade_no: 'LT-2026-1' }))).json('WeChat')!;
		const { out_trade_no } = await sale(wechat);
		const [paid] = (await wechat.run(get({ out_trade_no }))).json('WeChat')!;
		expect(Object.keys(json)).toEqual(Object.keys(paid));
		expect(json).toMatchObject({ openid: null, status: 'NOTPAY', transaction_id: null, paid_yuan: null, amount_fen: 9900, attach: null, occurred_at: null });
	});

	test('Simplify off: all that WeChat says', async () => {
		const { out_trade_no, openid } = await sale(wechat);
		const [{ raw }] = (await wechat.run(get({ out_trade_no, simplify: false }))).json('WeChat')!;
		expect(raw).toMatchObject({ trade_state: 'SUCCESS', payer: { openid }, amount: { payer_total: 9900 }, promotion_detail: [] });
	});

	test('an order that does not exist', async () => {
		expect((await wechat.run(get({ out_trade_no: 'LT-NONE' }))).error).toMatchObject({
			message: 'WeChat refused: 订单不存在 (ORDER_NOT_EXIST)',
			description: expect.stringMatching(/^There is no order with this number.*\(request 08[0-9A-F]+-268512771\)$/),
			httpCode: 'ORDER_NOT_EXIST',
			context: { itemIndex: 0 },
		});
	});
});

describe('Close', () => {
	const close = (out_trade_no: string) => wechatPay('order', 'close', { out_trade_no });
	const path = PATHS.close.replace('{out_trade_no}', 'LT-2026-1');

	test('nobody can pay it any more; the fields of the input stay', async () => {
		await wechat.run(codeOrder());
		const run = await wechat.run(close('={{ $json.number }}'), { items: items({ number: 'LT-2026-1', status: 'mine' }) });
		expect(run.json('WeChat')).toEqual([{ number: 'LT-2026-1', status: 'mine', mchid, out_trade_no: 'LT-2026-1', closed: true }]);
		expect((await sent(wechat)).slice(1)).toEqual([{ method: 'POST', path, query: {}, body: { mchid } }]);
		expect(await wechat.client.control('/pay', { out_trade_no: 'LT-2026-1' })).toEqual({ error: 'Order LT-2026-1 is closed' });
	});

	test('twice does no harm', async () => {
		await wechat.run(codeOrder());
		for (let times = 0; times < 2; times++) expect((await wechat.run(close('LT-2026-1'))).error).toBeUndefined();
	});

	test('a paid order cannot be closed: it is refunded', async () => {
		const { out_trade_no } = await sale(wechat);
		expect((await wechat.run(close(out_trade_no))).error).toMatchObject({
			message: 'WeChat refused: 该订单已支付 (ORDER_PAID)',
			description: expect.stringContaining('to give the money back, refund it'),
		});
		expect(await orders(wechat)).toMatchObject([{ trade_state: 'SUCCESS' }]);
	});
});
