import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { load, type Target } from './load';

let server: Server;
let heard: Array<{ url: string; type?: string; body: string; port?: number }>;
let busy: number;
let mostBusy: number;
let answer: Target['answer'];

const bodyOf = async (req: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of req) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
};
const target = (): Target => ({
	url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
	answer: { status: 200, body: 'success' },
	connections: 4,
	seconds: 10,
});
const prepared = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ query: { nonce: `${index} &` }, contentType: 'text/xml', body: `<好>${index}</好>` }));

beforeEach(async () => {
	[heard, busy, mostBusy, answer] = [[], 0, 0, { status: 200, body: 'success' }];
	server = createServer((req, res) => {
		mostBusy = Math.max(mostBusy, ++busy);
		void bodyOf(req).then((body) => {
			heard.push({ url: req.url!, type: req.headers['content-type'], body, port: req.socket.remotePort });
			setTimeout(() => {
				busy--;
				res.writeHead(answer.status).end(answer.body);
			}, 20);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => await new Promise((resolve) => server.close(resolve)));

it('every prepared request is sent once, over as many kept connections as told', async () => {
	const round = await load(target(), prepared(20));
	expect(heard.map(({ body }) => body).sort()).toEqual(prepared(20).map(({ body }) => body).sort());
	expect(heard[0]).toMatchObject({ url: '/hook?nonce=0+%26', type: 'text/xml' });
	expect([mostBusy, new Set(heard.map(({ port }) => port)).size]).toEqual([4, 4]);
	expect([round.count, round.latencies.length]).toEqual([20, 20]);
	expect(Math.min(...round.latencies)).toBeGreaterThan(18);
	// Five after the other on each connection.
	expect(round.ms).toBeGreaterThan(5 * 18);
});

it('it ends when the time is up', async () => {
	const { count, ms } = await load({ ...target(), seconds: 0.2 }, prepared(10_000));
	expect(count).toBeGreaterThan(4);
	expect(count).toBe(heard.length);
	expect(ms).toBeLessThan(2000);
});

it.each([
	{ status: 403, body: 'success' },
	{ status: 200, body: 'refused' },
])('an answer $status "$body" is no figure', async (wrong) => {
	answer = wrong;
	await expect(load(target(), prepared(8))).rejects.toThrow(`answered ${wrong.status} "${wrong.body}" instead of 200 "success"`);
});
