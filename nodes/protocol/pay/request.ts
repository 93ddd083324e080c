import { randomBytes } from 'node:crypto';
import type { Merchant } from './merchant';
import { authorization, type Signer } from './signature';

/** A request as n8n hands it to a credential, before it is sent. */
interface Outgoing {
	method?: string;
	url: string;
	baseURL?: string;
	body?: unknown;
}

/** In every request; without a user agent it may be refused (wechat-pay.md §1.2). */
export const HEADERS = { accept: 'application/json', 'user-agent': 'n8n-nodes-wechat-business' };

/** HEADERS, and the id of that of its keys with which WeChat Pay is to sign the answer (wechat-pay.md §1.5), where one is known. */
export function headersFor(key?: string): Record<string, string> {
	return { ...HEADERS, ...(key && { 'wechatpay-serial': key }) };
}

/** 32 letters and digits, as all of WeChat Pay's own programs have it. */
export function newNonce(): string {
	return randomBytes(16).toString('hex');
}

/**
 * The header `Authorization` for a request that goes out exactly as it is: complete URL, body as text or bytes.
 * A relay's own path, in front of WeChat Pay's, does not get there and is not signed.
 */
export function authorizationFor(signer: Pick<Merchant, keyof Signer | 'baseUrl'>, { method = 'GET', url, baseURL, body }: Outgoing): string {
	const { pathname, search } = new URL(url, baseURL || undefined);
	const relay = new URL(signer.baseUrl).pathname.replace(/\/$/, '');
	return authorization(signer, {
		method,
		target: (pathname.startsWith(`${relay}/`) ? pathname.slice(relay.length) : pathname) + search,
		body: signedPart(body),
		timestamp: Math.floor(Date.now() / 1000),
		nonce: newNonce(),
	});
}

/** Of an upload only its first part, `meta`, is signed (wechat-pay.md §3.9). */
function signedPart(body: unknown): string {
	if (!Buffer.isBuffer(body)) return typeof body === 'string' ? body : '';
	const from = body.indexOf('\r\n\r\n') + 4;
	return body.toString('utf8', from, body.indexOf('\r\n--', from));
}
