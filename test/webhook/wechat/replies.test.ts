import { decrypt, signature } from '../../../nodes/protocol/callback';
import { parseXml } from '../../../nodes/protocol/xml';
import { Client } from '../../simulator/client';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { startServer, Tokens } from '../../transport/server';
import { type Flow, N8n } from '../n8n';
import { AES_KEY, type Answered, GH_ID, OPENID, push, send, type Sender, sealed, sender, text, TOKEN } from './pushes';

// The trigger's deadline stays set when it has been met; here it does not keep the test runner waiting.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms).unref()),
}));

const running: N8n[] = [];

afterEach(async () => {
	for (const n8n of running.splice(0)) {
		await n8n.close();
		expect(n8n.thrown).toEqual([]);
		expect(n8n.problems).toEqual([]);
	}
});

async function start(who: Sender, flow: Flow, more: { respond?: string; statusOfFailure?: number; wordsOfFailure?: string; mode?: 'manual' } = {}): Promise<N8n> {
	const { respond = 'reply', ...options } = more;
	const n8n = await N8n.start({ store: who.store, parameters: { respond }, flow, ...options });
	running.push(n8n);
	return n8n;
}

const replying = (message: object): Flow => async (_, reply) => await reply(message);

/** What WeChat gets when the flow replies with this. */
async function replyTo(message: object, who: Sender, to = text()): Promise<Answered> {
	const n8n = await start(who, replying(message));
	return (await send(n8n.url, sealed(who.account, to)))!;
}

const cdata = (value: string) => `<![CDATA[${value}]]>`;
const around = (type: string, content: string) =>
	new RegExp(
		`^${escaped(`<xml><ToUserName>${cdata(OPENID)}</ToUserName><FromUserName>${cdata(GH_ID)}</FromUserName><CreateTime>`)}\\d{10}${escaped(
			`</CreateTime><MsgType>${cdata(type)}</MsgType>${content}</xml>`,
		)}$`,
	);
const escaped = (value: string) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The XML of each type, as wechat-api.md B.4 has it. */
const types: Array<[string, object, string]> = [
	['text', { content: '<a href="https://example.com">领取</a>\n茶 & "more"' }, `<Content>${cdata('<a href="https://example.com">领取</a>\n茶 & "more"')}</Content>`],
	['image', { media_id: 'm1' }, `<Image><MediaId>${cdata('m1')}</MediaId></Image>`],
	['voice', { media_id: 'm1' }, `<Voice><MediaId>${cdata('m1')}</MediaId></Voice>`],
	['video', { media_id: 'm1', title: 'Tea', description: '' }, `<Video><MediaId>${cdata('m1')}</MediaId><Title>${cdata('Tea')}</Title></Video>`],
	[
		'music',
		{ title: 'T', description: 'D', musicurl: 'https://a/1', hqmusicurl: 'https://a/2', thumb_media_id: 'm2' },
		`<Music><Title>${cdata('T')}</Title><Description>${cdata('D')}</Description><MusicUrl>${cdata('https://a/1')}</MusicUrl><HQMusicUrl>${cdata(
			'https://a/2',
		)}</HQMusicUrl><ThumbMediaId>${cdata('m2')}</ThumbMediaId></Music>`,
	],
	[
		'news',
		{ articles: [{ title: 'One', url: 'https://a/1' }, { title: 'Two', description: 'D', picurl: 'https://a/p', url: 'https://a/2' }] },
		`<ArticleCount>2</ArticleCount><Articles><item><Title>${cdata('One')}</Title><Description>${cdata('')}</Description><PicUrl>${cdata(
			'',
		)}</PicUrl><Url>${cdata('https://a/1')}</Url></item><item><Title>${cdata('Two')}</Title><Description>${cdata('D')}</Description><PicUrl>${cdata(
			'https://a/p',
		)}</PicUrl><Url>${cdata('https://a/2')}</Url></item></Articles>`,
	],
	['transfer_customer_service', { kf_account: 'lan@lotustea' }, `<TransInfo><KfAccount>${cdata('lan@lotustea')}</KfAccount></TransInfo>`],
	['transfer_customer_service', {}, ''],
];

describe('reply not visible', () => {
	it.each(types)('%s, in plain mode: the exact XML', async (msgtype, content, xml) => {
		const { status, contentType, body, headers } = await replyTo({ msgtype, [msgtype]: content }, sender());
		expect({ status, contentType }).toEqual({ status: 200, contentType: 'application/xml; charset=utf-8' });
		expect(body).toMatch(around(msgtype, xml));
		expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
		expect(headers).not.toHaveProperty('etag');
	});

	it.each(types)('%s, in secure mode: the same XML, encrypted and signed', async (msgtype, content, xml) => {
		const who = sender({ mode: 'secure' });
		const { status, contentType, body } = await replyTo({ msgtype, [msgtype]: content }, who);
		expect({ status, contentType }).toEqual({ status: 200, contentType: 'application/xml; charset=utf-8' });
		const { Encrypt, MsgSignature, TimeStamp, Nonce, ...more } = parseXml(body) as Record<string, string>;
		expect(more).toEqual({});
		expect(MsgSignature).toBe(signature(TOKEN, TimeStamp, Nonce, Encrypt));
		expect(Math.abs(Number(TimeStamp) - Date.now() / 1000)).toBeLessThan(5);
		expect(decrypt(Encrypt, { appId: who.appId, token: TOKEN, encodingAesKey: AES_KEY })).toMatch(around(msgtype, xml));
		expect(body).not.toContain('example.com');
	});

	it('the same reply twice is encrypted to other bytes', async () => {
		const who = sender({ mode: 'secure' });
		const n8n = await start(who, replying({ msgtype: 'text', text: { content: 'hi' } }));
		const bodies = [];
		for (let n = 0; n < 2; n++) bodies.push((await send(n8n.url, sealed(who.account, text())))?.body);
		const [one, two] = bodies.map((body) => parseXml(body!) as Record<string, string>);
		expect(one.Encrypt).not.toBe(two.Encrypt);
		expect(one.Nonce).not.toBe(two.Nonce);
	});

	it('a Mini Program that chose JSON is answered in JSON', async () => {
		const who = sender({ mode: 'secure', format: 'json' });
		const { contentType, body } = await replyTo({ msgtype: 'transfer_customer_service' }, who);
		expect(contentType).toBe('application/json; charset=utf-8');
		const { Encrypt, MsgSignature, TimeStamp, Nonce } = JSON.parse(body);
		expect(typeof TimeStamp).toBe('number');
		expect(MsgSignature).toBe(signature(TOKEN, String(TimeStamp), Nonce, Encrypt));
		expect(JSON.parse(decrypt(Encrypt, { appId: who.appId, token: TOKEN, encodingAesKey: AES_KEY }))).toEqual({
			ToUserName: OPENID,
			FromUserName: GH_ID,
			CreateTime: expect.any(Number),
			MsgType: 'transfer_customer_service',
		});
		const plain = await replyTo({ msgtype: 'transfer_customer_service' }, sender({ format: 'json' }));
		expect(JSON.parse(plain.body)).toMatchObject({ MsgType: 'transfer_customer_service', ToUserName: OPENID });
	});

	it('a Mini Program takes no reply but the hand-over: everything else goes out as a customer service message at once', async () => {
		const server = await startServer();
		new Tokens(server);
		const who = sender({ mode: 'secure', format: 'json' }, {}, server.url);
		const n8n = await start(who, replying({ msgtype: 'text', text: { content: 'hi' } }));
		const answered = await send(n8n.url, sealed(who.account, text()));
		expect(answered).toMatchObject({ status: 200, contentType: 'text/plain', body: 'success' });
		for (let n = 0; n < 100 && server.at('/cgi-bin/message/custom/send').length === 0; n++) await new Promise((resolve) => setTimeout(resolve, 20));
		expect(server.at('/cgi-bin/message/custom/send').map(({ body }) => JSON.parse(body.toString()) as object)).toEqual([
			{ touser: OPENID, msgtype: 'text', text: { content: 'hi' } },
		]);
		await server.close();
	});

	it('also to an event', async () => {
		const answered = await replyTo({ msgtype: 'text', text: { content: 'Welcome' } }, sender(), push({ MsgType: 'event', Event: 'subscribe', EventKey: '' }));
		expect(answered.body).toMatch(around('text', `<Content>${cdata('Welcome')}</Content>`));
	});

	it('also in a test run from the editor', async () => {
		const who = sender();
		const n8n = await start(who, replying({ msgtype: 'text', text: { content: 'hi' } }), { mode: 'manual' });
		expect((await send(n8n.url, sealed(who.account, text())))?.body).toMatch(around('text', `<Content>${cdata('hi')}</Content>`));
	});
});

describe('the item says until when a reply is taken', () => {
	it('a second before WeChat gives up, in Beijing time', async () => {
		const who = sender();
		const n8n = await start(who, replying({ msgtype: 'text', text: { content: 'hi' } }));
		const before = Date.now();
		await send(n8n.url, sealed(who.account, text()));
		const replyBy = String(n8n.items[0].reply_by);
		expect(replyBy).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?\+08:00$/);
		expect(Date.parse(replyBy) - before).toBeGreaterThanOrEqual(3990);
		expect(Date.parse(replyBy) - before).toBeLessThan(4500);
	});

	it('and that none is, when the trigger responds immediately', async () => {
		const who = sender();
		const n8n = await start(who, async () => undefined, { respond: 'immediately' });
		await send(n8n.url, sealed(who.account, text()));
		expect(n8n.items[0].reply_by).toBeNull();
	});
});

describe('“The account cannot provide service at the moment”', () => {
	const nothing = { status: 200, contentType: 'text/plain', body: '' };

	it.each([
		[500, 'Error in workflow'],
		[200, 'Error in workflow'],
		[500, 'The execution was cancelled manually'],
		[500, 'The execution was cancelled because it timed out'],
	])('is not seen when the flow fails before its reply (n8n says %d %s)', async (statusOfFailure, wordsOfFailure) => {
		const who = sender({ mode: 'secure' });
		const flow: Flow = async () => {
			throw new Error('a node failed');
		};
		const n8n = await start(who, flow, { statusOfFailure, wordsOfFailure });
		const message = text();
		expect(await send(n8n.url, sealed(who.account, message))).toMatchObject(nothing);
		// It is taken: what failed once is not begun again by WeChat's next try.
		expect(await send(n8n.url, sealed(who.account, message))).toMatchObject(nothing);
		expect(n8n.executions).toHaveLength(1);
	});

	it('is not seen when the flow ends without a reply', async () => {
		const who = sender({ mode: 'secure' });
		const n8n = await start(who, async () => undefined);
		expect(await send(n8n.url, sealed(who.account, text()))).toMatchObject(nothing);
	});

	it('is not seen when the flow replies and fails then', async () => {
		const who = sender();
		const flow: Flow = async (_, reply) => {
			await reply({ msgtype: 'text', text: { content: 'hi' } });
			throw new Error('a node failed');
		};
		const n8n = await start(who, flow);
		expect((await send(n8n.url, sealed(who.account, text())))?.body).toMatch(around('text', `<Content>${cdata('hi')}</Content>`));
	});

	it('WeChat tries again when the execution could not be started', async () => {
		const who = sender();
		const n8n = await start(who, replying({ msgtype: 'text', text: { content: 'hi' } }));
		n8n.isDown = true;
		const message = text();
		expect(await send(n8n.url, sealed(who.account, message))).toMatchObject({ status: 500, body: '' });
		n8n.isDown = false;
		expect((await send(n8n.url, sealed(who.account, message)))?.body).toContain('hi');
		n8n.problems.length = 0;
	});
});

describe('the simulated WeChat', () => {
	let simulator: Simulator;
	let wechat: Client;

	beforeAll(async () => {
		simulator = await startSimulator();
		wechat = new Client(simulator.url);
	});
	afterAll(async () => await simulator.close());

	it.each(['plain', 'compatible', 'secure'] as const)('in %s mode takes the reply and shows it to the follower', async (mode) => {
		await wechat.control('/reset', {});
		const { callback, appid } = (await wechat.control('/accounts', { callback: { mode } })) as { callback: Record<string, string>; appid: string };
		const who = sender({ mode }, { appId: appid, callbackToken: callback.token, encodingAesKey: mode === 'plain' ? '' : callback.encodingAesKey });
		const n8n = await start(who, async ({ text }, reply) => await reply({ msgtype: 'text', text: { content: `You said ${String(text)}` } }));
		await wechat.control('/accounts', { callback: { url: n8n.url } });
		const openid = await wechat.follower();
		const { outcome, reply, tries } = await wechat.control('/push', { openid, Content: '茶', times: 2 });
		expect(tries).toMatchObject([{ status: 200 }]);
		expect({ outcome, reply }).toMatchObject({ outcome: 'reply', reply: { Content: 'You said 茶' } });
		expect(n8n.executions).toHaveLength(1);
		const { outcome: forged } = await wechat.control('/push', { openid, tamper: 'signature' });
		expect(forged).toBe('unavailable');
		expect(n8n.executions).toHaveLength(1);
	});
});
