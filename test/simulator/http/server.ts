import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { json, type Incoming, type Outgoing } from './message';

/** Answers; cuts the connection instead when it says so; or takes the connection over (server-sent events). */
export type Handle = (request: Incoming, response: ServerResponse) => Promise<Outgoing | 'cut' | 'taken'>;

/** Certificate and key of a server that speaks HTTPS. */
export interface Tls {
	certificate: string;
	privateKey: string;
}

/** Starts a server that hands every complete request to `handle`. */
export async function listen(
	handle: Handle,
	port: number,
	host: string,
	tls?: Tls,
): Promise<{ url: string; close(): Promise<void> }> {
	const server = create((request, response) => void serve(handle, request, response), tls);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(port, host, resolve);
	});
	const address = server.address() as AddressInfo;
	return { url: `${tls ? 'https' : 'http'}://${host}:${address.port}`, close: async () => await close(server) };
}

/** A certificate of the caller is asked for, but who has none may go on: it depends on the path. */
function create(listener: RequestListener, tls?: Tls): Server {
	if (!tls) return createServer(listener);
	const { certificate: cert, privateKey: key } = tls;
	return createTlsServer({ cert, key, requestCert: true, rejectUnauthorized: false }, listener);
}

async function serve(handle: Handle, request: IncomingMessage, response: ServerResponse): Promise<void> {
	try {
		const answer = await handle(await read(request), response);
		if (answer === 'taken') return;
		if (answer === 'cut') {
			request.socket.destroy();
			return;
		}
		response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
	} catch (error) {
		// A defect of the simulator must not look like an answer of WeChat.
		const { message } = error as Error;
		if (!response.headersSent) {
			const { body, headers } = json({ error: `The simulator failed: ${message}` });
			response.writeHead(500, headers).end(body);
		}
	}
}

async function read(request: IncomingMessage): Promise<Incoming> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const url = new URL(request.url ?? '/', 'http://simulator');
	return {
		method: request.method ?? 'GET',
		path: url.pathname,
		url: request.url ?? '/',
		query: Object.fromEntries(url.searchParams),
		headers: request.headers,
		body: Buffer.concat(chunks),
		certificate: request.socket instanceof TLSSocket ? (request.socket.getPeerCertificate().serialNumber ?? '') : undefined,
		ip: (request.socket.remoteAddress ?? '').replace('::ffff:', ''),
	};
}

async function close(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
