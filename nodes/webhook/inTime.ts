import { sleep } from 'n8n-workflow';
import type { WireRequest } from '../transport/request';

/**
 * One try, which nobody waits for any longer: what is repeated would go on after that.
 * @param until ms since 1970
 */
export function once(request: WireRequest, until: number): WireRequest {
	return { ...request, repeatable: false, patience: Math.max(1, until - Date.now()) };
}

/**
 * What a look-up found, or in words why it found nothing in time: WeChat waits for its answer.
 * @param until ms since 1970
 * @param whom WeChat or WeChat Pay
 */
export async function inTime<T extends object>(look: () => Promise<T>, until: number, whom: string): Promise<T | string> {
	return await Promise.race([
		look().catch((error: Error) => error.message),
		sleep(Math.max(0, until - Date.now())).then(() => `${whom} took too long`),
	]);
}
