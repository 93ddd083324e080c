import { Client, MERCHANT, MINI, SERVICE } from './client';
import { signerOf } from './payClient';
import { payScene } from './payScene';
import keys from './world/pay/madeUpKeys.json';

const scene = payScene();
type Values = Record<string, any>;

const JSAPI = '/v3/pay/transactions/jsapi';
const control = async (path: string, body?: Values) => await scene.client.control(path, body);
const merchant = async (settings: Values = {}) => await control('/merchants', { mchid: MERCHANT.mchid, ...settings });
const shopOrder = async (more: Values = {}) =>
	await control('/orders', { amount: 9900, notify_url: scene.receiver.url, ...more });
const create = async (more: Values = {}) => await scene.pay.post(JSAPI, scene.order(more));

describe('the merchant', () => {
	test('is there, with what goes into the credential', async () => {
		await control('/reset', {});
		const { url, merchants } = await control('/state');
		expect(merchants).toEqual([
			{
				mchid: '1900071234',
				name: 'Lotus Tea 莲花茶',
				mode: 'publicKey',
				partner: true,
				appids: [SERVICE.appid, MINI.appid],
				certificates: [MERCHANT.certificates[0].serial],
				signingCertificate: MERCHANT.certificates[0].serial,
				platformCertificates: MERCHANT.certificates.map(({ serial }) => serial),
				balance: 0,
				refundNotifyUrl: '',
				refundDelay: 500,
				refundResult: 'SUCCESS',
				pace: 1,
				limit: 5000,
				orders: 0,
				refunds: 0,
				complaints: 0,
				registered: {},
				credential: {
					mchid: '1900071234',
					serialNo: MERCHANT.serialNo,
					privateKey: MERCHANT.privateKey,
					apiV3Key: MERCHANT.apiV3Key,
					verifyWith: 'publicKey',
					publicKeyId: MERCHANT.publicKeyId,
					publicKey: MERCHANT.publicKey,
					appId: SERVICE.appid,
					apiV2Key: MERCHANT.apiV2Key,
					clientCertificate: MERCHANT.clientCertificate,
					subMchid: '1900009231',
					baseUrl: url,
				},
			},
		]);
	});

	test('can be changed in part; its credential follows', async () => {
		const changed = await merchant({ mode: 'platformCertificate', pace: 0.5 });
		expect(changed).toMatchObject({
			pace: 0.5,
			refundDelay: 0,
			credential: { verifyWith: 'platformCertificate', publicKey: '' },
		});
	});

	test('WeChat Pay’s own keys are told to nobody', async () => {
		const secrets = [keys.wechatPay, ...keys.platform].map(({ privateKey }) => privateKey.slice(60, 120));
		const told = JSON.stringify([await merchant(), await control('/state'), MERCHANT]);
		for (const secret of secrets) expect(told).not.toContain(secret);
	});

	test('another one can be made, with keys of its own', async () => {
		const { credential } = await control('/merchants', { mchid: '1900099999', appids: [SERVICE.appid] });
		expect(credential.privateKey).not.toBe(MERCHANT.privateKey);
		expect(Buffer.byteLength(credential.apiV3Key)).toBe(32);
		expect(credential.serialNo).toMatch(/^[0-9A-F]{40}$/);
		const { serialNo: serial_no, privateKey, mchid } = credential;
		const options = { credentials: { mchid, serial_no }, privateKey, headers: { 'Wechatpay-Serial': undefined } };
		const order = scene.order({ mchid });
		expect((await scene.pay.post(JSAPI, order, options)).status).toBe(200);
		const query = await scene.pay.get(`/v3/pay/transactions/out-trade-no/${order.out_trade_no}`, {
			mchid: MERCHANT.mchid,
		});
		expect(query.data.code).toBe('ORDER_NOT_EXIST');
		expect((await shopOrder()).error).toBe('mchid is missing; there are 1900071234, 1900099999');
	});

	test.each([
		[{ mchid: 'x' }, 'mchid must be 8 to 10 digits'],
		[{ color: 'red' }, 'color is no setting'],
		[{ mode: 'both' }, 'mode is one of publicKey'],
		[{ apiV3Key: 'short' }, 'apiV3Key must be 32 bytes'],
		[{ apiV2Key: 'short' }, 'apiV2Key must be 32 bytes'],
		[{ partner: 'yes' }, 'partner must be true or false'],
		[{ pace: '1' }, 'pace must be a number'],
		[{ refundDelay: -1 }, 'refundDelay must be a number'],
		[{ appids: 'wx1' }, 'appids must be a list'],
		[{ name: 7 }, 'name must be text'],
		[{ certificates: ['A'] }, 'certificates are of 5157'],
		[{ signingCertificate: 'A' }, 'signingCertificate is one of 5157'],
	])('a mistaken setting (%j) is told, and nothing is changed', async (settings, error) => {
		const before = await merchant();
		expect((await merchant({ pace: 0.7, ...settings })).error).toContain(error);
		expect(await merchant()).toEqual(before);
	});
});

describe('a shop and its customers', () => {
	test('an order for a customer, or for whoever scans', async () => {
		expect(await shopOrder({ openid: scene.openid, out_trade_no: 'LT000001' })).toEqual({
			out_trade_no: 'LT000001',
			prepay_id: expect.any(String),
		});
		const { code_url, out_trade_no } = await shopOrder();
		const paid = await control('/pay', { code_url });
		expect(paid.order).toMatchObject({
			out_trade_no,
			trade_type: 'NATIVE',
			payer: { openid: scene.openid },
			code_url,
			refunds: [],
		});
	});

	test('who pays can be said, and is somebody new when nobody is there', async () => {
		const second = await scene.client.follower();
		const { out_trade_no } = await shopOrder();
		expect((await control('/pay', { out_trade_no, openid: second })).order.payer).toEqual({ openid: second });
		const mini = await shopOrder({ appid: MINI.appid });
		const { order } = await control('/pay', { code_url: mini.code_url });
		expect(await control(`/followers?appid=${MINI.appid}`)).toMatchObject([{ openid: order.payer.openid }]);
	});

	test('without waiting for the first try', async () => {
		scene.receiver.answer((_, response) => setTimeout(() => response.writeHead(204).end(), 300));
		const { out_trade_no } = await shopOrder();
		const start = Date.now();
		const { notification } = await control('/pay', { out_trade_no, wait: false });
		expect(Date.now() - start).toBeLessThan(250);
		expect(notification).toMatchObject({ id: expect.any(String), tries: [], acknowledged: false });
		await new Promise((resolve) => setTimeout(resolve, 400));
		expect(await control('/notifications')).toMatchObject([
			{ id: notification.id, acknowledged: true, tries: [{ status: 204 }] },
		]);
	});

	test('all orders can be seen', async () => {
		await scene.paid({ description: '春茶' });
		expect(await control('/orders')).toMatchObject([
			{ trade_state: 'SUCCESS', description: '春茶', notify_url: scene.receiver.url },
		]);
		expect(await control('/orders?mchid=1900000001')).toEqual([]);
	});

	test.each<[string, Values, string]>([
		['/orders', { appid: 'wx0' }, 'APPID_MCHID_NOT_MATCH: appid和mch_id不匹配'],
		['/orders', { amount: '99' }, 'amount must be a number of fen'],
		['/orders', { amount: 0 }, 'PARAM_ERROR: '],
		['/orders', { notify_url: undefined }, 'notify_url is missing'],
		['/orders', { notify_url: 'http://shop.example.com' }, 'PARAM_ERROR: '],
		['/orders', { trade_type: 'CASH' }, 'trade_type is one of'],
		['/orders', { openid: 'oNobody' }, 'PARAM_ERROR: appid和openid不匹配'],
		['/pay', {}, 'Give out_trade_no, prepay_id or code_url'],
		['/pay', { out_trade_no: 'LT999999' }, 'No order with the out_trade_no LT999999'],
	])('a mistaken order (%s %j) is told', async (path, more, error) => {
		const usual = path === '/orders' ? { amount: 1, notify_url: scene.receiver.url } : {};
		expect((await control(path, { ...usual, ...more })).error).toContain(error);
	});

	test('somebody else’s order, and openids of nobody', async () => {
		const second = await scene.client.follower();
		const { out_trade_no } = await shopOrder({ openid: scene.openid });
		expect((await control('/pay', { out_trade_no, openid: second })).error).toContain(
			`can only be paid by ${scene.openid}`,
		);
		const open = await shopOrder();
		expect((await control('/pay', { ...open, openid: 'oNobody' })).error).toContain('oNobody is no openid of');
	});
});

describe('what a payment opens', () => {
	const write = async (client: Client, touser: string) =>
		(await client.post('/cgi-bin/message/custom/send', { touser, msgtype: 'text', text: { content: 'Thank you' } }))
			.errcode;

	test('of a service account: messages without number for 48 hours', async () => {
		expect(await write(scene.client, scene.openid)).toBe(45015);
		await scene.paid();
		for (let n = 0; n < 8; n++) expect(await write(scene.client, scene.openid)).toBe(0);
		await control('/clock', { advance: 48 * 3600 });
		scene.client.forgetToken();
		expect(await write(scene.client, scene.openid)).toBe(45015);
	});

	test('of a Mini Program: none', async () => {
		const mini = scene.client.as(MINI.appid);
		const visitor = await mini.follower();
		await scene.paid({ appid: MINI.appid, openid: visitor });
		expect(await write(mini, visitor)).toBe(45015);
	});

	test('the phone shows it', async () => {
		await scene.paid({ amount: 12345 });
		const chats = await control(`/conversations?openid=${scene.openid}`);
		expect(chats[scene.openid]).toMatchObject([
			{ from: 'wechat', via: 'notice', type: 'payment', content: { text: '微信支付 ¥123.45 · Lotus Tea 莲花茶' } },
		]);
	});
});

describe('the unionid after a payment', () => {
	const PATH = '/wxa/getpaidunionid';
	let mini: Client;
	let openid: string;
	let unionid: string;
	let out_trade_no: string;
	let transaction_id: string;
	const ask = async (query: Values) => await mini.get(PATH, { openid, ...query });

	beforeEach(async () => {
		mini = scene.client.as(MINI.appid);
		openid = await mini.follower();
		[{ unionid }] = await control(`/followers?appid=${MINI.appid}`);
		out_trade_no = await scene.paid({ appid: MINI.appid, openid });
		[{ transaction_id }] = await control('/orders');
	});

	test('by either number', async () => {
		const answer = { errcode: 0, errmsg: 'ok', unionid };
		expect(await ask({ transaction_id })).toEqual(answer);
		expect(await ask({ mch_id: MERCHANT.mchid, out_trade_no })).toEqual(answer);
	});

	test('for five minutes', async () => {
		await control('/clock', { advance: 299 });
		expect(await ask({ transaction_id })).toMatchObject({ unionid });
		await control('/clock', { advance: 2 });
		expect(await ask({ transaction_id })).toMatchObject({ errcode: 89300 });
	});

	test.each<[string, () => Values, number]>([
		['no number', () => ({}), 89300],
		['a number of nothing', () => ({ transaction_id: '4200' }), 89300],
		['an order of another merchant', () => ({ mch_id: '1900000001', out_trade_no }), 89300],
		['an openid of nobody', () => ({ openid: 'oNobody', transaction_id }), 40003],
		['an openid of the other account', () => ({ openid: scene.openid, transaction_id }), 40003],
	])('not for %s', async (_, query, errcode) => {
		expect(await ask(query())).toMatchObject({ errcode });
	});

	test('not for who did not pay, nor for an order of the other account, nor for an unpaid one', async () => {
		const second = await mini.follower();
		expect(await ask({ openid: second, transaction_id })).toMatchObject({ errcode: 89300 });
		const other = await scene.paid();
		expect(await ask({ mch_id: MERCHANT.mchid, out_trade_no: other })).toMatchObject({ errcode: 89300 });
		const unpaid = await shopOrder({ appid: MINI.appid, openid });
		expect(await ask({ mch_id: MERCHANT.mchid, out_trade_no: unpaid.out_trade_no })).toMatchObject({ errcode: 89300 });
	});

	test('not without Open Platform, if that was ordered; not of an Official Account', async () => {
		await control('/faults', { path: PATH, errcode: 89002 });
		expect(await ask({ transaction_id })).toMatchObject({
			errcode: 89002,
			errmsg: expect.stringMatching(/^open not exists/),
		});
		expect(await scene.client.get(PATH, { openid, transaction_id })).toMatchObject({ errcode: 48001 });
	});
});

describe('faults', () => {
	const fault = async (given: Values) => await control('/faults', { path: JSAPI, ...given });

	test('a code, with the status and the words that belong to it', async () => {
		await fault({ code: 'SYSTEM_ERROR' });
		await fault({ code: 'FREQUENCY_LIMITED', message: '请稍后' });
		await fault({ code: 'NO_AUTH', status: 400 });
		await fault({ code: 'NEW_CODE' });
		const answers = [await create(), await create(), await create(), await create(), await create()];
		expect(answers.map(({ status, data }) => [status, data.code, data.message])).toEqual([
			[500, 'SYSTEM_ERROR', '系统异常，请稍后重试'],
			[429, 'FREQUENCY_LIMITED', '请稍后'],
			[400, 'NO_AUTH', '商户无权限'],
			[400, 'NEW_CODE', 'NEW_CODE'],
			[200, undefined, undefined],
		]);
		expect(answers[0].headers['request-id']).toMatch(/^08[0-9A-F]+-\d+$/);
		expect((await control('/calls')).map((call: Values) => call.code)).toEqual([
			'SYSTEM_ERROR',
			'FREQUENCY_LIMITED',
			'NO_AUTH',
			'NEW_CODE',
			undefined,
		]);
	});

	test('a status; a body, which is signed when the status is good', async () => {
		await fault({ status: 502 });
		await fault({ body: { odd: 1 } });
		const [bad, odd] = [await create(), await create()];
		expect([bad.status, bad.raw.length, signerOf(bad)]).toEqual([502, 0, undefined]);
		expect([odd.status, odd.data, signerOf(odd)]).toEqual([200, { odd: 1 }, MERCHANT.publicKeyId]);
	});

	test('drop: it is done, and nobody is told', async () => {
		const order = scene.order();
		await fault({ drop: true });
		await expect(scene.pay.post(JSAPI, order)).rejects.toThrow('socket hang up');
		expect(await control('/orders')).toMatchObject([{ out_trade_no: order.out_trade_no, trade_state: 'NOTPAY' }]);
		expect((await control('/calls'))[0]).toMatchObject({ status: 200, cut: true });
	});

	test('hang: the answer comes late', async () => {
		await fault({ hang: 200 });
		const start = Date.now();
		expect((await create()).status).toBe(200);
		expect(Date.now() - start).toBeGreaterThanOrEqual(199);
	});

	test('of a path with a number: as it is called, or as it is documented', async () => {
		const path = '/v3/pay/transactions/out-trade-no';
		await control('/faults', { path: `${path}/{out_trade_no}`, code: 'SYSTEM_ERROR' });
		await control('/faults', { path: `${path}/LT000002`, code: 'NO_AUTH' });
		const get = async (number: string) =>
			(await scene.pay.get(`${path}/${number}`, { mchid: MERCHANT.mchid })).data.code;
		expect([await get('LT000001'), await get('LT000001'), await get('LT000002')]).toEqual([
			'SYSTEM_ERROR',
			'ORDER_NOT_EXIST',
			'NO_AUTH',
		]);
	});

	test('a good answer that is wrongly signed', async () => {
		for (const badSignature of [true, 'missing', 'signtest', 'serial', 'timestamp']) await fault({ badSignature });
		const answers = [await create(), await create(), await create(), await create(), await create()];
		for (const { status, data } of answers) expect([status, data]).toEqual([200, { prepay_id: expect.any(String) }]);
		expect(answers.map(signerOf)).toEqual([undefined, undefined, undefined, undefined, MERCHANT.publicKeyId]);
		const [wrong, missing, probe, serial, old] = answers.map(({ headers }) => headers);
		expect(Buffer.from(wrong['wechatpay-signature'], 'base64')).toHaveLength(256);
		expect(Object.keys(missing).filter((name) => name.startsWith('wechatpay-'))).toEqual([]);
		expect(probe['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//);
		expect(serial['wechatpay-serial']).toMatch(/9999$/);
		expect(Date.now() / 1000 - Number(old['wechatpay-timestamp'])).toBeGreaterThan(598);
		expect(signerOf(await create())).toBe(MERCHANT.publicKeyId);
	});

	test('204 can be wrongly signed as well', async () => {
		const order = scene.order();
		await scene.pay.post(JSAPI, order);
		const path = `/v3/pay/transactions/out-trade-no/${order.out_trade_no}/close`;
		await control('/faults', { path, badSignature: true });
		const close = async () => await scene.pay.post(path, { mchid: MERCHANT.mchid });
		expect([await close(), await close()].map(({ status, ...answer }) => [status, signerOf({ ...answer })])).toEqual([
			[204, undefined],
			[204, MERCHANT.publicKeyId],
		]);
	});

	test('a mistaken order is told', async () => {
		expect((await fault({ badSignature: 'odd' })).error).toBe(
			'badSignature is one of true, missing, signtest, serial, timestamp',
		);
	});
});

test('a reset brings the merchant back as it was, without orders', async () => {
	await scene.paid();
	await merchant({ mode: 'switching', apiV3Key: 'x'.repeat(32), balance: 1 });
	await control('/reset', {});
	const [{ mode, orders, balance, credential }] = (await control('/state')).merchants;
	expect([mode, orders, balance, credential.apiV3Key]).toEqual(['publicKey', 0, 0, MERCHANT.apiV3Key]);
	expect([await control('/orders'), await control('/notifications')]).toEqual([[], []]);
});
