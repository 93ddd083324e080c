import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { echo, open } from '../../protocol/callback';
import { beijingTime } from '../../protocol/time';
import { wechat } from '../../transport/wechat';
import { receiversIn } from '../alsoSendTo';
import { credentialId } from '../credential';
import { isWanted as isWantedEvent } from '../events';
import { reply } from '../intercept';
import { noteReceived, noteRefused } from '../lastPushes';
import { passOn } from '../passOn';
import { Repeats, type Taken } from '../repeats';
import { answered, place, requestIn } from '../request';
import { hopsOf } from '../sendOn';
import { NOT_TAKEN, SUCCESS, successFor } from './answers';
import { answerInTime, LIMIT_MS, REPLY_MARGIN_MS } from './deadline';
import { detailsOf } from './details';
import { exchangeOf, type Exchange } from './exchange';
import { isWanted, type Filters } from './filters';
import { dedupKey, pushItems } from './item';
import { outputCount, outputOf, type OutputParameters } from './rules';
import { isTap, settleTap } from './tap';
import { verified } from './verified';

/** WeChat repeats within a quarter of a minute; a captured push can be replayed while its timestamp is valid. */
const KEPT_MS = 10 * 60 * 1000;

/** So long a push proves by its timestamp that it is from WeChat (design.md §4). */
const VALID_MS = 300 * 1000;

const repeats = new Repeats<Taken & { exchange?: Exchange }>(KEPT_MS);

/** The console's check of the URL (GET): answered by itself, no execution. */
export async function verifyUrl(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const outcome = await verified(context, (keys) => echo(context.getQueryData() as Record<string, unknown>, keys, Date.now() / 1000));
	if (!outcome) return answered(context, NOT_TAKEN);
	if ('refused' in outcome) return refuse(context, outcome.refused);
	note(context, 'Check of the URL', 'answered');
	return answered(context, { ...SUCCESS, body: outcome.value });
}

/** A push (POST): verified, decrypted, filtered, and given to the workflow once (design.md §4). */
export async function receivePush(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receivedAt = Date.now();
	const request = await requestIn(context);
	const outcome = await verified(context, (keys) => open(request, keys, receivedAt / 1000));
	if (!outcome) return answered(context, NOT_TAKEN);
	const { keys } = outcome;
	if ('refused' in outcome) return refuse(context, outcome.refused);
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
	const sendFurther = () => passOn(context, receivers, request, Math.min(receivedAt, Number(request.query.timestamp) * 1000) + VALID_MS);
	if (isTap(opened)) {
		const settling = settleTap(context, opened);
		if (!isTest) repeats.remember(key, { given: settling.then(({ answer }) => answer) }, receivedAt);
		const { answer, outcome, mayBeElsewhere } = await settling;
		if (mayBeElsewhere) sendFurther();
		note(context, 'A tapped answer', outcome);
		return answered(context, answer);
	}
	sendFurther();

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
		note(context, String(event), 'not wanted, answered at once');
		return answered(context, answer);
	}

	const exchange = exchangeOf(context, opened, keys, !isSentOn);
	if (!isTest) {
		const first = { given: exchange.given, exchange };
		repeats.remember(key, first, receivedAt);
		void exchange.settled.then((answer) => repeats.settle(key, first, { given: Promise.resolve(answer) }));
	}
	if (replies) void answerInTime(exchange, successFor(opened), receivedAt, waits ?? LIMIT_MS);
	void exchange.given.then(({ status }) => note(context, String(event), status < 300 ? 'started the workflow' : 'could not be started, and WeChat tries again'));

	// What is looked up leaves the workflow a second for its reply.
	const detailsUntil = receivedAt + LIMIT_MS - REPLY_MARGIN_MS * (waits === LIMIT_MS ? 2 : 1);
	const details = await detailsOf(context, opened.message, items[0], detailsUntil);
	const simplified = context.getNodeParameter('simplify') !== false;
	const whole = (json: IDataObject): INodeExecutionData => ({
		json: { ...json, ...details.json, ...(simplified ? {} : { raw: opened.message as IDataObject }) },
		...(details.binary && { binary: details.binary }),
	});
	return { webhookResponse: successFor(opened).body, workflowData: outputs.map((output) => output.map(whole)) };
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

/** For the trigger's list; in queue mode, where that is empty, n8n's log has it at its level debug. */
function note(context: IWebhookFunctions, what: string, outcome: string): void {
	noteReceived(credentialId(context, wechat.credentialType), what, outcome, Date.now());
	context.logger.debug(`${place(context)}: ${what}: ${outcome}`);
}

/** No execution, and nothing in the answer that would help a forger; the reason is in n8n's log and in the trigger's list. */
function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	noteRefused(credentialId(context, wechat.credentialType), reason, Date.now());
	context.logger.warn(`${place(context)}: a push was refused. ${reason}`);
	return answered(context, { status: 403, contentType: 'text/plain', body: 'refused' });
}
