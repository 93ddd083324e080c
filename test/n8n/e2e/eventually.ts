import { setTimeout as pause } from 'node:timers/promises';

/** What comes about within 15 seconds: n8n and the simulated WeChat take their time. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
	for (const until = Date.now() + 15_000; ; await pause(200)) {
		const found = await look();
		if (found) return found;
		if (Date.now() > until) throw new Error('It did not come about within 15 seconds');
	}
}
