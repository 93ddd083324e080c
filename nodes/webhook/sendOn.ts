import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { networkReason } from '../protocol/network';
import type { RawRequest } from './request';

/** What a receiver answered. */
export interface Passed {
	status: number;
	contentType: string;
	body: Buffer;
}

/** Counts the triggers that a push has come through, so that two that name each other do not play ball. */
const HOPS = 'x-wechat-hops';
export const MOST_HOPS = 3;
export const TOO_FAR = `what has come through ${MOST_HOPS} triggers is not sent on: two of them name each other`;

/** What WeChat says in its headers. Those of a connection or a proxy (x-forwarded-…, cf-…) make the next proxy refuse. */
const PASSED = /^(content-type|user-agent|accept|request-id|wechatpay-.+)$/i;

/** How many triggers have passed this request on. */
export function hopsOf(headers: Record<string, unknown>): number {
	return Math.max(0, Math.trunc(Number(headers[HOPS] ?? 0))) || 0;
}

/** One try: the answer, or why there is none. A trigger that names itself, or two that name each other, do not go on for ever. */
export async function sendOn(context: IWebhookFunctions, url: string, request: RawRequest, timeoutMs: number): Promise<Passed | string> {
	const { headers, query, body } = request;
	if (hopsOf(headers) >= MOST_HOPS) return TOO_FAR;
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
			timeout: timeoutMs,
		})) as { statusCode: number; headers: IDataObject; body: unknown };
		return { status: statusCode, contentType: String(received['content-type'] ?? ''), body: Buffer.from((content ?? '') as Buffer) };
	} catch (error) {
		return networkReason(error);
	}
}

function passed(headers: Record<string, unknown>): IDataObject {
	const kept = Object.entries(headers).filter(([name, value]) => PASSED.test(name) && value !== undefined);
	return { ...(Object.fromEntries(kept) as IDataObject), [HOPS]: String(hopsOf(headers) + 1) };
}

/** WeChat signs in the URL. */
function withQuery(url: string, query: Record<string, unknown>): string {
	const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
	if (pairs.length === 0) return url;
	return `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(pairs).toString()}`;
}
