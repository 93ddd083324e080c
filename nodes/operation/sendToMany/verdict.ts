import { reaction } from '../../protocol/errcodes/errcodes';
import { isOutcomeUnknown, Unreachable, WechatRefusal } from '../../transport/errors';
import { describe } from '../failure';

/** What one of many gets to hear; the same keys for everybody. */
export interface Verdict {
	[key: string]: boolean | number | string | null;
	status: 'failed' | 'refused' | 'sent' | 'skipped';
	/** In words, with what can be done; empty when it was sent. */
	reason: string;
	/** WeChat's code; null when WeChat was not asked, or did not answer. */
	errcode: number | string | null;
	msgid: string | null;
	/** Whether the same message may be sent to this person again: it surely was not sent, and another try may fare better. */
	safe_to_repeat: boolean;
}

const WITHOUT_ANSWER = { errcode: null, msgid: null };

/** Nothing is wrong with it, and it was not to be sent. */
export function skipped(reason: string): Verdict {
	return { status: 'skipped', reason, ...WITHOUT_ANSWER, safe_to_repeat: false };
}

/** Something else had ended it all before. */
export function notTried(reason: string): Verdict {
	return { status: 'failed', reason: `not tried: ${reason}`, ...WITHOUT_ANSWER, safe_to_repeat: true };
}

/** It was tried, or could not be. */
export function failed(error: unknown): Verdict {
	const { message, description, facts } = describe(error);
	const words = [message, description].filter(Boolean).join('. ');
	return {
		status: 'failed',
		reason: isOutcomeUnknown(error) ? `may have been sent: ${words}` : words,
		...WITHOUT_ANSWER,
		errcode: facts.errcode as Verdict['errcode'],
		safe_to_repeat: facts.safe_to_repeat === true || mayPass(error),
	};
}

/** Whether it was surely not sent, and not because of the person or the message: another day, or when it is mended, it goes out. */
function mayPass(error: unknown): boolean {
	if (isOutcomeUnknown(error)) return false;
	return concernsAll(error) || concernsTemplate(error) || reactionTo(error) === 'retry-backoff';
}

function reactionTo(error: unknown): string | undefined {
	return error instanceof WechatRefusal ? reaction(Number(error.refusal.errcode)) : undefined;
}

/** What is wrong is not wrong with the person or the message (wechat-errcodes.json, "reaction"). */
const FOR_ALL = ['fix-credential', 'permission', 'quota', 'refresh-retry'];
/** Of those codes, what is about one person or one template. */
const FOR_ONE = [43104, 50003];

/** Whether everybody after this one would fare the same. */
export function concernsAll(error: unknown): boolean {
	if (error instanceof Unreachable) return error.outcome === 'not done';
	if (!(error instanceof WechatRefusal) || isOutcomeUnknown(error)) return false;
	return FOR_ALL.includes(reactionTo(error) ?? '') && !FOR_ONE.includes(Number(error.refusal.errcode));
}

/** It is gone, or WeChat has blocked it. */
const NO_SUCH_TEMPLATE = [40037, 40249, 43116, 200013];

/** Whether everybody after this one with the same template would fare the same. */
export function concernsTemplate(error: unknown): boolean {
	return error instanceof WechatRefusal && NO_SUCH_TEMPLATE.includes(Number(error.refusal.errcode));
}
