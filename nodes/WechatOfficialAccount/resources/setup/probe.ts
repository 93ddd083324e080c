import type { IDataObject } from 'n8n-workflow';
import type { Credentials } from '../../../transport/product';
import type { WireRequest } from '../../../transport/request';

/** What came out of one question to WeChat; what is left out is null in the row. */
export interface Finding {
	/** null: it could not be found out. */
	allowed: boolean | null;
	/** WeChat's words with its code. */
	why_not?: string;
	/** One sentence or two. */
	what_to_do?: string;
	/** Facts: numbers, addresses. */
	detail?: string;
}

/** The item that the next node gets: the same keys each time. */
export interface Row {
	/** For workflows to go by: it never changes. */
	check: string;
	capability: string;
	/** `GET /cgi-bin/tags/get`; null where nothing was to be asked. */
	endpoint: string | null;
	allowed: boolean | null;
	why_not: string | null;
	what_to_do: string | null;
	detail: string | null;
}

/** One thing that an account may or may not do, and the harmless read that finds it out. */
export interface Probe {
	/** Its name in the row. */
	check: string;
	/** In a marketer's words. */
	capability: string;
	request: WireRequest | ((credentials: Credentials) => WireRequest);
	/** What the answer says. Without it an answer is all there is to know. */
	read?: (answer: IDataObject) => Finding;
	/** Codes that say no to the example in the request, not to the account. */
	passes?: number[];
	/** Codes that say no to the account, though they usually say no to a value. */
	fails?: number[];
	/** Mini Programs have it too. */
	miniProgram?: true;
	/** No verification gives it to a subscription account (wechat-api.md C). */
	serviceOnly?: true;
	/** What to use as long as the account may not. */
	instead?: string;
}

/** The call of a probe. */
export function requestOf({ request }: Probe, credentials: Credentials): WireRequest {
	return typeof request === 'function' ? request(credentials) : request;
}

/** `GET /cgi-bin/tags/get` */
export function endpointOf({ method, path }: WireRequest): string {
	return `${method} ${path}`;
}
