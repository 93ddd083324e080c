import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { campaignIn } from '../../nodes/protocol/campaign';
import { bytesOf } from './engine';
import { items, officialAccount, useWechat } from './wechat';

/** QR codes with scenes, and short keys: what WeChat is asked for, what comes out, and what goes wrong. */
const wechat = useWechat();

const CREATE = '/cgi-bin/qrcode/create';
const create = (parameters: IDataObject) => officialAccount('qrCode', 'create', { sceneFrom: 'campaign', source: 'fair', ...parameters });

async function made(parameters: IDataObject): Promise<INodeExecutionData> {
	const run = await wechat.run(create(parameters));
	expect(run.error).toBeUndefined();
	return run.items('WeChat')![0];
}

async function failure(node: ReturnType<typeof officialAccount>, item: IDataObject = {}) {
	const { error } = await wechat.run(node, { items: items(item) });
	return { message: error?.message, description: (error as { description?: string } | undefined)?.description };
}

const asked = async (path = CREATE) => (await wechat.calls(path)).map(({ body }) => body);

describe('what WeChat is asked for', () => {
	const scene = (action_name: string, value: object, more: object = {}) => ({ action_name, action_info: { scene: value }, ...more });

	test.each<[IDataObject, object]>([
		[{ sceneFrom: 'text', scene_str: 'store-12' }, scene('QR_STR_SCENE', { scene_str: 'store-12' }, { expire_seconds: 2592000 })],
		[{ sceneFrom: 'text', scene_str: ' 12\n', lifetime: 'permanent' }, scene('QR_LIMIT_STR_SCENE', { scene_str: '12' })],
		[{ sceneFrom: 'number', scene_id: 4294967295, validFor: 1, validUnit: 'minutes' }, scene('QR_SCENE', { scene_id: 4294967295 }, { expire_seconds: 60 })],
		[{ sceneFrom: 'number', scene_id: '7', validFor: 1.5, validUnit: 'hours' }, scene('QR_SCENE', { scene_id: 7 }, { expire_seconds: 5400 })],
		[{ sceneFrom: 'number', scene_id: 100000, lifetime: 'permanent' }, scene('QR_LIMIT_SCENE', { scene_id: 100000 })],
		[{ source: ' fair ', campaign: ' tea ' }, scene('QR_STR_SCENE', { scene_str: expect.stringMatching(/^fair\/tea\/~\w{3}$/) }, { expire_seconds: 2592000 })],
	])('%j', async (parameters, body) => {
		await made(parameters);
		expect(await asked()).toEqual([body]);
	});
});

describe('what comes out', () => {
	test('of a permanent code with a number: no end, no campaign, and the scene as a text', async () => {
		const { json } = await made({ sceneFrom: 'number', scene_id: 7, lifetime: 'permanent' });
		expect(json).toMatchObject({ scene: '7', source: null, campaign: null, medium: null, expires_at: null });
	});

	test('the end of a temporary one, in Beijing time', async () => {
		const { json } = await made({ validFor: 2, validUnit: 'hours' });
		const seconds = (Date.parse(String(json.expires_at)) - Date.now()) / 1000;
		expect(seconds).toBeGreaterThan(7190);
		expect(seconds).toBeLessThanOrEqual(7200);
		expect(json.expires_at).toMatch(/\+08:00$/);
	});

	test('a text that is the scene of a campaign is that campaign’s', async () => {
		const { json } = await made({ sceneFrom: 'text', scene_str: 'fair/spring tea/poster~cbf' });
		expect(json).toMatchObject({ scene: 'fair/spring tea/poster~cbf', source: 'fair', campaign: 'spring tea', medium: 'poster' });
	});

	test('the link of the picture is that of the ticket', async () => {
		const { json } = await made({});
		const link = new URL(String(json.image_url));
		expect([link.origin + link.pathname, link.searchParams.get('ticket')]).toEqual(['https://mp.weixin.qq.com/cgi-bin/showqrcode', json.ticket]);
		expect((await wechat.client.download('/cgi-bin/showqrcode', { ticket: json.ticket })).status).toBe(200);
	});

	test('a PNG of the size that was asked for, an SVG, or no file', async () => {
		const png = await made({ pictureSize: 1000, outputPropertyName: 'poster', campaign: 'a/b', medium: '茶' });
		expect(png.binary).toMatchObject({ poster: { fileName: expect.stringMatching(/^fair-a-2fb-茶-\w{3}\.png$/), mimeType: 'image/png' } });
		expect((await bytesOf(png, 'poster')).readUInt32BE(16)).toBe(1000);
		const svg = await made({ picture: 'svg' });
		expect(svg.binary).toMatchObject({ data: { mimeType: 'image/svg+xml' } });
		expect((await bytesOf(svg)).toString()).toMatch(/^<svg .*<\/svg>$/);
		expect((await made({ picture: 'none' })).binary).toBeUndefined();
	});

	test('one code for each item, with its own campaign', async () => {
		const stores = ['北京', '上海', '广州'].map((store) => ({ store }));
		const run = await wechat.run(create({ source: '={{ $json.store }}', medium: 'door' }), { items: items(...stores) });
		const out = run.items('WeChat')!;
		expect(out.map(({ json, pairedItem }) => [json.source, json.medium, pairedItem])).toEqual(stores.map(({ store }, item) => [store, 'door', { item }]));
		expect(new Set(out.map(({ json }) => json.url)).size).toBe(3);
	});

	test('somebody scans it: the follower has the campaign', async () => {
		const { json } = await made({ source: '门店', campaign: '618大促', medium: '海报', lifetime: 'permanent' });
		const { message } = await wechat.client.control('/scan', { ticket: json.ticket });
		expect(campaignIn(message.EventKey.replace('qrscene_', ''))).toEqual({ source: '门店', campaign: '618大促', medium: '海报' });
		const run = await wechat.run(officialAccount('follower', 'get', { openid: message.FromUserName }));
		expect(run.json('WeChat')).toMatchObject([{ followed_via: 'QR code', source: '门店', campaign: '618大促', medium: '海报', scene: json.scene }]);
	});
});

describe('mistakes of the user', () => {
	test.each<[IDataObject, string, string]>([
		[{ source: '={{ "" }}' }, '“Source” is empty', ''],
		[{ source: '  ' }, '“Source” is empty', ''],
		[{ source: '={{ $json.none }}' }, '“Source” is empty', ''],
		[{ sceneFrom: 'text', scene_str: '={{ $json.none }}' }, '“Scene Text” is empty', ''],
		[{ sceneFrom: 'text', scene_str: ' \n' }, '“Scene Text” is empty', ''],
		[{ sceneFrom: 'text', scene_str: '茶'.repeat(65) }, '“Scene Text” is too long: 65 characters', '64'],
		[{ sceneFrom: 'number', scene_id: '' }, '“Scene Number” is empty', ''],
		[{ sceneFrom: 'number', scene_id: 0 }, '“Scene Number” cannot be 0', 'a temporary code takes a whole number from 1 to 4294967295'],
		[{ sceneFrom: 'number', scene_id: 4294967296 }, '“Scene Number” cannot be 4294967296', ''],
		[{ sceneFrom: 'number', scene_id: 1.5 }, '“Scene Number” cannot be 1.5', ''],
		[{ sceneFrom: 'number', scene_id: 100001, lifetime: 'permanent' }, '“Scene Number” cannot be 100001', '1 to 100000'],
		[{ validFor: 31 }, '“Valid For” is 31 days', 'one minute to 30 days'],
		[{ validFor: 721, validUnit: 'hours' }, '“Valid For” is 721 hours', ''],
		[{ validFor: 0.5, validUnit: 'minutes' }, '“Valid For” is 0.5 minutes', ''],
		[{ validFor: '' }, '“Valid For” is empty', ''],
		[{ pictureSize: 99 }, '“Size” must be at least 100', ''],
		[{ pictureSize: 4001 }, '“Size” cannot be 4001', 'SVG'],
		[{ pictureSize: 250.5 }, '“Size” cannot be 250.5', ''],
		[{ outputPropertyName: '={{ $json.none }}' }, '“Put Output File in Field” is empty', ''],
	])('%j', async (parameters, message, description) => {
		const failed = await failure(create(parameters));
		expect(failed.message).toContain(message);
		expect(failed.description?.toLowerCase()).toContain(description.toLowerCase());
		expect(await wechat.calls()).toEqual([]);
	});

	test('a campaign is as long as it may be, and one character longer', async () => {
		const { json } = await made({ source: '茶'.repeat(20), campaign: '茶'.repeat(20), medium: '茶'.repeat(18) });
		expect([...String(json.scene)]).toHaveLength(64);
		const failed = await failure(create({ source: '茶'.repeat(20), campaign: '茶'.repeat(20), medium: '茶'.repeat(19) }));
		expect(failed).toEqual({
			message: '“Source”, “Campaign” and “Medium” are too long together: 65 characters, 1 more than WeChat takes',
			description: expect.stringMatching(/^Shorten them\. Of 64 /),
		});
		expect(await asked()).toHaveLength(1);
	});

	test('fields that are hidden do not count', async () => {
		await made({ lifetime: 'permanent', validFor: 99, picture: 'svg', pictureSize: 1, scene_id: 0, scene_str: 'x'.repeat(99) });
		expect(await asked()).toHaveLength(1);
	});
});

describe('WeChat', () => {
	test('refuses', async () => {
		await wechat.client.control('/accounts', { type: 'subscription' });
		expect(await failure(create({}))).toEqual({
			message: 'WeChat refused: api unauthorized (48001)',
			description: expect.stringContaining('服务号'),
		});
	});

	test.each([
		['temporary', 2],
		['permanent', 1],
	])('does not answer: a %s code is asked for %d times', async (lifetime, times) => {
		await wechat.fault({ path: CREATE, drop: true });
		const run = await wechat.run(create({ lifetime }));
		expect(await asked()).toHaveLength(times);
		expect(run.error === undefined).toBe(times === 2);
	});
});

describe('short keys', () => {
	const shorten = (parameters: IDataObject) => officialAccount('qrCode', 'createShortKey', { long_data: 'a', ...parameters });
	const lengthen = (short_key: string) => officialAccount('qrCode', 'getLongText', { short_key });

	test('WeChat is asked in seconds, and again when it does not answer', async () => {
		await wechat.fault({ path: '/cgi-bin/shorten/gen', drop: true });
		await wechat.run(shorten({ validFor: 3, validUnit: 'hours' }));
		expect(await asked('/cgi-bin/shorten/gen')).toEqual(Array(2).fill({ long_data: 'a', expire_seconds: 10800 }));
	});

	test('4096 bytes are taken, and no more', async () => {
		const run = await wechat.run(shorten({ long_data: `${'茶'.repeat(1365)}a` }));
		expect(run.json('WeChat')![0].long_data).toHaveLength(1366);
		expect((await failure(shorten({ long_data: `${'茶'.repeat(1365)}ab` }))).message).toContain('“Long Text” is too long: 4097 bytes');
		expect((await failure(shorten({ long_data: '={{ $json.none }}' }))).message).toBe('“Long Text” is empty');
		expect((await failure(shorten({ validFor: 31 }))).message).toContain('“Valid For” is 31 days');
		expect(await asked('/cgi-bin/shorten/gen')).toHaveLength(1);
	});

	test('of nothing, and of a key whose time is over', async () => {
		expect((await failure(lengthen('={{ $json.none }}'))).message).toBe('“Short Key” is empty');
		expect(await wechat.calls()).toEqual([]);
		expect((await failure(lengthen('none'))).message).toMatch(/^WeChat refused: invalid parameter .*\(40035\)$/);
		const [{ short_key }] = (await wechat.run(shorten({ validFor: 1, validUnit: 'minutes' }))).json('WeChat')!;
		await wechat.client.control('/clock', { advance: 61 });
		expect((await failure(lengthen(String(short_key)))).message).toContain('40035');
	});

	test('the end of a key is the same on both ways', async () => {
		const [made] = (await wechat.run(shorten({ validFor: 2 }))).json('WeChat')!;
		const [got] = (await wechat.run(lengthen(String(made.short_key)))).json('WeChat')!;
		const apart = Date.parse(String(got.expires_at)) - Date.parse(String(made.expires_at));
		expect(Math.abs(apart)).toBeLessThanOrEqual(2000);
		expect(Math.abs(Date.parse(String(got.created_at)) - Date.now())).toBeLessThan(5000);
	});
});
