import type { IDataObject } from 'n8n-workflow';
import { CallFailure, Unreachable, WechatRefusal } from '../transport/errors';
import { InvalidInput } from './operation';

/** What happened, what to do, and what an item of *Continue On Fail* carries beside it. */
export interface Failure {
	message: string;
	description: string | undefined;
	/** `errcode`, `errmsg`, `rid` and `hint`, null where WeChat did not say them; `safe_to_repeat`. The numbers of what may have been made. */
	facts: IDataObject;
	/** WeChat's code as text, for n8n's error view. */
	code: string | undefined;
	/** Neither WeChat's refusal nor a mistake that we recognised: n8n's own error, or a defect. */
	unexpected: boolean;
}

/** Whether the same call, unchanged, may go out again now: nothing was done, or its number keeps it from being done twice. */
function isSafeToRepeat(error: CallFailure): boolean {
	if (Object.keys(doneBefore(error)).length > 0 || (error instanceof WechatRefusal && error.refusal.kind === 'final')) return false;
	return error.outcome === 'not done' || Object.keys(error.numbers).length > 0;
}

function doneBefore({ sentBefore: count, madeBefore }: CallFailure): IDataObject {
	return { ...(count > 0 && { messages_sent: count }), ...madeBefore };
}

/** Of what may exist the message has the number already. */
function withNumbers(description: string, { outcome, thing, numbers }: CallFailure): string {
	return outcome === 'unknown' || !thing ? description : `${description} (${thing} ${Object.values(numbers).join(', ')})`;
}

/** Any error of an operation in the user's words. */
export function describe(error: unknown): Failure {
	if (error instanceof WechatRefusal) {
		const { errcode, errmsg, rid, hint, details } = error.refusal;
		return {
			message: error.message,
			description: withNumbers(rid ? `${hint} (request ${rid})` : hint, error),
			facts: { errcode, errmsg, rid, hint, safe_to_repeat: isSafeToRepeat(error), ...details, ...error.numbers, ...doneBefore(error) },
			code: String(errcode),
			unexpected: false,
		};
	}
	const known = error instanceof InvalidInput || error instanceof Unreachable;
	const said = known ? error.description : (error as { description?: string }).description;
	const description = error instanceof Unreachable ? withNumbers(error.description, error) : said;
	return {
		message: (error as Error).message,
		description,
		facts: {
			errcode: null,
			errmsg: null,
			rid: null,
			hint: description ?? null,
			safe_to_repeat: error instanceof Unreachable && isSafeToRepeat(error),
			...(error instanceof Unreachable && { ...error.numbers, ...doneBefore(error) }),
		},
		code: undefined,
		unexpected: !known,
	};
}
