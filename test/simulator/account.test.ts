import { Client, MINI } from './client';
import { type Simulator, startSimulator } from './simulator';

/** What an account is asked about itself: its Server URL, templates, menu, articles, reports (wechat-api.md A, C). */
let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const DAY = 24 * 3600_000;

describe('callback/check', () => {
	const ask = async (url: string, body: object = { action: 'all', check_operator: 'DEFAULT' }) => {
		await client.control('/accounts', { callback: { url } });
		return await client.post('/cgi-bin/callback/check', body);
	};

	test('tells how the host of the callback URL is found and reached', async () => {
		expect(await ask('https://shop.example.com/webhook')).toEqual({
			dns: [{ ip: '203.0.113.80', real_operator: 'UNICOM' }],
			ping: [{ ip: '203.0.113.80', from_operator: 'UNICOM', package_loss: '0%', time: '23.079ms' }],
		});
	});

	test('tells only what was asked for, of the operator that was asked for', async () => {
		expect(await ask('http://198.51.100.7', { action: 'dns', check_operator: 'CHINANET' })).toEqual({
			dns: [{ ip: '198.51.100.7', real_operator: 'CHINANET' }],
		});
		expect(Object.keys(await ask('http://198.51.100.7', { action: 'ping', check_operator: 'CAP' }))).toEqual(['ping']);
	});

	test.each(['http://localhost:5678/webhook', 'http://127.0.0.1/webhook', 'http://10.0.0.7/', 'http://172.20.1.1/'])(
		'%s is not reached from the internet',
		async (url) => {
			expect((await ask(url)).ping).toMatchObject([{ package_loss: '100%' }]);
		},
	);

	test.each(['https://typo.invalid/webhook', 'no address at all'])('%s: a host that nobody knows', async (url) => {
		expect(await ask(url)).toEqual({ dns: [], ping: [] });
	});

	test('without a callback URL: 40201', async () => {
		expect(await ask('')).toMatchObject({ errcode: 40201 });
	});
});

test('what cannot be made here yet is an empty list', async () => {
	expect(await client.get('/cgi-bin/template/get_all_private_template')).toEqual({ template_list: [] });
	expect(await client.get('/wxaapi/newtmpl/gettemplate')).toMatchObject({ errcode: 0, data: [] });
	expect(await client.get('/cgi-bin/get_current_selfmenu_info')).toMatchObject({ is_menu_open: 0 });
	expect(await client.get('/cgi-bin/draft/count')).toEqual({ total_count: 0 });
	expect(await client.post('/cgi-bin/message/mass/speed/get')).toMatchObject({ errcode: 0, speed: 0, realspeed: 80 });
});

describe('freepublish/batchget', () => {
	const list = async (more: object = {}) => await client.post('/cgi-bin/freepublish/batchget', { offset: 0, count: 1, ...more });

	test('lists published articles, newest first', async () => {
		const { article_id: older } = await client.control('/news', { articles: [{ title: 'Spring tea' }] });
		const { article_id: newer } = await client.control('/news', { articles: [{ title: 'Autumn tea' }] });
		expect(await list()).toEqual({
			total_count: 2,
			item_count: 1,
			item: [{ article_id: newer, content: { news_item: [{ title: 'Autumn tea' }] }, update_time: expect.any(Number) }],
		});
		expect((await list({ offset: 1, no_content: 1 })).item).toEqual([{ article_id: older, update_time: expect.any(Number) }]);
	});

	test.each([{ count: 0 }, { count: 21 }, { offset: -1 }])('%o is refused', async (more) => {
		expect(await list(more)).toMatchObject({ errcode: 40035 });
	});
});

test.each([
	[1, 88001],
	[49, 88001],
	[0, 88010],
	[50, 88010],
])('%d comments of an article that does not exist: %d', async (count, errcode) => {
	const body = { msg_data_id: 1, begin: 0, count, type: 0 };
	expect(await client.post('/cgi-bin/comment/list', body)).toMatchObject({ errcode });
});

describe('datacube/getusersummary', () => {
	/** So many days ago, in China. */
	const day = (ago: number, now = Date.now()) => new Date(now + 8 * 3600_000 - ago * DAY).toISOString().slice(0, 10);
	const report = async (begin_date: string, end_date: string) =>
		await client.post('/datacube/getusersummary', { begin_date, end_date });

	test.each([
		['a day', [2, 2], undefined],
		['seven days', [8, 2], undefined],
		['eight days', [9, 2], 61501],
		['today', [0, 0], 61501],
		['the end before the beginning', [2, 3], 61501],
	])('%s', async (_, [begin, end], errcode) => {
		const answer = await report(day(begin), day(end));
		expect(answer).toEqual(errcode ? expect.objectContaining({ errcode }) : { list: [] });
	});

	test.each(['2026-1-1', 'yesterday', '2026-13-40'])('%s is no date', async (date) => {
		expect(await report(date, date)).toMatchObject({ errcode: 61500 });
	});

	test('of yesterday: from eight in the morning on', async () => {
		const untilSeven = (31 * 3600_000 - ((Date.now() + 8 * 3600_000) % DAY)) % DAY;
		const { now } = await client.control('/clock', { advance: Math.ceil(untilSeven / 1000) });
		client.forgetToken();
		expect(await report(day(1, now), day(1, now))).toMatchObject({ errcode: 61503 });
		await client.control('/clock', { advance: 3600 });
		expect(await report(day(1, now), day(1, now))).toEqual({ list: [] });
	});
});

describe('permissions', () => {
	const templates = '/cgi-bin/template/get_all_private_template';
	const quota = async (cgi_path: string) => await client.post('/cgi-bin/openapi/quota/get', { cgi_path });

	test('a subscription account has no template messages, nor a quota of them', async () => {
		expect(await quota('/cgi-bin/message/template/send')).toMatchObject({ errcode: 0 });
		await client.control('/accounts', { type: 'subscription' });
		expect(await client.get(templates)).toMatchObject({ errcode: 48001 });
		expect(await quota('/cgi-bin/message/template/send')).toMatchObject({ errcode: 76022 });
		expect(await client.get('/wxaapi/newtmpl/gettemplate')).toMatchObject({ errcode: 0 });
	});

	test('an account that is not verified has drafts, but may not publish, nor comment, nor see reports', async () => {
		await client.control('/accounts', { verified: false });
		expect(await client.get('/cgi-bin/draft/count')).toEqual({ total_count: 0 });
		expect(await client.post('/cgi-bin/freepublish/batchget', { offset: 0, count: 1 })).toMatchObject({ errcode: 48001 });
		expect(await client.post('/cgi-bin/comment/list')).toMatchObject({ errcode: 48001 });
		expect(await client.post('/datacube/getusersummary')).toMatchObject({ errcode: 48001 });
		expect(await quota('/cgi-bin/message/custom/send')).toMatchObject({ errcode: 76022 });
	});

	test('a Mini Program has subscription messages and the callback check, and no articles', async () => {
		const mini = new Client(simulator.url, MINI.appid);
		expect(await mini.get('/wxaapi/newtmpl/gettemplate')).toMatchObject({ errcode: 0 });
		expect(await mini.post('/cgi-bin/callback/check', { action: 'all', check_operator: 'DEFAULT' })).toMatchObject({ errcode: 40201 });
		expect(await mini.get('/cgi-bin/draft/count')).toMatchObject({ errcode: 48001 });
	});
});
