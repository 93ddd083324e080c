import './engine/environment';
import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INodeListSearchResult, type INodeParameters } from 'n8n-workflow';
import { withMerchants } from './cases/customerService/merchant';
import { additionalData } from './engine';
import { CredentialsHelper } from './engine/credentials';
import { nodeTypes, supportedNodes, typeNamed } from './engine/nodeTypes';
import { files, MINI, useWechat } from './wechat';

/** "From List" in the editor: what n8n asks the node for when the user opens it. */
const wechat = useWechat();

async function search(
	type: string,
	method: string,
	{ parameters = {}, filter, token }: { parameters?: INodeParameters; filter?: string; token?: string } = {},
): Promise<INodeListSearchResult> {
	const node = {
		...{ id: '1', name: 'WeChat', type: typeNamed(type), typeVersion: 1, position: [0, 0] as [number, number], parameters },
		credentials: { wechatApi: { id: 'wechatApi', name: 'Lotus Tea' } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const helper = new CredentialsHelper(wechat.store, { keeps: 'result', supportedNodes });
	const data = { ...additionalData(helper), currentNodeParameters: parameters };
	const context = new LoadOptionsContext(workflow, workflow.getNode('WeChat')!, data, '');
	const { methods } = nodeTypes.getByNameAndVersion(node.type);
	return await methods!.listSearch![method].call(context, filter, token);
}

test('tags by name, with their followers, filtered without regard to case', async () => {
	await wechat.client.control('/followers', { list: [{ tags: ['VIP'] }, { tags: ['VIP', '老顾客'] }] });
	expect(await search('wechatOfficialAccount', 'searchTags')).toEqual({
		results: [
			{ name: '星标组 (0)', value: '2' },
			{ name: 'VIP (2)', value: '100' },
			{ name: '老顾客 (1)', value: '101' },
		],
	});
	expect((await search('wechatOfficialAccount', 'searchTags', { filter: 'vip' })).results).toHaveLength(1);
});

test('staff by nickname and account', async () => {
	expect(await search('wechatCustomerService', 'searchStaff', { filter: '小荷' })).toEqual({
		results: [{ name: 'He 小荷 (he@lotustea)', value: 'he@lotustea' }],
	});
});

test('functions with a quota by what they do, in the order of their names, without a call', async () => {
	const { results } = await search('wechatOfficialAccount', 'searchApis');
	expect(results.length).toBeGreaterThan(15);
	expect(results.map(({ name }) => name)).toEqual(results.map(({ name }) => name).sort());
	expect(await search('wechatOfficialAccount', 'searchApis', { filter: 'customer service' })).toEqual({
		results: [{ name: 'Customer Service Messages', value: '/cgi-bin/message/custom/send' }],
	});
	for (const { value } of results) expect((await wechat.client.post('/cgi-bin/openapi/quota/get', { cgi_path: value })).errcode).toBe(0);
});

test('staff of a Mini Program: by account for messages, by openid for administrators', async () => {
	wechat.credential({ appId: MINI.appid, appSecret: MINI.secret });
	const [{ kf_headimgurl, ...shop }] = MINI.staff;
	const withoutAccount = { ...shop, kf_headimgurl, kf_id: '2', kf_account: '', kf_nick: 'Zhu', kf_openid: 'oKf_zhu' };
	const withoutUser = { kf_id: '3', kf_account: 'mei@lotusshop', kf_nick: 'Mei', kf_headimgurl, status: 0, accepted_case: 0 };
	await wechat.client.as(MINI.appid).control('/accounts', { staff: [...MINI.staff, withoutAccount, withoutUser] });
	expect((await search('wechatCustomerService', 'searchStaff')).results).toEqual([
		{ name: 'Shop 客服 (shop@lotusshop)', value: 'shop@lotusshop' },
		{ name: 'Mei (mei@lotusshop)', value: 'mei@lotusshop' },
	]);
	expect((await search('wechatCustomerService', 'searchStaffPeople')).results).toEqual([
		{ name: 'Shop 客服 (shop@lotusshop)', value: 'oKf_shop_lotus' },
		{ name: 'Zhu', value: 'oKf_zhu' },
	]);
});

test('merchants of a Mini Program, page by page, and the staff of the one that is chosen', async () => {
	const client = await withMerchants(wechat, ...Array.from({ length: 101 }, (_, n) => `merchant_${n}`));
	const first = await search('wechatCustomerService', 'searchMerchants');
	expect(first.results).toHaveLength(100);
	expect(first.results[0]).toEqual({ name: 'Jasmine 茉莉 (merchant_0)', value: '1' });
	const second = await search('wechatCustomerService', 'searchMerchants', { token: first.paginationToken as string });
	expect(second).toEqual({ results: [{ name: 'Jasmine 茉莉 (merchant_100)', value: '101' }] });
	expect((await search('wechatCustomerService', 'searchMerchants', { filter: '_99' })).results).toHaveLength(1);
	// The editor asks for no second page where the first has nothing of what was typed.
	expect(await search('wechatCustomerService', 'searchMerchants', { filter: '_100' })).toEqual(second);

	await client.post('/customservice/kfaccount/add', { kf_account: 'mo@lotusshop', nickname: 'Mo', business_id: 101 });
	for (const parameters of [
		{ additionalFields: { business_id: { __rl: true, mode: 'list', value: '101' } } },
		{ options: { businessid: { __rl: true, mode: 'id', value: '101' } } },
	]) {
		expect((await search('wechatCustomerService', 'searchStaff', { parameters })).results).toEqual([
			{ name: 'Mo (mo@lotusshop)', value: 'mo@lotusshop' },
		]);
	}
});

test('published articles for a message, and those of the library', async () => {
	const { media_id } = await wechat.client.control('/news', { articles: [{ title: 'Spring tea' }] });
	expect((await search('wechatCustomerService', 'searchArticles')).results).toMatchObject([{ name: 'Spring tea' }]);
	const library = await search('wechatCustomerService', 'searchLibrary', { parameters: { msgtype: 'mpnews' } });
	expect(library.results).toMatchObject([{ name: 'Spring tea', value: media_id }]);
});

test('the media library of the chosen type, page by page', async () => {
	const add = async (type: string, name: string, content: Buffer) =>
		await wechat.client.upload('/cgi-bin/material/add_material', { type }, { name, content });
	for (let n = 0; n < 25; n++) await add('image', `${n}.jpg`, files.jpg);
	await add('voice', 'hello.mp3', files.mp3);
	const first = await search('wechatCustomerService', 'searchLibrary', { parameters: { msgtype: 'image' } });
	expect(first.results.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, n) => `${24 - n}.jpg`));
	const second = await search('wechatCustomerService', 'searchLibrary', {
		parameters: { msgtype: 'image' },
		token: first.paginationToken as string,
	});
	expect(second.results).toHaveLength(5);
	expect(second.paginationToken).toBeUndefined();
	const voices = await search('wechatCustomerService', 'searchLibrary', { parameters: { msgtype: 'voice' } });
	expect(voices.results.map(({ name }) => name)).toEqual(['hello.mp3']);
	const thumbs = await search('wechatCustomerService', 'searchImages', { parameters: { msgtype: 'music' } });
	expect(thumbs.results).toHaveLength(20);
});

test('menus for some followers, by whom they are for and what is in them', async () => {
	expect(await search('wechatOfficialAccount', 'searchMenus')).toEqual({ results: [] });
	await wechat.client.follower({ tags: ['VIP'] });
	const shop = { type: 'view', name: 'Shop', url: 'https://lotus.example/' };
	const more = { name: 'More', sub_button: [shop] };
	await wechat.client.post('/cgi-bin/menu/create', { button: [shop] });
	expect(await search('wechatOfficialAccount', 'searchMenus')).toEqual({ results: [] });
	const add = async (matchrule: object) => await wechat.client.post('/cgi-bin/menu/addconditional', { button: [shop, more], matchrule });
	const [vip, android] = [await add({ tag_id: 100 }), await add({ client_platform_type: 2 })];
	expect(await search('wechatOfficialAccount', 'searchMenus')).toEqual({
		results: [
			{ name: 'For Android: Shop, More', value: String(android.menuid) },
			{ name: 'For tag VIP: Shop, More', value: String(vip.menuid) },
		],
	});
	expect((await search('wechatOfficialAccount', 'searchMenus', { filter: 'vip' })).results).toHaveLength(1);
});

describe('comments', () => {
	let article: INodeParameters;
	beforeEach(async () => {
		const { openids } = await wechat.client.control('/followers', { count: 2 });
		const articles = [{}, { need_open_comment: 1 }].map((one) => ({ title: 'Tea', ...one }));
		const { media_id } = await wechat.client.control('/news', { articles });
		const sent = await wechat.client.post('/cgi-bin/message/mass/send', { touser: openids, msgtype: 'mpnews', mpnews: { media_id } });
		const { msg_data_id } = sent;
		const write = async (content: string) => await wechat.client.control('/comments', { msg_data_id, index: 1, openid: openids[0], content });
		for (let n = 1; n <= 50; n++) await write(`no. ${n}`);
		article = { msg_data_id: String(msg_data_id), articleNumber: 2 };
	});
	const comments = async (parameters: INodeParameters, more = {}) =>
		await search('wechatOfficialAccount', 'searchComments', { parameters, ...more });

	test('on the article that is entered in the node, page by page', async () => {
		const first = await comments(article);
		expect(first.results).toHaveLength(49);
		expect(first.results[0]).toEqual({ name: 'no. 1', value: '1' });
		const second = await comments(article, { token: first.paginationToken });
		expect(second).toEqual({ results: [{ name: 'no. 50', value: '50' }], paginationToken: undefined });
		expect((await comments(article, { filter: 'NO. 12' })).results).toEqual([{ name: 'no. 12', value: '12' }]);
		expect((await comments({ ...article, articleNumber: 1 })).results).toEqual([]);
	});

	test('without an article: what to enter first', async () => {
		await expect(comments({ msg_data_id: '={{ $json.x }}' })).rejects.toThrow('Enter the Article Data ID first');
		expect(await wechat.calls('/cgi-bin/comment/list')).toEqual([]);
	});
});

test('the videos of the library for a broadcast, which has a name of its own for them', async () => {
	const fields = { description: JSON.stringify({ title: 'Tea', introduction: '' }) };
	await wechat.client.upload('/cgi-bin/material/add_material', { type: 'video' }, { name: 'tea.mp4', content: files.mp4, fields });
	const { results } = await search('wechatOfficialAccount', 'searchLibrary', { parameters: { msgtype: 'mpvideo' } });
	expect(results.map(({ name }) => name)).toEqual(['tea.mp4']);
});

test('what the library has of the type that the media operations choose; articles by their titles', async () => {
	const { media_id } = await wechat.client.control('/news', { articles: [{ title: 'Spring tea', url: 'http://x/1' }] });
	await wechat.client.upload('/cgi-bin/material/add_material', { type: 'voice' }, { name: 'hello.mp3', content: files.mp3 });
	const listed = async (libraryType: string) =>
		(await search('wechatOfficialAccount', 'searchLibrary', { parameters: { libraryType, msgtype: 'image', type: 'image' } })).results;
	expect(await listed('news')).toEqual([{ name: 'Spring tea', value: media_id, url: 'http://x/1' }]);
	expect((await listed('voice')).map(({ name }) => name)).toEqual(['hello.mp3']);
});

describe.each(['searchDrafts', 'searchArticles'])('%s', (method) => {
	const isDrafts = method === 'searchDrafts';
	const add = async (...titles: string[]): Promise<string> => {
		const articles = titles.map((title) => ({ title, content: 'x' }));
		if (!isDrafts) return (await wechat.client.control('/news', { articles })).article_id;
		const cover = await wechat.client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
		const covered = articles.map((article) => ({ ...article, thumb_media_id: cover.media_id }));
		return (await wechat.client.post('/cgi-bin/draft/add', { articles: covered })).media_id;
	};

	test('by the title of the first article, and how many there are', async () => {
		const [older, newer] = [await add('Tea'), await add('茶壶', 'Cups', 'Trays')];
		const { results } = await search('wechatOfficialAccount', method);
		expect(results).toMatchObject([{ name: '茶壶 (and 2 more)', value: newer }, { name: 'Tea', value: older }]);
		if (isDrafts) expect(results[0].url).toContain('/s/');
		expect((await search('wechatOfficialAccount', method, { filter: 'tEA' })).results).toMatchObject([{ value: older }]);
	});

	test('page by page', async () => {
		for (let n = 1; n <= 21; n++) await add(`${n}`);
		const first = await search('wechatOfficialAccount', method);
		expect(first.results.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, n) => `${21 - n}`));
		const second = await search('wechatOfficialAccount', method, { token: first.paginationToken as string });
		expect(second).toMatchObject({ results: [{ name: '1' }], paginationToken: undefined });
	});

	test('what was typed is found on a later page too: the editor asks for no more where it got nothing', async () => {
		await add('Tea');
		for (let n = 1; n <= 41; n++) await add(`${n}`);
		expect(await search('wechatOfficialAccount', method, { filter: 'tea' })).toMatchObject({ results: [{ name: 'Tea' }], paginationToken: undefined });
		// Of what is found the editor shows a page, and goes on.
		expect(await search('wechatOfficialAccount', method, { filter: '4' })).toMatchObject({ results: [{ name: '41' }, { name: '40' }, { name: '34' }, { name: '24' }], paginationToken: '20' });
		expect(await search('wechatOfficialAccount', method, { filter: 'coffee' })).toEqual({ results: [], paginationToken: undefined });
	});

	test('none', async () => {
		expect(await search('wechatOfficialAccount', method)).toEqual({ results: [], paginationToken: undefined });
	});
});

test('a list that WeChat refuses says why, rather than being empty', async () => {
	wechat.credential({ appId: MINI.appid, appSecret: MINI.secret });
	await expect(search('wechatOfficialAccount', 'searchTags')).rejects.toThrow('api unauthorized (48001)');
});
