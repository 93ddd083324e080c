import { parse } from 'node:querystring';
import { jsonParse } from 'n8n-workflow';
import type { Request } from './express';

/** What n8n's web server answers by itself. */
export class ResponseError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** What n8n does with a body before it asks the node (n8n 2.40.7, dist/middlewares/body-parser.js), but for XML. */
export function parseBody(req: Request): void {
	const { rawBody, contentType } = req;
	if (!rawBody?.length) return;
	const text = rawBody.toString().replace(/^\ufeff/, '');
	try {
		if (contentType === 'application/json') req.body = jsonParse(text);
		if (contentType === 'application/x-www-form-urlencoded') req.body = parse(text, undefined, undefined, { maxKeys: 1000 });
		if (contentType === 'text/plain') req.body = text;
	} catch {
		throw new ResponseError(422, 'Failed to parse request body');
	}
}
