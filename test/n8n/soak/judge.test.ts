import type { Message } from '../../simulator/world/conversations';
import { answer } from './flow';
import { judge, type Evidence } from './judge';
import type { Plan } from './plan';
import type { Try } from '../../simulator/push/deliver';

const AT = 1_800_000_000_000;
const plan: Plan = {
	seed: 1,
	pushes: [
		{ n: 1, waitS: 1, pauseMs: 0 },
		{ n: 2, waitS: 5, pauseMs: 0 },
	],
	kills: [],
	expiryAfterPush: null,
};
const openid = (n: number) => `follower ${n}`;
const attempt = (ms: number, status = 200): Try => ({ ms, status, body: '', contentType: '' });
const said = (n: number, via: Message['via'], content: Record<string, unknown>): Message => ({
	...{ n, at: AT, appid: 'wx', openid: openid(n), via, type: 'text', content },
	from: via === 'push' ? 'follower' : via === 'notice' ? 'wechat' : 'account',
});
const passive = (n: number) => said(n, 'passive', { Content: answer(plan.pushes[n - 1]!) });
const customerService = (n: number) => said(n, 'customer_service', { content: answer(plan.pushes[n - 1]!) });
const tokenCall = (n: number, token: string, force_refresh = false) => ({
	...{ n, at: AT, method: 'POST', path: '/cgi-bin/stable_token', query: {}, status: 200, errcode: 0 },
	body: { force_refresh },
	answer: `{"access_token":"${token}…","expires_in":7200}`,
});

/** Push 1 was answered in the same exchange, push 2 later. */
const good = (): Evidence => ({
	replyWithin: 5,
	plan,
	delivered: [
		{ n: 1, openid: openid(1), outcome: 'reply', tries: [attempt(1100)] },
		{ n: 2, openid: openid(2), outcome: 'success', tries: [attempt(5000, 0), attempt(20)] },
	],
	executed: [
		{ id: '2', status: 'success', createdAt: AT, push: 2 },
		{ id: '1', status: 'success', createdAt: AT, push: 1 },
	],
	chats: { [openid(1)]: [said(1, 'push', {}), passive(1)], [openid(2)]: [said(2, 'push', {}), customerService(2)] },
	calls: [tokenCall(1, '98_abc')],
	kills: [],
	mishaps: [],
	enqueued: ['1', '2'],
	begun: ['1', '2'],
});
/** With fifteen seconds push 2 is answered in WeChat's second try, which joined the execution. */
const joined = (): Evidence => ({
	...good(),
	replyWithin: 15,
	delivered: [good().delivered[0]!, { n: 2, openid: openid(2), outcome: 'reply', tries: [attempt(5000, 0), attempt(20)] }],
	chats: { ...good().chats, [openid(2)]: [said(2, 'push', {}), passive(2)] },
});
/** Execution 2 ends in this status, its worker was killed, and its follower was not answered. */
const killed = (status: string, unfinished: string[], begun = ['1', '2']): Evidence => ({
	...good(),
	plan: { ...plan, kills: [{ afterPush: 2, worker: 0 }] },
	executed: [{ id: '2', status, createdAt: AT, push: null }, good().executed[1]!],
	chats: { ...good().chats, [openid(2)]: [] },
	kills: [{ worker: 1, at: AT + 1000, unfinished, running: [{ id: '2', status: 'running', createdAt: AT, push: 2 }] }],
	begun,
});

it('counts what went well', () => {
	const { table, violations, lost } = judge(good());
	expect(violations).toEqual([]);
	expect(lost).toEqual([]);
	expect(table).toMatchObject({
		...{ Pushes: 2, Executions: 2, 'Passive answers': 1, 'Customer service answers': 1, Repeats: 1, 'Answered in a repeat that joined': 0 },
		...{ 'Slowest acknowledgement': '1100 ms', 'Token calls': 1, 'Access tokens': 1 },
	});
});

it.each([10, 15])('counts the repeats that joined an execution and carried its answer, within %i s', (replyWithin) => {
	expect(judge({ ...joined(), replyWithin })).toMatchObject({ violations: [], table: { Repeats: 1, 'Answered in a repeat that joined': 1 } });
});

it('where repeats have to join, one of them has to', () => {
	const { violations } = judge({ ...good(), replyWithin: 15 });
	expect(violations).toEqual([expect.stringMatching(/^No repeat joined its execution .* waits 15 s/)]);
});

it.each<[string, Partial<Evidence>, RegExp]>([
	['a mishap', { mishaps: ['The access token could not be made to run out: refused'] }, /could not be made to run out/],
	['two answers', { chats: { ...good().chats, [openid(1)]: [passive(1), customerService(1)] } }, /^Push 1 .* got 2 answers \(passive, customer_service\)/],
	['no answer', { chats: { ...good().chats, [openid(2)]: [] } }, /^Push 2 .* got no answer/],
	['the answer to somebody else', { chats: { ...good().chats, [openid(1)]: [passive(2)] } }, /^Push 1 .* got "Answer to #2 wait 5"/],
	['an outage in the chat', { chats: { ...good().chats, [openid(1)]: [passive(1), said(1, 'notice', {})] } }, /^Push 1 .* out of order/],
	['no execution', { executed: good().executed.slice(0, 1) }, /^Push 1 .* has 0 executions/],
	['two executions', { executed: [...good().executed, { id: '3', status: 'success', createdAt: AT, push: 1 }] }, /^Push 1 .* has 2 executions \(1, 3\)/],
	['an execution of no push', { executed: [...good().executed, { id: '3', status: 'success', createdAt: AT, push: null }] }, /no push: 3/],
	['a failed execution', { executed: [{ ...good().executed[0]!, status: 'error' }, good().executed[1]!] }, /execution 2 is "error", and no killed worker/],
	['a second token', { calls: [tokenCall(1, '98_abc'), tokenCall(2, '98_xyz')] }, /2 access tokens, and 1 would/],
	['a forced token', { calls: [tokenCall(1, '98_abc', true)] }, /1 token calls forced/],
	['a token that ran out', { calls: [{ ...tokenCall(1, '98_abc'), path: '/cgi-bin/message/custom/send', errcode: 42001 }] }, /carried a token that had run out/],
	['a refused message', { calls: [{ ...tokenCall(1, '98_abc'), path: '/cgi-bin/message/custom/send', errcode: 45047 }] }, /custom\/send, was refused: HTTP 200, 45047/],
	['a kill that did not happen', { plan: { ...plan, kills: [{ afterPush: 1, worker: 0 }] } }, /1 kills were planned, and 0/],
])('%s is a violation, and the only one', (_case, wrong, words) => {
	const { violations } = judge({ ...good(), ...wrong });
	expect(violations).toEqual([expect.stringMatching(words)]);
});

it.each(['crashed', 'error', 'running'])('what a killed worker had begun may stay unanswered: it is "%s"', (status) => {
	const { violations, lost } = judge(killed(status, ['2']));
	expect(violations).toEqual([]);
	expect(lost).toEqual([
		expect.stringMatching(/^Push 2 .*: execution 2 is ".*", lost with worker 1 \(which had begun it, made 08:00:00\.000, killed 08:00:01\.000\)$/),
	]);
});

it('what a killed worker had just taken, and had not said so, belongs to the kill too', () => {
	expect(judge(killed('error', [], ['1']))).toMatchObject({
		violations: [],
		lost: [expect.stringMatching(/\(active at that moment, begun by nobody, made 08:00:00\.000, killed 08:00:01\.000\)$/)],
	});
});

it('what another worker had begun was not lost with this one', () => {
	expect(judge(killed('error', [])).violations).toEqual([
		expect.stringMatching(/no killed worker had it/),
		expect.stringMatching(/got no answer/),
	]);
});

it('a killed worker is no excuse for an execution that succeeded without an answer', () => {
	expect(judge(killed('success', ['2'])).violations).toEqual([expect.stringMatching(/got no answer/)]);
});

it('a second token is right when WeChat let the first run out', () => {
	const calls = [tokenCall(1, '98_abc'), { ...tokenCall(2, ''), path: '/cgi-bin/message/custom/send', errcode: 42001 }, tokenCall(3, '98_xyz')];
	const evidence = { ...good(), plan: { ...plan, expiryAfterPush: 1 }, calls };
	expect(judge(evidence)).toMatchObject({ violations: [], table: { 'Access tokens': 2, 'Calls refused for a token that ran out': 1 } });
});
