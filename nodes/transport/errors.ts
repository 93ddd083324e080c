import type { Refusal } from './product';

/** The API said no. */
export class WechatRefusal extends Error {
	constructor(readonly refusal: Refusal) {
		super(`WeChat refused: ${refusal.errmsg} (${refusal.errcode})`);
	}
}

/**
 * We never reached it, or do not know what became of the call.
 * `outcome` is `unknown` when a write may have been done all the same.
 */
export class Unreachable extends Error {
	constructor(
		message: string,
		readonly description: string,
		readonly outcome: 'not done' | 'unknown',
	) {
		super(message);
	}
}
