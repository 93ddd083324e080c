import axios from 'axios';
import type { NotifyTry } from '../../world/pay/notification';
import type { World } from '../../world/world';
import type { SignedNotice } from './sign';

/** One try: the merchant has `limit` ms to answer. */
export async function sendNotice(
	world: World,
	url: string,
	{ headers, body }: SignedNotice,
	limit: number,
): Promise<NotifyTry> {
	const start = performance.now();
	const tried = { at: world.now(), serial: headers['Wechatpay-Serial'] ?? '' };
	const ms = () => Math.round(performance.now() - start);
	const timeout = AbortSignal.timeout(limit);
	try {
		const { status, data } = await axios.post<string>(url, Buffer.from(body), {
			headers,
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
			maxRedirects: 0,
			maxBodyLength: Infinity,
			proxy: false,
			signal: AbortSignal.any([timeout, world.timers.signal]),
		});
		return { ...tried, ms: ms(), status, body: data };
	} catch (error) {
		const { message, code } = error as { message: string; code?: string };
		const problem = timeout.aborted ? `no answer within ${limit} ms` : message || String(code);
		return { ...tried, ms: ms(), status: 0, body: '', problem };
	}
}
