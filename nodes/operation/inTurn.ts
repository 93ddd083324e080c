import type { IDataObject } from 'n8n-workflow';
import { sendCustomerMessage } from '../transport/customerService';
import { CallFailure } from '../transport/errors';
import type { Call } from './operation';

/**
 * Sends the messages of one item one after the other as customer-service messages (wechat-api.md C.1), each once:
 * when one fails, *Retry On Fail* goes on with it.
 * @param before how many of the same send went out another way
 */
export async function sendInTurn(messages: IDataObject[], call: Call, before = 0): Promise<void> {
	for (const [index, message] of messages.entries()) {
		await call
			.once(`part ${index} of item ${call.item}`, async () => await sendCustomerMessage(call.client, message))
			.catch((error: unknown) => Promise.reject(afterOthers(error as Error, before + index, before + messages.length)));
	}
}

/** The customer has seen the beginning: whoever sends it all again sends that twice. */
function afterOthers(error: Error, sent: number, all: number): Error {
	if (sent === 0 || !(error instanceof CallFailure)) return error;
	error.sentBefore = sent;
	error.message += `. ${sent} of ${all} messages went out before it: do not send them again`;
	return error;
}
