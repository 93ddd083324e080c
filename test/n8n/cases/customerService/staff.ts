import type { IDataObject } from 'n8n-workflow';
import { MINI, type Wechat } from '../../wechat';
import { choose, time, withFile, type Case } from '../case';
import { asMiniProgram } from './miniProgram';

const LAN = 'lan@lotustea';

const MEI = 'mei@lotustea';

/** An account that nobody uses yet. */
const mei = async ({ client }: Wechat): Promise<IDataObject> => {
	await client.post('/customservice/kfaccount/add', { kf_account: MEI, nickname: 'Mei' });
	return {};
};

const nobodyInvited = { invited: null, invitation: null, invitation_expires_at: null };

const [{ kf_openid }] = MINI.staff as Array<{ kf_openid?: string }>;

export const cases: Record<string, Case> = {
	'wechatCustomerService staff getAll': {
		given: async (wechat) => {
			await mei(wechat);
			await wechat.client.post('/customservice/kfaccount/inviteworker', { kf_account: MEI, invite_wx: 'mei_tea' });
			return {};
		},
		parameters: () => ({ list: 'all' }),
		output: () => [
			{
				...{ kf_account: LAN, kf_id: '1001', nickname: 'Lan 小兰', picture_url: 'http://mmbiz.qpic.cn/mmbiz/lan/0?wx_fmt=jpeg' },
				...{ wechat_id: 'lan_lotus', kf_openid: null, is_online: true, conversations: 0, ...nobodyInvited },
			},
			{
				...{ kf_account: 'he@lotustea', kf_id: '1002', nickname: 'He 小荷', picture_url: 'http://mmbiz.qpic.cn/mmbiz/he/0?wx_fmt=jpeg' },
				...{ wechat_id: 'he_lotus', kf_openid: null, is_online: false, conversations: null, ...nobodyInvited },
			},
			{
				...{ kf_account: MEI, kf_id: '1003', nickname: 'Mei', picture_url: null, wechat_id: null, kf_openid: null },
				...{ is_online: false, conversations: null, invited: 'mei_tea', invitation: 'waiting', invitation_expires_at: time },
			},
		],
		simplifies: true,
	},
	'wechatCustomerService staff create': {
		parameters: () => ({ kf_account: 'mei_1@lotustea', nickname: 'Mei 小梅' }),
		output: () => [{ kf_account: 'mei_1@lotustea', nickname: 'Mei 小梅' }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect((await client.get('/cgi-bin/customservice/getkflist')).kf_list[2]).toMatchObject({
				kf_account: 'mei_1@lotustea',
				kf_nick: 'Mei 小梅',
			}),
	},
	'wechatCustomerService staff update': {
		parameters: () => ({ kf_account: choose(LAN), nickname: 'Orchid' }),
		output: () => [{ kf_account: LAN, nickname: 'Orchid' }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect((await client.get('/cgi-bin/customservice/getkflist')).kf_list[0].kf_nick).toBe('Orchid'),
	},
	'wechatCustomerService staff delete': {
		parameters: () => ({ kf_account: choose(LAN) }),
		output: () => [{ kf_account: LAN, deleted: true }],
		keepsInput: true,
		after: async (_, { client, calls }) => {
			expect((await client.get('/cgi-bin/customservice/getkflist')).kf_list).toHaveLength(1);
			// Sources disagree on where WeChat looks.
			const [{ query, body }] = await calls('/customservice/kfaccount/del');
			expect([query, body]).toEqual([{ kf_account: LAN }, { kf_account: LAN }]);
		},
	},
	'wechatCustomerService staff invite': {
		given: mei,
		parameters: () => ({ kf_account: choose(MEI), invite_wx: 'mei_tea' }),
		output: () => [{ kf_account: MEI, invited: 'mei_tea' }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect((await client.get('/cgi-bin/customservice/getkflist')).kf_list[2]).toMatchObject({
				invite_wx: 'mei_tea',
				invite_status: 'waiting',
			}),
	},
	'wechatCustomerService staff setPicture': {
		parameters: () => ({ kf_account: choose(LAN), pictureSource: 'binary' }),
		input: withFile,
		output: () => [{ kf_account: LAN }],
		keepsInput: true,
		after: async (_, { url, client, calls }) => {
			expect((await client.get('/cgi-bin/customservice/getkflist')).kf_list[0].kf_headimgurl).toContain(`${url}/mmbiz_jpg/`);
			const [{ query, body }] = await calls('/customservice/kfaccount/uploadheadimg');
			expect(query).toEqual({ kf_account: LAN });
			expect(body).toMatchObject({ files: [{ field: 'media', filename: 'tea.jpg', contentType: 'image/jpeg' }] });
		},
	},
	'wechatCustomerService staff setAdmin': {
		given: async (wechat) => {
			asMiniProgram(wechat);
			return {};
		},
		parameters: () => ({ kf_openid: choose(kf_openid) }),
		output: () => [{ kf_openid, is_admin: true }],
		keepsInput: true,
		after: async (_, { calls }) =>
			expect((await calls()).map(({ path, query }) => [path, query])).toEqual([
				['/customservice/kfaccount/setadmin', { kf_openid }],
			]),
	},
	'wechatCustomerService staff removeAdmin': {
		given: async (wechat) => {
			asMiniProgram(wechat);
			return {};
		},
		parameters: () => ({ kf_openid: choose(kf_openid) }),
		output: () => [{ kf_openid, is_admin: false }],
		keepsInput: true,
		after: async (_, { calls }) =>
			expect((await calls()).map(({ path, errcode }) => [path, errcode])).toEqual([['/customservice/kfaccount/canceladmin', 0]]),
	},
};
