import { Expression } from 'n8n-workflow';
import { parseXml } from '../../../nodes/protocol/xml';
import { type Server, startServer, Tokens } from '../../transport/server';
import { type Flow, logged, N8n } from '../n8n';
import { AES_KEY, type Answered, OPENID, send, sealed, sender, text, TOKEN } from './pushes';

const SEND = '/cgi-bin/message/custom/send';
const HELLO = { msgtype: 'text', text: { content: '你好, a moment later' } };
const SUCCESS = { status: 200, contentType: 'text/plain', body: 'success' };

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const after = (ms: number, message?: object): Flow => async (_, reply) => {
	await pause(ms);
	if (message) await reply(message);
};

/** What became of one push: what WeChat got on its connections, and what n8n sent to WeChat's API. */
interface Outcome {
	n8n: N8n;
	answers: Array<Answered | undefined>;
	sent: Array<Record<string, unknown>>;
}

const flows: Record<string, { flow: Flow; refuses?: number; cut?: boolean; respond?: string; wasKilled?: boolean }> = {
	late: { flow: after(5200, HELLO) },
	'late, with a dead token': { flow: after(5200, HELLO), wasKilled: true },
	'late, outside of the 48 hours': { flow: after(5200, HELLO), refuses: 45015 },
	'late links': {
		flow: after(5200, { msgtype: 'news', news: { articles: [1, 2].map((n) => ({ title: `T${n}`, url: `https://a/${n}` })) } }),
	},
	'late hand-over to staff': { flow: after(5200, { msgtype: 'transfer_customer_service' }) },
	'just in time': { flow: after(4300, HELLO) },
	'no reply at all': { flow: after(5200) },
	'late failure': {
		flow: async () => {
			await pause(5200);
			throw new Error('a node failed');
		},
	},
	'late, and the first connection was cut': { flow: after(5200, HELLO), cut: true },
	'slow, and answered immediately': { flow: after(1000), respond: 'immediately' },
};

const outcomes: Record<string, Outcome> = {};
const servers: Server[] = [];

async function play({ flow, refuses, cut, respond = 'reply', wasKilled }: (typeof flows)[string]): Promise<Outcome> {
	const server = await startServer();
	servers.push(server);
	const tokens: Tokens = new Tokens(server, () => (refuses ? { errcode: refuses, errmsg: `out of time ${tokens.current}` } : { errcode: 0, errmsg: 'ok' }));
	const who = sender({ mode: 'secure' }, {}, server.url);
	if (wasKilled) {
		who.store.add('credential-1', {
			...who.store.stored('credential-1'),
			...{ accessToken: tokens.current, issuedAppId: who.appId, expiresAt: Date.now() + 3_600_000 },
		});
		tokens.kill();
	}
	const n8n = await N8n.start({ store: who.store, parameters: { respond }, flow });
	const message = text();
	const answers = cut
		? [await send(n8n.url, sealed(who.account, message), 1000), await send(n8n.url, sealed(who.account, message))]
		: [await send(n8n.url, sealed(who.account, message))];
	while (n8n.running > 0) await pause(20);
	await pause(300);
	const sent = server
		.at(SEND)
		.filter(({ query }) => query.access_token === tokens.current)
		.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>);
	return { n8n, answers, sent };
}

/** All at once, so that the five seconds are waited for once. */
beforeAll(async () => {
	logged.length = 0;
	useIsolates();
	const played = await Promise.all(Object.entries(flows).map(async ([name, flow]) => [name, await play(flow)] as const));
	Object.assign(outcomes, Object.fromEntries(played));
});
afterAll(async () => {
	await Promise.all(Object.values(outcomes).map(async ({ n8n }) => await n8n.close()));
	await Promise.all(servers.map(async (server) => await server.close()));
	Expression.setExpressionEngine('legacy');
});

/**
 * The way of n8n 2's expression engine: a workflow can evaluate from `acquireIsolate` to `releaseIsolate` only,
 * and a webhook's is released when n8n has its answer (@n8n/expression-runtime, ExpressionEvaluator).
 */
function useIsolates(): void {
	const held = new WeakSet<object>();
	const evaluator = {
		acquire: async (caller: object) => !held.has(caller) && Boolean(held.add(caller)),
		release: async (caller: object) => held.delete(caller),
		evaluate(expression: string, data: object, caller: { renderExpression(expression: string, data: object): unknown }) {
			if (!held.has(caller)) throw new Error('No bridge acquired for this context. Call acquire() first.');
			Expression.setExpressionEngine('legacy');
			const result = caller.renderExpression(expression, data);
			Expression.setExpressionEngine('vm');
			return result;
		},
	};
	Object.assign(Expression, { vmEvaluator: evaluator });
	Expression.setExpressionEngine('vm');
}

it.each(Object.keys(flows))('%s: one execution, nothing thrown, nothing sent twice on a connection', (name) => {
	const { n8n } = outcomes[name];
	expect(n8n.executions).toHaveLength(1);
	expect(n8n.thrown).toEqual([]);
	expect(n8n.problems).toEqual([]);
});

describe('WeChat waits five seconds', () => {
	it.each(Object.keys(flows).filter((name) => name.startsWith('late') || name.startsWith('no ')))('%s: success comes after 4.7 s', (name) => {
		const { answers } = outcomes[name];
		const last = answers.at(-1)!;
		expect(last).toMatchObject(SUCCESS);
		const ms = last.ms + (answers.length - 1) * 1000;
		expect(ms).toBeGreaterThan(4500);
		expect(ms).toBeLessThan(5000);
	});

	it('a reply just in time is the answer, and no other message is sent', () => {
		const { answers, sent } = outcomes['just in time'];
		expect(answers[0]?.status).toBe(200);
		expect(parseXml(answers[0]!.body)).toHaveProperty('Encrypt');
		expect(sent).toEqual([]);
	});

	it('who answers immediately does not wait for the flow', () => {
		const { answers } = outcomes['slow, and answered immediately'];
		expect(answers[0]).toMatchObject(SUCCESS);
		expect(answers[0]!.ms).toBeLessThan(1000);
	});
});

describe('a reply that comes later', () => {
	it.each(['late', 'late, with a dead token', 'late, and the first connection was cut'])('%s: goes out as a customer service message, once', (name) => {
		expect(outcomes[name].sent).toEqual([{ touser: OPENID, ...HELLO }]);
	});

	it('of several links has one, with everything that such a message must have', () => {
		const article = { title: 'T1', url: 'https://a/1', description: '', picurl: '' };
		expect(outcomes['late links'].sent).toEqual([{ touser: OPENID, msgtype: 'news', news: { articles: [article] } }]);
	});

	it('that would hand the conversation over to staff is named in the log', () => {
		expect(logged.join('\n')).toContain('it was too late to hand the conversation over to staff');
	});

	it.each(['late hand-over to staff', 'no reply at all', 'late failure'])('%s: is none, and nothing is sent', (name) => {
		expect(outcomes[name].sent).toEqual([]);
	});

	it('that the customer does not get is named in the log, without a secret', () => {
		expect(logged.filter((line) => line.startsWith('warn')).sort()).toEqual([
			expect.stringMatching(/^warn 'WeChat \(workflow [\w-]+\): a late reply was not delivered\. WeChat refused: out of time \*\*\* \(45015\)'$/),
			expect.stringMatching(/^warn 'WeChat \(workflow [\w-]+\): it was too late to hand the conversation over to staff'$/),
		]);
		for (const secret of [TOKEN, AES_KEY, 'secret-of-account', '98_token-number']) expect(logged.join('\n')).not.toContain(secret);
	});
});
