import { randomBytes } from 'node:crypto';
import texts from './errors.json';

/** WeChat's no: HTTP 200 with errcode and errmsg (wechat-api.md A, F). */
export class WechatError extends Error {
	constructor(
		readonly errcode: number,
		/** What was wrong, added as WeChat adds its hints. */
		hint = '',
		/** What else the answer carries. */
		readonly more: Record<string, unknown> = {},
		values: Record<string, string> = {},
	) {
		super(errmsg(errcode, hint, values));
	}
}

/** The text for a code, as WeChat words it, with a new request id (rid). */
export function errmsg(errcode: number, hint = '', values: Record<string, string> = {}): string {
	const known = (texts as Record<string, string>)[String(errcode)] ?? `error ${errcode}`;
	const text = known.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
	return `${text}${hint && ` hint: [${hint}]`} rid: ${rid()}`;
}

function rid(): string {
	const seconds = Math.floor(Date.now() / 1000).toString(16);
	return [seconds, randomBytes(4).toString('hex'), randomBytes(4).toString('hex')].join('-');
}
