import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { place, type RawRequest } from './request';
import { hopsOf, MOST_HOPS, sendOn, TOO_FAR } from './sendOn';

/** Who gets the same request as this trigger. */
export interface Receiver {
	url: string;
	/** How often it is tried in all. */
	tries: number;
}

const TIMEOUT_MS = 10_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Beyond this many that wait for another try, each with its body of up to 1 MiB, nobody is tried again. */
const MOST_WAITING = 200;
let waiting = 0;

/**
 * Sends the same request to every receiver, without keeping anybody waiting.
 * @param validUntil ms since 1970: later its timestamp convinces nobody
 */
export function passOn(context: IWebhookFunctions, receivers: Receiver[], request: RawRequest, validUntil: number): void {
	if (hopsOf(request.headers) >= MOST_HOPS) {
		if (receivers.length > 0) context.logger.warn(`${place(context)}: ${TOO_FAR}`);
		return;
	}
	for (const receiver of receivers) void deliver(context, receiver, request, validUntil);
}

async function deliver(context: IWebhookFunctions, { url, tries }: Receiver, request: RawRequest, validUntil: number): Promise<void> {
	for (let tried = 1; ; tried++) {
		const outcome = await sendOn(context, url, request, TIMEOUT_MS);
		const status = typeof outcome === 'string' ? undefined : outcome.status;
		if (status !== undefined && status >= 200 && status < 300) return;
		const pause = Math.min(FIRST_PAUSE_MS * 2 ** (tried - 1), LONGEST_PAUSE_MS);
		if (!isWorthAnotherTry(status) || tried >= tries || waiting >= MOST_WAITING || Date.now() + pause > validUntil) {
			const problem = typeof outcome === 'string' ? outcome : inWords(outcome.status);
			context.logger.warn(`${place(context)}: ${hostOf(url)} did not take what was sent on. ${problem}`);
			return;
		}
		waiting++;
		await sleep(pause);
		waiting--;
	}
}

/** @param status `undefined`: no answer came */
function isWorthAnotherTry(status: number | undefined): boolean {
	return status === undefined || status >= 500 || status === 429;
}

function inWords(status: number): string {
	const advice = status >= 300 && status < 400 ? ', a redirection: enter the address that it leads to' : '';
	return `it answered with HTTP status ${status}${advice}`;
}

/** Without the path, which may be a secret, and without a name and password. */
function hostOf(url: string): string {
	return /^\w+:\/\/(?:[^/?#]*@)?([^/?#@]+)/.exec(url)?.[1] ?? 'A receiver without a valid URL';
}
