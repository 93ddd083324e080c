import { randomBytes } from 'node:crypto';
import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { echo, open, PushRefused, seal, type CallbackKeys, type OpenedPush } from '../../protocol/callback';
import { customerMessage } from '../../protocol/customerMessage';
import { passiveReply, type ReplyMessage } from '../../protocol/passiveReply';
import { beijingTime } from '../../protocol/time';
import { trimmed } from '../../protocol/trimmed';
import { buildXml } from '../../protocol/xml';
import { Client } from '../../transport/client';
import { sendCustomerMessage } from '../../transport/customerService';
import type { Credentials } from '../../transport/product';
import { wechat } from '../../transport/wechat';
import { isWanted } from '../events';
import { intercept, reply, type Answer, type Interception } from '../intercept';
import { rawBody } from '../rawBody';
import { Repeats } from '../repeats';
import { dedupKey, eventOf, pushItem } from './item';

/** WeChat cuts the connection after five seconds and tells the follower that the service is unavailable (wechat-api.md B.4). */
const LIMIT_MS = 5000;

/** The trigger itself answers this much before the limit. */
const MARGIN_MS = 300;

/** A reply that would arrive in this last part of the time is sent as a customer-service message instead. */
const REPLY_MARGIN_MS = 1000;

/** WeChat repeats within a quarter of a minute; a captured push can be replayed while its timestamp is valid. */
const KEPT_MS = 10 * 60 * 1000;

const SUCCESS: Answer = { status: 200, contentType: 'text/plain', body: 'success' };
const EMPTY: Answer = { ...SUCCESS, body: '' };

const repeats = new Repeats(KEPT_MS);

/** The console's check of the URL (GET): answered by itself, no execution. */
export async function verifyUrl(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const res = context.getResponseObject();
	const keys = keysOf(await credentialsOf(context));
	const outcome = verified(() => echo(context.getQueryData() as Record<string, unknown>, keys, Date.now() / 1000));
	if ('refused' in outcome) return refuse(context, outcome.refused);
	reply(res, { ...SUCCESS, body: outcome.value });
	return { noWebhookResponse: true };
}

/** A push (POST): verified, decrypted, filtered, and given to the workflow once (design.md §4). */
export async function receivePush(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receivedAt = Date.now();
	const credentials = await credentialsOf(context);
	const keys = keysOf(credentials);
	const query = context.getQueryData() as Record<string, unknown>;
	const body = await rawBody(context);
	const outcome = verified(() => open({ query, body }, keys, receivedAt / 1000));
	if ('refused' in outcome) return refuse(context, outcome.refused);
	const opened = outcome.value;
	const { message: push } = opened;

	if (!isWanted(context, eventOf(push))) {
		reply(context.getResponseObject(), SUCCESS);
		return { noWebhookResponse: true };
	}

	const key = `${context.getWorkflow().id} ${context.getNode().id} ${dedupKey(push)}`;
	const isTest = context.getMode() === 'manual';
	const earlier = isTest ? undefined : repeats.earlier(key, receivedAt);
	if (earlier) {
		reply(context.getResponseObject(), await earlier);
		return { noWebhookResponse: true };
	}

	const answersByReply = context.getNodeParameter('respond') === 'reply';
	const interception = answerAs(context, opened, keys);
	if (!isTest) repeats.remember(key, interception.given, receivedAt);
	if (answersByReply) {
		void sleep(LIMIT_MS - MARGIN_MS - (Date.now() - receivedAt)).then(() => interception.answer(SUCCESS));
	}
	const replyBy = answersByReply ? beijingTime((receivedAt + LIMIT_MS - REPLY_MARGIN_MS) / 1000) : null;
	const item = pushItem(push, keys.appId, replyBy);
	const simplified = context.getNodeParameter('simplify') !== false;
	return {
		webhookResponse: SUCCESS.body,
		workflowData: [[{ json: simplified ? item : { ...item, raw: push as never } }]],
	};
}

/** The connection answers in WeChat's language, whatever n8n says: a reply, a word of success, or nothing. */
function answerAs(context: IWebhookFunctions, opened: OpenedPush, keys: CallbackKeys): Interception {
	const late = (body: unknown): void => {
		const message = replyIn(body);
		if (message) void sendLate(context, message, String(opened.message.FromUserName));
	};
	const translate = (status: number, body: unknown): Answer => {
		const message = replyIn(body);
		if (message && !takesReply(message, opened)) {
			late(body);
			return SUCCESS;
		}
		if (message) return sealedReply(message, opened, keys);
		if (body === SUCCESS.body) return SUCCESS;
		// The flow ended or failed without a reply: the follower is to see nothing rather than an outage.
		if (status < 400 || isFailedFlow(body)) return EMPTY;
		// The execution could not be started: WeChat tries again.
		return { status, contentType: 'text/plain', body: '' };
	};
	return intercept(context.getResponseObject(), translate, late);
}

/** JSON comes from a Mini Program, which takes no reply but the hand-over to staff. */
function takesReply({ msgtype }: ReplyMessage, { format }: OpenedPush): boolean {
	return format === 'xml' || msgtype === 'transfer_customer_service';
}

/** What the operation Reply hands over with `sendResponse`. */
function replyIn(body: unknown): ReplyMessage | undefined {
	return (body as { wechatReply?: ReplyMessage } | null | undefined)?.wechatReply;
}

function isFailedFlow(body: unknown): boolean {
	return (body as { message?: string } | null | undefined)?.message === 'Error in workflow';
}

function sealedReply(message: ReplyMessage, opened: OpenedPush, keys: CallbackKeys): Answer {
	const now = Math.floor(Date.now() / 1000);
	const { FromUserName, ToUserName } = opened.message;
	const content = passiveReply(message, {
		fromUserName: String(ToUserName),
		toUserName: String(FromUserName),
		createTime: now,
	});
	const document = opened.format === 'xml' ? buildXml(content) : JSON.stringify(content);
	const contentType = opened.format === 'xml' ? 'application/xml; charset=utf-8' : 'application/json; charset=utf-8';
	if (!opened.sealed) return { status: 200, contentType, body: document };
	const envelope = {
		timestamp: String(now),
		nonce: randomBytes(8).toString('hex'),
		random: randomBytes(16),
		format: opened.format,
	};
	return { status: 200, contentType, body: seal(document, keys, envelope) };
}

/** The reply came when WeChat had been answered already: the follower gets it as a customer-service message. */
async function sendLate(context: IWebhookFunctions, message: ReplyMessage, openid: string): Promise<void> {
	try {
		const worded = customerMessage(message, openid);
		if (worded) return await sendCustomerMessage(new Client(context, wechat), worded);
		context.logger.warn(`${context.getNode().name}: it was too late to hand the conversation over to staff`);
	} catch (error) {
		context.logger.warn(`${context.getNode().name}: a late reply was not delivered. ${(error as Error).message}`);
	}
}

/** Runs a check of protocol/callback; what is not WeChat's comes back as the reason. */
function verified<T>(check: () => T): { value: T } | { refused: string } {
	try {
		return { value: check() };
	} catch (error) {
		return { refused: error instanceof PushRefused ? error.message : 'The push could not be read.' };
	}
}

/** No execution, and nothing in the answer that would help a forger; the reason is in n8n's log. */
function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	context.logger.warn(`${context.getNode().name} (workflow ${context.getWorkflow().id}): a push was refused. ${reason}`);
	reply(context.getResponseObject(), { status: 403, contentType: 'text/plain', body: 'refused' });
	return { noWebhookResponse: true };
}

async function credentialsOf(context: IWebhookFunctions): Promise<Credentials> {
	return trimmed(await context.getCredentials<Credentials>(wechat.credentialType));
}

function keysOf({ appId, callbackToken, encodingAesKey }: Credentials): CallbackKeys {
	return {
		appId: String(appId ?? ''),
		token: String(callbackToken ?? ''),
		encodingAesKey: String(encodingAesKey ?? ''),
	};
}
