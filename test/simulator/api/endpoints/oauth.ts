import type { Account } from '../../world/account';
import { type Issued, TOKEN_MS } from '../../world/logins';
import type { World } from '../../world/world';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

/** Logins of visitors to web pages (wechat-api.md C.5, "oauth"): the account's token has no part in them. */
export const oauth: Endpoints = {
	'/sns/oauth2/access_token': ({ world, query, now }: Context) => {
		const account = accountOf(world, query.appid);
		if (account.secret !== query.secret) throw new WechatError(40125);
		const code = account.logins.codes.get(query.code);
		if (!code) throw new WechatError(40029);
		if (code.used) throw new WechatError(40163);
		if (code.expiresAt <= now) throw new WechatError(42003);
		code.used = true;
		const { token, refreshToken } = account.logins.begin(code.login, now);
		const { unionid, scope, isSnapshot } = code.login;
		return {
			...described(code, token, refreshToken),
			...(isSnapshot && { is_snapshotuser: 1 }),
			...(scope === 'snsapi_userinfo' && { unionid }),
		};
	},

	'/sns/oauth2/refresh_token': ({ world, query, now }: Context) => {
		const { logins } = accountOf(world, query.appid);
		const renewal = logins.refreshTokens.get(query.refresh_token);
		if (!renewal) throw new WechatError(40030);
		if (renewal.expiresAt <= now) throw new WechatError(42002);
		return described(renewal, logins.renew(query.refresh_token, now), query.refresh_token);
	},

	'/sns/userinfo': ({ world, query, now }: Context) => {
		const { login } = loginOf(world, query, now);
		if (login.scope !== 'snsapi_userinfo') throw new WechatError(48001);
		const { openid, unionid, nickname } = login;
		const headimgurl = `https://thirdwx.qlogo.cn/mmopen/vi_32/${openid}/132`;
		// Sex and place are no longer told since 2021.
		return { openid, nickname, sex: 0, language: '', city: '', province: '', country: '', headimgurl, privilege: [], unionid };
	},

	'/sns/auth': ({ world, query, now }: Context) => {
		loginOf(world, query, now);
		return OK;
	},
};

function accountOf(world: World, appid: string): Account {
	const account = world.accounts.get(appid);
	if (!account) throw new WechatError(40013);
	return account;
}

function described({ login }: Issued, access_token: string, refresh_token: string): Record<string, unknown> {
	return { access_token, expires_in: TOKEN_MS / 1000, refresh_token, openid: login.openid, scope: login.scope };
}

/** Whose token it is, if it is that person's. */
function loginOf(world: World, { access_token, openid }: Record<string, string>, now: number): Issued {
	if (!access_token) throw new WechatError(41001);
	const issued = [...world.accounts.values()].map(({ logins }) => logins.tokens.get(access_token)).find(Boolean);
	if (!issued) throw new WechatError(40001);
	if (issued.expiresAt <= now) throw new WechatError(42001);
	if (issued.login.openid !== openid) throw new WechatError(40003);
	return issued;
}
