import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerId, answerKey, isProof } from '../../../nodes/protocol/question';
import { logged, N8n, type Options } from '../n8n';
import { OPENID, send, type Sender, sealed, sender, text } from './pushes';

/** Taps on the answers of Send and Wait, as far as the trigger has to do with them. */

// Two tries of the trigger, and the pause between them, are nothing to wait for.
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'), sleep: async () => await new Promise(setImmediate) }));

const SECRET = 'app-secret-of-the-shop';
const PLACE = { execution: '815', node: 'ask me/1', signature: 'ab'.repeat(32), question: 'AAAAAAAA', choice: 1 };

interface Heard {
	url: string;
	body: any;
}

/** n8n's door for waiting executions: it gives these answers, the last one for ever. */
let says: Array<{ status: number; body: string; type?: string }>;
let heard: Heard[];
let url: string;
const door = createServer((request: IncomingMessage, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		heard.push({ url: `${request.method} ${request.url}`, body: JSON.parse(Buffer.concat(chunks).toString()) });
		const { status, body, type = 'application/json' } = says.length > 1 ? says.shift()! : says[0];
		response.writeHead(status, { 'content-type': type }).end(body);
	});
});

beforeAll(async () => {
	await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
});
afterAll(() => void door.close());

const TAKEN = { status: 200, body: '{"taken":true}' };
const running: N8n[] = [];

beforeEach(() => {
	says = [TAKEN];
	heard = [];
	logged.length = 0;
});
afterEach(async () => {
	for (const n8n of running.splice(0)) {
		await n8n.close();
		expect([n8n.thrown, n8n.problems]).toEqual([[], []]);
	}
});

async function start(more: Partial<Options> = {}, who = sender({}, { appSecret: SECRET })): Promise<{ n8n: N8n; who: Sender }> {
	const n8n = await N8n.start({ store: who.store, waitingUrl: `${url}/webhook-waiting`, ...more });
	running.push(n8n);
	return { n8n, who };
}

const key = answerKey({ appSecret: SECRET })!;
const tap = (openid = OPENID, asked = OPENID) => text({ FromUserName: openid, Content: 'No', bizmsgmenuid: answerId(PLACE, asked, key) });

const LISTED: Array<[string, Partial<Options>]> = [
	['that wants everything', {}],
	['that wants other events', { parameters: { events: ['event.subscribe'] } }],
	['that replies', { parameters: { respond: 'reply' } }],
];

it.each(LISTED)('a trigger %s hands a tap to the execution that waits, and starts nothing', async (_, more) => {
	const { n8n, who } = await start(more);
	const message = tap();
	expect(await send(n8n.url, sealed(who.account, message))).toMatchObject({ status: 200, body: 'success' });
	expect(n8n.executions).toEqual([]);
	expect(heard.map((one) => one.url)).toEqual([`POST /webhook-waiting/815/ask%20me%2F1?signature=${PLACE.signature}`]);
	const { id, openid, at, proof } = heard[0].body;
	expect({ id, openid }).toEqual({ id: message.bizmsgmenuid, openid: OPENID });
	expect(Math.abs(Date.now() - at)).toBeLessThan(5000);
	expect(isProof(proof, ['tap', id, openid, at], key)).toBe(true);
	expect(logged.join('\n')).toMatch(/A tapped answer: answered the question of a waiting workflow/);
});

it('a repeat of the same push is not handed on again', async () => {
	const { n8n, who } = await start();
	const message = tap();
	await Promise.all([send(n8n.url, sealed(who.account, message)), send(n8n.url, sealed(who.account, message))]);
	expect(await send(n8n.url, sealed(who.account, message))).toMatchObject({ body: 'success' });
	expect(heard).toHaveLength(1);
});

it('a tap of somebody else does not count', async () => {
	const { n8n, who } = await start();
	expect(await send(n8n.url, sealed(who.account, tap('oSomebodyElse')))).toMatchObject({ status: 200, body: 'success' });
	expect([heard, n8n.executions]).toEqual([[], []]);
	expect(logged.join('\n')).toMatch(/A tapped answer: does not count: somebody else was asked/);
});

it('an answer of the account’s own menus is a text like any other', async () => {
	const { n8n, who } = await start();
	await send(n8n.url, sealed(who.account, text({ bizmsgmenuid: '101', Content: 'Good' })));
	expect(n8n.items).toMatchObject([{ event: 'message.text', text: 'Good', bizmsgmenuid: '101' }]);
	expect(heard).toEqual([]);
});

it.each([
	['n8n says that no action is required', { status: 200, body: '<html>No action required</html>', type: 'text/html' }],
	['the node says that another question is asked by now', { status: 200, body: '{"taken":false}' }],
	['the execution has ended with an error, or runs on', { status: 409, body: '{}' }],
])('a tap that comes too late changes nothing: %s', async (_, answer) => {
	says = [answer];
	const { n8n, who } = await start();
	expect(await send(n8n.url, sealed(who.account, tap()))).toMatchObject({ status: 200, body: 'success' });
	expect(heard).toHaveLength(answer.status === 409 ? 2 : 1);
	expect(logged.join('\n')).toMatch(/came after the answer or the deadline/);
	expect(logged.join('\n')).not.toMatch(/^(warn|error)/m);
});

it('a tap that is faster than n8n: the execution that still runs is tried again', async () => {
	says = [{ status: 409, body: '{}' }, TAKEN];
	const { n8n, who } = await start();
	await send(n8n.url, sealed(who.account, tap()));
	expect(heard).toHaveLength(2);
	expect(logged.join('\n')).toMatch(/answered the question/);
});

it('n8n is not in order: WeChat tries again, and is heard', async () => {
	says = [{ status: 503, body: '{}' }, TAKEN];
	const { n8n, who } = await start();
	const message = tap();
	expect(await send(n8n.url, sealed(who.account, message))).toMatchObject({ status: 500, body: '' });
	expect(logged.join('\n')).toMatch(/warn .*did not reach this n8n at its own public URL, and WeChat tries again\. it answered with HTTP status 503/);
	expect(await send(n8n.url, sealed(who.account, message))).toMatchObject({ status: 200, body: 'success' });
	expect(heard).toHaveLength(2);
});

it('n8n cannot be reached at its own URL', async () => {
	const { n8n, who } = await start({ waitingUrl: 'http://127.0.0.1:9/webhook-waiting' });
	expect(await send(n8n.url, sealed(who.account, tap()))).toMatchObject({ status: 500 });
	const lines = logged.join('\n');
	expect(lines).toMatch(/did not reach this n8n/);
	expect(lines).not.toContain(SECRET);
	expect(lines).not.toContain('n8n:815');
});

it.each([
	['HTTP status 401', [{ status: 401, body: '{}' }], /no waiting workflow of this n8n: at its own public URL it answered with HTTP status 401/],
	['HTTP status 403', [{ status: 403, body: '{}' }], /HTTP status 403/],
	['HTTP status 404', [{ status: 404, body: '{}' }], /HTTP status 404/],
	['an execution with the same number, as n8n 1.123 answers', [{ status: 409, body: '{}' }, { status: 409, body: '{}' }], /after the answer or the deadline/],
	['the same, and a copy of the workflow', [{ status: 200, body: '<html>No action required</html>', type: 'text/html' }], /after the answer or the deadline/],
])('%s: a tap for another n8n goes on to it, and one that was answered does not', async (_, answers, outcome) => {
	const behind = await start();
	says = [...answers, TAKEN];
	const front = await start({ parameters: { additionalFields: { alsoSendTo: { receiver: [{ url: behind.n8n.url, tries: 1 }] } } } }, behind.who);
	const message = tap();
	expect(await send(front.n8n.url, sealed(front.who.account, message))).toMatchObject({ status: 200, body: 'success' });
	const goneOn = answers.length + 1;
	for (let tries = 0; tries < 40 && heard.length < goneOn; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
	expect(heard).toHaveLength(goneOn);
	expect(logged.join('\n')).toMatch(outcome);
	await send(front.n8n.url, sealed(front.who.account, tap()));
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(heard).toHaveLength(goneOn + 1);
	expect([...front.n8n.executions, ...behind.n8n.executions]).toEqual([]);
});

it('while the trigger listens for a test event, a tap is no such event', async () => {
	const { n8n, who } = await start({ mode: 'manual' });
	await send(n8n.url, sealed(who.account, tap()));
	expect([heard.length, n8n.executions]).toEqual([1, []]);
});
