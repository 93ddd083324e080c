import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';
import { startServer, Tokens, type Server } from '../../transport/server';
import { logged, N8n, type Flow } from '../n8n';
import { type Answered, OPENID, push, send, sealed, sender, text } from './pushes';

const SEND = '/cgi-bin/message/custom/send';
const HELLO = { msgtype: 'text', text: { content: '你好, at last' } };
const SUCCESS = { status: 200, contentType: 'text/plain', body: 'success' };
const CUT = 5000;

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const after = (ms: number, message?: object): Flow => async (_, reply) => {
	await pause(ms);
	if (message) await reply(message);
};

interface Case {
	/** Seconds. */
	within: 5 | 10 | 15;
	flow: Flow;
	/** When WeChat tries, in ms after the first try; every connection is cut after five seconds. */
	tries: number[];
	mode?: 'manual';
}

const cases: Record<string, Case> = {
	'second try': { within: 10, flow: after(6500, HELLO), tries: [0, 5000] },
	'third try': { within: 15, flow: after(11_500, HELLO), tries: [0, 5000, 10_000] },
	'both of two that are there': { within: 10, flow: after(2000, HELLO), tries: [0, 500] },
	gap: { within: 10, flow: after(5300, HELLO), tries: [0, 6500] },
	'long gap': { within: 15, flow: after(10_200, HELLO), tries: [0, 5000, 12_500] },
	'nobody comes': { within: 10, flow: after(5300, HELLO), tries: [0] },
	'too late a try': { within: 10, flow: after(5300, HELLO), tries: [0, 12_500] },
	'deadline of 10': { within: 10, flow: after(10_300, HELLO), tries: [0, 5000] },
	'deadline of 15': { within: 15, flow: after(15_300, HELLO), tries: [0, 5000, 10_000] },
	'no reply in the end': { within: 10, flow: after(6500), tries: [0, 5000] },
	'failure in the end': {
		within: 10,
		flow: async () => {
			await pause(6500);
			throw new Error('a node failed');
		},
		tries: [0, 5000],
	},
	'test run': { within: 15, flow: after(6500, HELLO), tries: [0, 5000], mode: 'manual' },
	'five seconds': { within: 5, flow: after(6500, HELLO), tries: [0, 5000] },
};

interface Outcome {
	n8n: N8n;
	start: number;
	answers: Array<Answered | undefined>;
	/** The customer-service messages, and when they came, in ms after the first try. */
	sent: object[];
	sentAt: number[];
}

const outcomes: Record<string, Outcome> = {};
const servers: Server[] = [];
const running: N8n[] = [];

async function play({ within, flow, tries, mode }: Case): Promise<Outcome> {
	const { who, n8n, server, sentAt } = await scene({ respond: 'reply', replyWithin: within }, flow, mode);
	const message = text();
	const start = Date.now();
	const answers = await Promise.all(
		tries.map(async (at) => {
			await pause(at);
			return await send(n8n.url, sealed(who.account, message), CUT);
		}),
	);
	while (n8n.running > 0) await pause(20);
	// A reply that nobody has taken goes another way six seconds later.
	await pause(Math.max(0, start + 13_000 - Date.now()) + 500);
	const sent = server.at(SEND).map(({ body }) => JSON.parse(body.toString()) as object);
	return { n8n, start, answers, sent, sentAt: sentAt.map((at) => at - start) };
}

async function scene(parameters: INodeParameters, flow: Flow, mode?: 'manual') {
	const server = await startServer();
	servers.push(server);
	const sentAt: number[] = [];
	new Tokens(server, ({ path }) => {
		if (path === SEND) sentAt.push(Date.now());
		return { errcode: 0, errmsg: 'ok' };
	});
	const who = sender({ mode: 'secure' }, {}, server.url);
	const n8n = await N8n.start({ store: who.store, parameters, flow, mode });
	running.push(n8n);
	return { who, n8n, server, sentAt };
}

/** All at once, so that the fifteen seconds are waited for once. */
beforeAll(async () => {
	const played = await Promise.all(Object.entries(cases).map(async ([name, one]) => [name, await play(one)] as const));
	Object.assign(outcomes, Object.fromEntries(played));
}, 60_000);
afterAll(async () => {
	await Promise.all([...servers, ...running].map(async (one) => await one.close()));
	expect(running.flatMap(({ thrown, problems }) => [...thrown, ...problems])).toEqual([]);
});

it.each(Object.keys(cases).filter((name) => name !== 'test run'))('%s: one execution for all tries', (name) => {
	expect(outcomes[name].n8n.executions).toHaveLength(1);
});

describe('the try that WeChat makes while the workflow is running', () => {
	it.each([
		['second try', 1],
		['third try', 2],
	])('%s: carries the reply, and nothing else is sent', (name, carrier) => {
		const { answers, sent } = outcomes[name];
		expect(answers.slice(0, carrier)).toEqual(Array(carrier).fill(undefined));
		expect(answers[carrier]).toMatchObject({ status: 200, contentType: 'application/xml; charset=utf-8' });
		expect(answers[carrier]?.body).toMatch(/<Encrypt>/);
		// At once, as soon as the workflow has said it.
		expect(answers[carrier]!.ms).toBeGreaterThan(1000);
		expect(answers[carrier]!.ms).toBeLessThan(3500);
		expect(sent).toEqual([]);
	});

	it('gets the same reply as the one that is still there', () => {
		const [first, second] = outcomes['both of two that are there'].answers;
		expect(first?.body).toMatch(/<Encrypt>/);
		expect(second?.body).toBe(first?.body);
		expect(outcomes['both of two that are there'].sent).toEqual([]);
	});

	it.each(['gap', 'long gap'])('%s: gets what was said while nobody was listening', (name) => {
		const { answers, sent } = outcomes[name];
		expect(answers.at(-1)?.body).toMatch(/<Encrypt>/);
		expect(answers.at(-1)!.ms).toBeLessThan(1000);
		expect(sent).toEqual([]);
	});

	it.each(['no reply in the end', 'failure in the end'])('%s: gets an empty 200', (name) => {
		expect(outcomes[name].answers[1]).toMatchObject({ ...SUCCESS, body: '' });
		expect(outcomes[name].sent).toEqual([]);
	});
});

describe('a reply that no try comes for', () => {
	it.each(['nobody comes', 'too late a try'])('%s: goes out as one customer service message, six seconds later', (name) => {
		const { sent, sentAt } = outcomes[name];
		expect(sent).toEqual([{ touser: OPENID, ...HELLO }]);
		expect(sentAt[0]).toBeGreaterThan(11_000);
		expect(sentAt[0]).toBeLessThan(12_400);
	});

	it('is not given to a try that comes then', () => {
		expect(outcomes['too late a try'].answers[1]).toMatchObject(SUCCESS);
	});
});

describe('the limit', () => {
	it.each([
		['deadline of 10', 9700],
		['deadline of 15', 14_700],
		['five seconds', 4700],
	])('%s: the last try is told success at %d ms, and the reply follows as a customer service message', (name, deadline) => {
		const { answers, sent } = outcomes[name];
		const of = name === 'five seconds' ? 0 : answers.length - 1;
		expect(answers[of]).toMatchObject(SUCCESS);
		const ms = cases[name].tries[of] + answers[of]!.ms;
		expect(ms).toBeGreaterThan(deadline - 200);
		expect(ms).toBeLessThan(deadline + 300);
		expect(sent).toEqual([{ touser: OPENID, ...HELLO }]);
	});

	it('a try after it is told success at once', () => {
		expect(outcomes['five seconds'].answers[1]).toMatchObject(SUCCESS);
		expect(outcomes['five seconds'].answers[1]!.ms).toBeLessThan(1000);
	});

	it.each([
		['five seconds', 4],
		['deadline of 10', 9],
		['deadline of 15', 14],
	])('%s: reply_by in the item is %d s after the receipt', (name, seconds) => {
		const { n8n, start } = outcomes[name];
		const ms = Date.parse(String(n8n.items[0].reply_by)) - start;
		expect(ms).toBeGreaterThanOrEqual(seconds * 1000 - 10);
		expect(ms).toBeLessThan(seconds * 1000 + 900);
	});
});

describe('a test run', () => {
	it('has five seconds, whatever is set', () => {
		const { answers, n8n, start } = outcomes['test run'];
		expect(answers[0]).toMatchObject(SUCCESS);
		expect(answers[0]!.ms).toBeGreaterThan(4500);
		expect(answers[0]!.ms).toBeLessThan(5000);
		expect(Date.parse(String(n8n.items[0].reply_by)) - start).toBeLessThan(4900);
	});

	it('takes a push that the published workflow has had', async () => {
		const { who, n8n } = await scene({ respond: 'immediately' }, after(0));
		const message = text();
		for (const mode of ['webhook', 'manual'] as const) {
			n8n.mode = mode;
			expect(await send(n8n.url, sealed(who.account, message))).toMatchObject(SUCCESS);
		}
		expect(n8n.executions).toHaveLength(2);
	});

	it('joins nothing: every push is an execution', () => {
		expect(outcomes['test run'].n8n.executions).toHaveLength(2);
		expect(outcomes['test run'].sent).toHaveLength(2);
	});
});

describe('a push that another trigger sent on', () => {
	/** With a hop, as passOn has it. */
	async function sendOn(url: string, { query, body, contentType }: ReturnType<typeof sealed>): Promise<{ status: number; data: string; ms: number }> {
		const start = performance.now();
		const headers = { 'content-type': String(contentType), 'x-wechat-hops': '1' };
		const { status, data } = await axios.post<string>(url, body, { params: query, headers, proxy: false, responseType: 'text' });
		return { status, data, ms: performance.now() - start };
	}

	it('has no time for a reply: it goes out as a customer service message, never on that connection', async () => {
		const { who, n8n, server } = await scene({ respond: 'reply', replyWithin: 15 }, after(100, HELLO));
		expect(await sendOn(n8n.url, sealed(who.account, text()))).toMatchObject({ status: 200, data: 'success' });
		expect(n8n.items[0].reply_by).toBeNull();
		for (let n = 0; n < 100 && server.at(SEND).length === 0; n++) await pause(20);
		expect(server.at(SEND).map(({ body }) => JSON.parse(body.toString()) as object)).toEqual([{ touser: OPENID, ...HELLO }]);
	});

	it('is answered before its sender gives up, however long the workflow takes', async () => {
		const { who, n8n } = await scene({ respond: 'reply', replyWithin: 15 }, after(7000));
		const answered = await sendOn(n8n.url, sealed(who.account, text()));
		expect(answered).toMatchObject({ status: 200, data: 'success' });
		expect(answered.ms).toBeLessThan(5500);
	});

	it('does not take the reply away from WeChat when it comes back by another trigger', async () => {
		const { who, n8n, server } = await scene({ respond: 'reply', replyWithin: 10 }, after(1500, HELLO));
		const message = text();
		// WeChat's own connection is gone before the reply; only the one of the other trigger is there.
		const first = send(n8n.url, sealed(who.account, message), 700);
		await pause(300);
		expect(await sendOn(n8n.url, sealed(who.account, message))).toMatchObject({ status: 200, data: 'success' });
		await first;
		await pause(1500);
		expect((await send(n8n.url, sealed(who.account, message)))?.body).toMatch(/<Encrypt>/);
		expect(n8n.executions).toHaveLength(1);
		expect(server.at(SEND)).toEqual([]);
	});
});

describe('an order of virtual goods', () => {
	it('is confirmed when the workflow ends without a reply, or WeChat would deliver it again and again', async () => {
		const { who, n8n } = await scene({ respond: 'reply', replyWithin: 5 }, after(50));
		const answered = await send(n8n.url, sealed(who.account, push({ MsgType: 'event', Event: 'xpay_goods_deliver_notify', OutTradeNo: 'T1' })));
		expect(answered?.body).toBe('<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>');
	});
});

it('no reply and no secret is in the log', () => {
	expect(logged.filter((line) => line.startsWith('warn') || line.startsWith('error'))).toEqual([]);
	expect(logged.join('\n')).not.toContain('at last');
});
