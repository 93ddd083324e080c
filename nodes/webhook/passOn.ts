import { sleep, type IDataObject, type INodeProperties, type IWebhookFunctions } from 'n8n-workflow';
import { networkReason } from '../protocol/network';
import { place, type RawRequest } from './request';

/** Who gets the same request as this trigger. */
export interface Receiver {
	url: string;
	/** How often it is tried in all. */
	tries: number;
}

/** What a receiver answered. */
export interface Passed {
	status: number;
	contentType: string;
	body: Buffer;
}

/** Counts the triggers that a push has come through, so that two that name each other do not play ball. */
const HOPS = 'x-wechat-hops';
const MOST_HOPS = 3;

/** Of one connection, not of the message; n8n has unpacked the body. */
const NOT_PASSED = new Set([
	...['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'expect'],
	...['te', 'trailer', 'upgrade', 'accept-encoding', 'cookie', 'authorization', 'proxy-authorization', HOPS],
]);

const TIMEOUT_MS = 10_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Beyond this many that wait for another try, nobody is tried again. */
const MOST_WAITING = 1000;
let waiting = 0;

export const alsoSendTo: INodeProperties = {
	displayName: 'Also Send To',
	name: 'alsoSendTo',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add URL',
	default: {},
	description:
		'WeChat takes one URL. Others get the same request from here, verified but whatever the filters say: the Production URL of another workflow with this trigger, or a service that you had before. They delay nothing, and their answers are ignored.',
	options: [
		{
			displayName: 'URL',
			name: 'receiver',
			values: [
				{
					displayName: 'URL',
					name: 'url',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. https://n8n.example.com/webhook/…/webhook',
				},
				{
					displayName: 'Tries',
					name: 'tries',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 10 },
					default: 3,
					description: 'How often it is tried in all when it does not answer, with longer and longer pauses, for five minutes at most',
				},
			],
		},
	],
};

/** The receivers that the user entered under the trigger's Additional Fields. */
export function receiversIn(context: IWebhookFunctions): Receiver[] {
	const entered = context.getNodeParameter('additionalFields.alsoSendTo.receiver', []) as Array<Partial<Receiver>>;
	return entered
		.map(({ url, tries }) => ({ url: String(url ?? '').trim(), tries: Number(tries) || 1 }))
		.filter(({ url }) => url !== '');
}

/** How many triggers have passed this request on. */
export function hopsOf(headers: Record<string, unknown>): number {
	return Math.max(0, Math.trunc(Number(headers[HOPS] ?? 0))) || 0;
}

/**
 * Sends the same request to every receiver, without keeping anybody waiting.
 * @param validUntil ms since 1970: later its timestamp convinces nobody
 */
export function passOn(context: IWebhookFunctions, receivers: Receiver[], request: RawRequest, validUntil: number): void {
	if (hopsOf(request.headers) >= MOST_HOPS) {
		if (receivers.length > 0) context.logger.warn(`${place(context)}: what has come through ${MOST_HOPS} triggers is not sent on: two of them name each other`);
		return;
	}
	for (const receiver of receivers) void deliver(context, receiver, request, validUntil);
}

async function deliver(context: IWebhookFunctions, { url, tries }: Receiver, request: RawRequest, validUntil: number): Promise<void> {
	let problem = '';
	for (let tried = 1; ; tried++) {
		const outcome = await attempt(context, url, request, TIMEOUT_MS);
		if (typeof outcome !== 'string' && !isWorthAnotherTry(outcome.status)) {
			if (outcome.status < 400) return;
			problem = `it answered with HTTP status ${outcome.status}`;
			break;
		}
		problem = typeof outcome === 'string' ? outcome : `it answered with HTTP status ${outcome.status}`;
		const pause = Math.min(FIRST_PAUSE_MS * 2 ** (tried - 1), LONGEST_PAUSE_MS);
		if (tried >= tries || waiting >= MOST_WAITING || Date.now() + pause > validUntil) break;
		waiting++;
		await sleep(pause);
		waiting--;
	}
	context.logger.warn(`${place(context)}: ${hostOf(url)} did not take what was sent on. ${problem}`);
}

/** One try; `undefined` when no answer came. */
export async function sendOn(context: IWebhookFunctions, url: string, request: RawRequest, timeoutMs: number): Promise<Passed | undefined> {
	const outcome = await attempt(context, url, request, timeoutMs);
	return typeof outcome === 'string' ? undefined : outcome;
}

/** The answer, or why there is none. */
async function attempt(context: IWebhookFunctions, url: string, { headers, query, body }: RawRequest, timeout: number): Promise<Passed | string> {
	try {
		const { statusCode, headers: received, body: content } = (await context.helpers.httpRequest({
			method: 'POST',
			url: withQuery(url, query),
			headers: passed(headers),
			body,
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout,
		})) as { statusCode: number; headers: IDataObject; body: unknown };
		return { status: statusCode, contentType: String(received['content-type'] ?? ''), body: Buffer.from((content ?? '') as Buffer) };
	} catch (error) {
		return networkReason(error);
	}
}

function passed(headers: Record<string, unknown>): IDataObject {
	const kept = Object.entries(headers).filter(([name, value]) => !NOT_PASSED.has(name.toLowerCase()) && value !== undefined);
	return { ...(Object.fromEntries(kept) as IDataObject), [HOPS]: String(hopsOf(headers) + 1) };
}

/** WeChat signs in the URL. */
function withQuery(url: string, query: Record<string, unknown>): string {
	const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
	if (pairs.length === 0) return url;
	return `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(pairs).toString()}`;
}

function isWorthAnotherTry(status: number): boolean {
	return status >= 500 || status === 429;
}

/** Without the path, which may be a secret, and without a name and password. */
function hostOf(url: string): string {
	return /^\w+:\/\/(?:[^/?#]*@)?([^/?#@]+)/.exec(url)?.[1] ?? 'A receiver without a valid URL';
}
