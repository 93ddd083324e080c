import type { IncomingMessage, RequestListener } from 'node:http';
import type { Json } from '../../outcome';

/** One call as a stand-in hears it. */
export interface Heard {
	method: string;
	/** Decoded, without the query. */
	path: string;
	query: URLSearchParams;
	token: string | undefined;
	body: string;
}

/** What a stand-in answers: a status and JSON. */
export type Answer = [status: number, body: Json];

/** A server's whole talk: one answer to each call. */
export function answering(answer: (heard: Heard) => Answer): RequestListener {
	return (request, response) => {
		void read(request).then((body) => {
			const { pathname, searchParams } = new URL(request.url ?? '', 'https://stand-in');
			const [status, json] = answer({
				method: String(request.method),
				path: decodeURIComponent(pathname),
				query: searchParams,
				token: request.headers.authorization?.replace(/^Bearer /, ''),
				body,
			});
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
		});
	};
}

async function read(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}
