import { MERCHANT } from './client';
import { openNotice, signerOf } from './payClient';
import { payScene } from './payScene';
import { repeatsOf } from './push/pay/repeats';
import type { Received } from './receiver';
import { startSimulator } from './simulator';

const scene = payScene();
type Values = Record<string, any>;

const set = async (settings: Values) =>
	await scene.client.control('/merchants', { mchid: MERCHANT.mchid, ...settings });
const sign = ({ headers, body }: Received) => signerOf({ headers, raw: body });
const notify = async (more: Values = {}) =>
	await scene.client.control('/notify', {
		url: scene.receiver.url,
		event_type: 'COMPLAINT.CREATE',
		resource: { complaint_id: '200201820200101080076610000', action_type: 'CREATE_COMPLAINT' },
		...more,
	});
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

test('a payment is told as WeChat Pay tells it', async () => {
	const number = await scene.paid({ attach: 'table 7', description: 'Spring tea' });
	const [push] = scene.receiver.received;
	expect(push).toMatchObject({
		method: 'POST',
		query: {},
		headers: {
			'content-type': 'application/json',
			'user-agent': 'Mozilla/4.0',
			'request-id': expect.stringMatching(/^08[0-9A-F]+-0$/),
			'wechatpay-timestamp': expect.stringMatching(/^\d{10}$/),
			'wechatpay-nonce': expect.stringMatching(/^\w{32}$/),
			'wechatpay-serial': MERCHANT.publicKeyId,
			'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
		},
	});
	expect(sign(push)).toBe(MERCHANT.publicKeyId);
	const { envelope, resource } = openNotice(push.body);
	expect(envelope).toEqual({
		id: expect.stringMatching(/^[0-9a-f-]{36}$/),
		create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
		resource_type: 'encrypt-resource',
		event_type: 'TRANSACTION.SUCCESS',
		summary: '支付成功',
		resource: {
			original_type: 'transaction',
			algorithm: 'AEAD_AES_256_GCM',
			ciphertext: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
			associated_data: 'transaction',
			nonce: expect.stringMatching(/^\w{12}$/),
		},
	});
	expect(Object.keys(resource).sort()).toEqual([
		...['amount', 'appid', 'attach', 'bank_type', 'mchid', 'out_trade_no', 'payer', 'promotion_detail', 'success_time'],
		...['trade_state', 'trade_state_desc', 'trade_type', 'transaction_id'],
	]);
	expect(resource).toMatchObject({ out_trade_no: number, attach: 'table 7', payer: { openid: scene.openid } });
	expect(JSON.stringify(resource)).not.toContain('Spring');
});

describe('repeats', () => {
	test.each([200, 204])('there are none after %d', async (status) => {
		scene.receiver.answer(status);
		await scene.paid();
		await pause(60);
		expect(scene.receiver.received).toHaveLength(1);
	});

	test.each([201, 202, 301, 400, 500])('%d is no yes, and it comes again', async (status) => {
		scene.receiver.answer(status, 200);
		await scene.paid();
		await scene.arrived(2);
	});

	test('are of the same id and content, but signed anew', async () => {
		scene.receiver.answer(500, 500, 200);
		await scene.paid();
		const [first, second, third] = await scene.arrived(3);
		expect([second.body, third.body]).toEqual([first.body, first.body]);
		expect([first, second, third].map(sign)).toEqual(Array(3).fill(MERCHANT.publicKeyId));
		const signatures = [first, second, third].map(({ headers }) => headers['wechatpay-signature']);
		expect(new Set(signatures).size).toBe(3);
		await pause(20);
		const [notification] = await scene.client.control('/notifications');
		expect(notification).toMatchObject({
			acknowledged: true,
			tries: [{ status: 500 }, { status: 500 }, { status: 200 }],
		});
		expect(notification).not.toHaveProperty('nextTryAt');
	});

	test('come fifteen times, each after its time', async () => {
		await set({ pace: 0.00002 });
		scene.receiver.answer(500);
		await scene.paid();
		await scene.arrived(16);
		await pause(600);
		const [{ tries, acknowledged, nextTryAt }] = await scene.client.control('/notifications');
		expect([tries.length, acknowledged, nextTryAt]).toEqual([16, false, undefined]);
	}, 20_000);

	const PAUSES = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600];
	test.each([...PAUSES.entries()])('after %d repeats the next comes in %d s', async (before, seconds) => {
		await set({ pace: 0.000001 });
		const slowDown = async () => await set({ pace: 1 });
		scene.receiver.answer(
			...Array<number>(before).fill(500),
			(_, response) => void slowDown().then(() => response.writeHead(500).end()),
		);
		await scene.paid();
		await scene.arrived(before + 1);
		let told: Values;
		do [told] = await scene.client.control('/notifications');
		while (told.tries.length <= before);
		const left = told.nextTryAt - Date.now();
		expect(left).toBeLessThanOrEqual(seconds * 1000);
		expect(left).toBeGreaterThan(seconds * 1000 - 3000);
	});

	test.each([
		['COMPLAINT.CREATE', 1000, 5, 60, 300],
		['COUPON.USE', 9, 60, 60, 60],
		['COUPON.SEND', 11, 60, 60, 60],
		['PRODUCT_COUPON_SP.SEND', 11, 60, 60, 60],
		['MCHTRANSFER.BILL.FINISHED', 64, 15, 15, 1800],
		['PAPAY.TERMINATE', 9, 15, 15, 3600],
		['DISCOUNT_CARD.USER_PAID', 9, 15, 15, 1800],
		['FAPIAO.ISSUED', 15, 15, 15, 21600],
	])('of %s have a schedule of their own: %d, after %d s, %d s … %d s', (event, times, first, second, last) => {
		const seconds = repeatsOf(event);
		expect([seconds.length, seconds[0], seconds[1], seconds.at(-1)]).toEqual([times, first, second, last]);
	});

	test('when there is no answer in time', async () => {
		await set({ limit: 100 });
		scene.receiver.answer(() => {}, 200);
		const { out_trade_no } = await scene.client.control('/orders', { amount: 1, notify_url: scene.receiver.url });
		const { notification } = await scene.client.control('/pay', { out_trade_no });
		expect(notification).toMatchObject({
			acknowledged: false,
			tries: [{ status: 0, problem: 'no answer within 100 ms' }],
		});
		expect(notification.tries[0].ms).toBeGreaterThanOrEqual(99);
		await scene.arrived(2);
	});

	test('when nobody is there', async () => {
		const { out_trade_no } = await scene.client.control('/orders', { amount: 1, notify_url: 'http://127.0.0.1:10/x' });
		const { notification } = await scene.client.control('/pay', { out_trade_no });
		expect(notification.tries).toMatchObject([{ status: 0, problem: expect.stringContaining('ECONNREFUSED') }]);
	});

	test('end with a reset', async () => {
		scene.receiver.answer(500);
		await set({ pace: 0.01 });
		await scene.paid();
		await scene.client.control('/reset', {});
		await pause(250);
		expect(scene.receiver.received).toHaveLength(1);
		expect(await scene.client.control('/notifications')).toEqual([]);
	});
});

test('WeChat Pay gives up on a try after five seconds', async () => {
	scene.receiver.answer(() => {}, 200);
	const { out_trade_no } = await scene.client.control('/orders', { amount: 1, notify_url: scene.receiver.url });
	const { notification } = await scene.client.control('/pay', { out_trade_no });
	expect(notification.tries).toMatchObject([{ problem: 'no answer within 5000 ms' }]);
	expect(notification.tries[0].ms).toBeLessThan(5600);
});

test('a simulator that closes sends nothing more, and waits for nothing', async () => {
	const simulator = await startSimulator();
	const { Client } = await import('./client');
	const client = new Client(simulator.url);
	scene.receiver.answer(500, () => {});
	await client.control('/merchants', { mchid: MERCHANT.mchid, pace: 0.01 });
	const { out_trade_no } = await client.control('/orders', { amount: 1, notify_url: scene.receiver.url });
	await client.control('/pay', { out_trade_no });
	await scene.arrived(2);
	await simulator.close();
	await pause(100);
	expect(scene.receiver.received[1].cut).toBe(true);
	await pause(400);
	expect(scene.receiver.received).toHaveLength(2);
});

describe('any notification can be ordered', () => {
	test('by its event: WeChat Pay’s words for it are known', async () => {
		const { id, tries } = await notify();
		expect(tries).toMatchObject([{ status: 204, serial: MERCHANT.publicKeyId }]);
		const { envelope, resource } = openNotice(scene.receiver.received[0].body);
		expect(envelope).toMatchObject({ id, summary: '产生新投诉', resource: { original_type: 'complaint' } });
		expect(resource).toEqual({ complaint_id: '200201820200101080076610000', action_type: 'CREATE_COMPLAINT' });
	});

	test('with an id and a type, several times, and one that nobody knows', async () => {
		await notify({ id: 'same', times: 3, original_type: 'other', event_type: 'NEW.THING' });
		const { received } = scene.receiver;
		expect(received.map(({ body }) => openNotice(body).envelope.id)).toEqual(['same', 'same', 'same']);
		expect(openNotice(received[0].body).envelope).toMatchObject({
			event_type: 'NEW.THING',
			resource: { original_type: 'other' },
		});
		expect(new Set(received.map(({ headers }) => headers['wechatpay-signature'])).size).toBe(3);
	});

	test('is not repeated when it is refused', async () => {
		scene.receiver.answer(401);
		expect((await notify()).tries).toMatchObject([{ status: 401 }]);
		await pause(60);
		expect(scene.receiver.received).toHaveLength(1);
	});
});

describe('a forged notification', () => {
	const forged = async (tamper: string) => {
		const { tries } = await notify({ tamper });
		expect(tries.length).toBe(tamper === 'replay' ? 2 : 1);
		return scene.receiver.received[0];
	};

	test.each(['signature', 'body', 'serial', 'nonce', 'truncate', 'signtest', 'oversized', 'missingHeader'])(
		'(%s) is not WeChat Pay’s',
		async (tamper) => expect(sign(await forged(tamper))).toBeUndefined(),
	);

	test.each(['timestamp', 'algorithm', 'apiV3Key', 'otherMerchant', 'replay'])(
		'(%s) is rightly signed, and must be refused for another reason',
		async (tamper) => expect(sign(await forged(tamper))).toBe(MERCHANT.publicKeyId),
	);

	test.each(['signature', 'nonce', 'signtest', 'missingHeader', 'serial'])(
		'(%s) is genuine but for that',
		async (tamper) => {
			expect(openNotice((await forged(tamper)).body).resource).toHaveProperty('complaint_id');
		},
	);

	test('has what makes it one', async () => {
		const tampers = [
			'timestamp',
			'algorithm',
			'otherMerchant',
			'serial',
			'signtest',
			'oversized',
			'missingHeader',
			'truncate',
			'apiV3Key',
		];
		for (const tamper of tampers) await notify({ tamper });
		const [old, cipher, other, serial, probe, big, missing, half, key] = scene.receiver.received;
		expect(Date.now() / 1000 - Number(old.headers['wechatpay-timestamp'])).toBeGreaterThan(598);
		expect(JSON.parse(cipher.body).resource.algorithm).toBe('AEAD_SM4_GCM');
		expect(openNotice(other.body).resource.mchid).not.toBe(MERCHANT.mchid);
		expect(serial.headers['wechatpay-serial']).toMatch(/^PUB_KEY_ID_\d+9999$/);
		expect(probe.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\/[\w+/]+=*$/);
		expect(big.body.length).toBeGreaterThan(2 * 1024 * 1024);
		expect(missing.headers).not.toHaveProperty('wechatpay-signature');
		expect(() => JSON.parse(half.body)).toThrow();
		expect(() => openNotice(key.body)).toThrow();
	});

	test('replayed: the very same bytes and headers', async () => {
		await forged('replay');
		const [first, second] = scene.receiver.received;
		expect([second.body, second.headers]).toEqual([first.body, first.headers]);
	});

	test('is kept with how it was forged', async () => {
		await notify({ tamper: 'signtest' });
		expect(await scene.client.control('/notifications?mchid=1900071234')).toMatchObject([{ tamper: 'signtest' }]);
		expect(await scene.client.control('/notifications?mchid=1900000001')).toEqual([]);
	});
});

test.each([
	[{ url: undefined }, 'url is missing'],
	[{ event_type: undefined }, 'event_type is missing'],
	[{ resource: 'x' }, 'resource must be an object'],
	[{ tamper: 'all' }, 'tamper is one of signature, body'],
	[{ times: 'many' }, 'times must be a number'],
	[{ mchid: '1' }, 'No merchant 1; there are 1900071234'],
])('a mistaken order (%j) is told', async (more, error) => {
	expect((await notify(more)).error).toContain(error);
});
