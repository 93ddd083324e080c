import type { IDataObject } from 'n8n-workflow';
import { signV2 } from '../../simulator/http/payV2';
import { writeXml } from '../../simulator/http/payXml';
import { SUB_MCHID } from '../cases/pay/shared';
import { MERCHANT, SERVICE, useWechat, wechatPay } from '../wechat';
import { earlier, NOWHERE, orders, refundedBy, refundOf, refusedHere, sale, sent, shop } from './shop';

/** Refunds by the old XML interface: the same items, and the same care, as by the new one. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const { appid } = SERVICE;
const REFUND = '/secapi/pay/refund';
const QUERY = '/pay/refundquery';
const ORDER = '/pay/orderquery';

const V2 = { useV2: true };
const v2RefundOf = (out_trade_no: string, parameters: IDataObject = {}, additionalFields: IDataObject = {}) =>
	refundOf(out_trade_no, { ...parameters, additionalFields: { ...V2, ...additionalFields } });
const v2Get = (out_refund_no: string, more: IDataObject = {}) => wechatPay('refund', 'get', { out_refund_no, additionalFields: V2, ...more });

const OURS = { appid, mch_id: mchid, sign_type: 'HMAC-SHA256' };

beforeEach(async () => {
	await wechat.client.control('/merchants', { mchid, refundDelay: 0 });
	wechat.payCredential({ notifyUrl: NOWHERE });
});

const refunds = async () => (await orders(wechat)).flatMap((order) => order.refunds);
const later = async () => await new Promise((resolve) => setTimeout(resolve, 30));

describe('Create', () => {
	test('the total is looked up, then the refund: both by the old interface', async () => {
		const { out_trade_no, transaction_id } = await sale(wechat);
		const run = await wechat.run(v2RefundOf(out_trade_no, { amount_refund: '40' }, { reason: '茶凉了', funds_account: true }));
		expect(run.error).toBeUndefined();
		const amounts = { total_fee: '9900', refund_fee: '4000', refund_fee_type: 'CNY' };
		expect((await sent(wechat)).map(({ path, body }) => [path, body])).toEqual([
			[ORDER, { ...OURS, out_trade_no }],
			[
				REFUND,
				{
					...{ ...OURS, out_trade_no, out_refund_no: `${out_trade_no}-R1`, ...amounts, refund_desc: '茶凉了' },
					...{ refund_account: 'REFUND_SOURCE_RECHARGE_FUNDS', notify_url: NOWHERE },
				},
			],
		]);
		expect(run.json('WeChat')).toEqual([
			{
				...{ openid: null, unionid: null, appid, status: 'PROCESSING', mchid, out_trade_no, transaction_id },
				...{ out_refund_no: `${out_trade_no}-R1`, amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '99.00', refund_yuan: '40.00' },
				...{ currency: 'CNY', attach: null, occurred_at: null, refund_id: (await refunds())[0].refund_id, refunded_to: null },
				existed_before: null,
			},
		]);
	});

	test('the whole payment; the same number again is the same refund', async () => {
		const { out_trade_no } = await sale(wechat);
		const ids = [];
		for (let n = 0; n < 2; n++) ids.push((await wechat.run(v2RefundOf(out_trade_no, { refundWhat: 'whole' }))).json('WeChat')![0].refund_id);
		expect(ids[1]).toBe(ids[0]);
		expect(await refunds()).toMatchObject([{ amount: { refund: 9900 } }]);
	});

	test('by WeChat Pay’s number, with a total that is given: one call', async () => {
		const { transaction_id } = await sale(wechat);
		await wechat.run(v2RefundOf('LT-OLD-1', { orderBy: 'transaction_id', transaction_id, amount_total: '99' }));
		const [{ path, body }, ...more] = await sent(wechat);
		expect([path, more]).toEqual([REFUND, []]);
		expect(body).toMatchObject({ transaction_id });
		expect(body).not.toHaveProperty('out_trade_no');
		expect(body).not.toHaveProperty('refund_account');
	});

	test('another App ID than the credential’s', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.run(v2RefundOf(out_trade_no, { amount_total: '99' }, { appid: 'wx0000000000000009' }));
		expect((await sent(wechat))[0].body).toMatchObject({ appid: 'wx0000000000000009' });
	});

	test('of a partner', async () => {
		const { out_trade_no } = await sale(wechat, { sub_mchid: SUB_MCHID });
		const run = await wechat.run(v2RefundOf(out_trade_no, { merchantType: 'partner', sub_mchid: SUB_MCHID }));
		expect(run.json('WeChat')).toMatchObject([{ mchid: SUB_MCHID, status: 'PROCESSING' }]);
		expect((await sent(wechat)).map(({ body }) => (body as IDataObject).sub_mch_id)).toEqual([SUB_MCHID, SUB_MCHID]);
		const got = await wechat.run(v2Get(`${out_trade_no}-R1`, { merchantType: 'partner', sub_mchid: SUB_MCHID }));
		expect(got.json('WeChat')).toMatchObject([{ mchid: SUB_MCHID, refund_yuan: '99.00' }]);
	});

	test('an order that was not paid, or too long ago, is not refunded', async () => {
		const { out_trade_no } = await wechat.client.control('/orders', { amount: 9900, notify_url: NOWHERE });
		expect((await wechat.run(v2RefundOf(out_trade_no))).error).toMatchObject({ message: 'The order has not been paid: its status is NOTPAY' });
		const late = await earlier(wechat, 366, async () => await sale(wechat));
		expect((await wechat.run(v2RefundOf(late.out_trade_no))).error).toMatchObject({ message: expect.stringContaining('365 days ago') });
		expect(await wechat.calls(REFUND)).toEqual([]);
	});

	test('the same number with another amount, and too much: the rules are said', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.run(v2RefundOf(out_trade_no, { amount_refund: '40' }));
		const other = await wechat.run(v2RefundOf(out_trade_no, { amount_refund: '41' }));
		expect(other.error).toMatchObject({
			...{ httpCode: 'REFUND_FEE_MISMATCH', message: expect.not.stringContaining('may exist') },
			description: expect.stringContaining('has been used for another amount'),
		});
		const whole = await wechat.run(v2RefundOf(out_trade_no, { refundWhat: 'whole', out_refund_no: 'R2' }));
		expect(whole.error).toMatchObject({ httpCode: 'INVALID_REQUEST', description: expect.stringMatching(/^Its message says which rule of refunds it is.*enter what is left/) });
		await wechat.run(v2RefundOf(out_trade_no, { amount_refund: '59', out_refund_no: 'R3' }));
		const more = await wechat.run(v2RefundOf(out_trade_no, { amount_refund: '1', out_refund_no: 'R4' }));
		expect(more.error).toMatchObject({ httpCode: 'ERROR', description: expect.stringMatching(/^Its message says which rule of refunds it is/) });
	});

	test('an order that does not exist', async () => {
		expect((await wechat.run(v2RefundOf('LT-NONE-1'))).error).toMatchObject({ httpCode: 'ORDERNOTEXIST', message: expect.not.stringContaining('may exist') });
	});

	test.each<[string, IDataObject, string]>([
		['goods', { goods_detail: { goods: [{ merchant_goods_id: 'a', unit_price: '1', refund_amount: '1' }] } }, 'Goods'],
		['accounts', { from: { accounts: [{ account: 'AVAILABLE', amount: '99' }] } }, 'Take the Money From'],
	])('%s do not exist there', async (_, additionalFields, label) => {
		const { message } = await refusedHere(wechat, v2RefundOf('LT-2026-1', { amount_total: '99' }, additionalFields));
		expect(message).toBe(`“${label}” does not exist in the old interface (APIv2)`);
	});

	test.each<[string, IDataObject, string]>([
		['the client certificate', { clientCertificate: '' }, 'Client Certificate'],
		['the APIv2 key', { apiV2Key: '' }, 'APIv2 Key'],
	])('without %s nothing is sent, and the field is named', async (_, missing, label) => {
		wechat.payCredential(missing);
		const { error } = await wechat.run(v2RefundOf('LT-2026-1', { amount_total: '99' }));
		expect(error).toMatchObject({ message: expect.stringContaining(`“${label}”`) });
		expect(await wechat.calls()).toEqual([]);
	});

	test('a lost answer: it is asked again with the same number, and is one refund', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.fault({ path: REFUND, drop: true });
		const run = await wechat.run(v2RefundOf(out_trade_no));
		expect(run.json('WeChat')).toMatchObject([{ status: 'PROCESSING' }]);
		expect(await wechat.calls(REFUND)).toHaveLength(2);
		expect(await refunds()).toHaveLength(1);
	});

	test('no answer: the number is said, and that it may exist', async () => {
		const { out_trade_no } = await sale(wechat);
		await wechat.fault({ path: REFUND, drop: true, times: 5 });
		expect((await wechat.run(v2RefundOf(out_trade_no))).error).toMatchObject({ message: expect.stringContaining(`The refund ${out_trade_no}-R1 may exist all the same`) });
		expect(await refunds()).toHaveLength(1);
	});

	test('Simplify off: WeChat’s own words', async () => {
		const { out_trade_no } = await sale(wechat);
		const [{ raw }] = (await wechat.run(refundOf(out_trade_no, { simplify: false, additionalFields: V2 }))).json('WeChat')!;
		expect(raw).toMatchObject({ result_code: 'SUCCESS', refund_fee: '9900' });
	});
});

describe('Get', () => {
	test.each([
		['SUCCESS', 'SUCCESS', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)],
		['ABNORMAL', 'ABNORMAL', null],
		['CLOSED', 'CLOSED', null],
	])('what became of it: %s', async (refundResult, status, occurred_at) => {
		await wechat.client.control('/merchants', { mchid, refundResult });
		const { out_trade_no } = await refundedBy(wechat, await sale(wechat));
		await later();
		await wechat.client.control('/calls', {}, 'DELETE');
		const run = await wechat.run(v2Get('R1'));
		const [{ refund_id }] = await refunds();
		expect(run.json('WeChat')).toMatchObject([
			{ status, occurred_at, out_trade_no, out_refund_no: 'R1', refund_id, refund_yuan: '40.00', amount_yuan: '99.00', refunded_to: '支付用户零钱' },
		]);
		expect((await sent(wechat)).map(({ path, body }) => [path, body])).toEqual([[QUERY, { ...OURS, out_refund_no: 'R1' }]]);
	});

	test('has the same columns as by the new interface', async () => {
		await refundedBy(wechat, await sale(wechat));
		const keys = async (node: ReturnType<typeof v2Get>) => Object.keys((await wechat.run(node)).json('WeChat')![0]);
		expect(await keys(v2Get('R1'))).toEqual(await keys(wechatPay('refund', 'get', { out_refund_no: 'R1' })));
	});

	test('a refund that does not exist', async () => {
		expect((await wechat.run(v2Get('NONE'))).error).toMatchObject({ httpCode: 'REFUNDNOTEXIST', description: expect.stringContaining('no refund with this number') });
	});

	test('of several in an answer it is the one that was asked for, and never another', async () => {
		const { out_trade_no } = await refundedBy(wechat, await sale(wechat));
		const amount = { refund: 100, total: 9900, currency: 'CNY' };
		await shop(wechat).post('/v3/refund/domestic/refunds', { out_trade_no, out_refund_no: 'R2', amount });
		const said = {
			...{ return_code: 'SUCCESS', result_code: 'SUCCESS', appid, mch_id: mchid, nonce_str: 'a', out_trade_no, total_fee: '9900', refund_count: '2' },
			...{ out_refund_no_0: 'R1', refund_fee_0: '4000', refund_status_0: 'SUCCESS', out_refund_no_1: 'R2', refund_fee_1: '100', refund_status_1: 'CHANGE' },
		};
		const body = writeXml({ ...said, sign: signV2(said, MERCHANT.apiV2Key, 'HMAC-SHA256') });
		await wechat.fault({ path: QUERY, body, times: 2 });
		expect((await wechat.run(v2Get('R2'))).json('WeChat')).toMatchObject([{ out_refund_no: 'R2', refund_yuan: '1.00', status: 'ABNORMAL' }]);
		expect((await wechat.run(v2Get('R3'))).error).toMatchObject({ message: 'WeChat Pay does not tell about the refund R3' });
	});
});
