import { isPermitted, usedToday } from '../access';
import type { Context, Endpoints } from '../context';
import { OK } from '../context';
import { WechatError } from '../errors';
import { findEndpoint } from '../inventory';
import { dailyLimit } from '../permissions';

/** wechat-api.md A, "quota". */
export const quota: Endpoints = {
	'/cgi-bin/openapi/quota/get': ({ account, body, now }: Context<{ cgi_path: string }>) => {
		const endpoint = findEndpoint(body.cgi_path);
		if (!endpoint || body.cgi_path.startsWith('/sns/')) throw new WechatError(76021);
		if (!isPermitted(account, endpoint)) throw new WechatError(76022);
		const daily_limit = dailyLimit(account, body.cgi_path);
		const used = usedToday(account, body.cgi_path, now);
		return {
			...OK,
			quota: { daily_limit, used, remain: Math.max(0, daily_limit - used) },
			rate_limit: { call_count: 0, refresh_second: 0 },
		};
	},
};
