import type { Account } from '../../world/account';
import type { Token } from '../../world/tokens';
import type { World } from '../../world/world';
import { spendQuota } from '../access';
import type { Context, Endpoints } from '../context';
import { WechatError } from '../errors';

interface Credentials {
	appid: string;
	secret: string;
}

/** wechat-api.md A, "token". */
export const token: Endpoints = {
	'/cgi-bin/token': ({ world, query, ip, now }: Context) => {
		const account = owner(world, query as unknown as Credentials, ip);
		spendQuota(account, '/cgi-bin/token', now);
		return answer(world.tokens.getLegacy(account.appid, now), now);
	},

	'/cgi-bin/stable_token': ({ world, body, ip, now }: Context<Credentials & { force_refresh?: boolean }>) => {
		const account = owner(world, body, ip);
		spendQuota(account, '/cgi-bin/stable_token', now);
		return answer(world.tokens.getStable(account.appid, Boolean(body.force_refresh), now), now);
	},
};

/** Whose secret it is, called from where that account allows. */
function owner(world: World, { appid, secret }: Credentials, ip: string): Account {
	const account = world.accounts.get(appid);
	if (!account) throw new WechatError(40013);
	if (account.secret !== secret) throw new WechatError(40125);
	if (account.ipWhitelist.length > 0 && !account.ipWhitelist.includes(ip)) {
		throw new WechatError(40164, '', {}, { ip });
	}
	return account;
}

function answer({ value, expiresAt }: Token, now: number): Record<string, unknown> {
	return { access_token: value, expires_in: Math.max(0, Math.floor((expiresAt - now) / 1000)) };
}
