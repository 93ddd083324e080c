import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';

/** A request as n8n's middleware leaves it: the body not read yet. */
export interface Request extends Omit<IncomingMessage, 'rawBody'> {
	query: Record<string, unknown>;
	params: Record<string, string>;
	body: unknown;
	rawBody?: Buffer;
	contentType?: string;
	readRawBody(): Promise<void>;
}

/** The few methods of Express 5 (lib/response.js) that n8n answers webhooks with. */
export interface Response extends ServerResponse {
	status(code: number): this;
	get(name: string): unknown;
	set(name: string, value: string | number): this;
	json(value: unknown): this;
	send(body?: unknown): this;
	setHeaders(headers: Map<string, string>): this;
}

export interface App {
	url: string;
	close(): Promise<void>;
}

/** An HTTP server that hands every request, read to its end, to `handle`. */
export async function listen(handle: (req: Request, res: Response) => void): Promise<App> {
	const server = createServer((incoming, response) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => handle(asRequest(incoming as Request, Buffer.concat(chunks)), asResponse(response)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/lotus-tea/webhook`,
		close: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function asRequest(incoming: Request, body: Buffer): Request {
	const [, search = ''] = (incoming.url ?? '').split('?', 2);
	const contentType = incoming.headers['content-type']?.split(';')[0];
	return Object.assign(incoming, {
		query: { ...parse(search) },
		params: {},
		body: undefined,
		contentType,
		async readRawBody(this: Request) {
			this.rawBody = body;
		},
	});
}

function asResponse(response: ServerResponse): Response {
	return Object.assign(response, {
		status(this: Response, code: number) {
			this.statusCode = code;
			return this;
		},
		get(this: Response, name: string) {
			return this.getHeader(name);
		},
		set(this: Response, name: string, value: string | number) {
			this.setHeader(name, value);
			return this;
		},
		json(this: Response, value: unknown) {
			const body = JSON.stringify(value);
			if (!this.get('Content-Type')) this.set('Content-Type', 'application/json');
			return this.send(body);
		},
		send(this: Response, body?: unknown) {
			if (typeof body === 'object' && body !== null && !Buffer.isBuffer(body)) return this.json(body);
			if (typeof body === 'string') {
				if (!this.get('Content-Type')) this.set('Content-Type', 'text/html');
				this.set('Content-Type', `${String(this.get('Content-Type')).split(';')[0]}; charset=utf-8`);
			}
			if (body !== undefined) {
				const chunk = Buffer.from(body as string);
				this.set('Content-Length', chunk.length);
				this.set('ETag', `W/"${chunk.length.toString(16)}"`);
				this.end(chunk);
			} else this.end();
			return this;
		},
	}) as unknown as Response;
}
