import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { echo, open, PushRefused, type CallbackKeys } from '../../protocol/callback';
import { beijingTime } from '../../protocol/time';
import { isWanted as isWantedEvent } from '../events';
import { reply, type Answer } from '../intercept';
import { noteReceived, noteRefused } from '../lastPushes';
import { hopsOf, passOn, receiversIn } from '../passOn';
import { answered, place, requestIn } from '../request';
import { Repeats, type Taken } from '../repeats';
import { keysIn } from './account';
import { NOT_TAKEN, SUCCESS, successFor } from './answers';
import { detailsOf } from './details';
import { exchangeOf, type Exchange } from './exchange';
import { isWanted, type Filters } from './filters';
import { dedupKey, pushItems } from './item';
import { outputCount, outputOf, type OutputParameters } from './rules';

/** WeChat cuts the connection after five seconds and tries again, three times in all (wechat-api.md B.4). */
const LIMIT_MS = 5000;

/** The trigger itself answers this much before the limit. */
const MARGIN_MS = 300;

/** A reply, and whatever the trigger looks up, that would arrive in this last part of the time is too late. */
const REPLY_MARGIN_MS = 1000;

/** WeChat repeats within a quarter of a minute; a captured push can be replayed while its timestamp is valid. */
const KEPT_MS = 10 * 60 * 1000;

/** So long a push proves by its timestamp that it is from WeChat (design.md §4). */
const VALID_MS = 300 * 1000;

const repeats = new Repeats<Taken & { exchange?: Exchange }>(KEPT_MS);

/** The console's check of the URL (GET): answered by itself, no execution. */
export async function verifyUrl(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const outcome = await verified(context, (keys) => echo(context.getQueryData() as Record<string, unknown>, keys, Date.now() / 1000));
	if (!outcome) return answered(context, NOT_TAKEN);
	const { keys } = outcome;
	if ('refused' in outcome) return refuse(context, keys.appId, outcome.refused);
	noteReceived(keys.appId, 'Check of the URL', 'answered', Date.now());
	return answered(context, { ...SUCCESS, body: outcome.value });
}

/** A push (POST): verified, decrypted, filtered, and given to the workflow once (design.md §4). */
export async function receivePush(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receivedAt = Date.now();
	const request = await requestIn(context);
	const outcome = await verified(context, (keys) => open(request, keys, receivedAt / 1000));
	if (!outcome) return answered(context, NOT_TAKEN);
	const { keys } = outcome;
	if ('refused' in outcome) return refuse(context, keys.appId, outcome.refused);
	const opened = outcome.value;
	const isTest = context.getMode() === 'manual';

	const key = `${context.getWorkflow().id} ${context.getNode().id} ${dedupKey(opened.message)}`;
	const isSentOn = hopsOf(request.headers) > 0;
	const earlier = isTest ? undefined : repeats.earlier(key, receivedAt);
	// The reply is for WeChat's own connections only.
	if (earlier && isSentOn) return answered(context, successFor(opened));
	if (earlier) {
		const res = context.getResponseObject();
		await (earlier.exchange?.join(res) ?? earlier.given.then((answer) => reply(res, answer)));
		return { noWebhookResponse: true };
	}

	const receivers = receiversIn(context);
	passOn(context, receivers, request, Math.min(receivedAt, Number(request.query.timestamp) * 1000) + VALID_MS);

	const replies = context.getNodeParameter('respond') === 'reply';
	// Who sends a push on does not hand the answer to WeChat.
	const waits = replies && !isSentOn ? msForReply(context, isTest) : null;
	const items = pushItems(opened.message, keys.appId, waits === null ? null : beijingTime((receivedAt + waits - REPLY_MARGIN_MS) / 1000));
	const outputs = distributed(context, items);
	const { event } = items[0];
	if (!outputs) {
		const answer = successFor(opened);
		// Once is enough for those it was sent on to.
		if (receivers.length > 0 && !isTest) repeats.remember(key, { given: Promise.resolve(answer) }, receivedAt);
		noteReceived(keys.appId, String(event), 'not wanted, answered at once', receivedAt);
		return answered(context, answer);
	}

	const exchange = exchangeOf(context, opened, keys, !isSentOn);
	if (!isTest) repeats.remember(key, { given: exchange.given, exchange }, receivedAt);
	if (replies) void answerInTime(exchange, successFor(opened), receivedAt, waits ?? LIMIT_MS);
	noteReceived(keys.appId, String(event), 'started the workflow', receivedAt);

	const person = { openid: items[0].openid as string | null, appid: keys.appId };
	// What is looked up leaves the workflow a second for its reply.
	const detailsUntil = receivedAt + LIMIT_MS - REPLY_MARGIN_MS * (waits === LIMIT_MS ? 2 : 1);
	const details = await detailsOf(context, opened.message, person, detailsUntil);
	const simplified = context.getNodeParameter('simplify') !== false;
	const whole = (json: IDataObject): INodeExecutionData => ({
		json: { ...json, ...details.json, ...(simplified ? {} : { raw: opened.message as IDataObject }) },
		...(details.binary && { binary: details.binary }),
	});
	return { webhookResponse: successFor(opened).body, workflowData: outputs.map((output) => output.map(whole)) };
}

/**
 * Answers at the last moment at which WeChat still listens. n8n may have let the push wait before it came here: the
 * moment at which WeChat gives up its first try tells for how long.
 * @param limit ms
 */
async function answerInTime(exchange: Exchange, answer: Answer, receivedAt: number, limit: number): Promise<void> {
	const until = async (time: number) => await sleep(Math.max(0, time - Date.now()));
	if (limit > LIMIT_MS) await until(receivedAt + LIMIT_MS);
	const firstEnd = exchange.cutAt() ?? receivedAt + LIMIT_MS;
	await until(firstEnd + limit - LIMIT_MS - MARGIN_MS);
	exchange.answer(answer);
}

/** Ms in which a reply reaches the follower in the same exchange. */
function msForReply(context: IWebhookFunctions, isTest: boolean): number {
	// A test URL takes one request only: WeChat's next try would find nobody.
	return isTest ? LIMIT_MS : Number(context.getNodeParameter('replyWithin', 5)) * 1000;
}

/** The items by output; `undefined` when nobody wants any. */
function distributed(context: IWebhookFunctions, items: IDataObject[]): IDataObject[][] | undefined {
	const filters = context.getNodeParameter('filters', {}) as Filters;
	const parameters = Object.fromEntries(
		['outputs', 'rules', 'unmatched'].map((name) => [name, context.getNodeParameter(name, null)]),
	) as unknown as OutputParameters;
	const outputs: IDataObject[][] = Array.from({ length: outputCount(parameters) }, () => []);
	for (const item of items) {
		if (!isWantedEvent(context, String(item.event)) || !isWanted(filters, item)) continue;
		const output = outputOf(parameters, item);
		if (output !== undefined) outputs[output].push(item);
	}
	return outputs.some((output) => output.length > 0) ? outputs : undefined;
}

type Verified<T> = { keys: CallbackKeys } & ({ value: T } | { refused: string });

/**
 * Runs a check of protocol/callback; what is not WeChat's comes back as the reason. What does not fit the remembered
 * keys is tried with those that the credential has now. `undefined`: there is no credential.
 */
async function verified<T>(context: IWebhookFunctions, check: (keys: CallbackKeys) => T): Promise<Verified<T> | undefined> {
	const known = await keysIn(context);
	if (!known) return undefined;
	const outcome = outcomeOf(check, known);
	if ('value' in outcome) return outcome;
	const keys = await keysIn(context, Date.now());
	return keys && (outcomeOf(check, keys));
}

function outcomeOf<T>(check: (keys: CallbackKeys) => T, keys: CallbackKeys): Verified<T> {
	try {
		return { keys, value: check(keys) };
	} catch (error) {
		return { keys, refused: error instanceof PushRefused ? error.message : 'The push could not be read.' };
	}
}

/** No execution, and nothing in the answer that would help a forger; the reason is in n8n's log and in the trigger's list. */
function refuse(context: IWebhookFunctions, appId: string, reason: string): IWebhookResponseData {
	noteRefused(appId, reason, Date.now());
	context.logger.warn(`${place(context)}: a push was refused. ${reason}`);
	return answered(context, { status: 403, contentType: 'text/plain', body: 'refused' });
}
