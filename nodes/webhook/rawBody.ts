import type { IWebhookFunctions } from 'n8n-workflow';

/** The bytes as they came: n8n's own parsed body has lost what signatures are made over. */
export async function rawBody(context: IWebhookFunctions): Promise<Buffer> {
	const req = context.getRequestObject() as unknown as {
		rawBody?: Buffer;
		readRawBody(): Promise<void>;
	};
	// A form, which WeChat never sends, has been read by n8n already: nothing is left to read.
	if (!req.rawBody) await req.readRawBody().catch(() => undefined);
	return req.rawBody ?? Buffer.alloc(0);
}
