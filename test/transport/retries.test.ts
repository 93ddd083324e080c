import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { Client } from '../../nodes/transport/client';
import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import { wechat } from '../../nodes/transport/wechat';
import { clientOf, credential, type CredentialStore, executeContext, storeOf } from './context';
import { raw, type Answer, type Server, startServer, TOKEN_PATH, Tokens } from './server';

/** Pauses are noted instead of waited for; the last test of this file waits. */
const mockPauses: number[] = [];
let mockWaits = false;

jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow');
	const sleep = async (ms: number) => {
		mockPauses.push(ms);
		if (mockWaits) await actual.sleep(ms);
	};
	return { ...actual, sleep };
});

const READ = { method: 'GET', path: '/cgi-bin/user/get' } as const;
const WRITE = { method: 'POST', path: '/cgi-bin/message/custom/send', body: { touser: 'o1' } } as const;
const IDEMPOTENT = { ...WRITE, path: '/cgi-bin/user/info/batchget', repeatable: true } as const;
const ONCE = { ...READ, path: '/cgi-bin/ticket/getticket', repeatable: false } as const;
const OK = { errcode: 0, errmsg: 'ok' };

let server: Server;
/** Answers of WeChat in turn; the last one goes on. */
let answers: Answer[];
let store: CredentialStore;

beforeEach(async () => {
	mockPauses.length = 0;
	mockWaits = false;
	server = await startServer();
	new Tokens(server, () => (answers.length > 1 ? answers.shift()! : answers[0]));
	store = storeOf(credential(server.url));
});
afterEach(async () => await server.close());

const calls = () => server.seen.filter(({ path }) => path !== TOKEN_PATH).length;

async function thrown<T extends Error>(type: abstract new (...given: never[]) => T, promise: Promise<unknown>): Promise<T> {
	const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
	expect(error).toBeInstanceOf(type);
	return error as T;
}

const refusal = (errcode: number) => ({ errcode, errmsg: `no rid: 1-2-${errcode}` });

describe('-1, system busy: nobody knows what was done', () => {
	it.each([['a read', READ], ['a write that may be done twice', IDEMPOTENT]])('%s is tried three times, with growing pauses', async (_, request) => {
		answers = [refusal(-1), refusal(-1), OK];
		expect(await clientOf(store).json(request)).toEqual(OK);
		expect(mockPauses).toEqual([1000, 2000]);
		answers = [refusal(-1)];
		const error = await thrown(WechatRefusal, clientOf(store).json(request));
		expect(error.refusal).toMatchObject({ errcode: -1, errmsg: 'no', hint: expect.stringMatching(/busy/) });
		expect(calls()).toBe(6);
	});

	it.each([['a write', WRITE], ['a read that counts', ONCE]])('%s is not: the customer would get it twice', async (_, request) => {
		answers = [refusal(-1), OK];
		const { refusal: no, outcome } = await thrown(WechatRefusal, clientOf(store).json(request));
		expect({ errcode: no.errcode, outcome }).toEqual({ errcode: -1, outcome: 'unknown' });
		expect(calls()).toBe(1);
		expect(mockPauses).toEqual([]);
	});
});

describe('too fast: nothing was done', () => {
	it.each([43108, 44990, 45033])('%d is tried again after a pause, also for a write', async (errcode) => {
		answers = [refusal(errcode), OK];
		expect(await clientOf(store).json(WRITE)).toEqual(OK);
		expect(calls()).toBe(2);
		expect(mockPauses).toEqual([1000]);
	});

	it.each([44990, 45033])('%d is given up after three tries', async (errcode) => {
		answers = [refusal(errcode)];
		expect((await thrown(WechatRefusal, clientOf(store).json(WRITE))).refusal.errcode).toBe(errcode);
		expect(calls()).toBe(3);
	});
});

describe('what no repetition mends', () => {
	it.each([45009, 45011, 45015, 45047, 40003, 48001, 47001])('%d is never tried again', async (errcode) => {
		answers = [refusal(errcode), OK];
		const { refusal: no, outcome } = await thrown(WechatRefusal, clientOf(store).json(READ));
		expect({ errcode: no.errcode, outcome }).toEqual({ errcode, outcome: 'not done' });
		expect(calls()).toBe(1);
		expect(mockPauses).toEqual([]);
	});
});

describe('no answer that counts', () => {
	const cut: Answer = (response) => response.socket?.destroy();
	const half: Answer = (response) => {
		response.writeHead(200, { 'content-length': '1000' });
		response.write('{"errcode":0');
		setTimeout(() => response.socket?.destroy(), 20);
	};

	it.each<[string, Answer, RegExp]>([
		['a page of a gateway', raw('<html>502 Bad Gateway</html>', { 'content-type': 'text/html' }, 502), /HTTP status 502/],
		['JSON with status 500', raw('{"errcode":0}', {}, 500), /HTTP status 500/],
		['412, what WeChat says to a body in chunks', raw('', {}, 412), /HTTP status 412/],
		['a cut connection', cut, /could not be reached: the connection was cut/],
		['half an answer', half, /could not be reached/],
	])('%s: a read is tried three times, a write once', async (_, answer, message) => {
		answers = [answer, OK];
		expect(await clientOf(store).json(READ)).toEqual(OK);
		answers = [answer];
		const read = await thrown(Unreachable, clientOf(store).json(READ));
		expect(read.message).toMatch(message);
		expect({ calls: calls(), outcome: read.outcome }).toEqual({ calls: 5, outcome: 'not done' });
		const write = await thrown(Unreachable, clientOf(store).json(WRITE));
		expect(write.message).toMatch(message);
		expect(write.description).toMatch(/not known whether WeChat carried it out/);
		expect({ calls: calls(), outcome: write.outcome }).toEqual({ calls: 6, outcome: 'unknown' });
	});

	it('a refused connection', async () => {
		answers = [OK];
		await clientOf(store).json(READ);
		await server.close();
		const { message, description } = await thrown(Unreachable, clientOf(store).json(READ));
		expect(message).toBe('WeChat could not be reached: nobody answers at that address');
		expect(description).toMatch(/network and the Base URL/);
		expect(mockPauses).toEqual([1000, 2000]);
		const write = await thrown(Unreachable, clientOf(store).json(WRITE));
		expect(write.outcome).toBe('not done');
		expect(write.description).not.toMatch(/not known/);
		expect(mockPauses).toHaveLength(2);
	});

	it('a host that there is not', async () => {
		const { message } = await thrown(Unreachable, clientOf(storeOf(credential('https://api.weixin.invalid'))).json(WRITE));
		expect(message).toMatch(/^api\.weixin\.invalid could not be reached: (there is no such host|the host name could not be looked up)$/);
	});

	it('a server that hangs, after 30 s, and after 120 s where a file goes or may come', async () => {
		answers = [() => undefined];
		const timeouts: unknown[] = [];
		const client = impatient(timeouts);
		const { message } = await thrown(Unreachable, client.json(WRITE));
		expect(message).toBe('WeChat could not be reached: no answer in time');
		await thrown(Unreachable, client.json({ ...WRITE, parts: [{ name: 'a', value: 'b' }] }));
		await thrown(Unreachable, client.json(READ));
		await thrown(Unreachable, client.file(READ));
		expect(timeouts).toEqual([30_000, 120_000, 30_000, 30_000, 30_000, 120_000, 120_000, 120_000]);
	});

	it('a server that takes the connection and says nothing at all', async () => {
		const silent = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => silent.once('listening', resolve));
		const { port } = silent.address() as AddressInfo;
		answers = [OK];
		await clientOf(store).json(READ);
		store = storeOf({ ...store.stored('credential-1'), baseUrl: `http://127.0.0.1:${port}` });
		expect((await thrown(Unreachable, impatient([]).json(WRITE))).outcome).toBe('unknown');
		silent.close();
	});

	/** n8n's helper as it is, but it waits 100 ms where the client allows more. */
	function impatient(timeouts: unknown[]): Client {
		const context = executeContext(store);
		const { httpRequestWithAuthentication: original } = context.helpers;
		context.helpers.httpRequestWithAuthentication = async function (this: IExecuteFunctions, type: string, options: IHttpRequestOptions, more) {
			timeouts.push(options.timeout);
			return (await original.call(this, type, { ...options, timeout: 100 }, more)) as unknown;
		} as typeof original;
		return new Client(context, wechat);
	}
});

describe('a token that cannot be had', () => {
	it('a credential that is not filled in is said at once', async () => {
		for (const [more, message] of [
			[{ appId: '' }, 'The App ID is empty'],
			[{ appSecret: '' }, 'The App Secret is empty'],
			[{ tokenUrl: '' }, 'The Token URL is empty'],
			[{ baseUrl: 'api.weixin.qq.com' }, 'The Base URL is not a web address'],
		] as const) {
			const error = await thrown(Unreachable, clientOf(storeOf(credential(server.url, more))).json(READ));
			expect(error.message).toBe(message);
			expect(error.description).toMatch(/in(to)? the credential/);
			expect(mockPauses).toEqual([]);
		}
	});

	it.each<[string, () => void]>([
		['a gateway answers', () => onToken(raw('<html>502</html>', {}, 502))],
		['the connection is cut', () => onToken((response) => response.socket?.destroy())],
		['WeChat is busy', () => onToken(refusal(-1))],
	])('%s: it is asked three times, for a write too, which is not sent without one', async (_, happens) => {
		answers = [OK];
		happens();
		await expect(clientOf(store).json(WRITE)).rejects.toThrow();
		expect(mockPauses).toEqual([1000, 2000]);
		expect(server.at(TOKEN_PATH)).toHaveLength(3);
		expect(calls()).toBe(0);
	});

	it('says that nothing was done', async () => {
		onToken(raw('<html>502</html>', {}, 502));
		const { message, outcome } = await thrown(Unreachable, clientOf(store).json(WRITE));
		expect(message).toMatch(/^127\.0\.0\.1:\d+ does not answer like WeChat \(HTTP status 502\)$/);
		expect(outcome).toBe('not done');
	});

	it('a moment later it is had, and the write goes out once', async () => {
		answers = [OK];
		const { answers: good } = server;
		onToken((response) => {
			response.socket?.destroy();
			server.answers = good;
		});
		expect(await clientOf(store).json(WRITE)).toEqual(OK);
		expect(calls()).toBe(1);
	});

	it.each([40125, 40013, 40164, 40243])('%d: it is not asked again', async (errcode) => {
		onToken(refusal(errcode));
		expect((await thrown(WechatRefusal, clientOf(store).json(READ))).refusal.errcode).toBe(errcode);
		expect(mockPauses).toEqual([]);
	});

	function onToken(answer: Answer): void {
		const { answers: good } = server;
		server.answers = (request) => (request.path === TOKEN_PATH ? answer : good(request));
	}
});

it('the pauses are real', async () => {
	mockWaits = true;
	answers = [refusal(-1), OK];
	const start = performance.now();
	await clientOf(store).json(READ);
	expect(performance.now() - start).toBeGreaterThan(990);
});
