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
	followed_via: 'QR code',
	source: 'QR code',
	campaign: null,
	medium: null,
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
	'wechatOfficialAccount follower getChanges': {
		given: follower,
		input: async () => ({ json: { openid: 'oGone' } }),
		parameters: () => ({}),
		output: ({ openid }) => [
			{ change: 'new', openid, ...profile },
			{
				...Object.fromEntries(Object.keys(profile).map((key) => [key, null])),
				change: 'left',
				openid: 'oGone',
				appid,
				is_follower: false,
			},
		],
	},
	'wechatOfficialAccount follower convertOpenids': {
		given: async ({ client }) => {
			const old = client.as('wx00000000000000d1');
			await client.control('/accounts', { appid: old.appid });
			await client.control('/accounts', { appid, migratedFrom: [old.appid] });
			return { from_appid: old.appid, ori_openid: await old.follower(), openid: await client.follower() };
		},
		parameters: ({ from_appid, ori_openid }) => ({ from_appid, openid_list: ori_openid }),
		output: (given) => [{ ...given, unionid: null, appid, status: 'converted', err_msg: null }],
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
