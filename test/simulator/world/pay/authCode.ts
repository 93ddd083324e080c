import { randomInt } from 'node:crypto';

/** What a customer shows at the counter (付款码): 18 digits, good for one payment within a minute. */
export interface AuthCode {
	appid: string;
	openid: string;
	/** In ms. */
	until: number;
	/** Fen above which the customer must enter the password. */
	limit: number;
	/** The order that it was used for. */
	out_trade_no?: string;
}

const MINUTE = 60_000;

/** Beginning with 10 to 15. */
export function newAuthCode(): string {
	return `1${randomInt(6)}${Array.from({ length: 16 }, () => randomInt(10)).join('')}`;
}

export function authCode({ appid, openid, limit }: Pick<AuthCode, 'appid' | 'openid' | 'limit'>, now: number): AuthCode {
	return { appid, openid, limit, until: now + MINUTE };
}
