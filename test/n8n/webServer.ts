import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Page {
	status?: number;
	type: string;
	body: Buffer | string;
}

export interface WebServer {
	url: string;
	/** What it has, by path; anything else is 404. */
	pages: Record<string, Page>;
	/** Paths that were asked for, in order. */
	asked: string[];
}

/** The company's own web server, on which its pictures are; new in every test. */
export function useWebServer(): WebServer {
	const web = {} as WebServer;
	const server = createServer(({ url = '' }, response) => {
		const [path] = url.split('?');
		web.asked.push(path);
		const { status = 200, type, body } = web.pages[path] ?? { status: 404, type: 'text/html', body: 'Not found' };
		response.writeHead(status, { 'content-type': type }).end(body);
	});
	beforeAll(async () => await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
	beforeEach(() => {
		const { port } = server.address() as AddressInfo;
		Object.assign(web, { url: `http://127.0.0.1:${port}`, pages: {}, asked: [] });
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return web;
}
