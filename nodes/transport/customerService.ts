import type { Client } from './client';

/** Sends what `customerMessage` has worded: `POST /cgi-bin/message/custom/send` (wechat-api.md C.1). */
export async function sendCustomerMessage(client: Client, message: Record<string, unknown>): Promise<void> {
	await client.json({ method: 'POST', path: '/cgi-bin/message/custom/send', body: message as never });
}
