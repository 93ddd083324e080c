import { randomInt } from 'node:crypto';
import axios from 'axios';
import type { Account } from '../world/account';
import { LIMIT_MS } from './deliver';
import { signature } from './protocol';

export interface Verification {
	ok: boolean;
	status: number;
	body: string;
	contentType: string;
	problem?: string;
}

/** The console's check of a callback URL when its owner saves it: GET, and echostr must come back (B.1). */
export async function verify({ callback }: Account, nowMs: number): Promise<Verification> {
	const nothing = { ok: false, status: 0, body: '', contentType: '' };
	if (!callback.url) return { ...nothing, problem: 'The account has no callback URL' };
	const timestamp = String(Math.floor(nowMs / 1000));
	const nonce = String(randomInt(1e9, 2e9));
	const echostr = `${randomInt(1e12)}${randomInt(1e12)}`;
	try {
		const { status, data, headers } = await axios.get<string>(callback.url, {
			params: { signature: signature(callback.token, timestamp, nonce), echostr, timestamp, nonce },
			headers: { 'User-Agent': 'Mozilla/4.0', Accept: '*/*' },
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
			maxRedirects: 0,
			proxy: false,
			timeout: LIMIT_MS,
		});
		const ok = status === 200 && data === echostr;
		const problem = ok ? undefined : status === 200 ? 'The body is not echostr' : `HTTP status ${status}`;
		return { ok, status, body: data, contentType: String(headers['content-type'] ?? ''), problem };
	} catch (error) {
		return { ...nothing, problem: (error as Error).message || 'No connection' };
	}
}
