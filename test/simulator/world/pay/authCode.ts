import { randomInt } from 'node:crypto';
import type { Order } from './order';

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

/** The order that a shop makes by scanning such a code; it is paid at once or not at all. */
export function orderOfCode(
	asked: Pick<Order, 'appid' | 'attach' | 'description' | 'mchid' | 'out_trade_no' | 'request' | 'sub_appid' | 'sub_mchid' | 'total'>,
	code: string,
	now: number,
): Order {
	return {
		...asked,
		trade_type: 'MICROPAY',
		notify_url: '',
		createdAt: now,
		expiresAt: now,
		handles: [{ name: 'auth_code', value: code, until: now }],
		closed: false,
		refunds: [],
	};
}
