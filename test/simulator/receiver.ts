import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A push as it arrived at a callback URL. */
export interface Received {
	at: number;
	method: string;
	query: Record<string, string>;
	headers: Record<string, unknown>;
	body: string;
	/** The sender cut the connection before the answer. */
	cut: boolean;
}

export interface Receiver {
	url: string;
	received: Received[];
	/** Answers the next requests in turn, the last one all that follow: text; status; or a function. */
	answer(...answers: Answer[]): void;
	close(): Promise<void>;
}

type Answer = string | number | ((push: Received, response: ServerResponse) => void);

/** A callback URL for tests. */
export async function startReceiver(): Promise<Receiver> {
	const received: Received[] = [];
	let answers: Answer[] = ['success'];
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
		request.on('end', () => {
			const url = new URL(request.url ?? '/', 'http://receiver');
			const { method = '', headers } = request;
			const push: Received = {
				at: Date.now(),
				method,
				query: Object.fromEntries(url.searchParams),
				headers,
				body,
				cut: false,
			};
			received.push(push);
			response.on('close', () => (push.cut = !response.writableFinished));
			const answer = answers.length > 1 ? answers.shift() : answers[0];
			if (typeof answer === 'function') answer(push, response);
			else if (typeof answer === 'number') response.writeHead(answer).end();
			else response.end(answer);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
		received,
		answer: (...given) => (answers = given),
		close: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
