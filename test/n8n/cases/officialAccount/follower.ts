import type { IDataObject } from 'n8n-workflow';
import { SERVICE, type Wechat } from '../../wechat';
import type { Case } from '../case';

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

export const cases: Record<string, Case> = {
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
};
