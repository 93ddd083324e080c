import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';

/** What no operation does and API Call reaches: the rules of the documents hold there too. */
let simulator: Simulator;
let client: Client;
beforeEach(async () => {
	simulator = await startSimulator();
	client = new Client(simulator.url);
});
afterEach(async () => await simulator.close());

describe('codes that open a Mini Program', () => {
	const rule = { prefix: 'https://shop.example.com/t/', appid: 'wxb3d9c4f2a8e17065', path: 'pages/table' };
	const get = async (more = {}) => await client.post('/cgi-bin/wxopen/qrcodejumpget', more);

	test('a rule is added, changed, published and deleted', async () => {
		expect(await get()).toMatchObject({ qrcodejump_open: false, list_size: 0, rule_list: [], qrcodejump_pub_quota: 100 });
		expect(await client.post('/cgi-bin/wxopen/qrcodejumpadd', { ...rule, is_edit: 0 })).toMatchObject({ errcode: 0 });
		expect(await client.post('/cgi-bin/wxopen/qrcodejumpadd', { ...rule, is_edit: 0 })).toMatchObject({ errcode: 40035 });
		expect(await client.post('/cgi-bin/wxopen/qrcodejumpadd', { ...rule, path: 'pages/seat', is_edit: 1 })).toMatchObject({ errcode: 0 });
		expect((await get()).rule_list).toEqual([expect.objectContaining({ prefix: rule.prefix, path: 'pages/seat', state: 1 })]);
		expect(await client.post('/cgi-bin/wxopen/qrcodejumppublish', { prefix: rule.prefix })).toMatchObject({ errcode: 0 });
		expect(await get()).toMatchObject({ qrcodejump_pub_quota: 99, rule_list: [{ state: 2 }] });
		expect(await client.post('/cgi-bin/wxopen/qrcodejumpdelete', { prefix: rule.prefix })).toMatchObject({ errcode: 0 });
		expect(await client.post('/cgi-bin/wxopen/qrcodejumpdelete', { prefix: rule.prefix })).toMatchObject({ errcode: 40035 });
		expect(await get()).toMatchObject({ list_size: 0 });
	});

	test('pages, and rules by their prefix', async () => {
		for (const n of [1, 2, 3]) await client.post('/cgi-bin/wxopen/qrcodejumpadd', { ...rule, prefix: `https://shop.example.com/${n}/` });
		expect((await get({ page_num: 2, page_size: 2 })).rule_list).toEqual([expect.objectContaining({ prefix: 'https://shop.example.com/3/' })]);
		expect(await get({ prefix_list: ['https://shop.example.com/2/'] })).toMatchObject({ list_size: 1 });
	});

	test('a hundred are published in a month', async () => {
		await client.post('/cgi-bin/wxopen/qrcodejumpadd', rule);
		const publish = async () => (await client.post('/cgi-bin/wxopen/qrcodejumppublish', { prefix: rule.prefix })).errcode;
		for (let n = 0; n < 100; n++) expect(await publish()).toBe(0);
		expect(await publish()).toBe(45009);
		await client.control('/clock', { advance: 32 * 24 * 3600 });
		client.forgetToken();
		expect(await publish()).toBe(0);
	});
});

test('the industry: once a month, and the templates of the old one are gone', async () => {
	const set = async (industry_id1: string) => (await client.post('/cgi-bin/template/api_set_industry', { industry_id1, industry_id2: '31' })).errcode;
	expect(await client.get('/cgi-bin/template/get_industry')).toMatchObject({ primary_industry: { second_class: '互联网|电子商务' } });
	await client.post('/cgi-bin/template/api_add_template', { template_id_short: 'TM00015' });
	const { template_list: before } = await client.get('/cgi-bin/template/get_all_private_template');
	expect(before.length).toBeGreaterThan(0);
	expect(await set('99')).toBe(40035);
	expect(await set('10')).toBe(0);
	expect(await set('10')).toBe(43100);
	expect(await client.get('/cgi-bin/template/get_industry')).toMatchObject({ primary_industry: { first_class: '餐饮' }, secondary_industry: { first_class: '商业' } });
	expect(await client.get('/cgi-bin/template/get_all_private_template')).toEqual({ template_list: [] });
});

describe('speech and languages', () => {
	const query = { format: 'mp3', voice_id: 'v1' };
	const speak = async (bytes: number) =>
		(await client.upload('/cgi-bin/media/voice/addvoicetorecofortext', query, { name: 'a.mp3', content: Buffer.alloc(bytes, 1) })).errcode;
	const words = async () => await client.post('/cgi-bin/media/voice/queryrecoresultfortext', {}, { voice_id: 'v1' });

	test('speech of a megabyte at most, whose words are asked for within ten seconds', async () => {
		expect(await words()).toMatchObject({ errcode: 40007 });
		expect(await speak(1_000_001)).toBe(40010);
		expect(await speak(1_000_000)).toBe(0);
		expect(await words()).toEqual({ result: expect.stringMatching(/./) });
		await client.control('/clock', { advance: 11 });
		expect(await words()).toMatchObject({ errcode: 40007 });
	});

	test.each<[string, string, object]>([
		['a text', '你好', { from_content: '你好', to_content: '[en_US] 你好' }],
		['nothing', '', { errcode: 44002 }],
		['600 bytes', '你'.repeat(200), { from_content: expect.any(String) }],
		['601 bytes', `${'你'.repeat(200)}!`, { errcode: 45002 }],
	])('translating %s', async (_, text, answer) => {
		const { data } = await client.raw('POST', '/cgi-bin/media/voice/translatecontent', {
			query: { lfrom: 'zh_CN', lto: 'en_US' },
			body: Buffer.from(text),
			headers: { 'content-type': 'text/plain' },
		});
		expect(data).toMatchObject(answer);
	});

	test('the meaning of a sentence', async () => {
		expect(await client.post('/semantic/semproxy/search', { query: '附近的茶馆', category: 'restaurant' })).toMatchObject({ errcode: 0, type: 'restaurant' });
	});
});
