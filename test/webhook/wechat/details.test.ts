import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { Client, MINI, SERVICE } from '../../simulator/client';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { credential, storeOf } from '../../transport/context';
import { type Flow, logged, N8n } from '../n8n';
import { type Answered, OPENID, push, send, type Sender, sealed, sender } from './pushes';

// The trigger's deadline stays set when it has been met; here it does not keep the test runner waiting.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms).unref()),
}));

const PROFILE = ['followed_at', 'followed_via', 'source', 'campaign', 'medium', 'tags', 'tag_ids', 'remark'];
const SUCCESS = { status: 200, contentType: 'text/plain', body: 'success' };
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** An account of the simulator with n8n's credential for it; each scene has its own, because names of tags are remembered by App ID. */
interface Scene {
	simulator: Simulator;
	wechat: Client;
	who: Sender;
}

const simulators: Simulator[] = [];
const running: N8n[] = [];

async function scene(account: { appid: string; secret: string; ghId: string; callback: object } = SERVICE, more: object = {}): Promise<Scene> {
	const simulator = await startSimulator();
	simulators.push(simulator);
	const { callback } = account as typeof SERVICE;
	const who = sender({ ...(callback as object) });
	const data = credential(simulator.url, {
		appId: account.appid,
		appSecret: account.secret,
		callbackToken: callback.token,
		encodingAesKey: callback.encodingAesKey,
		...more,
	});
	const appId = String(data.appId);
	Object.assign(who.account, { appid: appId, ghId: account.ghId });
	return { simulator, wechat: new Client(simulator.url, account.appid), who: { ...who, store: storeOf(data), appId } };
}

/** The same shop with an App ID that nobody has seen. */
let shops = 0;
async function newShop(): Promise<Scene> {
	const made = await scene({ ...SERVICE, appid: `wx5e6e1a3d7c0f5${String(++shops).padStart(3, '0')}` });
	const { appid: _, ...service } = SERVICE;
	await made.wechat.control('/accounts', { ...service, verified: true, callback: service.callback, appid: made.who.appId });
	return made;
}

async function trigger({ who }: Scene, additionalFields: INodeParameters, more: { flow?: Flow; parameters?: INodeParameters } = {}): Promise<N8n> {
	const parameters = { respond: 'immediately', additionalFields, ...more.parameters };
	const n8n = await N8n.start({ store: who.store, parameters, flow: more.flow });
	running.push(n8n);
	return n8n;
}

/** Pushes, and gives back the item with the answer to WeChat. */
async function pushed(n8n: N8n, { who }: Scene, message: object): Promise<Pick<INodeExecutionData, 'json' | 'binary'> & { answered: Answered }> {
	const before = n8n.executions.length;
	const answered = await send(n8n.url, sealed(who.account, push({ MsgId: 24012345678901 + running.length * 1000 + before, ...message })));
	expect(n8n.executions).toHaveLength(before + 1);
	const { json, binary } = n8n.executions[before];
	return { json, binary, answered: answered! };
}

async function contentOf(item: Pick<INodeExecutionData, 'binary'>, property: string): Promise<string> {
	const { data } = item.binary![property];
	return Buffer.from(data, 'base64').toString('hex');
}

async function calls({ wechat }: Scene, path: string): Promise<number> {
	const all = (await wechat.control('/calls')) as Array<{ path: string }>;
	return all.filter((call) => call.path === path).length;
}

beforeEach(() => (logged.length = 0));
afterEach(async () => {
	const ended = running.splice(0);
	await Promise.all(ended.map(async (n8n) => await n8n.close()));
	await Promise.all(simulators.splice(0).map(async (simulator) => await simulator.close()));
	expect(ended.flatMap(({ thrown, problems }) => [...thrown, ...problems])).toEqual([]);
});

describe('Download Media', () => {
	async function uploaded({ wechat }: Scene, type: string, name: string, content: Buffer): Promise<string> {
		const { media_id, thumb_media_id } = await wechat.upload('/cgi-bin/media/upload', { type }, { name, content });
		return String(media_id ?? thumb_media_id);
	}

	it('an image is in data', async () => {
		const shop = await scene();
		const MediaId = await uploaded(shop, 'image', 'tea.png', PNG);
		const n8n = await trigger(shop, { downloadMedia: true });
		const item = await pushed(n8n, shop, { MsgType: 'image', MediaId, PicUrl: 'http://a/b' });
		expect(Object.keys(item.binary!)).toEqual(['data']);
		expect(item.binary!.data).toMatchObject({ mimeType: 'image/png' });
		expect(await contentOf(item, 'data')).toBe(PNG.toString('hex'));
		expect(item.json).toMatchObject({ event: 'message.image', media_id: MediaId, details_missing: null });
		for (const key of PROFILE) expect(item.json).not.toHaveProperty(key);
	});

	it('a video, which WeChat names by its address, is in data, and its thumbnail beside it', async () => {
		const shop = await scene();
		const film = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42'), Buffer.alloc(100, 7)]);
		const MediaId = await uploaded(shop, 'video', 'tea.mp4', film);
		const ThumbMediaId = await uploaded(shop, 'thumb', 'tea.jpg', Buffer.from('ffd8ffe000104a46494600', 'hex'));
		const n8n = await trigger(shop, { downloadMedia: true });
		const item = await pushed(n8n, shop, { MsgType: 'video', MediaId, ThumbMediaId });
		expect(Object.keys(item.binary!).sort()).toEqual(['data', 'thumbnail']);
		expect(await contentOf(item, 'data')).toBe(film.toString('hex'));
		expect(item.binary!.data).toMatchObject({ mimeType: 'video/mp4' });
		expect(item.binary!.thumbnail).toMatchObject({ mimeType: 'image/jpeg' });
		expect(item.json.details_missing).toBeNull();
	});

	it('a voice message is in data', async () => {
		const shop = await scene();
		const sound = Buffer.from('#!AMR\n and what follows');
		const n8n = await trigger(shop, { downloadMedia: true });
		const MediaId = await uploaded(shop, 'voice', 'hello.amr', sound);
		const item = await pushed(n8n, shop, { MsgType: 'voice', MediaId, Format: 'amr' });
		expect(await contentOf(item, 'data')).toBe(sound.toString('hex'));
	});

	it('a text has no file, and asks WeChat nothing', async () => {
		const shop = await scene();
		const n8n = await trigger(shop, { downloadMedia: true });
		const item = await pushed(n8n, shop, { MsgType: 'text', Content: 'hi' });
		expect(item.json.details_missing).toBeNull();
		expect(item.binary).toBeUndefined();
		expect(await calls(shop, '/cgi-bin/media/get')).toBe(0);
	});

	it('what WeChat refuses is named, and the rest is there', async () => {
		const shop = await scene();
		const ThumbMediaId = await uploaded(shop, 'thumb', 'tea.jpg', Buffer.from('ffd8ffe000104a46494600', 'hex'));
		const n8n = await trigger(shop, { downloadMedia: true });
		const item = await pushed(n8n, shop, { MsgType: 'video', MediaId: 'gone', ThumbMediaId });
		expect(Object.keys(item.binary!)).toEqual(['thumbnail']);
		expect(item.json.details_missing).toMatch(/^the file: .*40007/);
	});
});

describe('Add Follower Profile', () => {
	it('adds unionid, source, the names of the tags and the remark', async () => {
		const shop = await newShop();
		const openid = await shop.wechat.follower({ subscribe_scene: 'ADD_SCENE_QR_CODE', remark: '王 from the fair', tags: ['VIP', '618'], unionid: 'oR5-of-wang' });
		const n8n = await trigger(shop, { addProfile: true });
		const { json, binary } = await pushed(n8n, shop, { FromUserName: openid, MsgType: 'text', Content: 'hi' });
		expect(json).toMatchObject({
			openid,
			unionid: 'oR5-of-wang',
			source: 'QR code',
			tags: 'VIP, 618',
			tag_ids: '100, 101',
			remark: '王 from the fair',
			followed_at: expect.stringMatching(/\+08:00$/),
			text: 'hi',
			details_missing: null,
		});
		expect(binary).toBeUndefined();
	});

	describe('and campaigns', () => {
		const FAIR = 'fair/spring tea/poster~cbf';
		const came = { subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: FAIR };
		const fromFair = { followed_via: 'QR code', source: 'fair', campaign: 'spring tea', medium: 'poster' };
		const scan = (EventKey: string) => ({ MsgType: 'event', Event: 'SCAN', EventKey, Ticket: 't' });

		it.each<[string, Record<string, unknown>, object, object]>([
			['a message of who came by a campaign', came, { MsgType: 'text', Content: 'hi' }, fromFair],
			['a message of anybody else', { subscribe_scene: 'ADD_SCENE_SEARCH' }, { MsgType: 'text', Content: 'hi' }, { followed_via: 'Search', source: 'Search', campaign: null, medium: null }],
			['a scan of another campaign', came, scan('门店/618大促/海报~blg'), { followed_via: 'QR code', source: '门店', campaign: '618大促', medium: '海报' }],
			['a scan of a code without a campaign', came, scan('shop_12'), { followed_via: 'QR code', source: 'QR code', campaign: null, medium: null }],
			['a scan by who was found by a search', { subscribe_scene: 'ADD_SCENE_SEARCH' }, scan(FAIR), { ...fromFair, followed_via: 'Search' }],
		])('%s', async (_, follower, push, columns) => {
			const shop = await newShop();
			const openid = await shop.wechat.follower(follower);
			const n8n = await trigger(shop, { addProfile: true });
			expect((await pushed(n8n, shop, { FromUserName: openid, ...push })).json).toMatchObject(columns);
		});

		it('the campaign is there also when the profile is not to be had', async () => {
			const shop = await newShop();
			const n8n = await trigger(shop, { addProfile: true });
			const { json } = await pushed(n8n, shop, { FromUserName: 'o-nobody', ...scan(FAIR) });
			expect(json).toMatchObject({ ...fromFair, followed_via: null, details_missing: expect.stringMatching(/^the profile: /) });
		});
	});

	it('asks for the names of tags once in ten minutes, and again for a tag that is new', async () => {
		const shop = await newShop();
		const one = await shop.wechat.follower({ tags: ['VIP'] });
		const two = await shop.wechat.follower({ tags: ['VIP'] });
		const none = await shop.wechat.follower();
		const n8n = await trigger(shop, { addProfile: true });
		const tagsOf = async (openid: string) => (await pushed(n8n, shop, { FromUserName: openid, MsgType: 'text', Content: 'hi' })).json.tags;
		expect([await tagsOf(none), await tagsOf(one), await tagsOf(two), await tagsOf(one)]).toEqual(['', 'VIP', 'VIP', 'VIP']);
		expect(await calls(shop, '/cgi-bin/tags/get')).toBe(1);
		const three = await shop.wechat.follower({ tags: ['VIP', 'new'] });
		expect(await tagsOf(three)).toBe('VIP, new');
		expect(await tagsOf(one)).toBe('VIP');
		expect(await calls(shop, '/cgi-bin/tags/get')).toBe(2);
		const later = jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 10 * 60 * 1000 + 1000);
		try {
			const sentLater = sealed(shop.who.account, push({ FromUserName: one, MsgType: 'text', Content: 'later', MsgId: 99 }), Date.now());
			expect(await send(n8n.url, sentLater)).toMatchObject(SUCCESS);
		} finally {
			later.mockRestore();
		}
		expect(await calls(shop, '/cgi-bin/tags/get')).toBe(3);
	});

	it('a Mini Program has no followers: nothing is asked, and the columns are there', async () => {
		const shop = await scene(MINI, { accountType: 'miniProgram' });
		const n8n = await trigger(shop, { addProfile: true });
		const { json } = await pushed(n8n, shop, { MsgType: 'text', Content: 'hi' });
		for (const key of [...PROFILE, 'details_missing']) expect(json).toHaveProperty(key, null);
		expect(await calls(shop, '/cgi-bin/user/info')).toBe(0);
	});

	it('an event of nobody has no profile, and the same columns', async () => {
		const shop = await newShop();
		const openid = await shop.wechat.follower();
		const n8n = await trigger(shop, { addProfile: true });
		const nobody = await pushed(n8n, shop, { FromUserName: '', MsgType: 'text', Content: 'hi' });
		const somebody = await pushed(n8n, shop, { FromUserName: openid, MsgType: 'text', Content: 'hi' });
		const refused = await pushed(n8n, shop, { FromUserName: 'o-nobody', MsgType: 'text', Content: 'hi' });
		expect(nobody.json).toMatchObject({ openid: null, source: null, details_missing: null });
		for (const { json } of [somebody, refused]) expect(Object.keys(json).sort()).toEqual(Object.keys(nobody.json).sort());
		expect(refused.json).toMatchObject({ source: null, details_missing: expect.stringMatching(/^the profile: /) });
	});

	it('every item of a push has it', async () => {
		const shop = await newShop();
		const openid = await shop.wechat.follower({ remark: 'Wang' });
		const n8n = await trigger(shop, { addProfile: true });
		const decided = ['T1', 'T2'].map((TemplateId) => ({ TemplateId, SubscribeStatusString: 'accept', PopupScene: 0 }));
		const event = { FromUserName: openid, MsgType: 'event', Event: 'subscribe_msg_popup_event', SubscribeMsgPopupEvent: { List: decided } };
		await pushed(n8n, shop, event);
		expect(n8n.itemsOf[0]).toMatchObject([
			{ TemplateId: 'T1', remark: 'Wang' },
			{ TemplateId: 'T2', remark: 'Wang' },
		]);
		expect(await calls(shop, '/cgi-bin/user/info')).toBe(1);
	});

	it.each([48001, 45009, 40013])('WeChat refuses (%d): the workflow starts without, and no secret is told', async (errcode) => {
		const shop = await newShop();
		const openid = await shop.wechat.follower();
		const n8n = await trigger(shop, { addProfile: true });
		await shop.wechat.control('/faults', { path: '/cgi-bin/user/info', errcode, times: 9 });
		const { json, answered } = await pushed(n8n, shop, { FromUserName: openid, MsgType: 'text', Content: 'hi' });
		expect(answered).toMatchObject(SUCCESS);
		expect(json.details_missing).toMatch(new RegExp(`^the profile: .*${errcode}`));
		const token = (await shop.wechat.stableToken()).access_token as string | undefined;
		const { appSecret, callbackToken, encodingAesKey, accessToken } = shop.who.store.stored('credential-1');
		for (const secret of [token, appSecret, callbackToken, encodingAesKey, accessToken].map(String).filter((one) => one.length > 8)) {
			expect(JSON.stringify(json)).not.toContain(secret);
		}
	});
});

describe('WeChat does not answer', () => {
	const cases: Array<[string, INodeParameters, object, string, string]> = [
		['the profile', { addProfile: true }, { MsgType: 'text', Content: 'hi' }, '/cgi-bin/user/info', 'the profile: WeChat took too long'],
		['the token', { addProfile: true }, { MsgType: 'text', Content: 'hi' }, '/cgi-bin/stable_token', 'the profile: WeChat took too long'],
		['the file', { downloadMedia: true }, { MsgType: 'image', MediaId: 'm1' }, '/cgi-bin/media/get', 'the file: WeChat took too long'],
	];

	/** All at once: each of them waits. */
	it('the workflow starts without, and WeChat has its answer within five seconds', async () => {
		const outcomes = await Promise.all(
			cases.map(async ([, options, message, path]) => {
				const shop = await newShop();
				const openid = await shop.wechat.follower();
				await shop.wechat.control('/faults', { path, hang: 8000, times: 9 });
				const n8n = await trigger(shop, options);
				return await pushed(n8n, shop, { FromUserName: openid, ...message });
			}),
		);
		for (const [index, { json, answered }] of outcomes.entries()) {
			expect(json.details_missing).toBe(cases[index][4]);
			expect(answered).toMatchObject(SUCCESS);
			expect(answered.ms).toBeGreaterThan(3900);
			expect(answered.ms).toBeLessThan(4700);
		}
	});

	it('and Reply is to answer: there is time left for it', async () => {
		const startedAt: number[] = [];
		const replyBy: number[] = [];
		const flow: Flow = async (item, reply) => {
			startedAt.push(Date.now());
			replyBy.push(Date.parse(String(item.reply_by)));
			await pause(300);
			await reply({ msgtype: 'text', text: { content: 'in time' } });
		};
		const answers = await Promise.all(
			[5, 10].map(async (replyWithin) => {
				const shop = await newShop();
				const openid = await shop.wechat.follower();
				await shop.wechat.control('/faults', { path: '/cgi-bin/user/info', hang: 8000, times: 9 });
				const n8n = await trigger(shop, { addProfile: true }, { flow, parameters: { respond: 'reply', replyWithin } });
				return (await pushed(n8n, shop, { FromUserName: openid, MsgType: 'text', Content: 'hi' })).answered;
			}),
		);
		for (const answered of answers) {
			expect(answered.body).toMatch(/<Encrypt>/);
			expect(answered.ms).toBeLessThan(4900);
		}
		// Reply itself looks at reply_by.
		for (const [index, at] of startedAt.entries()) expect(replyBy[index] - at).toBeGreaterThan(500);
	});
});

describe('nothing is asked for', () => {
	it('nothing is looked up, and there are no such columns', async () => {
		const shop = await newShop();
		const n8n = await trigger(shop, {});
		const { json } = await pushed(n8n, shop, { MsgType: 'image', MediaId: 'm1', FromUserName: OPENID });
		for (const key of [...PROFILE, 'details_missing']) expect(json).not.toHaveProperty(key);
		expect((await shop.wechat.control('/calls')) as unknown[]).toEqual([]);
	});
});
