import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCredentials } from '../../../demo/credentials';
import { startDemo, webhookUrl } from '../../../demo/demo';
import type { Demo } from '../../../demo/flow';
import { SERVICE } from '../../simulator/client';
import type { Execution } from '../privateN8n/executions';
import { useWebServer } from '../webServer';
import { actions } from './actions';
import { byHand, HE, LAN, listening, LONG } from './marketing';
import { startModel, type Script } from './modelStandIn';
import { good, itemsOf, jsonOf, type Json } from './outcome';

/** Flows as marketers build them, in a real n8n, checked by what is on the follower's phone and by the items in n8n. */

const web = useWebServer();
const script: Script = { words: 'Done' };
let demo: Demo;
let folder: string;
let model: Awaited<ReturnType<typeof startModel>>;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-marketing-'));
	model = await startModel(script);
	demo = await startDemo(folder, console.log, {
		workflows: [...listening, ...byHand],
		credentials: [{ id: 'model', name: 'Model', type: 'openAiApi', data: { apiKey: 'none', url: model.url } }],
	});
});

afterAll(async () => {
	await demo?.close();
	model?.close();
	await rm(folder, { recursive: true, force: true });
});

const act = actions(() => demo);
const { change, triggered, phone, texts, lastCall, calls } = act;

/** WeChat tells this workflow what happens. */
const pointTo = async (id: string) => await act.pointTo(webhookUrl(demo.n8n.url, listening.find((one) => one.id === id)!));

/** Runs it by hand, to a good end. */
const runByHand = async (id: string) => good(await act.run(id, 'Start'));

const addTemplate = async () =>
	(await demo.wechat.post('/cgi-bin/template/api_add_template', { template_id_short: '43216', keyword_name_list: ['商品名称', '支付金额'] })).template_id;

describe('a campaign with a QR code', () => {
	let code: Json;

	it('the code of source, campaign and medium is a picture and a link', async () => {
		const made = await runByHand('makeCode');
		const [{ json, binary }] = itemsOf(made, 'QR Code');
		expect(json).toMatchObject({ source: 'spring-fair', campaign: 'tea 618', medium: 'poster', expires_at: null });
		expect(binary).toMatchObject({ data: { mimeType: 'image/png' } });
		expect(jsonOf(made, 'Tag')).toMatchObject([{ name: 'tea 618', followers: null }]);
		code = json;
	});

	it.each([
		['somebody new', async () => undefined, true],
		['a follower', async () => await demo.wechat.follower(), false],
	])('%s scans it: the trigger tells the campaign, they get its tag and a welcome marked as AI', async (_, who, is_new_follower) => {
		await pointTo('campaign');
		const since = await lastCall();
		const openid = await who();
		const ended = await triggered('campaign', async () => await demo.wechat.control('/scan', { ticket: code.ticket, openid }));
		const [item] = jsonOf(ended, 'WeChat Trigger');
		expect(item).toMatchObject({ source: 'spring-fair', campaign: 'tea 618', medium: 'poster', scene: code.scene, is_new_follower });
		expect(await demo.wechat.post('/cgi-bin/tags/getidlist', { openid: item.openid })).toMatchObject({
			tagid_list: [Number(jsonOf(ended, 'Add Tag')[0].tag_id)],
		});
		expect(await texts(item.openid)).toEqual(['Welcome! You come from spring-fair by poster.']);
		const [{ body }] = await calls('/cgi-bin/message/custom/send', since);
		expect(body).toMatchObject({ touser: item.openid, aimsgcontext: { is_ai_msg: 1 } });
		expect(jsonOf(ended, 'Welcome')).toMatchObject([{ ...item, sent_to_tester: null }]);
	});
});

describe('an article', () => {
	let msg_data_id: string;

	it('with a cover from the web is shown to the tester, published, and the trigger tells it', async () => {
		await pointTo('published');
		web.pages['/cover.jpg'] = { type: 'image/jpeg', body: await readFile(join(__dirname, '../../simulator/push/tea.jpg')) };
		await change('article', 'Picture', ({ parameters }) => (parameters.url = `${web.url}/cover.jpg`));
		const tester = await demo.wechat.follower();
		const withTester = await credentialWithTester(tester);
		await change('article', 'Preview', ({ credentials }) => (credentials.wechatApi.id = withTester));

		let made: Execution | undefined;
		const told = await triggered('published', async () => (made = await runByHand('article')));
		const [draft] = jsonOf(made!, 'Draft');
		expect(draft).toMatchObject({ article_type: 'news', title: 'Spring tea', articles: 1, dropped_images: null });
		expect(await phone(tester)).toMatchObject([{ via: 'preview', type: 'mpnews', content: { media_id: draft.media_id } }]);
		const [published] = jsonOf(made!, 'Publish');
		expect(published).toMatchObject({ status: 'published', media_id: draft.media_id, url: expect.stringMatching(/^https?:/) });
		expect(jsonOf(told, 'WeChat Trigger')).toMatchObject([
			{ event: 'event.publishjobfinish', openid: null, status: 'delivered', publish_id: published.publish_id, article_id: published.article_id },
		]);
		expect((await demo.wechat.get('/cgi-bin/draft/count')).total_count).toBe(0);
		msg_data_id = published.msg_data_id;
	});

	it('what readers write below it is read', async () => {
		const reader = await demo.wechat.follower();
		for (const content of ['好茶！', 'Where can I buy it?']) await demo.wechat.control('/comments', { msg_data_id, openid: reader, content });
		await change('comments', 'Comments', ({ parameters }) => (parameters.msg_data_id = msg_data_id));
		expect(jsonOf(await runByHand('comments'), 'Comments')).toMatchObject([
			{ openid: reader, appid: SERVICE.appid, msg_data_id, content: '好茶！', featured: false, reply: null },
			{ openid: reader, content: 'Where can I buy it?' },
		]);
	});
});

describe('a template message to three, of whom one has left', () => {
	it('goes to each follower once although a connection was cut, and who has left goes another way', async () => {
		const [first, gone, last] = await Promise.all([{}, { subscribed: false }, {}].map(async (one) => await demo.wechat.follower(one)));
		const template = await addTemplate();
		await demo.n8n.tables.ensure({ name: 'Deliveries', columns: { openid: 'string', thing1: 'string', amount2: 'string' } });
		await demo.n8n.tables.insert('Deliveries', [first, gone, last].map((openid, index) => ({ openid, thing1: `Tea ${index}`, amount2: '99.00' })));
		await change('notify', 'Notify', ({ parameters }) => (parameters.template_id.value = template));
		const since = await lastCall();
		await demo.wechat.control('/faults', { path: '/cgi-bin/message/template/send', drop: true, skip: 2 });
		const ended = await runByHand('notify');
		expect(jsonOf(ended, 'Told')).toMatchObject([
			{ openid: first, thing1: 'Tea 0', status: 'sent', reason: '' },
			{ openid: last, thing1: 'Tea 2', status: 'sent', reason: '' },
		]);
		expect(jsonOf(ended, 'Not Told')).toMatchObject([
			{ openid: gone, thing1: 'Tea 1', status: 'refused', errcode: 43004, msgid: null, reason: expect.stringMatching(/follow/) },
		]);
		expect((await calls('/cgi-bin/message/template/send', since)).map(({ body, cut }) => [body.touser, cut ?? false])).toEqual([
			[first, false],
			[gone, false],
			[last, true],
			[last, false],
		]);
		expect(await Promise.all([first, gone, last].map(texts))).toEqual([['商品名称:Tea 0\n支付金额:99.00'], [], ['商品名称:Tea 2\n支付金额:99.00']]);
	});
});

const DAY = 24 * 3600;

/** They came as many days ago as is said, by a search. */
async function followedBefore(days: number[]): Promise<void> {
	const now = Math.floor(Date.now() / 1000);
	await demo.wechat.control('/followers', {
		list: days.map((ago) => ({ subscribe_time: now - ago * DAY, subscribe_scene: 'ADD_SCENE_SEARCH' })),
	});
}

describe('numbers and members in Data Tables', () => {
	/** At night WeChat has no numbers of yesterday. */
	const untilNine = () => Math.max(0, 9 * 3600 - ((Date.now() / 1000 + 8 * 3600) % DAY));

	it('the report of the last seven days is rows, and the rows fit a table', async () => {
		await followedBefore([2, 2, 3]);
		const numbers = { user_source: 'number', new_user: 'number', cancel_user: 'number' } as const;
		await demo.n8n.tables.ensure({ name: 'Numbers', columns: { report: 'string', ref_date: 'string', user_source_name: 'string', ...numbers } });
		const advance = untilNine();
		await demo.wechat.control('/clock', { advance });
		const ended = await runByHand('report').finally(async () => await demo.wechat.control('/clock', { advance: -advance }));
		const rows = await demo.n8n.tables.rows('Numbers');
		expect(rows).toMatchObject(jsonOf(ended, 'Numbers'));
		expect(rows.map(({ user_source_name, new_user }) => [user_source_name, new_user])).toEqual([
			['Search', 1],
			['Search', 2],
		]);
	});

	it('members who have left are found, new ones are added, and then nothing changes any more', async () => {
		await demo.n8n.tables.ensure({ name: 'Members', columns: { openid: 'string', source: 'string', is_follower: 'boolean' } });
		const { data } = await demo.wechat.get('/cgi-bin/user/get');
		const [stays, leaves, ...others] = data.openid as string[];
		await demo.n8n.tables.insert('Members', [stays, leaves].map((openid) => ({ openid, source: 'Search', is_follower: true })));
		await pointTo('published');
		await demo.wechat.control('/push', { openid: leaves, MsgType: 'event', Event: 'unsubscribe' });

		const changed = jsonOf(await runByHand('changes'), 'Who Changed?');
		const openids = (change: string) => changed.filter((one) => one.change === change).map(({ openid }) => openid);
		expect([openids('left'), openids('new')]).toEqual([[leaves], others]);
		const rows = await demo.n8n.tables.rows('Members');
		expect(rows.map(({ openid, is_follower }) => [openid, is_follower])).toEqual([
			[stays, true],
			[leaves, false],
			...others.map((openid) => [openid, true]),
		]);
		expect(jsonOf(await runByHand('changes'), 'Who Changed?')).toEqual([]);
	});
});

describe('staff', () => {
	it('a long answer comes in parts, the conversation is handed over, and its records are read', async () => {
		await pointTo('staff');
		await demo.wechat.control('/staff', { kf_account: HE, online: true });
		const openid = await demo.wechat.follower();
		const ended = await triggered('staff', async () => await demo.wechat.control('/push', { openid, MsgType: 'text', Content: 'Is the spring tea here?' }));
		const parts = await texts(openid);
		expect(parts.length).toBeGreaterThan(1);
		expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThanOrEqual(2048);
		expect(parts.join('').replace(/\s/g, '')).toBe(LONG.replace(/\s/g, ''));
		expect(jsonOf(ended, 'Answer')).toMatchObject([{ openid, messages: parts.length, kf_account: LAN }]);
		expect(jsonOf(ended, 'Hand Over')).toMatchObject([{ openid, from_kf_account: LAN, to_kf_account: HE }]);
		expect(await demo.wechat.get('/customservice/kfsession/getsession', { openid })).toMatchObject({ kf_account: HE });
		expect(jsonOf(ended, 'Records')).toMatchObject(parts.map((text) => ({ openid, kf_account: LAN, direction: 'to_customer', text })));
	});
});

describe('tools of an AI agent', () => {
	/** What the tools answered to the model. */
	const answers = (): string[] => model.heard.at(-1)!.messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content));

	/** Somebody writes, and the model calls these tools. */
	async function ask(id: string, toolCalls: Script['toolCalls']): Promise<string> {
		script.toolCalls = toolCalls;
		await pointTo(id);
		const openid = await demo.wechat.follower();
		const ended = await triggered(id, async () => await demo.wechat.control('/push', { openid, MsgType: 'text', Content: 'Please do it' }));
		expect(jsonOf(ended, 'AI Agent')).toEqual([{ output: 'Done' }]);
		return openid;
	}
	const dangerous = { Broadcast: { words: 'Sale!' }, Delete_Menu: {} };
	const hasMenu = async () => (await demo.wechat.get('/cgi-bin/menu/get')).errcode !== 46003;

	it('broadcast and menu are refused while the user has not allowed them', async () => {
		await demo.wechat.post('/cgi-bin/menu/create', { button: [{ type: 'click', name: 'Tea', key: 'TEA' }] });
		const openid = await ask('guarded', dangerous);
		expect(answers()).toEqual([
			expect.stringContaining('The agent may not do this: send a broadcast. It cannot be taken back. Switch on'),
			expect.stringContaining('The agent may not do this: delete a menu. It cannot be taken back. Switch on'),
		]);
		expect([await phone(openid), await hasMenu()]).toEqual([[], true]);
	});

	it('with the switch it may', async () => {
		const openid = await ask('allowed', dangerous);
		expect(await phone(openid)).toMatchObject([{ via: 'broadcast', content: { content: 'Sale!' } }]);
		expect(await hasMenu()).toBe(false);
		expect(answers()).toEqual([expect.stringContaining('msg_id'), expect.stringContaining('deleted')]);
		expect(answers().join()).not.toContain(openid);
	});

	it('it notifies who wrote, makes a QR code and reads a report', async () => {
		await followedBefore([2]);
		const template = await addTemplate();
		await change('helper', 'Notify', ({ parameters }) => (parameters.template_id.value = template));
		await act.publish('helper');
		const openid = await ask('helper', { Notify: { product: 'Tea', amount: '9.90' }, QR_Code: { source: 'chat' }, Report: {} });
		expect(await texts(openid)).toEqual(['商品名称:Tea\n支付金额:9.90']);
		const [notified, code, report] = answers();
		expect(notified).toMatch(/status\W+sent\W/);
		expect(code).toMatch(/url\W+http:\/\/weixin\.qq\.com\/q\/.*source\W+chat\W/);
		expect(report).toMatch(/user_source_name\W+Search\W/);
	});
});

/** The demo's credential, with somebody's phone for previews and test runs. */
async function credentialWithTester(testerOpenid: string): Promise<string> {
	const [{ type, data }] = demoCredentials(demo.phone.replace('/simulator', ''), demo.notifyUrl);
	const { id } = await demo.n8n.rest<{ id: string }>('POST', '/rest/credentials', { name: 'With Tester', type, data: { ...(data as object), testerOpenid } });
	return id;
}
