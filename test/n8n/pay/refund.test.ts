import type { IDataObject } from 'n8n-workflow';
import { items, MERCHANT, useWechat, wechatPay } from '../wechat';
import { earlier, NOWHERE, orders, PATHS, refundOf, refusedHere, sale, sent, shop } from './shop';

/** Money that goes back: as much as was meant, once, and out of the right pocket. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const CREDENTIALS_URL = 'https://n8n.example.com/webhook/pay';

beforeEach(async () => {
	await wechat.client.control('/merchants', { mchid, refundDelay: 0 });
	// Where nobody is asked about that has a name.
	wechat.payCredential({ notifyUrl: NOWHERE });
});

const refunds = async () => (await orders(wechat)).flatMap((order) => order.refunds);

const order = (out_trade_no: string) => ({ method: 'GET', path: `/v3/pay/transactions/out-trade-no/${out_trade_no}`, query: { mchid }, body: undefined });

describe('Create', () => {
	test('the total is looked up: one question, then the refund', async () => {
		const { out_trade_no } = await sale(wechat);
		const run = await wechat.run(refundOf(out_trade_no, { amount_refund: '40.5' }));
		expect(run.error).toBeUndefined();
		const body = {
			...{ out_trade_no, out_refund_no: `${out_trade_no}-R1`, notify_url: NOWHERE },
			amount: { refund: 4050, total: 9900, currency: 'CNY' },
		};
		expect(await sent(wechat)).toEqual([order(out_trade_no), { method: 'POST', path: PATHS.refunds, query: {}, body }]);
		expect(run.json('WeChat')).toMatchObject([{ amount_fen: 9900, refund_yuan: '40.50', status: 'PROCESSING' }]);
	});

	test('a total that is given is not looked up; every field goes out at its place', async () => {
		const { out_trade_no } = await sale(wechat);
		const additionalFields = { reason: '茶凉了 sorry', funds_account: true, notify_url: 'http://127.0.0.1:19/other' };
		const run = await wechat.run(refundOf(out_trade_no, { unit: 'fen', amount_refund: '9900', amount_total: '9900', additionalFields }));
		expect(run.error).toBeUndefined();
		expect((await sent(wechat)).map(({ body }) => body)).toEqual([
			{
				...{ out_trade_no, out_refund_no: `${out_trade_no}-R1`, reason: '茶凉了 sorry', funds_account: 'AVAILABLE' },
				notify_url: 'http://127.0.0.1:19/other',
				amount: { refund: 9900, total: 9900, currency: 'CNY' },
			},
		]);
	});

	test('by WeChat Pay’s number: no other number goes out, not even one that was entered before', async () => {
		const { out_trade_no, transaction_id } = await sale(wechat);
		const run = await wechat.run(refundOf(out_trade_no, { orderBy: 'transaction_id', transaction_id, amount_refund: '1' }));
		expect(run.error).toBeUndefined();
		const [asked, made] = await sent(wechat);
		expect(asked.path).toBe(PATHS.payment.replace('{transaction_id}', transaction_id));
		expect(made.body).toEqual({
			...{ transaction_id, out_refund_no: `${out_trade_no}-R1`, notify_url: NOWHERE },
			amount: { refund: 100, total: 9900, currency: 'CNY' },
		});
	});

	test('without From Available Balance nothing is said about it', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.run(refundOf(out_trade_no, { additionalFields: { funds_account: false } }));
		expect((await sent(wechat))[1].body).not.toHaveProperty('funds_account');
	});

	test('without a Notify URL in the credential none goes out: WeChat’s console may have one', async () => {
		wechat.payCredential({ notifyUrl: '' });
		const { out_trade_no } = await sale(wechat);
		expect((await wechat.run(refundOf(out_trade_no))).error).toBeUndefined();
		expect((await sent(wechat))[1].body).not.toHaveProperty('notify_url');
	});

	test('the credential’s Notify URL is the default', async () => {
		wechat.payCredential({ notifyUrl: CREDENTIALS_URL });
		await wechat.run(refundOf('LT-NONE-1', { amount_total: '99' }));
		expect(await sent(wechat)).toMatchObject([{ body: { notify_url: CREDENTIALS_URL } }]);
	});

	test('a Notify URL that WeChat would not take is refused; of the credential it is left out, because a refund needs none', async () => {
		const said = { message: '“Notify URL” cannot be used', description: expect.stringContaining('no question mark') };
		const notify_url = 'https://n8n.example.com/webhook/pay?shop=3';
		expect(await refusedHere(wechat, refundOf('LT-2026-1', { amount_total: '99', additionalFields: { notify_url } }))).toEqual(said);
		wechat.payCredential({ notifyUrl: notify_url });
		const { out_trade_no } = await sale(wechat);
		expect((await wechat.run(refundOf(out_trade_no, { amount_total: '99' }))).error).toBeUndefined();
		expect((await wechat.calls()).at(-1)?.body).not.toHaveProperty('notify_url');
	});

	test('more than the order cost is refused before it is sent', async () => {
		const message = '“Refund Amount” is more than the order cost';
		const { out_trade_no } = await sale(wechat);
		expect((await refusedHere(wechat, refundOf(out_trade_no, { amount_refund: '99.01', amount_total: '99' }))).message).toBe(message);
		const run = await wechat.run(refundOf(out_trade_no, { amount_refund: '99.01' }));
		expect(run.error).toMatchObject({ message, description: expect.stringContaining('yuan or in fen') });
		expect(await sent(wechat)).toEqual([order(out_trade_no)]);
	});

	test('the whole order is not more than the order', async () => {
		const { out_trade_no } = await sale(wechat);
		expect((await wechat.run(refundOf(out_trade_no))).json('WeChat')).toMatchObject([{ refund_yuan: '99.00' }]);
	});

	test('a wrong total is refused by WeChat, which says so', async () => {
		const { out_trade_no } = await sale(wechat);
		const run = await wechat.run(refundOf(out_trade_no, { amount_total: '100' }));
		expect(run.error).toMatchObject({ message: expect.stringContaining('与原订单金额不一致'), httpCode: 'PARAM_ERROR' });
		expect(await refunds()).toEqual([]);
	});

	test('an order that does not exist is not refunded', async () => {
		const run = await wechat.run(refundOf('LT-NONE-1'));
		expect(run.error).toMatchObject({ httpCode: 'ORDER_NOT_EXIST', message: expect.not.stringContaining('may exist') });
		expect(await sent(wechat)).toEqual([order('LT-NONE-1')]);
	});

	test('an order that was not paid is not refunded', async () => {
		const { out_trade_no } = await wechat.client.control('/orders', { amount: 9900, notify_url: NOWHERE });
		expect((await wechat.run(refundOf(out_trade_no))).error).toMatchObject({ message: 'WeChat refused: 该订单未支付，不能退款 (INVALID_REQUEST)' });
	});

	test('the balance is too small: the hint says to keep the number', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.client.control('/merchants', { mchid, balance: 0 });
		expect((await wechat.run(refundOf(out_trade_no))).error).toMatchObject({
			httpCode: 'NOT_ENOUGH',
			description: expect.stringContaining('with the same number'),
		});
	});

	test('the same number twice is one refund', async () => {
		const { out_trade_no } = await sale(wechat);
		const [first, second] = [await wechat.run(refundOf(out_trade_no, { amount_refund: '40' })), await wechat.run(refundOf(out_trade_no, { amount_refund: '40' }))];
		expect(second.json('WeChat')![0].refund_id).toBe(first.json('WeChat')![0].refund_id);
		expect(await refunds()).toMatchObject([{ amount: { refund: 4000 } }]);
	});

	test('a number of the day before yesterday: the item says that nothing was paid back now', async () => {
		const { out_trade_no } = await earlier(wechat, 2, async () => {
			const sold = await sale(wechat);
			const amount = { refund: 4000, total: 9900, currency: 'CNY' };
			const body = { out_trade_no: sold.out_trade_no, out_refund_no: `${sold.out_trade_no}-R1`, notify_url: NOWHERE, amount };
			await shop(wechat, 2).post(PATHS.refunds, body);
			return sold;
		});
		const run = await wechat.run(refundOf(out_trade_no, { amount_refund: '40' }));
		expect(run.json('WeChat')).toMatchObject([{ existed_before: true, refund_yuan: '40.00' }]);
		expect(await refunds()).toHaveLength(1);
	});

	test('the same number with another amount is refused', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.run(refundOf(out_trade_no, { amount_refund: '40' }));
		expect((await wechat.run(refundOf(out_trade_no, { amount_refund: '41' }))).error).toMatchObject({ httpCode: 'INVALID_REQUEST' });
		expect(await refunds()).toHaveLength(1);
	});

	test('parts of an order, each with its own number, until nothing is left', async () => {
		const { out_trade_no } = await sale(wechat);
		const node = refundOf(out_trade_no, { out_refund_no: '={{ $json.number }}', amount_refund: '={{ $json.part }}' }, { onError: 'continueRegularOutput' });
		const run = await wechat.run(node, { items: items({ number: 'R1', part: 59 }, { number: 'R2', part: 40 }, { number: 'R3', part: 1 }) });
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.refund_yuan, json.errcode, pairedItem])).toEqual([
			['59.00', undefined, { item: 0 }],
			['40.00', undefined, { item: 1 }],
			[undefined, 'INVALID_REQUEST', { item: 2 }],
		]);
	});

	test('a reason of 80 bytes, and not one more', async () => {
		const { out_trade_no } = await sale(wechat);
		const because = (reason: string) => refundOf(out_trade_no, { additionalFields: { reason } });
		expect(await refusedHere(wechat, because('茶'.repeat(27)))).toEqual({
			message: '“Reason” is too long: 81 bytes',
			description: 'WeChat takes 80 bytes (a Chinese character counts as 3)',
		});
		expect((await wechat.run(because(`${'茶'.repeat(26)}!!`))).error).toBeUndefined();
	});

	test('Simplify off: WeChat’s own answer beside the same keys', async () => {
		const { out_trade_no } = await sale(wechat);
		const [{ raw }] = (await wechat.run(refundOf(out_trade_no, { simplify: false }))).json('WeChat')!;
		expect(raw).toMatchObject({ channel: 'ORIGINAL', amount: { refund: 9900, settlement_refund: 9900 } });
	});
});

describe('Get', () => {
	const get = (parameters: IDataObject) => wechatPay('refund', 'get', parameters);

	async function refunded(result: string): Promise<void> {
		await wechat.client.control('/merchants', { mchid, refundResult: result });
		const { out_trade_no } = await sale(wechat, { out_trade_no: 'LT-2026-1' });
		const amount = { refund: 100, total: 9900, currency: 'CNY' };
		await shop(wechat).post(PATHS.refunds, { out_trade_no, out_refund_no: 'LT|2026*1@R', amount });
		await new Promise((resolve) => setTimeout(resolve, 50));
	}

	test.each(['SUCCESS', 'ABNORMAL', 'CLOSED'])('what became of it: %s', async (status) => {
		await refunded(status);
		const run = await wechat.run(get({ out_refund_no: 'LT|2026*1@R' }));
		expect(run.json('WeChat')).toMatchObject([
			{ status, mchid, out_trade_no: 'LT-2026-1', out_refund_no: 'LT|2026*1@R', refund_yuan: '1.00', amount_yuan: '99.00', refund_id: expect.any(String) },
		]);
		expect((await sent(wechat)).at(-1)).toMatchObject({ method: 'GET', query: {}, body: undefined });
	});

	test('Simplify off: all that WeChat says', async () => {
		await refunded('SUCCESS');
		const [{ raw, status }] = (await wechat.run(get({ out_refund_no: 'LT|2026*1@R', simplify: false }))).json('WeChat')!;
		expect([status, raw]).toEqual(['SUCCESS', expect.objectContaining({ success_time: expect.any(String), create_time: expect.any(String) })]);
	});

	test('a refund that does not exist', async () => {
		expect((await wechat.run(get({ out_refund_no: 'NONE' }))).error).toMatchObject({
			message: 'WeChat refused: 退款单不存在 (RESOURCE_NOT_EXISTS)',
			description: expect.stringMatching(/^There is nothing with this number/),
		});
	});
});
