import type { IDataObject } from 'n8n-workflow';
import { MINI, type Wechat } from '../wechat';
import { sale } from '../pay/shop';
import type { Case } from './case';

const { appid } = MINI;

/** The credential is the Mini Program's, in which somebody paid. */
const inMiniProgram = async (wechat: Wechat): Promise<IDataObject> => {
	wechat.credential({ appId: appid, appSecret: MINI.secret, accountType: MINI.type });
	const openid = await wechat.client.as(appid).follower({ unionid: 'oR5_union' });
	return await sale(wechat, { appid, openid });
};

export const miniProgram: Record<string, Case> = {
	'wechatMiniProgram customer getPaidUnionid': {
		given: inMiniProgram,
		parameters: ({ openid, transaction_id }) => ({ openid, paymentBy: 'transaction_id', transaction_id }),
		output: ({ openid }) => [{ openid, unionid: 'oR5_union', appid }],
		keepsInput: true,
	},
	'wechatMiniProgram apiCall call': {
		given: inMiniProgram,
		parameters: ({ openid, transaction_id }) => ({
			method: 'GET',
			path: '/wxa/getpaidunionid',
			query: { parameter: [{ name: 'openid', value: openid }, { name: 'transaction_id', value: transaction_id }] },
		}),
		output: () => [{ errcode: 0, errmsg: 'ok', unionid: 'oR5_union' }],
	},
};
