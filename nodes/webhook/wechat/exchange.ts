import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import type { CallbackKeys, OpenedPush } from '../../protocol/callback';
import { customerMessage } from '../../protocol/customerMessage';
import type { ReplyMessage } from '../../protocol/passiveReply';
import { Client } from '../../transport/client';
import { sendCustomerMessage } from '../../transport/customerService';
import { wechat } from '../../transport/wechat';
import { credentialIn } from '../credential';
import { intercept, reply, type Answer, type HttpResponse } from '../intercept';
import type { Taken } from '../repeats';
import { place } from '../request';
import { nothingFor, replyTo, successFor, takesReply } from './answers';

/** WeChat's next try comes when it has given up the last one, which is after five seconds. */
const NEXT_TRY_MS = 6000;

/** One push with all its requests: the first, and WeChat's repeats. They get one answer. */
export interface Exchange extends Taken {
	/** Answers now; a reply that comes later goes out as a customer-service message. */
	answer(answer: Answer): void;
	/** A repeat of the push: its connection gets the answer too. */
	join(res: HttpResponse): Promise<void>;
	/** The answer that repeats get when nothing can change it any more. */
	settled: Promise<Answer>;
	/** When WeChat gave up its first try, in ms since 1970; `undefined` while it has not. */
	cutAt(): number | undefined;
}

/**
 * Stands between n8n and WeChat: whatever n8n says, the connection answers in WeChat's language (design.md §4).
 * @param reachesFollower the connection is WeChat's own, not that of a trigger that sent the push on
 */
export function exchangeOf(context: IWebhookFunctions, opened: OpenedPush, keys: CallbackKeys, reachesFollower: boolean): Exchange {
	const res = context.getResponseObject();
	const success = successFor(opened);
	/** Set when a reply found no connection in time and went another way. */
	let instead: Answer | undefined;

	const late = (body: unknown): void => {
		const message = replyIn(body);
		if (message) void sendLate(context, message, String(opened.message.FromUserName));
		else if (res.statusCode >= 500 && !isFailedFlow(body)) context.logger.error(`${place(context)}: an execution could not be started, and WeChat had been answered already. It will not repeat the push.`);
	};
	const passive = (message: ReplyMessage, body: unknown): Answer => {
		let isSent = false;
		void sleep(NEXT_TRY_MS).then(() => {
			if (isSent) return;
			instead = success;
			late(body);
		});
		return { ...replyTo(opened, message, keys), onSent: () => (isSent = true) };
	};
	const translate = (status: number, body: unknown): Answer => {
		const message = replyIn(body);
		if (message && reachesFollower && takesReply(message, opened)) return passive(message, body);
		if (message) {
			late(body);
			return success;
		}
		if (body === success.body) return success;
		if (status < 400 || isFailedFlow(body)) return nothingFor(opened);
		// The execution could not be started: WeChat tries again.
		return { status, contentType: 'text/plain', body: '' };
	};
	let cutAt: number | undefined;
	res.once('close', () => {
		if (!res.writableFinished) cutAt = Date.now();
	});
	const { answer, given } = intercept(res, translate, late);
	const forRepeats = async (): Promise<Answer> => {
		const first = await given;
		return instead ?? first;
	};
	const settled = given.then(async () => {
		await sleep(NEXT_TRY_MS);
		const { status, contentType, body } = await forRepeats();
		return { status, contentType, body };
	});
	return { answer, given, settled, cutAt: () => cutAt, join: async (repeat) => reply(repeat, await forRepeats()) };
}

/** What the operation Reply hands over with `sendResponse`. */
function replyIn(body: unknown): ReplyMessage | undefined {
	return (body as { wechatReply?: ReplyMessage } | null | undefined)?.wechatReply;
}

/** In n8n's words: a node failed, somebody stopped the execution, or it ran longer than the workflow may. */
const FAILED = /^(Error in workflow$|The execution was cancelled (manually|because it timed out))/;

function isFailedFlow(body: unknown): boolean {
	return FAILED.test(String((body as { message?: string } | null | undefined)?.message));
}

/** The reply came when WeChat had been answered already: the follower gets it as a customer-service message. */
async function sendLate(context: IWebhookFunctions, message: ReplyMessage, openid: string): Promise<void> {
	try {
		const worded = customerMessage(message, (await testerIn(context)) || openid);
		if (worded) return await sendCustomerMessage(new Client(context, wechat), worded);
		context.logger.warn(`${place(context)}: it was too late to hand the conversation over to staff`);
	} catch (error) {
		context.logger.warn(`${place(context)}: a late reply was not delivered. ${(error as Error).message}`);
	}
}

/** In a test run messages go to the tester's phone, if there is one (design.md §1). */
async function testerIn(context: IWebhookFunctions): Promise<string> {
	if (context.getMode() !== 'manual') return '';
	return String((await credentialIn(context, wechat.credentialType)).testerOpenid ?? '');
}
