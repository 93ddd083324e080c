import type { Try } from '../../simulator/push/deliver';
import type { Message } from '../../simulator/world/conversations';
import { answer } from './flow';
import { isJoined, mustJoin } from './joined';
import type { Delivered } from './pushing';

const push = { n: 2, waitS: 7, pauseMs: 0 };
const attempt = (status: number): Try => ({ ms: 5000, status, body: '', contentType: '' });
const message = (via: Message['via'], content: object): Message => ({ n: 1, at: 0, appid: 'wx', openid: 'o', from: 'account', via, type: 'text', content: { ...content } });
const execution = (id: string) => ({ id, status: 'success', createdAt: 0, push: 2 });

/** WeChat's first try was cut, and the second one brought the reply. */
const good = () => ({
	delivered: { n: 2, openid: 'o', outcome: 'reply', tries: [attempt(0), attempt(200)] } as Delivered,
	executed: [execution('1')],
	answers: [message('passive', { Content: answer(push) })],
});

const is = ({ delivered, executed, answers }: ReturnType<typeof good>) => isJoined(push, delivered, executed, answers);

it('a repeat has joined that brought the answer of the only execution', () => {
	expect(is(good())).toBe(true);
});

it.each<[string, (one: ReturnType<typeof good>) => Partial<ReturnType<typeof good>>]>([
	['failed before it was repeated', ({ delivered }) => ({ delivered: { ...delivered, tries: [attempt(502), attempt(200)] } })],
	['was not repeated', ({ delivered }) => ({ delivered: { ...delivered, tries: [attempt(200)] } })],
	['had no reply in its repeat', ({ delivered }) => ({ delivered: { ...delivered, outcome: 'success' } })],
	['was answered by a customer service message', () => ({ answers: [message('customer_service', { Content: answer(push) })] })],
	['was answered twice', ({ answers }) => ({ answers: [...answers, ...answers] })],
	['was not answered', () => ({ answers: [] })],
	['was answered with something else', () => ({ answers: [message('passive', { Content: 'else' })] })],
	['has a second execution', () => ({ executed: [execution('1'), execution('2')] })],
	['has no execution', () => ({ executed: [] })],
])('a push that %s has joined nothing', (_what, wrong) => {
	expect(is({ ...good(), ...wrong(good()) })).toBe(false);
});

it('nothing can join within the five seconds that WeChat waits', () => {
	expect([5, 10, 15].map(mustJoin)).toEqual([false, true, true]);
});
