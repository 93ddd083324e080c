import type { IDataObject } from 'n8n-workflow';
import type { Refusal } from './product';
import type { WireRequest } from './request';

/** `unknown`: a write may have been done all the same, and whoever repeats it may do it twice. */
export type Outcome = 'not done' | 'unknown';

type Made = WireRequest['makes'];

/** A call did not do what it was to do. */
export abstract class CallFailure extends Error {
	/** How many messages of the same send had gone out before. */
	sentBefore = 0;

	/** What the same run had made before: it is there, and another run would make it again. */
	madeBefore: IDataObject = {};

	/** The numbers by which to look up what may have been made, or is to be made under them again. */
	numbers: IDataObject = {};

	/** What they are the numbers of. */
	thing?: string;

	constructor(
		message: string,
		readonly outcome: Outcome,
		made?: Made,
	) {
		super(message + mayExist(outcome, made));
		this.isAbout(made);
	}

	/** Names what the call was to make. */
	isAbout(made: Made): void {
		if (!made) return;
		this.numbers = made.number;
		this.thing = made.what;
	}
}

/** The API said no. */
export class WechatRefusal extends CallFailure {
	constructor(
		readonly refusal: Refusal,
		outcome: Outcome = 'not done',
		made?: Made,
	) {
		super(`WeChat refused: ${refusal.errmsg} (${refusal.errcode})`, outcome, made);
	}
}

/** We never reached it, or do not know what became of the call. */
export class Unreachable extends CallFailure {
	/** Why nobody answered, where that is what happened. */
	network?: string;

	constructor(
		message: string,
		readonly description: string,
		outcome: Outcome,
		made?: Made,
	) {
		super(message, outcome, made);
	}
}

/** Whether nobody knows what became of a write. */
export function isOutcomeUnknown(error: unknown): boolean {
	return error instanceof CallFailure && error.outcome === 'unknown';
}

/** In the message itself: an AI agent gets nothing else to read. */
function mayExist(outcome: Outcome, made: Made): string {
	if (outcome !== 'unknown' || !made) return '';
	return `. The ${made.what} ${Object.values(made.number).join(', ')} may exist all the same: never take a new number for it`;
}
