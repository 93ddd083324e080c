import type { IDataObject } from 'n8n-workflow';
import { waitForPayment } from '../../../nodes/WechatPay/resources/order/wait';
import { items, MERCHANT, useWechat, wechatPay } from '../wechat';
import { startLine } from './line';
import { atCounter, codeOrder, NOWHERE, orders, refusedHere, sale, shop } from './shop';

const mockPauses: number[] = [];
/** What happens while the node waits, by the seconds since it began. */
const mockMeanwhile: Array<{ after: number; act: () => Promise<unknown> }> = [];
let mockNow = 0;
const mockClock = Date.now;
/** WeChat's clock goes with ours. */
let mockTick: (ms: number) => Promise<unknown> = async () => undefined;

/** Waiting takes no time here, and the clock goes on all the same. */
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => {
		mockPauses.push(ms);
		mockNow += ms;
		await mockTick(ms);
		const due = mockMeanwhile.filter(({ after }) => mockNow >= after * 1000);
		for (const one of due) {
			mockMeanwhile.splice(mockMeanwhile.indexOf(one), 1);
			await one.act();
		}
	},
}));

/** Waits for customers where no notification can come. */
const wechat = useWechat();
const { mchid } = MERCHANT;
const NUMBER = 'LT-2026-1';
const LOOK = `/v3/pay/transactions/out-trade-no/${NUMBER}`;

beforeEach(() => {
	mockPauses.length = 0;
	mockMeanwhile.length = 0;
	mockNow = 0;
	mockTick = async (ms) => await wechat.client.control('/clock', { advance: ms / 1000 });
	jest.spyOn(Date, 'now').mockImplementation(() => mockClock() + mockNow);
});
afterEach(() => jest.restoreAllMocks());

const after = (seconds: number, act: () => Promise<unknown>) => mockMeanwhile.push({ after: seconds, act });
const pay = async (out_trade_no = NUMBER) => await wechat.client.control('/pay', { out_trade_no, wait: false });
const close = async () => await shop(wechat).post(`${LOOK}/close`, { mchid });
const wait = (parameters: IDataObject = {}, settings = {}) => wechatPay('order', 'waitForPayment', { out_trade_no: NUMBER, ...parameters }, settings);
const made = async (parameters: IDataObject = {}) => {
	const { error } = await wechat.run(codeOrder({ additionalFields: { notify_url: NOWHERE }, ...parameters }));
	expect(error).toBeUndefined();
};
const only = async (node = wait()): Promise<IDataObject> => {
	const run = await wechat.run(node);
	expect(run.error).toBeUndefined();
	return run.json('WeChat')![0];
};
const seconds = () => mockPauses.map((ms) => ms / 1000);
const waited = () => seconds().reduce((sum, pause) => sum + pause, 0);

test('ends when the customer pays', async () => {
	await made();
	after(12, pay);
	expect(await only()).toMatchObject({ out_trade_no: NUMBER, status: 'SUCCESS', paid: true, timed_out: false, closed: false, transaction_id: expect.any(String), paid_yuan: '99.00' });
	expect(seconds()).toEqual([5, 5, 5]);
});

test('is polite: every five seconds for a minute, every ten up to five minutes, then every thirty', async () => {
	await made();
	expect(await only(wait({ minutes: 7 }))).toMatchObject({ status: 'NOTPAY', paid: false, timed_out: true, closed: false });
	const pauses = seconds();
	expect(pauses.slice(0, 12)).toEqual(Array(12).fill(5));
	expect(pauses.slice(12, 36)).toEqual(Array(24).fill(10));
	expect(pauses.slice(36, 39)).toEqual(Array(3).fill(30));
	expect(Math.abs(420 - waited())).toBeLessThan(5);
	expect(await orders(wechat)).toMatchObject([{ trade_state: 'NOTPAY' }]);
});

test('waits for fifteen minutes unless told', async () => {
	await made();
	await only();
	expect(Math.abs(900 - waited())).toBeLessThan(5);
});

test('paid long ago, it does not wait at all', async () => {
	await sale(wechat, { out_trade_no: NUMBER });
	expect(await only()).toMatchObject({ paid: true, timed_out: false });
	expect(mockPauses).toEqual([]);
});

test('by WeChat Pay’s number', async () => {
	const { transaction_id } = await sale(wechat, { out_trade_no: NUMBER });
	expect(await only(wait({ orderBy: 'transaction_id', transaction_id }))).toMatchObject({ out_trade_no: NUMBER, paid: true });
});

test('closed in the meantime: it says so, and is no error', async () => {
	await made();
	after(8, close);
	expect(await only()).toMatchObject({ status: 'CLOSED', paid: false, timed_out: false, closed: false });
});

test('a payment at the counter that was refused or taken back', async () => {
	await atCounter(wechat, { out_trade_no: NUMBER });
	await wechat.run(wechatPay('order', 'reverse', { api: 'v3', out_trade_no: NUMBER }));
	expect(await only()).toMatchObject({ status: 'REVOKED', paid: false, timed_out: false });
});

test('a payment of which something was given back is not “paid”', async () => {
	await sale(wechat, { out_trade_no: NUMBER });
	await shop(wechat).post('/v3/refund/domestic/refunds', { out_trade_no: NUMBER, out_refund_no: 'R1', amount: { refund: 1, total: 9900, currency: 'CNY' } });
	expect(await only()).toMatchObject({ status: 'REFUND', paid: false, timed_out: false });
});

describe('when the time is up', () => {
	const closing = (parameters: IDataObject = {}) => wait({ minutes: 1, whenTimeIsUp: 'close', ...parameters });

	test('it is closed, if that is wanted', async () => {
		await made();
		expect(await only(closing())).toMatchObject({ out_trade_no: NUMBER, status: 'CLOSED', paid: false, timed_out: true, closed: true });
		expect(await orders(wechat)).toMatchObject([{ trade_state: 'CLOSED' }]);
		expect((await wechat.calls()).at(-1)).toMatchObject({ path: `${LOOK}/close`, body: { mchid } });
	});

	test('unless it was paid in the last moment', async () => {
		await made();
		const line = await startLine(wechat.url);
		line.before = async ({ url }) => void (url.endsWith('/close') && (await pay()));
		wechat.payCredential({ baseUrl: line.url });
		expect(await only(closing())).toMatchObject({ status: 'SUCCESS', paid: true, timed_out: false, closed: false });
		await line.close();
	});

	test('of orders that are paid together', async () => {
		const part = { amount: '1', description: 'Tea' };
		const combined = { trade_type: 'combine', combine_trade_type: 'native', combine_out_trade_no: 'LT-ALL-1', orders: { order: [part, part] } };
		await made(combined);
		const json = await only(closing({ orderBy: 'combine_out_trade_no', combine_out_trade_no: 'LT-ALL-1' }));
		expect(json).toMatchObject({ status: 'CLOSED', timed_out: true, closed: true, parts: [{ status: 'CLOSED' }, { status: 'CLOSED' }] });
		expect((await orders(wechat)).map(({ trade_state }) => trade_state)).toEqual(['CLOSED', 'CLOSED']);
	});

	test('of a partner’s order', async () => {
		const whose = { merchantType: 'partner', sub_mchid: '1900009231' };
		await made(whose);
		expect(await only(closing(whose))).toMatchObject({ mchid: '1900009231', status: 'CLOSED', closed: true });
	});

	test('what cannot be closed is an error', async () => {
		await made();
		await wechat.fault({ path: `${LOOK}/close`, code: 'NO_AUTH', status: 403, message: 'no' });
		expect((await wechat.run(closing())).error).toMatchObject({ message: 'WeChat refused: no (NO_AUTH)' });
	});
});

describe('what goes wrong in between', () => {
	test.each([
		['a refusal', { code: 'NO_AUTH', status: 403, message: 'no' }, 1],
		['a server that is away, for as long as the node tries', { status: 502, body: '<html>' }, 9],
		['too many calls', { code: 'FREQUENCY_LIMITED', status: 429 }, 9],
		['an answer with a wrong signature', { badSignature: true }, 3],
	])('%s does not end it', async (_, fault, times) => {
		await made();
		after(3, async () => await wechat.fault({ path: LOOK, ...fault, times }));
		after(60, pay);
		expect(await only()).toMatchObject({ status: 'SUCCESS', paid: true });
	});

	test('nor do two with an answer between them', async () => {
		await made();
		for (const seconds of [3, 13]) after(seconds, async () => await wechat.fault({ path: LOOK, code: 'NO_AUTH', status: 403, message: 'no' }));
		after(60, pay);
		expect(await only()).toMatchObject({ paid: true });
		expect((await wechat.calls(LOOK)).filter(({ code }) => code === 'NO_AUTH')).toHaveLength(2);
	});

	test('the same refusal twice does', async () => {
		await made();
		after(3, async () => await wechat.fault({ path: LOOK, code: 'NO_AUTH', status: 403, message: 'no', times: 2 }));
		expect((await wechat.run(wait())).error).toMatchObject({ message: 'WeChat refused: no (NO_AUTH)' });
	});

	test('too many calls at once does not end it, although nothing was heard before', async () => {
		await made();
		await wechat.fault({ path: LOOK, code: 'FREQUENCY_LIMITED', status: 429, times: 6 });
		after(20, pay);
		expect(await only()).toMatchObject({ status: 'SUCCESS', paid: true });
	});

	test('nothing was heard before: it ends at once', async () => {
		await made();
		await wechat.fault({ path: LOOK, status: 502, body: '<html>', times: 3 });
		expect((await wechat.run(wait())).error?.message).toContain('HTTP status 502');
	});

	test('at the deadline nobody knows how it stands: an error, never “not paid”', async () => {
		await made();
		after(3, async () => await wechat.fault({ path: LOOK, status: 502, body: '<html>', times: 1000 }));
		expect((await wechat.run(wait({ minutes: 1, whenTimeIsUp: 'close' }))).error?.message).toContain('HTTP status 502');
		expect(await orders(wechat)).toMatchObject([{ trade_state: 'NOTPAY' }]);
	});

	test('right after it was made an order may not be found yet', async () => {
		await made();
		await wechat.fault({ path: LOOK, code: 'ORDER_NOT_EXIST', status: 404, message: '订单不存在' });
		after(12, pay);
		expect(await only()).toMatchObject({ paid: true });
	});

	test('but one that does not exist is a mistake', async () => {
		expect((await wechat.run(wait())).error).toMatchObject({ message: 'WeChat refused: 订单不存在 (ORDER_NOT_EXIST)' });
		expect(seconds()).toEqual([5]);
	});
});

test('items wait side by side, each for its own customer', async () => {
	await made();
	await made({ out_trade_no: 'LT-2026-2' });
	after(8, async () => await pay('LT-2026-2'));
	after(30, pay);
	const run = await wechat.run(wait({ out_trade_no: '={{ $json.number }}' }), { items: items({ number: NUMBER }, { number: 'LT-2026-2' }) });
	expect(run.json('WeChat')).toMatchObject([{ out_trade_no: NUMBER, paid: true }, { out_trade_no: 'LT-2026-2', paid: true }]);
	const looks = (await wechat.calls(LOOK.replace(NUMBER, 'LT-2026-2'))).length;
	expect(looks).toBeGreaterThan(1);
	expect(looks).toBeLessThan((await wechat.calls(LOOK)).length);
});

test('ends when the execution is stopped, and closes nothing', async () => {
	const stop = new AbortController();
	after(7, async () => stop.abort());
	const asked: string[] = [];
	const json = async ({ method }: { method: string }) => {
		asked.push(method);
		return { out_trade_no: NUMBER, trade_state: 'NOTPAY' };
	};
	const parameters = { out_trade_no: NUMBER, minutes: 15, whenTimeIsUp: 'close' };
	mockTick = async () => undefined;
	const context = { getExecutionCancelSignal: () => stop.signal };
	await waitForPayment.run!({ context, client: { json }, parameters, shown: [], credentials: { mchid } } as never);
	expect(asked).toEqual(['GET', 'GET', 'GET']);
	expect(seconds()).toEqual([5, 5]);
});

test.each([
	[121, '“Wait For (Minutes)” is more than 120'],
	[0, '“Wait For (Minutes)” must be at least 1, but it is “0”'],
])('%d minutes are refused', async (minutes, message) => {
	expect((await refusedHere(wechat, wait({ minutes }))).message).toBe(message);
});

test('an agent may wait, and close only what its owner lets it close', async () => {
	await made();
	const ask = async (parameters: IDataObject) => {
		const run = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { invokes: true, calls: JSON.stringify([{ tool: 'Pay', input: {} }]) } },
				{ ...wait({ minutes: 1, ...parameters }), name: 'Pay', type: 'wechatPayTool' },
			],
			connections: [
				['Start', 'Agent'],
				['Pay', 'Agent', { type: 'ai_tool' }],
			],
		});
		return JSON.stringify(run.json('Agent'));
	};
	expect(await ask({})).toContain('NOTPAY');
	expect(await ask({ whenTimeIsUp: 'close' })).toContain('The agent may not do this');
	expect(await orders(wechat)).toMatchObject([{ trade_state: 'NOTPAY' }]);
});
