import type { IDataObject } from 'n8n-workflow';
import type { NodeInput } from '../engine';
import { items, useWechat, wechatPay, withWechat, type Wechat } from '../wechat';
import { MADE, SAME } from './made';
import { codeOrder, NOWHERE, orders, PATHS, refundOf, sale } from './shop';
import { useRelay } from './relay';

/** Nobody pays twice and no money goes back twice, whoever tries again: what is lost on the way is in faults.test.ts. */
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async () => undefined,
}));

const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const refundsIn = async (wechat: Wechat) => (await orders(wechat)).flatMap(({ refunds }) => refunds).length;

describe.each(MADE)('$what', ({ what, path, by, number: value, node, before, numbers }) => {
	const number = { [by]: value };
	/** In the message itself: an agent reads nothing else. */
	const mayExist = `. The ${what} ${value} may exist all the same: never take a new number for it`;
	const LOOK = expect.stringContaining('Look it up by this number (operation Get) before anything else');
	const calls = async (wechat: Wechat) => (await wechat.calls(path)).length;

	/** In a shop of its own. */
	const scene = async (act: (wechat: Wechat) => Promise<void>) =>
		await withWechat(async (wechat) => {
			wechat.payCredential({ notifyUrl: NOWHERE });
			await before(wechat);
			await act(wechat);
		});

	test.concurrent('Continue On Fail: the item has the number to look it up by', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true, times: 3 });
			const run = await wechat.run(node({ onError: 'continueRegularOutput' }), { items: items({ mine: 1 }) });
			expect(run.json('WeChat')).toEqual([
				{
					...{ mine: 1, error: `WeChat Pay could not be reached: the connection was cut${mayExist}`, errcode: null, errmsg: null, rid: null },
					...{ hint: LOOK, safe_to_repeat: true, ...number },
				},
			]);
		}));

	test.concurrent('Retry On Fail: what went through is not sent again when another item failed', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, code: 'NO_AUTH', skip: 1 });
			const run = await wechat.run(node(RETRIES, '={{ $json.number }}'), { items: items({ number: `${value}A` }, { number: `${value}B` }) });
			expect(run.error).toBeUndefined();
			expect(run.json('WeChat')!.map((json) => json[by])).toEqual([`${value}A`, `${value}B`]);
			expect([(await numbers(wechat)).length, await calls(wechat)]).toEqual([2, 3]);
		}));

	test.concurrent.each([
		['RATELIMIT_EXCEEDED', 'Run it again in a minute, with the same number'],
		['NEW_LIMIT', 'Look up the code'],
	])('too many calls, three times (%s): nothing was made, and nothing else is said', async (code, words) =>
		await scene(async (wechat) => {
			await wechat.fault({ path, status: 429, code, times: 3 });
			const { error } = await wechat.run(node());
			expect(error).toMatchObject({ httpCode: code, description: expect.stringContaining(words) });
			expect(error?.message).not.toContain('may exist');
			expect([await numbers(wechat), await calls(wechat)]).toEqual([[], 3]);
		}));

	test.concurrent('refused after a lost answer: the first try may have made it', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true });
			await wechat.fault({ path, code: 'NO_AUTH' });
			const run = await wechat.run(node({ ...RETRIES, onError: 'continueRegularOutput' }));
			expect(run.json('WeChat')).toMatchObject([{ errcode: 'NO_AUTH', error: expect.stringContaining(mayExist), hint: LOOK, safe_to_repeat: false, ...number }]);
			expect([await numbers(wechat), await calls(wechat)]).toEqual([[value], 2]);
		}));
});

describe('an answer that was changed on its way', () => {
	const wechat = useWechat();
	const relay = useRelay(wechat);
	beforeEach(() => wechat.payCredential({ baseUrl: relay.url, notifyUrl: NOWHERE }));

	test('is not taken: nobody is led to another code to pay', async () => {
		relay.change = ({ body }) => ({ body: Buffer.from(body.toString().replace('zz"', 'zy"')) });
		const run = await wechat.run(codeOrder());
		expect(run.items('WeChat')).toBeUndefined();
		expect(run.error?.message).toContain(`The order ${SAME} may exist`);
		expect(await orders(wechat)).toHaveLength(1);
	});
});

describe('before a refund, its order is looked up', () => {
	const looking = refundOf(SAME, { amount_refund: '40' });
	const path = PATHS.order;
	const scene = async (act: (wechat: Wechat) => Promise<void>) =>
		await withWechat(async (wechat) => {
			wechat.payCredential({ notifyUrl: NOWHERE });
			await sale(wechat, { out_trade_no: SAME });
			await act(wechat);
		});

	test.concurrent.each<[string, IDataObject]>([
		['the connection was cut', { drop: true }],
		['WeChat does not know', { code: 'SYSTEM_ERROR' }],
		['the signature is bad', { badSignature: true }],
	])('%s: asked again, then refunded once', async (_, fault) =>
		await scene(async (wechat) => {
			await wechat.fault({ path, ...fault });
			expect((await wechat.run(looking)).error).toBeUndefined();
			expect(await refundsIn(wechat)).toBe(1);
		}));

	test.concurrent('in vain: nothing was refunded, and nobody says that it may have been', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true, times: 9 });
			const { error } = await wechat.run(looking);
			expect(error?.message).toBe('WeChat Pay could not be reached: the connection was cut');
			expect(error?.description).not.toContain('Look it up');
			expect([await refundsIn(wechat), await wechat.calls(PATHS.refunds)]).toEqual([0, []]);
		}));

	test.concurrent('an order without an amount in it is not refunded', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, status: 200, body: '{"trade_state":"SUCCESS"}' });
			expect((await wechat.run(looking)).error).toBeDefined();
			expect(await refundsIn(wechat)).toBe(0);
		}));
});

test.concurrent('closing comes to the same when done twice: it is repeated', async () =>
	await withWechat(async (wechat) => {
		await wechat.run(codeOrder());
		await wechat.fault({ path: PATHS.close, drop: true });
		expect((await wechat.run(wechatPay('order', 'close', { out_trade_no: SAME }))).error).toBeUndefined();
		expect(await orders(wechat)).toMatchObject([{ trade_state: 'CLOSED' }]);
	}));

describe('two items with one number', () => {
	const message = (what: string, number: string) => `The ${what} number ${number} is that of item 0 already`;

	test.concurrent('are one order: the second item is told, and does not go out as paid for', async () =>
		await withWechat(async (wechat) => {
			const run = await wechat.run(codeOrder({}, { onError: 'continueRegularOutput' }), { items: items({ a: 1 }, { a: 2 }) });
			expect(run.json('WeChat')).toMatchObject([{ status: 'NOTPAY' }, { a: 2, error: message('order', SAME), errcode: null }]);
			expect(await wechat.calls(PATHS.native)).toHaveLength(1);
		}));

	test.concurrent('are no two refunds of one order, whatever the amounts', async () =>
		await withWechat(async (wechat) => {
			wechat.payCredential({ notifyUrl: NOWHERE });
			await sale(wechat, { out_trade_no: SAME });
			const node = refundOf(SAME, { amount_refund: '={{ $json.part }}', amount_total: '99' });
			const run = await wechat.run(node, { items: items({ part: 10 }, { part: 20 }) });
			expect(run.error).toMatchObject({ message: message('refund', `${SAME}-R1`), context: { itemIndex: 1 } });
			expect(await refundsIn(wechat)).toBe(1);
		}));

	test.concurrent('in every try of Retry On Fail, the item that had it keeps it', async () =>
		await withWechat(async (wechat) => {
			await wechat.fault({ path: PATHS.native, code: 'NO_AUTH' });
			const run = await wechat.run(codeOrder({}, RETRIES as never));
			expect(run.json('WeChat')).toMatchObject([{ out_trade_no: SAME }]);
			expect(await orders(wechat)).toHaveLength(1);
		}));
});
