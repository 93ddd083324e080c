import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { operations } from '../inventory/operations';
import { binary, bytesOf } from './engine';
import { files, items, SERVICE, useWechat, type Wechat } from './wechat';

/**
 * Every operation once, as a user who did everything right sees it: the whole output item, which keys it has
 * with Simplify off, and what it belongs to. An operation without a case here fails the first test.
 */
const wechat = useWechat();

interface Case {
	/** What is there before: anything the parameters and the expectation need. */
	given?: (wechat: Wechat) => Promise<IDataObject>;
	parameters: (given: IDataObject, wechat: Wechat) => IDataObject;
	/** The input item, beside `{ order: 7 }`. */
	input?: (given: IDataObject) => Promise<Partial<INodeExecutionData>>;
	/** Output of the first input item; the input's `order` is added where the operation keeps it. */
	output: (given: IDataObject) => IDataObject[];
	/** Has the Simplify switch. */
	simplifies?: true;
	/** WeChat only says “ok”: the input's fields stay. */
	keepsInput?: true;
	/** What is different in WeChat afterwards, or what else there is to see. */
	after?: (given: IDataObject, wechat: Wechat, output: INodeExecutionData[]) => Promise<void>;
}

const { appid } = SERVICE;

/** 2026-11-20 20:15:40 in China. */
const FOLLOWED = 1795176940;

const follower = async ({ client }: Wechat): Promise<IDataObject> => ({
	openid: await client.follower({
		unionid: 'oR5_union',
		subscribe_time: FOLLOWED,
		subscribe_scene: 'ADD_SCENE_QR_CODE',
		qr_scene_str: 'shop-3',
		remark: 'Ms Li',
		tags: ['VIP', '618'],
	}),
});

const profile = {
	unionid: 'oR5_union',
	appid,
	is_follower: true,
	followed_at: '2026-11-20T20:15:40+08:00',
	source: 'QR code',
	scene: 'shop-3',
	tags: 'VIP, 618',
	tag_ids: '100, 101',
	remark: 'Ms Li',
};

const tag = async ({ client }: Wechat): Promise<IDataObject> => ({
	id: String((await client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } })).tag.id),
	openid: await client.follower(),
});

const choose = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });

const inLibrary = async ({ client }: Wechat): Promise<IDataObject> =>
	await client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'tea.jpg', content: files.jpg });

const withFile = async (): Promise<Partial<INodeExecutionData>> => ({
	binary: { data: await binary(files.jpg, 'tea.jpg', 'image/jpeg') },
});

/** WeChat's ids and times of uploads are its own. */
const text = expect.stringMatching(/./);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);

const cases: Record<string, Case> = {
	'wechatOfficialAccount follower get': {
		given: follower,
		parameters: ({ openid }) => ({ openid }),
		output: ({ openid }) => [{ openid, ...profile }],
		simplifies: true,
	},
	'wechatOfficialAccount follower getAll': {
		given: follower,
		parameters: () => ({ returnAll: true }),
		output: ({ openid }) => [{ openid, ...profile, next_openid: null }],
		simplifies: true,
	},
	'wechatOfficialAccount follower updateRemark': {
		given: follower,
		parameters: ({ openid }) => ({ openid, remark: 'Li, wholesale' }),
		output: ({ openid }) => [{ openid, unionid: null, appid, remark: 'Li, wholesale' }],
		keepsInput: true,
		after: async ({ openid }, { client }) =>
			expect(await client.get('/cgi-bin/user/info', { openid })).toMatchObject({ remark: 'Li, wholesale' }),
	},
	'wechatOfficialAccount follower block': {
		given: follower,
		parameters: ({ openid }) => ({ openid_list: openid }),
		output: ({ openid }) => [{ openids: openid, blocked: true }],
		keepsInput: true,
		after: async ({ openid }, { client }) =>
			expect((await client.post('/cgi-bin/tags/members/getblacklist')).data).toEqual({ openid: [openid] }),
	},
	'wechatOfficialAccount follower unblock': {
		given: async ({ client }) => ({ openid: await client.follower({ blacklisted: true }) }),
		parameters: ({ openid }) => ({ openid_list: openid }),
		output: ({ openid }) => [{ openids: openid, blocked: false }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect(await client.post('/cgi-bin/tags/members/getblacklist')).toMatchObject({ count: 0 }),
	},
	'wechatOfficialAccount tag getAll': {
		given: tag,
		parameters: () => ({ returnAll: true }),
		output: () => [
			{ tag_id: '2', name: '星标组', followers: 0 },
			{ tag_id: '100', name: 'VIP', followers: 0 },
		],
		simplifies: true,
	},
	'wechatOfficialAccount tag create': {
		parameters: () => ({ name: '老顾客' }),
		output: () => [{ tag_id: '100', name: '老顾客', followers: null }],
		simplifies: true,
	},
	'wechatOfficialAccount tag update': {
		given: tag,
		parameters: ({ id }) => ({ tagid: choose(id), name: 'Gold' }),
		output: () => [{ tag_id: '100', name: 'Gold' }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect((await client.get('/cgi-bin/tags/get')).tags).toContainEqual({ id: 100, name: 'Gold', count: 0 }),
	},
	'wechatOfficialAccount tag delete': {
		given: tag,
		parameters: () => ({ tagid: choose('VIP', 'name') }),
		output: () => [{ tag_id: '100', deleted: true }],
		keepsInput: true,
		after: async (_, { client }) => expect((await client.get('/cgi-bin/tags/get')).tags).toHaveLength(1),
	},
	'wechatOfficialAccount tag addToFollowers': {
		given: tag,
		parameters: ({ id, openid }) => ({ tagid: choose(id, 'list'), openid_list: openid }),
		output: ({ openid }) => [{ tag_id: '100', openids: openid }],
		keepsInput: true,
		after: async ({ openid }, { client }) =>
			expect(await client.post('/cgi-bin/tags/getidlist', { openid })).toEqual({ tagid_list: [100] }),
	},
	'wechatOfficialAccount tag removeFromFollowers': {
		given: async ({ client }) => ({ openid: await client.follower({ tags: ['VIP', 'New'] }) }),
		parameters: ({ openid }) => ({ tagid: choose('VIP', 'name'), openid_list: openid }),
		output: ({ openid }) => [{ tag_id: '100', openids: openid }],
		keepsInput: true,
		after: async ({ openid }, { client }) =>
			expect(await client.post('/cgi-bin/tags/getidlist', { openid })).toEqual({ tagid_list: [101] }),
	},
	'wechatOfficialAccount media upload': {
		input: withFile,
		parameters: () => ({ usedFor: 'message', type: 'image' }),
		output: () => [{ media_id: text, url: null, type: 'image', expires_at: time }],
		keepsInput: true,
		after: async (_, { client }, [{ json, binary: kept }]) => {
			const { data } = await client.download('/cgi-bin/media/get', { media_id: json.media_id });
			expect(data).toEqual(files.jpg);
			expect(kept?.data.fileName).toBe('tea.jpg');
		},
	},
	'wechatOfficialAccount media download': {
		given: inLibrary,
		parameters: ({ media_id }) => ({ from: 'library', media_id }),
		output: ({ media_id }) => [
			{ media_id, file_name: `${String(media_id)}.jpg`, mime_type: 'image/jpeg', bytes: files.jpg.length },
		],
		keepsInput: true,
		after: async (_, __, [item]) => expect(await bytesOf(item)).toEqual(files.jpg),
	},
	'wechatOfficialAccount media getAll': {
		given: inLibrary,
		parameters: () => ({ type: 'image', returnAll: true }),
		output: ({ media_id }) => [{ media_id, name: 'tea.jpg', type: 'image', url: text, updated_at: time }],
		simplifies: true,
	},
	'wechatOfficialAccount media delete': {
		given: inLibrary,
		parameters: ({ media_id }) => ({ media_id }),
		output: ({ media_id }) => [{ media_id, deleted: true }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect(await client.get('/cgi-bin/material/get_materialcount')).toMatchObject({ image_count: 0 }),
	},
	'wechatOfficialAccount apiCall call': {
		parameters: () => ({ method: 'GET', path: '/cgi-bin/tags/get' }),
		output: () => [{ tags: [{ id: 2, name: '星标组', count: 0 }] }],
	},
	'wechatCustomerService message send': {
		given: async ({ customer }) => ({ openid: await customer() }),
		parameters: ({ openid }) => ({ recipient: 'openid', touser: openid, msgtype: 'text', content: 'Thank you! 谢谢' }),
		output: ({ openid }) => [{ openid, unionid: null, appid, sent_to_tester: null, msgtype: 'text' }],
		keepsInput: true,
		after: async ({ openid }, { phone }) => expect(await phone(String(openid))).toEqual(['Thank you! 谢谢']),
	},
	'wechatCustomerService message showTyping': {
		given: async ({ customer }) => ({ openid: await customer() }),
		parameters: ({ openid }) => ({ recipient: 'openid', touser: openid, command: 'Typing' }),
		output: ({ openid }) => [{ openid, unionid: null, appid, sent_to_tester: null }],
		keepsInput: true,
		after: async ({ openid }, { calls }) =>
			expect((await calls('/cgi-bin/message/custom/typing')).map(({ body }) => body)).toEqual([
				{ touser: openid, command: 'Typing' },
			]),
	},
	'wechatCustomerService apiCall call': {
		parameters: () => ({ method: 'GET', path: '/cgi-bin/get_api_domain_ip' }),
		output: () => [{ ip_list: ['203.0.113.10', '203.0.113.11', '203.0.113.0/28'] }],
	},
};

/** Needs a trigger before it: reply.test.ts. */
const ELSEWHERE = ['wechatOfficialAccount reply send'];

test('every operation of every node has a case', () => {
	const all = new Set(operations().map(({ node, resource, operation }) => `${node} ${resource} ${operation}`));
	expect([...Object.keys(cases), ...ELSEWHERE].sort()).toEqual([...all].sort());
});

async function perform(name: string, given: IDataObject, more: IDataObject = {}) {
	const [type, resource, operation] = name.split(' ');
	const { input, parameters } = cases[name];
	const entered = { resource, operation, ...parameters(given, wechat), ...more };
	const inputItem: INodeExecutionData = { json: { order: 7, nested: { a: [1] } }, ...(await input?.(given)) };
	const before = structuredClone(inputItem);
	const run = await wechat.run({ name: 'WeChat', type, parameters: entered as never }, { items: [inputItem] });
	expect(run.error).toBeUndefined();
	expect(run.items('Start')?.[0].json).toEqual(before.json);
	expect(inputItem).toEqual(before);
	return run.items('WeChat')!;
}

describe.each(Object.keys(cases))('%s', (name) => {
	const { given, output, keepsInput, simplifies, after } = cases[name];

	test('gives these items', async () => {
		const facts = (await given?.(wechat)) ?? {};
		const result = await perform(name, facts);
		const kept = keepsInput ? { order: 7, nested: { a: [1] } } : {};
		expect(result.map(({ json }) => json)).toEqual(output(facts).map((json) => ({ ...json, ...kept })));
		expect(result.map(({ pairedItem }) => pairedItem)).toEqual(result.map(() => ({ item: 0 })));
		await after?.(facts, wechat, result);
	});

	if (!simplifies) return;
	test('Simplify off: the same keys and raw', async () => {
		const facts = (await given?.(wechat)) ?? {};
		const [{ json }] = await perform(name, facts, { simplify: false });
		const { raw, ...rest } = json;
		expect(rest).toEqual(output(facts)[0]);
		expect(raw).toEqual(expect.objectContaining({}));
		expect(JSON.stringify(raw).length).toBeGreaterThan(20);
	});
});

test('only item 0 was processed: every item is, with its own values, and knows where it came from', async () => {
	const openids = [await wechat.client.follower(), await wechat.client.follower(), await wechat.client.follower()];
	const run = await wechat.run(
		{
			name: 'WeChat',
			type: 'wechatOfficialAccount',
			parameters: { resource: 'follower', operation: 'updateRemark', openid: '={{ $json.id }}', remark: '={{ $json.as }}' },
		},
		{ items: items(...openids.map((id, index) => ({ id, as: `Customer ${index}` }))) },
	);
	expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.openid, json.remark, pairedItem])).toEqual(
		openids.map((id, index) => [id, `Customer ${index}`, { item: index }]),
	);
	const remarks = await Promise.all(openids.map(async (openid) => (await wechat.client.get('/cgi-bin/user/info', { openid })).remark));
	expect(remarks).toEqual(['Customer 0', 'Customer 1', 'Customer 2']);
});
