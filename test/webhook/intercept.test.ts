import { intercept, reply, type Answer } from '../../nodes/webhook/intercept';
import { type App, listen, type Response } from './express';
import { send } from './wechat/pushes';

const translate = (status: number, body: unknown): Answer => ({
	status: status === 500 ? 200 : status,
	contentType: 'text/plain',
	body: typeof body === 'string' ? body : JSON.stringify(body ?? 'nothing'),
});
const late: unknown[] = [];
const thrown: unknown[] = [];
let app: App;
let handle: (res: Response) => void | Promise<void>;

beforeEach(async () => {
	late.length = 0;
	thrown.length = 0;
	app = await listen((_, res) => {
		void (async () => await handle(res))().catch((error: unknown) => thrown.push(error));
	});
});
afterEach(async () => {
	await app.close();
	expect(thrown).toEqual([]);
});

const get = async () => (await send(app.url, { method: 'GET', query: {}, body: '' }))!;
const intercepted = (res: Response) => intercept(res as never, translate, (body) => late.push(body));
const given = { status: 200, contentType: 'application/xml; charset=utf-8', body: '<xml>茶</xml>' };

describe('whatever n8n says is said in WeChat’s language', () => {
	it.each<[string, (res: Response) => unknown, string]>([
		['res.send', (res) => res.send('success'), 'success'],
		['res.json', (res) => res.json({ a: 1 }), '{"a":1}'],
		['res.json of nothing', (res) => res.json(undefined), '"nothing"'],
		['res.end', (res) => res.end(), '"nothing"'],
		['status and headers before', (res) => res.status(500).set('X-Of-N8n', '1').json({ message: 'Error in workflow' }), '{"message":"Error in workflow"}'],
	])('%s', async (_, says, body) => {
		handle = (res) => {
			intercepted(res);
			says(res);
		};
		const answered = await get();
		expect(answered).toMatchObject({ status: 200, contentType: 'text/plain', body });
		expect(answered.headers['content-length']).toBe(String(Buffer.byteLength(body)));
		expect(answered.headers).not.toHaveProperty('etag');
	});

	it('with its type and length, also when n8n has set headers of its own before', async () => {
		handle = (res) => {
			const { answer } = intercepted(res);
			res.setHeader('Content-Type', 'text/html');
			res.setHeader('Content-Length', '999');
			res.setHeader('ETag', 'W/"3e7"');
			res.setHeaders(new Map([['content-security-policy', 'sandbox']]));
			answer(given);
		};
		const { status, contentType, body, headers } = await get();
		expect({ status, contentType, body }).toEqual(given);
		expect(headers).toMatchObject({ 'content-length': '14', 'content-security-policy': 'sandbox' });
		expect(headers).not.toHaveProperty('transfer-encoding');
		expect(headers).not.toHaveProperty('etag');
	});
});

describe('nothing is sent twice on a connection', () => {
	it('what comes after the answer is late, and throws nothing', async () => {
		handle = async (res) => {
			const interception = intercepted(res);
			interception.answer(given);
			interception.answer({ ...given, body: 'again' });
			res.status(500);
			res.setHeader('Content-Security-Policy', 'sandbox');
			res.setHeaders(new Map([['x', 'y']]));
			res.json({ message: 'first' });
			res.send('second');
			res.end();
			expect(await interception.given).toBe(given);
		};
		expect((await get()).body).toBe(given.body);
		expect(late).toEqual([{ message: 'first' }, 'second']);
	});

	it('of two answers by n8n the first counts', async () => {
		handle = async (res) => {
			const interception = intercepted(res);
			res.json({ a: 1 });
			process.nextTick(() => res.end());
			await new Promise((resolve) => setTimeout(resolve, 20));
			expect((await interception.given).body).toBe('{"a":1}');
		};
		expect((await get()).body).toBe('{"a":1}');
		expect(late).toEqual([]);
	});

	it('a client that has gone: the answer is known all the same', async () => {
		let answered: Answer | undefined;
		const seen = new Promise<void>((resolve) => {
			handle = async (res) => {
				const interception = intercepted(res);
				await new Promise((closed) => res.once('close', closed));
				interception.answer(given);
				res.json({ message: 'late' });
				answered = await interception.given;
				resolve();
			};
		});
		await send(app.url, { method: 'GET', query: {}, body: '' }, 30);
		await seen;
		expect(answered).toBe(given);
		expect(late).toEqual([{ message: 'late' }]);
	});
});

describe('an answer that n8n is not to give', () => {
	it('has its type and length', async () => {
		handle = (res) => {
			res.setHeader('X-Powered-By', 'Express');
			reply(res as never, given);
		};
		const { status, contentType, body, headers } = await get();
		expect({ status, contentType, body }).toEqual(given);
		expect(headers['content-length']).toBe('14');
	});

	it('is not sent when there was one, or nobody is there', async () => {
		handle = (res) => {
			res.end('first');
			reply(res as never, given);
		};
		expect((await get()).body).toBe('first');
		const gone = new Promise<void>((resolve) => {
			handle = async (res) => {
				await new Promise((closed) => res.once('close', closed));
				reply(res as never, given);
				resolve();
			};
		});
		await send(app.url, { method: 'GET', query: {}, body: '' }, 30);
		await gone;
	});
});
