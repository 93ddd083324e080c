import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';
import { QrCodes } from './world/qrCodes';

let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const create = async (action_name: string, scene: object, more: object = {}) =>
	await client.post('/cgi-bin/qrcode/create', { action_name, action_info: { scene }, ...more });

const profile = async (openid: string) => await client.get('/cgi-bin/user/info', { openid });

describe('a QR code', () => {
	test.each([
		['QR_SCENE', { scene_id: 1 }, 0],
		['QR_SCENE', { scene_id: 4294967295 }, 0],
		['QR_SCENE', { scene_id: 4294967296 }, 40035],
		['QR_SCENE', { scene_id: 0 }, 40035],
		['QR_SCENE', { scene_str: 'a' }, 40035],
		['QR_LIMIT_SCENE', { scene_id: 100_000 }, 0],
		['QR_LIMIT_SCENE', { scene_id: 100_001 }, 40035],
		['QR_STR_SCENE', { scene_str: '茶'.repeat(64) }, 0],
		['QR_STR_SCENE', { scene_str: 'a'.repeat(65) }, 40035],
		['QR_STR_SCENE', { scene_str: '' }, 40035],
		['QR_LIMIT_STR_SCENE', { scene_id: 7 }, 40035],
		['QR_CARD', { scene_id: 7 }, 40035],
	])('%s of %j: %d', async (action, scene, errcode) => {
		expect((await create(action, scene)).errcode ?? 0).toBe(errcode);
	});

	test.each([
		[undefined, 60],
		[1, 1],
		[2_592_000, 2_592_000],
	])('temporary for %p seconds lives for %d', async (expire_seconds, expected) => {
		const answer = await create('QR_SCENE', { scene_id: 7 }, { expire_seconds });
		expect(answer).toEqual({
			ticket: expect.stringMatching(/^gQ.{90,}==$/),
			expire_seconds: expected,
			url: expect.stringMatching(/^http:\/\/weixin\.qq\.com\/q\/02\w+$/),
		});
	});

	test.each([0, 2_592_001])('cannot be temporary for %d seconds', async (expire_seconds) => {
		expect(await create('QR_SCENE', { scene_id: 7 }, { expire_seconds })).toMatchObject({ errcode: 40035 });
	});

	test('that is permanent has no end, and is the same for the same scene', async () => {
		const first = await create('QR_LIMIT_STR_SCENE', { scene_str: 'door' });
		expect(Object.keys(first).sort()).toEqual(['ticket', 'url']);
		expect(await create('QR_LIMIT_STR_SCENE', { scene_str: 'door' })).toEqual(first);
		expect(await create('QR_LIMIT_STR_SCENE', { scene_str: 'window' })).not.toEqual(first);
	});
});

test('there are 100,000 permanent ones, and those still come; temporary ones any number', () => {
	const codes = new QrCodes();
	const made = Array.from({ length: 100_000 }, (_, n) => codes.make(n + 1, Infinity));
	expect(made.every(Boolean)).toBe(true);
	expect(codes.make('door', Infinity)).toBeUndefined();
	expect(codes.make(100_000, Infinity)).toBe(made[99_999]);
	expect(codes.make('door', 1)).toMatchObject({ scene: 'door' });
});

describe('a picture by its ticket', () => {
	const show = async (ticket: string) => await client.download('/cgi-bin/showqrcode', { ticket });

	test('is there while the code lives', async () => {
		const { ticket } = await create('QR_SCENE', { scene_id: 7 }, { expire_seconds: 60 });
		const { status, headers, data } = await show(ticket);
		expect([status, headers['content-type'], data.toString('latin1', 0, 4)]).toEqual([200, 'image/gif', 'GIF8']);
		await client.control('/clock', { advance: 61 });
		expect((await show(ticket)).status).toBe(404);
	});

	test('of no code is 404', async () => {
		expect((await show('gQnothing')).status).toBe(404);
	});
});

describe('a scan', () => {
	const events = async (openid: string) =>
		(await client.control(`/conversations?openid=${openid}`))[openid].map(({ content }: any) => [content.Event, content.EventKey]);

	test('by somebody new is a follow with the scene, and their profile knows it; the next one is a scan', async () => {
		const { ticket } = await create('QR_LIMIT_STR_SCENE', { scene_str: '42' });
		const { message } = await client.control('/scan', { ticket });
		expect(message).toMatchObject({ Event: 'subscribe', EventKey: 'qrscene_42', Ticket: ticket });
		const openid = message.FromUserName;
		expect(await profile(openid)).toMatchObject({ subscribe: 1, subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene: 0, qr_scene_str: '42' });
		await client.control('/scan', { ticket, openid });
		expect(await events(openid)).toEqual([
			['subscribe', 'qrscene_42'],
			['SCAN', '42'],
		]);
	});

	test('of a number is told as a number', async () => {
		const { ticket } = await create('QR_SCENE', { scene_id: 42 });
		const { message } = await client.control('/scan', { ticket });
		expect(await profile(message.FromUserName)).toMatchObject({ qr_scene: 42, qr_scene_str: '' });
	});

	test('by a follower leaves their first scene as it is', async () => {
		const openid = await client.follower({ qr_scene_str: 'first' });
		const { ticket } = await create('QR_STR_SCENE', { scene_str: 'second' });
		await client.control('/scan', { ticket, openid });
		expect(await profile(openid)).toMatchObject({ qr_scene_str: 'first' });
	});

	test('of a code that has expired, or of none, does nothing', async () => {
		const { ticket } = await create('QR_SCENE', { scene_id: 42 });
		await client.control('/clock', { advance: 61 });
		expect(await client.control('/scan', { ticket })).toEqual({ error: expect.stringContaining('expired') });
		expect(await client.control('/scan', { ticket: 'gQ' })).toEqual({ error: expect.stringContaining('no QR code') });
		expect(await client.control('/conversations')).toEqual({});
	});
});

describe('a short key', () => {
	const short = async (long_data: string, expire_seconds?: number) => await client.post('/cgi-bin/shorten/gen', { long_data, expire_seconds });
	const long = async (short_key: string) => await client.post('/cgi-bin/shorten/fetch', { short_key });

	test('gives the long text back until it expires', async () => {
		const { short_key, ...rest } = await short('order=1&items=茶', 60);
		expect(rest).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(short_key).toMatch(/^[\w-]{15}$/);
		await client.control('/clock', { advance: 20 });
		expect(await long(short_key)).toMatchObject({ long_data: 'order=1&items=茶', create_time: expect.any(Number) });
		expect((await long(short_key)).expire_seconds).toBeGreaterThanOrEqual(38);
		expect((await long(short_key)).expire_seconds).toBeLessThanOrEqual(40);
		await client.control('/clock', { advance: 41 });
		expect(await long(short_key)).toMatchObject({ errcode: 40035 });
	});

	test('takes 4 KB and 30 days', async () => {
		expect(await short('a'.repeat(4096), 2_592_000)).toHaveProperty('short_key');
		expect(await short('a'.repeat(4097))).toMatchObject({ errcode: 40035 });
		expect(await short('茶'.repeat(1366))).toMatchObject({ errcode: 40035 });
		expect(await short('a', 2_592_001)).toMatchObject({ errcode: 40035 });
		expect(await short('a', 0)).toMatchObject({ errcode: 40035 });
		expect(await short('')).toMatchObject({ errcode: 40035 });
		expect(await long('none')).toMatchObject({ errcode: 40035 });
	});
});
