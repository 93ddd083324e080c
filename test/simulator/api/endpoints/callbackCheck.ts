import { isIP } from 'node:net';
import type { Context, Endpoints } from '../context';
import { WechatError } from '../errors';

/** A name that no DNS knows (RFC 2606). */
const NOWHERE = /\.invalid$/;

/** Hosts that WeChat cannot reach from the internet: its pings are lost. */
const PRIVATE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/** What every other name resolves to: an address that the documents set aside for examples. */
const EXAMPLE = '203.0.113.80';

interface Check {
	action: 'dns' | 'ping' | 'all';
	check_operator: string;
}

/** wechat-api.md A, "network.callbackCheck": looks up and pings the host of the account's own callback URL, and no more. */
export const callbackCheck: Endpoints = {
	'/cgi-bin/callback/check': ({ account, body: { action, check_operator } }: Context<Check>) => {
		if (!account.callback.url) throw new WechatError(40201);
		const operator = check_operator === 'DEFAULT' ? 'UNICOM' : check_operator;
		const { url } = account.callback;
		const addresses = URL.canParse(url) ? resolve(new URL(url).hostname) : [];
		const dns = addresses.map((ip) => ({ ip, real_operator: operator }));
		const ping = addresses.map((ip) => ({
			ip,
			from_operator: operator,
			package_loss: PRIVATE.test(ip) ? '100%' : '0%',
			time: PRIVATE.test(ip) ? '0.000ms' : '23.079ms',
		}));
		return { ...(action !== 'ping' && { dns }), ...(action !== 'dns' && { ping }) };
	},
};

function resolve(host: string): string[] {
	if (NOWHERE.test(host)) return [];
	if (host === 'localhost') return ['127.0.0.1'];
	return [isIP(host) ? host : EXAMPLE];
}
