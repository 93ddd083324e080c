import type { INodeProperties, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { reply, type Answer } from './intercept';

/** A request as WeChat sent it. */
export interface RawRequest {
	headers: Record<string, unknown>;
	query: Record<string, unknown>;
	body: Buffer;
}

/**
 * By this parameter's name and value n8n leaves the body of a request alone. Otherwise it reads XML with one parser for
 * all requests: two that come at once get each other's content, or no answer at all (n8n 1.123 to 2.40, body-parser.js).
 */
export const unreadBody: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

/** The bytes as they came: signatures are made over them. */
export async function requestIn(context: IWebhookFunctions): Promise<RawRequest> {
	return {
		headers: context.getHeaderData() as Record<string, unknown>,
		query: context.getQueryData() as Record<string, unknown>,
		body: await rawBody(context),
	};
}

async function rawBody(context: IWebhookFunctions): Promise<Buffer> {
	const req = context.getRequestObject() as unknown as { rawBody?: Buffer; readRawBody(): Promise<void> };
	// What is too large, cut off or unpacked wrongly is refused as if it were empty.
	if (!req.rawBody) await req.readRawBody().catch(() => undefined);
	return req.rawBody ?? Buffer.alloc(0);
}

/** Answered by the trigger itself; no execution. */
export function answered(context: IWebhookFunctions, answer: Answer): IWebhookResponseData {
	reply(context.getResponseObject(), answer);
	return { noWebhookResponse: true };
}

/** Where a line in n8n's log comes from. */
export function place(context: Pick<IWebhookFunctions, 'getNode' | 'getWorkflow'>): string {
	return `${context.getNode().name} (workflow ${context.getWorkflow().id})`;
}
