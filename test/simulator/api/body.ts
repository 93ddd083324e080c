import type { Incoming } from '../http/message';
import { readForm, type Form } from '../http/multipart';
import { WechatError } from './errors';
import type { Endpoint } from './inventory';

export interface Body {
	json: Record<string, unknown>;
	form?: Form;
	/** Of the one call whose body is plain text. */
	text?: string;
}

/** Reads what the endpoint takes: nothing (GET), a form (uploads), or JSON. */
export async function readBody(endpoint: Endpoint, request: Incoming): Promise<Body> {
	// WeChat does not look at the body of a GET: what a client puts there is lost.
	if (endpoint.method === 'GET') return { json: {} };
	if (endpoint.params.some((param) => param.in === 'form')) {
		const form = await readForm(request);
		if (!form && request.body.length === 0) throw new WechatError(44002);
		return { json: {}, form };
	}
	if (endpoint.params.some((param) => param.in === 'text')) return { json: {}, text: request.body.toString('utf8') };
	return { json: parse(request.body) };
}

function parse(body: Buffer): Record<string, unknown> {
	if (body.length === 0) throw new WechatError(44002);
	const text = body.toString('utf8');
	const value = parseJson(text);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new WechatError(47001);
	// A backslash that is itself escaped is text; any other \uXXXX is refused (wechat-api.md A, "JSON encoding").
	if (/(^|[^\\])(\\\\)*\\u[0-9a-fA-F]{4}/.test(text)) throw new WechatError(40033);
	return value as Record<string, unknown>;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new WechatError(47001);
	}
}
