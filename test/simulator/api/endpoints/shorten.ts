import { randomBytes } from 'node:crypto';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

/** "<=4 KB; <=2592000 s" */
const MOST_BYTES = 4096;
const MOST_SECONDS = 2_592_000;

/** wechat-api.md C.5, "shortKey". */
export const shorten: Endpoints = {
	'/cgi-bin/shorten/gen': ({ account, body, now }: Context<{ long_data: string; expire_seconds?: number }>) => {
		const { long_data, expire_seconds = MOST_SECONDS } = body;
		if (long_data === '' || Buffer.byteLength(long_data) > MOST_BYTES) throw new WechatError(40035, 'invalid long_data');
		if (expire_seconds < 1 || expire_seconds > MOST_SECONDS) throw new WechatError(40035, 'invalid expire_seconds');
		const short_key = randomBytes(11).toString('base64url');
		account.shortKeys.set(short_key, { long_data, create_time: Math.floor(now / 1000), expiresAt: now + expire_seconds * 1000 });
		return { ...OK, short_key };
	},

	'/cgi-bin/shorten/fetch': ({ account, body, now }: Context<{ short_key: string }>) => {
		const known = account.shortKeys.get(body.short_key);
		if (!known || known.expiresAt <= now) throw new WechatError(40035, 'short_key is unknown or has expired');
		const { long_data, create_time, expiresAt } = known;
		return { ...OK, long_data, create_time, expire_seconds: Math.floor((expiresAt - now) / 1000) };
	},
};
