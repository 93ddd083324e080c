import { request } from 'node:http';
import { seal, type PushMessage } from '../../simulator/push/seal';
import type { Account, Callback } from '../../simulator/world/account';
import { credential, type CredentialStore, storeOf } from '../../transport/context';

export const TOKEN = 'callbackTokenOfTheShop2026';
export const AES_KEY = 'lotusTEA7uWq2Zx9Pn4Kd8Rf1Ym6Vs3Hb5Gc0JtLaEo';
export const OPENID = 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M';
export const GH_ID = 'gh_7f083739789a';

/** An account and the credential that belongs to it. */
export interface Sender {
	account: Account;
	store: CredentialStore;
	appId: string;
}

/** Somebody's account; plain mode unless told. */
export function sender(callback: Partial<Callback> = {}, credentialHas: object = {}, baseUrl = 'http://127.0.0.1:9'): Sender {
	const account = {
		appid: '',
		ghId: GH_ID,
		callback: { url: '', token: TOKEN, encodingAesKey: AES_KEY, mode: 'plain', format: 'xml', ...callback },
	} as Account;
	const encodingAesKey = account.callback.mode === 'plain' ? '' : AES_KEY;
	const data = credential(baseUrl, { callbackToken: TOKEN, encodingAesKey, ...credentialHas });
	account.appid = String(data.appId);
	return { account, store: storeOf(data), appId: String(data.appId) };
}

let messages = 0;

/** A text message of a customer; another one every time. */
export function text(more: PushMessage = {}): PushMessage {
	return push({ MsgType: 'text', Content: '你好', MsgId: BigInt('24012345678901000000') + BigInt(++messages), ...more });
}

export function push(message: PushMessage): PushMessage {
	return { ToUserName: GH_ID, FromUserName: OPENID, CreateTime: 1_764_000_000 + ++messages, ...message };
}

export interface Wire {
	query: Record<string, string | string[]>;
	body: Buffer | string;
	contentType?: string;
	method?: string;
}

/** As WeChat seals it now. */
export function sealed(account: Account, message: PushMessage, nowMs = Date.now()): Wire {
	return seal(account, message, nowMs);
}

export interface Answered {
	status: number;
	contentType: string;
	body: string;
	headers: Record<string, unknown>;
	ms: number;
}

/** One request to a webhook; `cutAfter` ms the client goes away, and nothing is answered. */
export async function send(url: string, { query, body, contentType = 'text/xml', method = 'POST' }: Wire, cutAfter?: number): Promise<Answered | undefined> {
	const search = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
	const start = performance.now();
	return await new Promise((resolve, reject) => {
		const outgoing = request(`${url}?${new URLSearchParams(search).toString()}`, { method, agent: false, headers: { 'content-type': contentType } });
		outgoing.on('response', (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () =>
				resolve({
					status: response.statusCode ?? 0,
					contentType: String(response.headers['content-type'] ?? ''),
					body: Buffer.concat(chunks).toString(),
					headers: response.headers,
					ms: performance.now() - start,
				}),
			);
		});
		outgoing.on('error', (error) => (cutAfter === undefined ? reject(error) : resolve(undefined)));
		outgoing.end(body);
		if (cutAfter !== undefined) setTimeout(() => outgoing.destroy(), cutAfter);
	});
}
