import type { IDataObject } from 'n8n-workflow';
import type { Refusal } from './product';

/** `unknown`: a write may have been done all the same, and whoever repeats it may do it twice. */
export type Outcome = 'not done' | 'unknown';

/** The API said no. */
export class WechatRefusal extends Error {
	constructor(
		readonly refusal: Refusal,
		readonly outcome: Outcome = 'not done',
		/** The numbers by which to look up what may have been made. */
		readonly numbers: IDataObject = {},
	) {
		super(`WeChat refused: ${refusal.errmsg} (${refusal.errcode})`);
	}
}

/** We never reached it, or do not know what became of the call. */
export class Unreachable extends Error {
	constructor(
		message: string,
		readonly description: string,
		readonly outcome: Outcome,
		/** The numbers by which to look up what may have been made. */
		readonly numbers: IDataObject = {},
	) {
		super(message);
	}
}

/** Whether nobody knows what became of a write. */
export function isOutcomeUnknown(error: unknown): boolean {
	return (error instanceof WechatRefusal || error instanceof Unreachable) && error.outcome === 'unknown';
}
