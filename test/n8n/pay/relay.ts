import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Wechat } from '../wechat';

interface Passing {
	path: string;
	status: number;
	body: Buffer;
}

export interface Relay {
	url: string;
	/** Paths that came through, in order. */
	passed: string[];
	/** What is changed on the way back. */
	change: (answer: Passing) => Partial<Passing> | void;
}

/** A relay with a fixed IP address between n8n and WeChat, as Base URL of the credential; new in every test. */
export function useRelay(wechat: Wechat): Relay {
	const relay = {} as Relay;
	const server = createServer((incoming, response) => {
		const { url: path = '/', method, headers } = incoming;
		relay.passed.push(path.split('?')[0]);
		const onward = request(wechat.url + path, { method, headers }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('end', () => {
				const passing = { path, status: answer.statusCode ?? 0, body: Buffer.concat(chunks) };
				const { status, body } = { ...passing, ...relay.change(passing) };
				const { 'transfer-encoding': _chunked, 'content-length': _length, ...rest } = answer.headers;
				response.writeHead(status, rest).end(body);
			});
		});
		incoming.pipe(onward);
	});
	beforeAll(async () => await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
	beforeEach(() => {
		Object.assign(relay, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passed: [], change: () => undefined });
		wechat.payCredential({ baseUrl: relay.url });
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return relay;
}
