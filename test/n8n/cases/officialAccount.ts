import type { IDataObject } from 'n8n-workflow';
import { bytesOf } from '../engine';
import { files, SERVICE, type Wechat } from '../wechat';
import { text, time, withFile, type Case } from './case';

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

/** What a verified service account may do: name, capability, endpoint, and the facts that the simulator has of it. */
const setup: Array<[string, string, string, string?]> = [
	['accessToken', 'Access token', 'POST /cgi-bin/stable_token', expect.stringMatching(/^Good for another 1(19|20) minutes/)],
	['ipWhitelist', 'IP whitelist', 'POST /cgi-bin/stable_token'],
	['serverUrl', 'Server URL reachable (callback check)', 'POST /cgi-bin/callback/check', text],
	['addressesCalled', "WeChat's addresses that n8n calls (for your firewall)", 'GET /cgi-bin/get_api_domain_ip', '203.0.113.10, 203.0.113.11, 203.0.113.0/28'],
	['addressesCalling', "WeChat's addresses that call n8n (for your firewall)", 'GET /cgi-bin/getcallbackip', '203.0.113.10, 203.0.113.11, 203.0.113.0/28'],
	['quotaCustomerService', 'Daily quota of customer service messages', 'POST /cgi-bin/openapi/quota/get', '500,000 of 500,000 left today'],
	['quotaTemplateMessages', 'Daily quota of template messages', 'POST /cgi-bin/openapi/quota/get', '1,000,000 of 1,000,000 left today'],
	['quotaFollowers', 'Daily quota of reading followers', 'POST /cgi-bin/openapi/quota/get', '5,000,000 of 5,000,000 left today'],
	['followers', 'Read followers', 'GET /cgi-bin/user/get', '0 followers'],
	['tags', 'Tags', 'GET /cgi-bin/tags/get', '1 tag'],
	['menu', 'Read the menu', 'GET /cgi-bin/get_current_selfmenu_info', 'No menu is shown to followers'],
	['templateMessages', 'Template messages', 'GET /cgi-bin/template/get_all_private_template', '0 templates'],
	['subscriptionNotices', 'Subscription notices', 'GET /wxaapi/newtmpl/gettemplate', '0 templates'],
	['customerService', 'Customer service messages and staff', 'GET /cgi-bin/customservice/getkflist', '2 members of staff'],
	['broadcasts', 'Broadcasts', 'POST /cgi-bin/message/mass/speed/get'],
	['drafts', 'Drafts', 'GET /cgi-bin/draft/count', '0 drafts'],
	['publish', 'Publish articles', 'POST /cgi-bin/freepublish/batchget', '0 published articles'],
	['media', 'Media library', 'GET /cgi-bin/material/get_materialcount', 'Images: 0, videos: 0, voices: 0'],
	['comments', 'Comments', 'POST /cgi-bin/comment/list'],
	['reports', 'Reports', 'POST /datacube/getusersummary'],
];

export const officialAccount: Record<string, Case> = {
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
	'wechatOfficialAccount account checkSetup': {
		given: async ({ client }) => {
			await client.control('/accounts', { callback: { url: 'https://shop.example.com/webhook/wechat' } });
			return {};
		},
		parameters: () => ({}),
		output: () => setup.map(([check, capability, endpoint, detail = null]) => ({
			check,
			capability,
			endpoint,
			allowed: true,
			why_not: null,
			what_to_do: null,
			detail,
		})),
		after: async (_, { tokenCalls }) =>
			expect((await tokenCalls()).map(({ body }) => (body as IDataObject).force_refresh)).toEqual([false, false]),
	},
	'wechatOfficialAccount apiCall call': {
		parameters: () => ({ method: 'GET', path: '/cgi-bin/tags/get' }),
		output: () => [{ tags: [{ id: 2, name: '星标组', count: 0 }] }],
	},
};
