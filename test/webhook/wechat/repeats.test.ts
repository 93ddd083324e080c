import type { Answer } from '../../../nodes/webhook/intercept';
import { Repeats } from '../../../nodes/webhook/repeats';
import { type Flow, N8n } from '../n8n';
import { send, type Sender, sealed, sender, text } from './pushes';

// The trigger's deadline stays set when it has been met; here it does not keep the test runner waiting.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms).unref()),
}));

const MINUTE = 60_000;

describe('the memory', () => {
	const answer = (status = 200, body = 'success'): Answer => ({ status, contentType: 'text/plain', body });
	const taken = (...of: Parameters<typeof answer>) => ({ given: Promise.resolve(answer(...of)) });
	const settled = async () => await new Promise((resolve) => setImmediate(resolve));

	it('knows a push from the moment it came, and the answer when there is one', async () => {
		const repeats = new Repeats(10 * 60 * 1000);
		let tell!: (given: Answer) => void;
		repeats.remember('k', { given: new Promise((resolve) => (tell = resolve)) }, 0);
		const earlier = repeats.earlier('k', 1);
		tell(answer());
		expect(await earlier?.given).toEqual(answer());
		expect(await repeats.earlier('k', 2)?.given).toEqual(answer());
		expect(repeats.earlier('another', 2)).toBeUndefined();
	});

	it('forgets when the time is over for which a push may be repeated', () => {
		const repeats = new Repeats(10 * 60 * 1000);
		repeats.remember('k', taken(), 1000);
		expect(repeats.earlier('k', 1000 + 10 * MINUTE - 1)).toBeDefined();
		expect(repeats.earlier('k', 1000 + 10 * MINUTE)).toBeUndefined();
	});

	it.each([[500, true], [503, true], [403, true], [302, true], [200, false], [204, false]])('after %d forgets: %s', async (status, forgets) => {
		const repeats = new Repeats(10 * 60 * 1000);
		repeats.remember('k', taken(status), 0);
		await settled();
		expect(repeats.earlier('k', 1) === undefined).toBe(forgets);
	});

	it('keeps the newest 5000', () => {
		const repeats = new Repeats(10 * 60 * 1000);
		for (let n = 0; n <= 5000; n++) repeats.remember(`k${n}`, taken(), n);
		expect(repeats.earlier('k0', 5000)).toBeUndefined();
		expect(repeats.earlier('k1', 5000)).toBeDefined();
		expect(repeats.earlier('k5000', 5000)).toBeDefined();
	});

	it('counts a push that is remembered anew as new', async () => {
		const repeats = new Repeats(10 * 60 * 1000);
		repeats.remember('k', taken(), 0);
		for (let n = 1; n < 5000; n++) repeats.remember(`k${n}`, taken(), n);
		repeats.remember('k', taken(200, 'second'), 10 * MINUTE);
		repeats.remember('k5000', taken(), 10 * MINUTE);
		expect(repeats.earlier('k1', 10 * MINUTE)).toBeUndefined();
		expect(await repeats.earlier('k', 11 * MINUTE)?.given).toEqual(answer(200, 'second'));
	});

	it('keeps no more than the answer when that is settled', async () => {
		const repeats = new Repeats(10 * 60 * 1000);
		const [first, second, answered] = [taken(), taken(), taken(200, 'settled')];
		repeats.remember('k', first, 0);
		repeats.settle('k', second, answered);
		expect(repeats.earlier('k', 1)).toBe(first);
		repeats.settle('k', first, answered);
		expect(repeats.earlier('k', 1)).toBe(answered);
		expect(repeats.earlier('k', 10 * MINUTE)).toBeUndefined();
		repeats.settle('another', first, answered);
		expect(repeats.earlier('another', 1)).toBeUndefined();
	});

	it('a failure that is known late does not forget the push that came after it', async () => {
		const repeats = new Repeats(10 * 60 * 1000);
		let fail!: (given: Answer) => void;
		repeats.remember('k', { given: new Promise((resolve) => (fail = resolve)) }, 0);
		repeats.remember('k', taken(), 10 * MINUTE);
		fail(answer(500));
		await settled();
		expect(repeats.earlier('k', 11 * MINUTE)).toBeDefined();
	});
});

describe('WeChat repeats a push', () => {
	const running: N8n[] = [];

	afterEach(async () => {
		for (const n8n of running.splice(0)) {
			await n8n.close();
			expect(n8n.thrown).toEqual([]);
		}
	});

	async function start(who: Sender, options: { respond?: string; flow?: Flow; mode?: 'manual' } = {}): Promise<N8n> {
		const { respond = 'immediately', flow, mode } = options;
		const n8n = await N8n.start({ store: who.store, parameters: { respond }, flow, mode });
		running.push(n8n);
		return n8n;
	}

	const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
	const success = { status: 200, contentType: 'text/plain', body: 'success' };

	it('twice at once: one execution, the same answer', async () => {
		const who = sender({ mode: 'secure' });
		const n8n = await start(who);
		n8n.msToStart = 50;
		const message = text();
		// Sealed anew each time, as WeChat does: other nonce, other bytes.
		const answers = await Promise.all([1, 2, 3].map(async () => await send(n8n.url, sealed(who.account, message))));
		for (const answered of answers) expect(answered).toMatchObject(success);
		expect(n8n.executions).toHaveLength(1);
	});

	it('after the answer: the same answer, no execution', async () => {
		const who = sender({ mode: 'secure' });
		const n8n = await start(who, { respond: 'reply', flow: async (_, reply) => await reply({ msgtype: 'text', text: { content: 'hi' } }) });
		const message = text();
		const first = await send(n8n.url, sealed(who.account, message));
		const second = await send(n8n.url, sealed(who.account, message));
		expect(first?.body).toMatch(/<Encrypt>/);
		expect(second).toMatchObject({ status: 200, contentType: first?.contentType, body: first?.body });
		expect(n8n.executions).toHaveLength(1);
	});

	it('after a 500, when the execution could not be started: a new execution', async () => {
		const who = sender();
		const n8n = await start(who);
		n8n.isDown = true;
		const message = text();
		const wire = sealed(who.account, message);
		expect(await send(n8n.url, wire)).toMatchObject({ status: 500, body: '' });
		n8n.isDown = false;
		expect(await send(n8n.url, wire)).toMatchObject(success);
		expect(await send(n8n.url, wire)).toMatchObject(success);
		expect(n8n.executions).toHaveLength(1);
		expect(n8n.problems.map(String)).toEqual(['Error: There was a problem executing the workflow']);
	});

	it('while one that cannot be started is being started: it shares the outcome', async () => {
		const who = sender();
		const n8n = await start(who);
		n8n.isDown = true;
		n8n.msToStart = 50;
		const message = text();
		const answers = await Promise.all([1, 2].map(async () => await send(n8n.url, sealed(who.account, message))));
		expect(answers.map((answered) => answered?.status)).toEqual([500, 500]);
		expect(n8n.executions).toHaveLength(0);
	});

	it('because the first connection was cut: the repeat gets the reply of the running execution', async () => {
		const who = sender({ mode: 'secure' });
		const flow: Flow = async (_, reply) => {
			await pause(300);
			await reply({ msgtype: 'text', text: { content: 'answered' } });
		};
		const n8n = await start(who, { respond: 'reply', flow });
		const message = text();
		expect(await send(n8n.url, sealed(who.account, message), 100)).toBeUndefined();
		const repeated = await send(n8n.url, sealed(who.account, message));
		expect(repeated?.body).toMatch(/<Encrypt>/);
		expect(n8n.executions).toHaveLength(1);
		expect(n8n.problems).toEqual([]);
	});

	it('because the first connection was cut when nobody was to reply: no second execution', async () => {
		const who = sender();
		const n8n = await start(who);
		n8n.msToStart = 100;
		const message = text();
		await send(n8n.url, sealed(who.account, message), 30);
		expect(await send(n8n.url, sealed(who.account, message))).toMatchObject(success);
		expect(n8n.executions).toHaveLength(1);
	});

	it('another push, another workflow, another account: each has its execution', async () => {
		const who = sender();
		const [one, two] = [await start(who), await start(who)];
		const message = text();
		await send(one.url, sealed(who.account, message));
		await send(two.url, sealed(who.account, message));
		await send(one.url, sealed(who.account, text()));
		expect([one.executions.length, two.executions.length]).toEqual([2, 1]);
	});

	it('in a test run from the editor: every push is taken', async () => {
		const who = sender();
		const n8n = await start(who, { mode: 'manual' });
		const message = text();
		for (let n = 0; n < 2; n++) expect(await send(n8n.url, sealed(who.account, message))).toMatchObject(success);
		expect(n8n.executions).toHaveLength(2);
		n8n.mode = 'webhook';
		for (let n = 0; n < 2; n++) expect(await send(n8n.url, sealed(who.account, message))).toMatchObject(success);
		expect(n8n.executions).toHaveLength(3);
	});

	it('that was refused: it is refused again', async () => {
		const who = sender({ mode: 'secure' });
		const n8n = await start(who);
		const message = text();
		await send(n8n.url, sealed(who.account, message));
		const forged = sealed({ ...who.account, callback: { ...who.account.callback, token: 'x' } }, message);
		expect(await send(n8n.url, forged)).toMatchObject({ status: 403 });
	});
});
