import type { IDataObject } from 'n8n-workflow';
import { SERVICE, type Wechat } from '../../wechat';
import type { Case } from '../case';

const appid = SERVICE.appid;

const LINK = `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${appid}&redirect_uri=https%3A%2F%2Fshop.example.com%2Fme%3Ftab%3D1&response_type=code&scope=snsapi_userinfo&state=order7#wechat_redirect`;

const visit = async ({ client }: Wechat): Promise<IDataObject> => await client.control('/visit', { link: LINK, nickname: '小王' });

const login = async (wechat: Wechat): Promise<IDataObject> => {
	const { code } = await visit(wechat);
	return await wechat.client.get('/sns/oauth2/access_token', { appid, secret: SERVICE.secret, code, grant_type: 'authorization_code' });
};

export const cases: Record<string, Case> = {
	'wechatOfficialAccount webLogin getLink': {
		parameters: () => ({
			redirect_uri: 'https://shop.example.com/me?tab=1',
			scope: 'snsapi_userinfo',
			additionalFields: { state: 'order7' },
		}),
		output: () => [{ link: LINK, redirect_uri: 'https://shop.example.com/me?tab=1', scope: 'snsapi_userinfo', state: 'order7' }],
		after: async (_, { client, calls }, [{ json }]) => {
			expect(await calls()).toEqual([]);
			const { url } = await client.control('/visit', { link: json.link });
			expect(url).toMatch(/^https:\/\/shop\.example\.com\/me\?tab=1&code=\S+&state=order7$/);
		},
	},
	'wechatOfficialAccount webLogin getVisitor': {
		given: visit,
		// Who it is, is known without the profile.
		bears: ['/sns/userinfo'],
		parameters: ({ code }) => ({ code }),
		output: ({ openid }) => [
			{
				openid,
				unionid: expect.stringMatching(/^oR5/),
				appid,
				nickname: '小王',
				picture_url: `https://thirdwx.qlogo.cn/mmopen/vi_32/${String(openid)}/132`,
				scope: 'snsapi_userinfo',
				is_snapshot_user: false,
				profile_missing: null,
			},
		],
		// The account's token has no part in it.
		after: async (_, { tokenCalls }) => expect(await tokenCalls()).toEqual([]),
	},
	'wechatOfficialAccount webLogin checkLogin': {
		given: login,
		parameters: ({ openid, access_token }) => ({ openid, access_token }),
		output: ({ openid }) => [{ openid, unionid: null, appid, logged_in: true, why_not: null }],
		keepsInput: true,
	},
	'wechatOfficialAccount webLogin getJsSdkSignature': {
		parameters: () => ({ url: 'https://shop.example.com/me?tab=1#top', jsApiList: ['scanQRCode'] }),
		output: () => {
			const proof = { appId: appid, timestamp: expect.any(Number), nonceStr: expect.stringMatching(/^\w{16,}$/), signature: expect.stringMatching(/^[0-9a-f]{40}$/) };
			return [{ ...proof, url: 'https://shop.example.com/me?tab=1', wx_config: { debug: false, ...proof, jsApiList: ['scanQRCode'] } }];
		},
		after: async (_, { client }, [{ json }]) => expect(await client.control('/jsconfig', json)).toEqual({ ok: true, errMsg: 'config:ok' }),
	},
};
