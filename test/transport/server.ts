import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface Seen {
	method: string;
	path: string;
	query: Record<string, string>;
	/** With the query. */
	url: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** JSON; or what the test writes itself. */
export type Answer = object | ((response: ServerResponse) => void);

export interface Server {
	url: string;
	/** Everything that was asked, in order. */
	seen: Seen[];
	/** What it answers from now on; by path, or by a function. */
	answers: (request: Seen) => Answer;
	/** What was asked at this path. */
	at(path: string): Seen[];
	close(): Promise<void>;
}

export const TOKEN_PATH = '/cgi-bin/stable_token';

/** A server whose bytes the test decides. */
export async function startServer(): Promise<Server> {
	const seen: Seen[] = [];
	const server = createServer((incoming, response) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const url = new URL(incoming.url ?? '/', 'http://server');
			const request: Seen = {
				method: incoming.method ?? '',
				path: url.pathname,
				query: Object.fromEntries(url.searchParams),
				url: incoming.url ?? '',
				headers: incoming.headers,
				body: Buffer.concat(chunks),
			};
			seen.push(request);
			const answer = running.answers(request);
			if (typeof answer === 'function') answer(response);
			else response.setHeader('content-type', 'application/json; encoding=utf-8').end(JSON.stringify(answer));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const running: Server = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		answers: () => ({ errcode: 0, errmsg: 'ok' }),
		at: (path) => seen.filter((request) => request.path === path),
		close: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return running;
}

/** A body of any kind. */
export function raw(body: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer {
	return (response) => response.writeHead(status, headers).end(body);
}

/**
 * Hands out `token-1`, `token-2` … and takes only the newest one that was not killed; everything else is for `then`.
 * Like WeChat's stable_token it gives the same token until that is dead, or forced.
 */
export class Tokens {
	private made = 0;

	private readonly dead = new Set<string>();

	/** Dead tokens are handed out again until forced, as WeChat has been seen to do. */
	stuck = false;

	constructor(
		private readonly server: Server,
		private readonly then: (request: Seen) => Answer = () => ({ errcode: 0, errmsg: 'ok' }),
	) {
		server.answers = (request) => this.answer(request);
	}

	get current(): string {
		return `98_token-number-${Math.max(this.made, 1)}-of-this-server`;
	}

	kill(token = this.current): void {
		this.dead.add(token);
	}

	/** How often a token was fetched; forced ones apart. */
	get fetched(): number {
		return this.server.at(TOKEN_PATH).length;
	}

	get forced(): number {
		return this.server.at(TOKEN_PATH).filter(({ body }) => JSON.parse(body.toString()).force_refresh === true).length;
	}

	private answer(request: Seen): Answer {
		// A relay may have it below a path of its own.
		if (request.path.endsWith(TOKEN_PATH)) {
			const { force_refresh } = JSON.parse(request.body.toString()) as { force_refresh: boolean };
			if (this.made === 0 || force_refresh || (this.dead.has(this.current) && !this.stuck)) this.made++;
			return { access_token: this.current, expires_in: 7200 };
		}
		if (request.query.access_token !== this.current || this.dead.has(this.current)) {
			return { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest rid: 6741-1-1' };
		}
		return this.then(request);
	}
}
