import type { IDataObject } from 'n8n-workflow';
import { signV2 } from '../../../nodes/protocol/pay/v2';
import { buildXml } from '../../../nodes/protocol/xml';
import { items, MERCHANT, SERVICE, useWechat, wechatPay } from '../wechat';
import { startLine } from './line';
import { atCounter, orders, refusedHere, sale, shop } from './shop';

const mockPauses: number[] = [];
/** What happens while the node waits: after which of its pauses. */
const mockMeanwhile = new Map<number, () => Promise<unknown>>();

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => {
		mockPauses.push(ms);
		await mockMeanwhile.get(mockPauses.length)?.();
	},
}));

/** Payments by the code on the customer's phone: what may have been paid is never told as a failure. */
const wechat = useWechat();
const { mchid } = MERCHANT;
const { appid } = SERVICE;
const SUB_MCHID = '1900009231';
const NUMBER = 'LT-2026-1';

beforeEach(() => {
	mockPauses.length = 0;
	mockMeanwhile.clear();
});
afterEach(() => jest.restoreAllMocks());

type Values = Record<string, any>;

/** The code on the phone of somebody who need not enter a password up to `limit` fen. */
async function code(limit?: number): Promise<{ openid: string; auth_code: string }> {
	const openid = await wechat.client.follower();
	return { openid, ...(await wechat.client.control('/authCode', { openid, ...(limit !== undefined && { limit }) })) };
}

const counter = (parameters: IDataObject, settings = {}) =>
	wechatPay('order', 'create', { trade_type: 'codepay', description: 'Lotus tea', out_trade_no: NUMBER, amount_total: '99.00', ...parameters }, settings);

const only = async (node: ReturnType<typeof counter>): Promise<Values> => {
	const run = await wechat.run(node);
	expect(run.error).toBeUndefined();
	return run.json('WeChat')![0];
};

const stored = async (): Promise<Values> => (await orders(wechat))[0];
const password = async (refuse = false) => await wechat.client.control('/password', { out_trade_no: NUMBER, refuse });

describe.each([
	['v2', { api: 'v2' }, '/pay/micropay', '/pay/orderquery', '/secapi/pay/reverse'],
	['v3', { api: 'v3', store_out_id: 'SH-1' }, '/v3/pay/transactions/codepay', `/v3/pay/transactions/out-trade-no/${NUMBER}`, `/v3/pay/transactions/out-trade-no/${NUMBER}/reverse`],
])('by API %s', (_, choice, pay, look, reverse) => {
	const calls = async () => (await wechat.calls()).map(({ path }) => path);

	test('it is paid at once', async () => {
		const { openid, auth_code } = await code();
		const json = await only(counter({ ...choice, auth_code }));
		expect(json).toMatchObject({
			...{ openid, appid, mchid, status: 'SUCCESS', paid: true, out_trade_no: NUMBER, amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '99.00' },
			...{ transaction_id: expect.stringMatching(/^4200/), occurred_at: expect.stringMatching(/\+08:00$/), trade_type: 'MICROPAY' },
			...{ what_to_do: null, prepay_id: null, code_url: null, payable_until: null, parts: null },
		});
		expect(await calls()).toEqual([pay]);
		expect(mockPauses).toEqual([]);
	});

	test('the same keys as of an order that is paid elsewhere', async () => {
		const { auth_code } = await code();
		const json = await only(counter({ ...choice, auth_code }));
		const other = (await wechat.run(wechatPay('order', 'create', { trade_type: 'native', description: 'Tea', amount_total: '1' }))).json('WeChat')![0];
		expect(Object.keys(json).sort()).toEqual(Object.keys(other).sort());
	});

	test('the customer enters the password: it is looked every five seconds', async () => {
		const { auth_code } = await code(100);
		mockMeanwhile.set(3, password);
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({ status: 'SUCCESS', paid: true, what_to_do: null });
		expect(await calls()).toEqual([pay, look, look, look]);
		expect(mockPauses).toEqual([5000, 5000, 5000]);
	});

	test('the customer pays, and somebody refunds it at once: nobody is asked to pay again', async () => {
		const { auth_code } = await code(100);
		mockMeanwhile.set(1, async () => {
			await password();
			await shop(wechat).post('/v3/refund/domestic/refunds', { out_trade_no: NUMBER, out_refund_no: 'R1', amount: { refund: 1, total: 9900, currency: 'CNY' } });
		});
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({ status: 'REFUND', paid: false, what_to_do: expect.stringMatching(/^It was paid, and money has been given back/) });
		expect(await calls()).not.toContain(reverse);
	});

	test('the customer has too little money: it is not the merchant who must top up', async () => {
		const { auth_code } = await code();
		await wechat.fault({ path: pay, code: 'NOTENOUGH', ...(choice.api === 'v3' && { status: 403 }) });
		const { error } = await wechat.run(counter({ ...choice, auth_code }));
		expect(error).toMatchObject({ httpCode: 'NOTENOUGH', description: expect.stringMatching(/^The customer has too little money .* new number\./) });
		expect(await calls()).toEqual([pay]);
	});

	test('the customer does not want to', async () => {
		const { auth_code } = await code(100);
		mockMeanwhile.set(1, async () => await password(true));
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({
			...{ status: 'PAYERROR', paid: false, out_trade_no: NUMBER },
			what_to_do: 'Ask the customer for a new payment code, and make a new order with a new number.',
		});
		expect(await calls()).not.toContain(reverse);
	});

	test('the customer does nothing: after 45 seconds it is reversed, and cannot be paid any more', async () => {
		const { auth_code } = await code(100);
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({
			...{ status: 'REVOKED', paid: false, out_trade_no: NUMBER, amount_yuan: '99.00' },
			what_to_do: expect.stringMatching(/^It was not paid in time, and has been reversed.*new number\.$/),
		});
		expect(mockPauses).toEqual(Array(9).fill(5000));
		expect((await calls()).filter((path) => path === reverse)).toHaveLength(1);
		expect(await stored()).toMatchObject({ trade_state: 'REVOKED' });
		expect((await password()).error).toContain('Nobody is asked');
	});

	test('it cannot be reversed: it may still be paid, and is not told as a failure', async () => {
		const { auth_code } = await code(100);
		await wechat.fault({ path: reverse, status: 502, body: '<html>', times: 3 });
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({
			...{ status: 'USERPAYING', paid: false, out_trade_no: NUMBER },
			what_to_do: expect.stringMatching(/^It may still be paid\. Look it up .* take no new number/),
		});
		await password();
		expect(await stored()).toMatchObject({ trade_state: 'SUCCESS' });
	});

	test('the answer was lost after the money was taken: it is found', async () => {
		const { auth_code } = await code();
		await wechat.fault({ path: pay, drop: true });
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({ status: 'SUCCESS', paid: true, transaction_id: expect.any(String) });
		expect(await calls()).toEqual([pay, look]);
		expect(await orders(wechat)).toHaveLength(1);
	});

	test('nobody ever hears of it again: that is said, and no state made up', async () => {
		const line = await startLine(wechat.url);
		line.before = ({ url }) => (url === pay ? 'cut' : undefined);
		wechat.payCredential({ baseUrl: line.url });
		const { auth_code } = await code();
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({ status: null, paid: false, out_trade_no: NUMBER, what_to_do: expect.stringMatching(/^It may still be paid/) });
		expect(mockPauses).toHaveLength(9);
		await line.close();
	});

	test('nor does a look that fails say anything', async () => {
		const { auth_code } = await code(100);
		mockMeanwhile.set(1, async () => await wechat.fault({ path: look, status: 502, times: 3 }));
		mockMeanwhile.set(4, password);
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({ status: 'SUCCESS', paid: true });
	});

	test('what WeChat does not tell of an unpaid order stands in the item all the same', async () => {
		const { auth_code } = await code(100);
		for (const path of [look, reverse]) await wechat.fault({ path, status: 502, body: '<html>', times: 1000 });
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({
			...{ appid, mchid, status: 'USERPAYING', out_trade_no: NUMBER, amount_fen: 9900, amount_yuan: '99.00', currency: 'CNY' },
			what_to_do: expect.stringMatching(/^It may still be paid/),
		});
	});

	test('looks that get no answer for minutes do not keep the customer waiting: then it is reversed', async () => {
		const { auth_code } = await code(100);
		const clock = Date.now;
		mockMeanwhile.set(2, async () => jest.spyOn(Date, 'now').mockImplementation(() => clock() + 45_000));
		expect(await only(counter({ ...choice, auth_code }))).toMatchObject({ status: 'REVOKED' });
		expect(await calls()).toEqual([pay, look, look, reverse]);
	});

	test('the same order again is the same payment', async () => {
		const { auth_code } = await code();
		const [one, other] = [await only(counter({ ...choice, auth_code })), await only(counter({ ...choice, auth_code }))];
		expect(other.transaction_id).toBe(one.transaction_id);
		expect(await orders(wechat)).toHaveLength(1);
	});

	test('a code that will not do is refused, with the number of the order', async () => {
		const { auth_code } = await code();
		await wechat.client.control('/clock', { advance: 61 });
		const run = await wechat.run(counter({ ...choice, auth_code }));
		expect(run.error).toMatchObject({ message: expect.stringMatching(/^WeChat refused: 二维码已过期/), description: expect.stringContaining(`(order ${NUMBER})`) });
		expect(await orders(wechat)).toEqual([]);
	});

	test('two items cannot have one number', async () => {
		const { auth_code } = await code();
		const run = await wechat.run(counter({ ...choice, auth_code }, { onError: 'continueRegularOutput' }), { items: items({}, {}) });
		expect(run.json('WeChat')!.map(({ error }) => error)).toEqual([undefined, `The order number ${NUMBER} is that of item 0 already`]);
	});

	test('Simplify off', async () => {
		const { auth_code } = await code();
		expect((await only(counter({ ...choice, auth_code, simplify: false }))).raw).toMatchObject({ out_trade_no: NUMBER });
	});

	test('Reverse gives the money back, and twice does no harm', async () => {
		const { out_trade_no } = await atCounter(wechat);
		const node = wechatPay('order', 'reverse', { ...choice, out_trade_no });
		for (let times = 0; times < 2; times++) {
			expect((await wechat.run(node, { items: items({ note: 'mine' }) })).json('WeChat')).toEqual([{ note: 'mine', mchid, out_trade_no, reversed: true }]);
		}
		const [{ balance }] = (await wechat.client.control('/state')).merchants;
		expect([balance, (await stored()).trade_state]).toEqual([0, 'REVOKED']);
	});

	test('Reverse of an order that was not paid at the counter is refused', async () => {
		const { out_trade_no } = await sale(wechat);
		const run = await wechat.run(wechatPay('order', 'reverse', { ...choice, out_trade_no }));
		expect(run.error).toMatchObject({ message: expect.stringContaining('INVALID_REQUEST') });
		expect(await stored()).toMatchObject({ trade_state: 'SUCCESS' });
	});
});

describe('what goes out', () => {
	const fields = { attach: 'till 2', device_id: 'TILL-2', device_ip: '10.0.0.8', goods_tag: 'SPRING', profit_sharing: true, support_fapiao: true };

	test.each([
		['direct', {}, { appid }],
		['partner', { merchantType: 'partner', sub_mchid: SUB_MCHID }, { appid, sub_mch_id: SUB_MCHID }],
	])('by API v2 (%s)', async (_, whose, named) => {
		const { auth_code } = await code();
		await only(counter({ auth_code, ...whose, additionalFields: fields }));
		const [{ body }] = await wechat.calls('/pay/micropay');
		const { nonce_str: _nonce, sign: _sign, sign_type: _type, ...rest } = body as Values;
		expect(rest).toEqual({
			...{ ...named, mch_id: mchid, body: 'Lotus tea', out_trade_no: NUMBER, total_fee: '9900', auth_code },
			...{ spbill_create_ip: '10.0.0.8', attach: 'till 2', device_info: 'TILL-2', goods_tag: 'SPRING', profit_sharing: 'Y', receipt: 'Y' },
		});
	});

	test.each([
		['direct', {}, '', { appid, mchid }],
		['partner', { merchantType: 'partner', sub_mchid: SUB_MCHID }, 'partner/', { sp_appid: appid, sp_mchid: mchid, sub_mchid: SUB_MCHID }],
	])('by API v3 (%s)', async (_, whose, where, named) => {
		const { auth_code } = await code(100);
		mockMeanwhile.set(1, password);
		await only(counter({ auth_code, api: 'v3', store_out_id: 'SH-1', ...whose, additionalFields: fields }));
		const [first, second] = await wechat.calls();
		expect([first.path, second.path]).toEqual([`/v3/pay/${where}transactions/codepay`, `/v3/pay/${where}transactions/out-trade-no/${NUMBER}`]);
		expect(first.body).toEqual({
			...{ ...named, description: 'Lotus tea', out_trade_no: NUMBER, payer: { auth_code }, amount: { total: 9900, currency: 'CNY' } },
			scene_info: { store_info: { out_id: 'SH-1' }, device_id: 'TILL-2', device_ip: '10.0.0.8' },
			...{ attach: 'till 2', goods_tag: 'SPRING', support_fapiao: true, settle_info: { profit_sharing: true } },
		});
	});

	test('an address of the till is made up where none is entered, and no URL is asked for', async () => {
		wechat.payCredential({ notifyUrl: '' });
		const { auth_code } = await code();
		await only(counter({ auth_code }));
		expect((await wechat.calls('/pay/micropay'))[0].body).toMatchObject({ spbill_create_ip: '127.0.0.1' });
	});
});

test.each([
	['={{ "" }}', '“Payment Code” is empty'],
	['123', '“Payment Code” must be 18 digits that begin with 10 to 15, but it is “123”'],
	['164567890123456789', '“Payment Code” must be 18 digits that begin with 10 to 15, but it is “164567890123456789”'],
	['1345678901234567890', '“Payment Code” must be 18 digits that begin with 10 to 15, but it is “1345678901234567890”'],
])('the code %s is refused', async (auth_code, message) => {
	expect((await refusedHere(wechat, counter({ auth_code }))).message).toBe(message);
});

test('a code as the scanner gives it, with a line end', async () => {
	const { auth_code } = await code();
	expect(await only(counter({ auth_code: `={{ "${auth_code}\\n" }}` }))).toMatchObject({ paid: true });
});

test('a number that is another order’s is refused, although that one is paid', async () => {
	await atCounter(wechat, { out_trade_no: NUMBER });
	const { auth_code } = await code();
	const run = await wechat.run(counter({ auth_code, amount_total: '1.00' }));
	expect(run.error?.message).toContain('OUT_TRADE_NO_USED');
});

describe('WeChat says that it is paid already', () => {
	const again = async (amount_total: string) => {
		await atCounter(wechat, { out_trade_no: NUMBER });
		await wechat.fault({ path: '/v3/pay/transactions/codepay', code: 'ORDERPAID', status: 400, message: '该订单已支付' });
		return await wechat.run(counter({ api: 'v3', store_out_id: 'SH-1', auth_code: '134567890123456789', amount_total }));
	};

	test('it is the same order when it cost as much', async () => {
		expect((await again('99.00')).json('WeChat')).toMatchObject([{ status: 'SUCCESS', paid: true, paid_yuan: '99.00' }]);
	});

	test('and is told apart from what is paid just now: it may be somebody else’s', async () => {
		const [{ what_to_do }] = (await again('99.00')).json('WeChat')!;
		expect(what_to_do).toMatch(/^This number was paid before.*was not charged/);
	});

	test('of which money was given back since: nobody is asked to pay again', async () => {
		await atCounter(wechat, { out_trade_no: NUMBER });
		await shop(wechat).post('/v3/refund/domestic/refunds', { out_trade_no: NUMBER, out_refund_no: 'R1', amount: { refund: 1, total: 9900, currency: 'CNY' } });
		await wechat.fault({ path: '/v3/pay/transactions/codepay', code: 'ORDERPAID', status: 400 });
		const json = await only(counter({ api: 'v3', store_out_id: 'SH-1', auth_code: '134567890123456789' }));
		expect(json).toMatchObject({ status: 'REFUND', paid: false, what_to_do: expect.stringMatching(/^This number was paid before.*was not charged/) });
	});

	test('but tells it as not paid yet: then it is to be looked up', async () => {
		const { auth_code } = await code(100);
		await shop(wechat).post('/v3/pay/transactions/codepay', {
			...{ mchid, appid, description: 'Lotus tea', out_trade_no: NUMBER, amount: { total: 9900 }, payer: { auth_code }, scene_info: { store_info: { out_id: 'SH-1' } } },
		});
		await wechat.fault({ path: '/v3/pay/transactions/codepay', code: 'ORDERPAID', status: 400, message: '该订单已支付' });
		const run = await wechat.run(counter({ api: 'v3', store_out_id: 'SH-1', auth_code }));
		expect(run.error).toMatchObject({ message: 'WeChat refused: 该订单已支付 (ORDERPAID)', description: expect.stringContaining('Look it up') });
	});

	test('and cannot be asked about it: that stays what is said', async () => {
		await atCounter(wechat, { out_trade_no: NUMBER });
		await wechat.fault({ path: `/v3/pay/transactions/out-trade-no/${NUMBER}`, status: 502, body: '<html>', times: 3 });
		await wechat.fault({ path: '/v3/pay/transactions/codepay', code: 'ORDERPAID', status: 400, message: '该订单已支付' });
		const run = await wechat.run(counter({ api: 'v3', store_out_id: 'SH-1', auth_code: '134567890123456789' }));
		expect(run.error).toMatchObject({ message: 'WeChat refused: 该订单已支付 (ORDERPAID)', description: expect.stringContaining('Look it up') });
	});

	test('else it is another one, and nothing was paid for this one', async () => {
		expect((await again('98.00')).error).toMatchObject({ message: 'WeChat refused: 该订单已支付 (ORDERPAID)', httpCode: 'ORDERPAID' });
	});
});

/** An answer of API v2, signed. */
function inXml(said: Record<string, string>): string {
	return buildXml({ ...said, sign: signV2(said, MERCHANT.apiV2Key, 'MD5') });
}

test.each(['', 'SOMETHING_NEW'])('a state that nobody knows (“%s”) is not taken for the end: the order is reversed', async (trade_state) => {
	const { auth_code } = await code(100);
	const said = inXml({ return_code: 'SUCCESS', result_code: 'SUCCESS', out_trade_no: NUMBER, trade_state });
	await wechat.fault({ path: '/pay/orderquery', status: 200, body: said, times: 1000 });
	expect(await only(counter({ auth_code }))).toMatchObject({ status: 'REVOKED', what_to_do: expect.stringMatching(/^It was not paid in time/) });
});

test('of an order that is not paid, API v2 tells hardly more than the number', async () => {
	const { auth_code } = await code(100);
	const said = inXml({ return_code: 'SUCCESS', result_code: 'SUCCESS', out_trade_no: NUMBER, trade_state: 'USERPAYING' });
	await wechat.fault({ path: '/pay/orderquery', status: 200, body: said, times: 1000 });
	expect(await only(counter({ auth_code, additionalFields: { attach: 'till 2' } }))).toMatchObject({ status: 'REVOKED', appid, mchid, amount_yuan: '99.00', attach: 'till 2' });
});

describe('WeChat asks for a reversal again', () => {
	const answer = inXml({ return_code: 'SUCCESS', result_code: 'SUCCESS', recall: 'Y' });
	const reverse = async (times: number) => {
		const { out_trade_no } = await atCounter(wechat);
		await wechat.fault({ path: '/secapi/pay/reverse', status: 200, body: answer, times });
		return await wechat.run(wechatPay('order', 'reverse', { out_trade_no }));
	};

	test('it gets it', async () => {
		expect((await reverse(2)).json('WeChat')).toMatchObject([{ reversed: true }]);
		expect(mockPauses).toEqual([5000, 5000]);
	});

	test('three times, and then says so', async () => {
		expect((await reverse(3)).error).toMatchObject({ message: expect.stringContaining('WeChat Pay has not reversed the order yet'), description: 'Run it again in a minute' });
	});
});

test('an agent may not take money unless its owner has said so', async () => {
	const { auth_code } = await code();
	const tool = { ...counter({ auth_code }), name: 'Pay', type: 'wechatPayTool' };
	const ask = async (parameters: IDataObject) =>
		await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { invokes: true, calls: JSON.stringify([{ tool: 'Pay', input: {} }]) } },
				{ ...tool, parameters: { ...tool.parameters, ...parameters } as never },
			],
			connections: [
				['Start', 'Agent'],
				['Pay', 'Agent', { type: 'ai_tool' }],
			],
		});
	expect(JSON.stringify((await ask({})).json('Agent'))).toContain('The agent may not do this: create an order');
	expect(await orders(wechat)).toEqual([]);
	await ask({ intended: true });
	expect(await orders(wechat)).toMatchObject([{ trade_state: 'SUCCESS' }]);
});

test('a try that reached nobody is said to have done nothing', async () => {
	const line = await startLine(wechat.url);
	await line.close();
	wechat.payCredential({ baseUrl: line.url });
	const run = await wechat.run(counter({ auth_code: '134567890123456789' }));
	expect(run.error?.message).toContain('could not be reached');
	expect(run.error?.description).toContain(`(order ${NUMBER})`);
	expect(mockPauses).toEqual([]);
});
