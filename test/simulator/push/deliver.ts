import axios from 'axios';
import type { Account } from '../world/account';
import { judge, type Verdict } from './reply';
import { type PushMessage, type Sealed, seal } from './seal';
import { forge, type Tamper } from './tamper';

/** WeChat cuts the connection after five seconds and tries three times in all (wechat-api.md B.4). */
const TRIES = 3;
export const LIMIT_MS = 5000;

/** One request to the callback URL. */
export interface Try {
	ms: number;
	/** 0: no answer came. */
	status: number;
	body: string;
	contentType: string;
	problem?: string;
}

export interface Delivery extends Omit<Verdict, 'problem'> {
	tries: Try[];
}

/** Brings one push to the account, as WeChat does. `now` is asked for each try's timestamp. */
export async function deliver(
	account: Account,
	message: PushMessage,
	now: () => number,
	options: Options = {},
): Promise<Delivery> {
	const tries: Try[] = [];
	const { tamper, limit = LIMIT_MS } = options;
	// A forger asks once.
	while (tries.length < (tamper ? 1 : TRIES)) {
		const sealed = tamper ? forge(tamper, account, message, now()) : seal(account, message, now());
		const attempt = await send(account.callback.url, sealed, limit);
		tries.push(attempt);
		if (attempt.status < 200 || attempt.status > 299) continue;
		const { problem, ...verdict } = judge(account, message, attempt.body, now());
		if (problem) attempt.problem = problem;
		return { tries, ...verdict };
	}
	return { tries, outcome: 'unavailable', reply: null };
}

export interface Options {
	tamper?: Tamper;
	/** Milliseconds until WeChat gives up on a try; tests that cannot wait five seconds may shorten it. */
	limit?: number;
}

async function send(url: string, { query, contentType, body }: Sealed, limit: number): Promise<Try> {
	const start = performance.now();
	const cut = new AbortController();
	const timer = setTimeout(() => cut.abort(), limit);
	try {
		const response = await axios.post<string>(url, Buffer.from(body), {
			params: query,
			headers: {
				'Content-Type': contentType,
				'User-Agent': 'Mozilla/4.0',
				Accept: '*/*',
				Pragma: 'no-cache',
				Connection: 'close',
			},
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
			maxRedirects: 0,
			proxy: false,
			signal: cut.signal,
		});
		const { status, data, headers } = response;
		return { ms: since(start), status, body: data, contentType: String(headers['content-type'] ?? '') };
	} catch (error) {
		const problem = cut.signal.aborted
			? `no answer within ${limit} ms`
			: (error as Error).message || String((error as { code?: string }).code);
		return { ms: since(start), status: 0, body: '', contentType: '', problem };
	} finally {
		clearTimeout(timer);
	}
}

function since(start: number): number {
	return Math.round(performance.now() - start);
}
