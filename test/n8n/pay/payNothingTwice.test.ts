import type { IDataObject } from 'n8n-workflow';
import type { NodeInput } from '../engine';
import { items, useWechat, wechatPay, withWechat, type Wechat } from '../wechat';
import { codeOrder, NOWHERE, orders, PATHS, refundOf, sale } from './shop';
import { useRelay } from './relay';

/** Nobody pays twice and no money goes back twice, whatever is lost on the way and whoever tries again. */
const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const SAME = 'LT-2026-1';

/** What is made, by which call, and how many there are in WeChat. */
interface Made {
	path: string;
	/** The number that must not change. */
	number: IDataObject;
	node(settings?: Partial<NodeInput>): NodeInput;
	before(wechat: Wechat): Promise<unknown>;
	count(wechat: Wechat): Promise<number>;
}

const order: Made = {
	path: PATHS.native,
	number: { out_trade_no: SAME },
	node: (settings = {}) => codeOrder({}, settings as never),
	before: async () => undefined,
	count: async (wechat) => (await orders(wechat)).length,
};

const refund: Made = {
	path: PATHS.refunds,
	number: { out_refund_no: `${SAME}-R1` },
	node: (settings = {}) => refundOf(SAME, { amount_refund: '40', amount_total: '99' }, settings as never),
	before: async (wechat) => await sale(wechat, { out_trade_no: SAME }),
	count: async (wechat) => (await orders(wechat)).flatMap(({ refunds }) => refunds).length,
};

describe.each([
	['an order', 'order', order],
	['a refund', 'refund', refund],
])('%s', (_, what, { path, number, node, before, count }) => {
	const [[, value]] = Object.entries(number);
	/** In the message itself: an agent reads nothing else. */
	const mayExist = `. The ${what} ${String(value)} may exist all the same: never take a new number for it`;
	const LOOK = expect.stringContaining('Look it up by this number (operation Get) before anything else');
	const bodies = async (wechat: Wechat) => (await wechat.calls(path)).map(({ body }) => body);

	/** In a shop of its own. */
	const scene = async (act: (wechat: Wechat) => Promise<void>) =>
		await withWechat(async (wechat) => {
			wechat.payCredential({ notifyUrl: NOWHERE });
			await before(wechat);
			await act(wechat);
		});

	test.concurrent('the connection was cut once: the node asks again with the same number, and there is one', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true });
			const run = await wechat.run(node());
			expect(run.json('WeChat')).toMatchObject([number]);
			expect(await count(wechat)).toBe(1);
			const [first, second, ...more] = await bodies(wechat);
			expect([second, more]).toEqual([first, []]);
		}));

	test.concurrent('the connection was cut three times: the error says that it may exist, and names the number', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true, times: 3 });
			const run = await wechat.run(node());
			expect(run.error).toMatchObject({ message: `WeChat Pay could not be reached: the connection was cut${mayExist}`, description: LOOK });
			expect([await count(wechat), (await bodies(wechat)).length]).toEqual([1, 3]);
		}));

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

	test.concurrent.each(['stopWorkflow', 'continueRegularOutput'] as const)('Retry On Fail sends nothing again (%s)', async (onError) =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true, times: 9 });
			const run = await wechat.run(node({ ...RETRIES, onError }));
			expect(run.error?.message ?? run.json('WeChat')![0].error).toContain(mayExist);
			expect([await count(wechat), (await bodies(wechat)).length]).toEqual([1, 3]);
		}));

	test.concurrent('Retry On Fail: what went through is not sent again when another item failed', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, code: 'NO_AUTH', skip: 1 });
			const [name] = Object.keys(number);
			const each = node(RETRIES);
			const ofItem = { ...each, parameters: { ...each.parameters, [name]: '={{ $json.number }}' } as never };
			const run = await wechat.run(ofItem, { items: items({ number: `${SAME}-A` }, { number: `${SAME}-B` }) });
			expect(run.error).toBeUndefined();
			expect(run.json('WeChat')!.map((json) => json[name])).toEqual([`${SAME}-A`, `${SAME}-B`]);
			expect([await count(wechat), (await bodies(wechat)).length]).toEqual([2, 3]);
		}));

	test.concurrent('run again by hand after that, it is the same one', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true, times: 3 });
			expect((await wechat.run(node())).error).toBeDefined();
			expect((await wechat.run(node())).json('WeChat')).toMatchObject([number]);
			expect(await count(wechat)).toBe(1);
		}));

	test.concurrent.each<[string, IDataObject, string]>([
		['WeChat does not know (SYSTEM_ERROR)', { code: 'SYSTEM_ERROR' }, 'WeChat refused: 系统异常，请稍后重试 (SYSTEM_ERROR)'],
		['the bank does not know (BANK_ERROR)', { code: 'BANK_ERROR' }, 'WeChat refused: 银行系统异常 (BANK_ERROR)'],
		['a code that is new, with HTTP status 500', { code: 'NEW_TROUBLE', status: 500 }, 'WeChat refused: NEW_TROUBLE (NEW_TROUBLE)'],
		['a gateway fails', { status: 502 }, "WeChat Pay's server answered with HTTP status 502"],
		['a gateway answers for it', { status: 504, body: '<html>' }, "WeChat Pay's server answered with HTTP status 504"],
	])('%s: asked three times, then it may exist', async (__, fault, message) =>
		await scene(async (wechat) => {
			await wechat.fault({ path, ...fault, times: 3 });
			const run = await wechat.run(node({ ...RETRIES, onError: 'continueRegularOutput' }));
			expect(run.json('WeChat')).toMatchObject([{ error: message + mayExist, hint: LOOK, safe_to_repeat: true, ...number }]);
			expect(await bodies(wechat)).toHaveLength(3);
			expect((await wechat.run(node())).error).toBeUndefined();
			expect(await count(wechat)).toBe(1);
		}));

	test.concurrent.each(['SYSTEM_ERROR', 'BANK_ERROR', 'FREQUENCY_LIMITED'])('%s once: asked again, and there is one', async (code) =>
		await scene(async (wechat) => {
			await wechat.fault({ path, code });
			expect((await wechat.run(node())).json('WeChat')).toMatchObject([number]);
			expect([await count(wechat), (await bodies(wechat)).length]).toEqual([1, 2]);
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
			expect([await count(wechat), (await bodies(wechat)).length]).toEqual([0, 3]);
		}));

	const forgeries = [
		[true, 'Its signature is wrong'],
		['missing', 'is missing'],
		['signtest', 'Its signature is wrong'],
		['serial', 'a key that the credential does not have'],
		['timestamp', 'more than five minutes off'],
	] as const;

	test.concurrent.each(forgeries)('an answer with a bad signature (%s) is asked for again, and there is one', async (badSignature) =>
		await scene(async (wechat) => {
			await wechat.fault({ path, badSignature });
			expect((await wechat.run(node())).json('WeChat')).toMatchObject([number]);
			expect([await count(wechat), (await bodies(wechat)).length]).toEqual([1, 2]);
		}));

	test.concurrent.each(forgeries)('three such answers (%s): it may exist, and is not reported as made', async (badSignature, why) =>
		await scene(async (wechat) => {
			await wechat.fault({ path, badSignature, times: 3 });
			const run = await wechat.run(node(RETRIES));
			expect(run.items('WeChat')).toBeUndefined();
			expect(run.error).toMatchObject({ message: expect.stringMatching(`^The answer cannot be trusted to be WeChat Pay's\\. .*${why}`), description: LOOK });
			expect(run.error?.message).toContain(mayExist);
			expect([await count(wechat), (await bodies(wechat)).length]).toEqual([1, 3]);
		}));

	test.concurrent('refused after a lost answer: the first try may have made it', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true });
			await wechat.fault({ path, code: 'NO_AUTH' });
			const run = await wechat.run(node({ ...RETRIES, onError: 'continueRegularOutput' }));
			expect(run.json('WeChat')).toMatchObject([{ errcode: 'NO_AUTH', error: expect.stringContaining(mayExist), hint: LOOK, safe_to_repeat: false, ...number }]);
			expect([await count(wechat), (await bodies(wechat)).length]).toEqual([1, 2]);
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
			expect(await refund.count(wechat)).toBe(1);
		}));

	test.concurrent('in vain: nothing was refunded, and nobody says that it may have been', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, drop: true, times: 9 });
			const { error } = await wechat.run(looking);
			expect(error?.message).toBe('WeChat Pay could not be reached: the connection was cut');
			expect(error?.description).not.toContain('Look it up');
			expect([await refund.count(wechat), await wechat.calls(PATHS.refunds)]).toEqual([0, []]);
		}));

	test.concurrent('an order without an amount in it is not refunded', async () =>
		await scene(async (wechat) => {
			await wechat.fault({ path, status: 200, body: '{"trade_state":"SUCCESS"}' });
			expect((await wechat.run(looking)).error).toBeDefined();
			expect(await refund.count(wechat)).toBe(0);
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
			expect(await refund.count(wechat)).toBe(1);
		}));

	test.concurrent('in every try of Retry On Fail, the item that had it keeps it', async () =>
		await withWechat(async (wechat) => {
			await wechat.fault({ path: PATHS.native, code: 'NO_AUTH' });
			const run = await wechat.run(codeOrder({}, RETRIES as never));
			expect(run.json('WeChat')).toMatchObject([{ out_trade_no: SAME }]);
			expect(await order.count(wechat)).toBe(1);
		}));
});
