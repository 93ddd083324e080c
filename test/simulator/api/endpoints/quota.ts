import type { Account } from '../../world/account';
import { isPermitted, usedToday } from '../access';
import type { Context, Endpoints } from '../context';
import { OK } from '../context';
import { WechatError } from '../errors';
import { findEndpoint } from '../inventory';
import { dailyLimit } from '../permissions';

interface Owner {
	appid: string;
	appsecret: string;
}

/** wechat-api.md A, "quota". */
export const quota: Endpoints = {
	'/cgi-bin/openapi/quota/get': ({ account, body, now }: Context<{ cgi_path: string }>) => {
		checkPath(account, body.cgi_path);
		const daily_limit = dailyLimit(account, body.cgi_path);
		const used = usedToday(account, body.cgi_path, now);
		return {
			...OK,
			quota: { daily_limit, used, remain: Math.max(0, daily_limit - used) },
			rate_limit: { call_count: 0, refresh_second: 0 },
		};
	},

	'/cgi-bin/openapi/quota/clear': ({ account, body, now }: Context<{ cgi_path: string }>) => {
		checkPath(account, body.cgi_path);
		if (!account.quotaResets.use('one', now)) throw new WechatError(48006);
		for (const key of account.used.keys()) if (key.endsWith(` ${body.cgi_path}`)) account.used.delete(key);
		return OK;
	},

	'/cgi-bin/clear_quota': ({ account, body, now }: Context<{ appid: string }>) => {
		if (body.appid !== account.appid) throw new WechatError(40013);
		return clearAll(account, now);
	},

	'/cgi-bin/clear_quota/v2': ({ world, body, now }: Context<Owner>) => {
		const account = world.accounts.get(body.appid);
		if (!account) throw new WechatError(40013);
		if (account.secret !== body.appsecret) throw new WechatError(40125);
		return clearAll(account, now);
	},
};

function checkPath(account: Account, path: string): void {
	const endpoint = findEndpoint(path);
	if (!endpoint || path.startsWith('/sns/')) throw new WechatError(76021);
	if (!isPermitted(account, endpoint)) throw new WechatError(76022);
}

function clearAll(account: Account, now: number): typeof OK {
	if (!account.quotaResets.use('all', now)) throw new WechatError(48006);
	account.used.clear();
	return OK;
}
