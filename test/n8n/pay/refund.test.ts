import type { IDataObject } from 'n8n-workflow';
import { items, MERCHANT, useWechat, wechatPay } from '../wechat';
import { SUB_MCHID } from '../cases/pay/shared';
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

const WHOLE = { refundWhat: 'whole', amount_refund: '' };

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
		for (const more of [{}, WHOLE]) {
			expect((await wechat.run(refundOf(out_trade_no, more))).error).toMatchObject({
				message: 'The order has not been paid: its status is NOTPAY',
				description: expect.stringContaining('close it'),
			});
		}
		expect(await sent(wechat)).toEqual([order(out_trade_no), order(out_trade_no)]);
		const told = await wechat.run(refundOf(out_trade_no, { amount_total: '99' }));
		expect(told.error).toMatchObject({ message: 'WeChat refused: 该订单未支付，不能退款 (INVALID_REQUEST)' });
	});

	test('365 days after the payment it is too late, and WeChat is not even asked', async () => {
		const late = await earlier(wechat, 366, async () => await sale(wechat));
		expect((await wechat.run(refundOf(late.out_trade_no))).error).toMatchObject({
			message: 'The order was paid more than 365 days ago, and can no longer be refunded',
		});
		expect(await sent(wechat)).toEqual([order(late.out_trade_no)]);
		const inTime = await earlier(wechat, 364, async () => await sale(wechat));
		expect((await wechat.run(refundOf(inTime.out_trade_no))).error).toBeUndefined();
	});

	test('365 days after the payment the same number is still the same refund: nobody is told to pay it in another way', async () => {
		const { out_trade_no } = await earlier(wechat, 366, async () => {
			const sold = await sale(wechat);
			const amount = { refund: 9900, total: 9900, currency: 'CNY' };
			const body = { out_trade_no: sold.out_trade_no, out_refund_no: `${sold.out_trade_no}-R1`, notify_url: NOWHERE, amount };
			await shop(wechat, 366).post(PATHS.refunds, body);
			return sold;
		});
		expect((await wechat.run(refundOf(out_trade_no))).json('WeChat')).toMatchObject([{ existed_before: true, refund_yuan: '99.00' }]);
		const { error } = await wechat.run(refundOf(out_trade_no, { out_refund_no: 'R2' }));
		expect(error).toMatchObject({ httpCode: 'INVALID_REQUEST', description: expect.stringContaining('365 days after the payment at the latest') });
		expect(await refunds()).toHaveLength(1);
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
		const { error } = await wechat.run(refundOf(out_trade_no, { amount_refund: '41' }));
		expect(error).toMatchObject({ httpCode: 'INVALID_REQUEST', description: expect.stringMatching(/^Its message says which rule of refunds it is: .*only for the same refund\./) });
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

describe('the whole payment', () => {
	test('costs what the order cost, whatever was entered as a part before', async () => {
		const { out_trade_no } = await sale(wechat, { amount: 12345 });
		const run = await wechat.run(refundOf(out_trade_no, { refundWhat: 'whole', amount_refund: '1', amount_total: '1' }));
		expect(run.error).toBeUndefined();
		const [asked, made, ...more] = await sent(wechat);
		expect([asked, more]).toEqual([order(out_trade_no), []]);
		expect(made.body).toEqual({
			...{ out_trade_no, out_refund_no: `${out_trade_no}-R1`, notify_url: NOWHERE },
			amount: { refund: 12345, total: 12345, currency: 'CNY' },
		});
		expect(run.json('WeChat')).toMatchObject([{ refund_yuan: '123.45', amount_yuan: '123.45' }]);
	});

	test('again with the same number it is the same refund', async () => {
		const { out_trade_no } = await sale(wechat);
		const ids = [];
		for (let n = 0; n < 2; n++) ids.push((await wechat.run(refundOf(out_trade_no, WHOLE))).json('WeChat')![0].refund_id);
		expect(ids[1]).toBe(ids[0]);
		expect(await refunds()).toHaveLength(1);
	});

	test('is too much when a part has been refunded: it is said what to do', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.run(refundOf(out_trade_no, { amount_refund: '40' }));
		const { error } = await wechat.run(refundOf(out_trade_no, { ...WHOLE, out_refund_no: 'R2' }));
		expect(error).toMatchObject({
			message: expect.stringContaining('申请退款金额大于订单可退金额'),
			description: expect.stringMatching(/^Its message says.*Something of this order has been refunded before: set “Refund” to A Part, and enter what is left, if anything is\./),
		});
		expect(await refunds()).toHaveLength(1);
	});

	test('nothing is said about parts when there are none, nor of a part', async () => {
		const { out_trade_no } = await sale(wechat);
		for (const more of [WHOLE, { amount_refund: '1' }]) {
			await wechat.fault({ path: PATHS.refunds, code: 'INVALID_REQUEST' });
			const { error } = await wechat.run(refundOf(out_trade_no, more));
			expect(error).toMatchObject({ description: expect.not.stringContaining('refunded before') });
		}
	});
});

test('a refusal after a lost answer: the rules, and that it is to be looked up', async () => {
	const { out_trade_no } = await sale(wechat);
	await wechat.fault({ path: PATHS.refunds, drop: true });
	await wechat.fault({ path: PATHS.refunds, code: 'INVALID_REQUEST' });
	const { error } = await wechat.run(refundOf(out_trade_no));
	expect(error).toMatchObject({
		message: expect.stringContaining(`The refund ${out_trade_no}-R1 may exist all the same`),
		description: expect.stringMatching(/^Its message says which rule.*Look it up by this number \(operation Get\)/),
	});
});

test('other refusals keep their own hint', async () => {
	const { out_trade_no } = await sale(wechat);
	await wechat.fault({ path: PATHS.refunds, code: 'NO_AUTH' });
	expect((await wechat.run(refundOf(out_trade_no))).error).toMatchObject({ description: expect.stringContaining('activate the product') });
});

test('two items with one number are one refund: the second is refused before it is sent', async () => {
	const { out_trade_no } = await sale(wechat);
	const node = refundOf(out_trade_no, { amount_refund: '1', out_refund_no: 'R1' }, { onError: 'continueRegularOutput' });
	const run = await wechat.run(node, { items: items({}, {}) });
	expect(run.items('WeChat')!.map(({ json }) => json.error)).toEqual([undefined, 'The refund number R1 is that of item 0 already']);
	expect(await wechat.calls(PATHS.refunds)).toHaveLength(1);
});

describe('goods and accounts', () => {
	const with_ = (additionalFields: IDataObject, more: IDataObject = {}) =>
		refundOf('LT-2026-1', { amount_refund: '3', amount_total: '99', additionalFields, ...more });
	const goods = (...rows: IDataObject[]) => ({ goods_detail: { goods: rows } });
	const from = (...rows: IDataObject[]) => ({ from: { accounts: rows } });
	const CUP = { merchant_goods_id: 'cup', goods_name: 'Cup', refund_quantity: 2, refund_amount: '3.00', unit_price: '1.5' };

	test('go out at their places, in fen', async () => {
		const two = from({ account: 'AVAILABLE', amount: '2.99' }, { account: 'UNAVAILABLE', amount: '0.01' });
		await wechat.run(with_({ ...goods(CUP, { ...CUP, merchant_goods_id: 'pot', wechatpay_goods_id: '1001', goods_name: '' }), ...two }));
		const sold = { goods_name: 'Cup', refund_quantity: 2, refund_amount: 300, unit_price: 150 };
		const { goods_name: _name, ...nameless } = sold;
		expect((await sent(wechat))[0].body).toMatchObject({
			amount: { refund: 300, total: 9900, from: [{ account: 'AVAILABLE', amount: 299 }, { account: 'UNAVAILABLE', amount: 1 }] },
			goods_detail: [{ merchant_goods_id: 'cup', ...sold }, { merchant_goods_id: 'pot', wechatpay_goods_id: '1001', ...nameless }],
		});
		expect((await sent(wechat))[0].body).not.toHaveProperty('from');
	});

	test('WeChat takes them', async () => {
		const { out_trade_no } = await sale(wechat);
		const additionalFields = { ...goods(CUP), ...from({ account: 'UNAVAILABLE', amount: '300' }) };
		const cup = { ...CUP, refund_amount: '300', unit_price: '150' };
		const run = await wechat.run(refundOf(out_trade_no, { unit: 'fen', amount_refund: '300', additionalFields: { ...additionalFields, ...goods(cup) } }));
		expect(run.error).toBeUndefined();
	});

	test.each<[string, IDataObject, string]>([
		['too little', from({ account: 'AVAILABLE', amount: '2.99' }), '“Take the Money From” does not come to what is refunded'],
		['an account twice', from({ account: 'AVAILABLE', amount: '1' }, { account: 'AVAILABLE', amount: '2' }), '“Take the Money From” names an account twice'],
		['no amount', from({ account: 'AVAILABLE', amount: '' }), '“Amount” is empty'],
		['an amount of an account that is none', from({ account: 'AVAILABLE', amount: '3元' }), '“Amount of account 1” must be an amount in yuan such as 99.00, but it is “3元”'],
		['a price with three decimals', goods({ ...CUP, unit_price: '1.555' }), '“Unit Price of goods 1” must be an amount with at most two decimals, but it is “1.555”'],
		['an amount of goods, not the refund’s,', goods(CUP, { ...CUP, refund_amount: 'all' }), '“Refund Amount of goods 2” must be an amount in yuan such as 99.00, but it is “all”'],
		['no goods ID', goods({ ...CUP, merchant_goods_id: '' }), '“Goods ID” is empty'],
		['no quantity', goods({ ...CUP, refund_quantity: 0 }), '“Quantity” must be at least 1, but it is “0”'],
	])('%s is refused before it is sent', async (_, additionalFields, message) => {
		expect((await refusedHere(wechat, with_(additionalFields))).message).toBe(message);
	});
});

describe('of a partner', () => {
	const PARTNER = { merchantType: 'partner', sub_mchid: SUB_MCHID };

	test('order and refund are the sub-merchant’s', async () => {
		const { out_trade_no } = await sale(wechat, { sub_mchid: SUB_MCHID });
		const run = await wechat.run(refundOf(out_trade_no, { ...PARTNER, amount_refund: '40' }));
		expect(run.json('WeChat')).toMatchObject([{ mchid: SUB_MCHID, refund_yuan: '40.00' }]);
		const [asked, made] = await sent(wechat);
		expect(asked).toMatchObject({
			path: `/v3/pay/partner/transactions/out-trade-no/${out_trade_no}`,
			query: { sp_mchid: mchid, sub_mchid: SUB_MCHID },
		});
		expect(made).toMatchObject({ path: PATHS.refunds, body: { sub_mchid: SUB_MCHID, amount: { refund: 4000, total: 9900 } } });
	});

	test('the credential’s sub-merchant is meant when none is entered', async () => {
		wechat.payCredential({ subMchid: SUB_MCHID });
		const { out_trade_no } = await sale(wechat, { sub_mchid: SUB_MCHID });
		await wechat.run(refundOf(out_trade_no, { ...PARTNER, ...WHOLE, sub_mchid: '' }));
		expect(await refunds()).toHaveLength(1);
		await wechat.run(wechatPay('refund', 'get', { merchantType: 'partner', out_refund_no: `${out_trade_no}-R1` }));
		expect((await sent(wechat)).at(-1)?.query).toEqual({ sub_mchid: SUB_MCHID });
	});

	test('without one nothing is called', async () => {
		wechat.payCredential({ subMchid: '' });
		const { message } = await refusedHere(wechat, refundOf('LT-2026-1', { merchantType: 'partner' }));
		expect(message).toBe('“Sub-Merchant ID” is empty');
	});

	test('another merchant’s refund is not found', async () => {
		const { out_trade_no } = await sale(wechat, { sub_mchid: SUB_MCHID });
		await wechat.run(refundOf(out_trade_no, PARTNER));
		const run = await wechat.run(wechatPay('refund', 'get', { out_refund_no: `${out_trade_no}-R1` }));
		expect(run.error).toMatchObject({ httpCode: 'RESOURCE_NOT_EXISTS' });
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
