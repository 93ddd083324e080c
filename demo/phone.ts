import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../test/simulator/client';
import type { Message } from '../test/simulator/world/conversations';

/** The slowest flow of the demo takes ten seconds. */
const PATIENCE_MS = 30_000;

/** The text that reached somebody by customer service, once it is there. */
export async function customerServiceMessage(wechat: Client, openid: string): Promise<string | undefined> {
	for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(250)) {
		const conversations = await wechat.control(`/conversations?openid=${openid}`);
		const found = ((conversations[openid] ?? []) as Message[]).find(({ via }) => via === 'customer_service');
		if (found) return String(found.content.content).replace(/\n/g, ' ');
	}
	return undefined;
}
