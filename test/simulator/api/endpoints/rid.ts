import type { Context, Endpoints } from '../context';
import { OK } from '../context';
import { WechatError } from '../errors';

const KEPT_MS = 7 * 24 * 3600_000;

/** wechat-api.md A: what WeChat saw of a call that failed, by the rid at the end of its errmsg. */
export const rid: Endpoints = {
	'/cgi-bin/openapi/rid/get': ({ world, account, body, now, ip }: Context<{ rid: string }>) => {
		if (!/^[\da-f]{8}(-[\da-f]{8}){2}$/.test(body.rid)) throw new WechatError(76002);
		const call = world.calls.since(0).find(({ answer }) => answer?.includes(`rid: ${body.rid}`));
		if (!call) throw new WechatError(76001);
		if (call.appid !== account.appid) throw new WechatError(76003);
		if (now - call.at > KEPT_MS) throw new WechatError(76004);
		const token = world.tokens.getStable(account.appid, false, now).value;
		return {
			...OK,
			request: {
				invoke_time: Math.floor(call.at / 1000),
				cost_in_ms: 30,
				request_url: new URLSearchParams({ access_token: token, ...call.query }).toString(),
				request_body: call.body === undefined || call.method === 'GET' ? '' : JSON.stringify(call.body),
				response_body: call.answer ?? '',
				client_ip: ip,
			},
		};
	},
};
