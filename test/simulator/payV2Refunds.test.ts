import { MERCHANT } from './client';
import { decryptReqInfo } from './http/payV2';
import { readXml } from './http/payXml';
import { payScene } from './payScene';
import { V2Client } from './v2Client';

/** Refunds by the old XML interface: the same ones as by the new, in other words (wechat-pay.md §3.15). */
const scene = payScene();
type Values = Record<string, string | number>;

const set = async (settings: Values) => await scene.client.control('/merchants', { mchid: MERCHANT.mchid, ...settings });
const wanted = (out_trade_no: string, more: Values = {}) => ({
	...{ out_trade_no, out_refund_no: 'R1', total_fee: 9900, refund_fee: 4000, notify_url: scene.receiver.url },
	...more,
});
const refund = async (fields: Values) => await new V2Client(scene.url).call('/secapi/pay/refund', fields);
const query = async (fields: Values) => await new V2Client(scene.url).call('/pay/refundquery', fields);

beforeEach(() => scene.receiver.answer('<xml><return_code>SUCCESS</return_code><return_msg>OK</return_msg></xml>'));

test('is accepted, asked for by both interfaces, and told in XML', async () => {
	const number = await scene.paid();
	const made = await refund(wanted(number, { refund_desc: '茶凉了' }));
	expect(made).toMatchObject({
		...{ return_code: 'SUCCESS', result_code: 'SUCCESS', out_trade_no: number, out_refund_no: 'R1' },
		...{ refund_fee: '4000', total_fee: '9900', cash_fee: '9900', refund_id: expect.stringMatching(/^503/) },
	});
	const [, push] = await scene.arrived(2);
	expect(readXml(decryptReqInfo(MERCHANT.apiV2Key, readXml(push.body)!.req_info), 'root')).toMatchObject({
		...{ out_trade_no: number, out_refund_no: 'R1', refund_id: made.refund_id, refund_status: 'SUCCESS', refund_fee: '4000' },
	});
	expect(await query({ out_refund_no: 'R1' })).toMatchObject({
		...{ refund_count: '1', out_refund_no_0: 'R1', refund_status_0: 'SUCCESS', refund_fee_0: '4000' },
		...{ refund_recv_accout_0: '支付用户零钱', refund_success_time_0: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) },
	});
	expect((await scene.pay.get('/v3/refund/domestic/refunds/R1')).data).toMatchObject({ refund_id: made.refund_id, status: 'SUCCESS' });
});

test.each([['ABNORMAL', 'CHANGE'], ['CLOSED', 'REFUNDCLOSE']])('%s is %s', async (refundResult, state) => {
	await set({ refundResult });
	await refund(wanted(await scene.paid()));
	const [, push] = await scene.arrived(2);
	const inner = readXml(decryptReqInfo(MERCHANT.apiV2Key, readXml(push.body)!.req_info), 'root')!;
	expect([inner.refund_status, inner.success_time]).toEqual([state, undefined]);
	const said = await query({ out_refund_no: 'R1' });
	expect([said.refund_status_0, said.refund_success_time_0]).toEqual([state, undefined]);
});

test('those of an order, numbered through', async () => {
	const number = await scene.paid();
	await refund(wanted(number));
	await refund(wanted(number, { out_refund_no: 'R2', refund_fee: 100 }));
	const numbered = { refund_count: '2', out_refund_no_0: 'R1', refund_fee_0: '4000', out_refund_no_1: 'R2', refund_fee_1: '100' };
	expect(await query({ out_trade_no: number })).toMatchObject(numbered);
	const { refund_id_1 } = await query({ out_trade_no: number });
	expect(await query({ refund_id: String(refund_id_1) })).toMatchObject({ refund_count: '1', out_refund_no_0: 'R2' });
});

test('the same number is the same refund, never another one', async () => {
	const number = await scene.paid();
	const first = await refund(wanted(number));
	expect((await refund(wanted(number))).refund_id).toBe(first.refund_id);
	expect(await refund(wanted(number, { refund_fee: 1 }))).toMatchObject({ result_code: 'FAIL', err_code: 'REFUND_FEE_MISMATCH' });
	expect(await set({})).toMatchObject({ refunds: 1 });
});

test('of a partner’s merchant', async () => {
	const sub_mch_id = '1900009231';
	const number = await scene.paid({ sub_mchid: sub_mch_id });
	expect(await refund(wanted(number))).toMatchObject({ err_code: 'ORDERNOTEXIST' });
	expect(await refund(wanted(number, { sub_mch_id }))).toMatchObject({ result_code: 'SUCCESS', sub_mch_id });
	expect(await query({ out_refund_no: 'R1' })).toMatchObject({ err_code: 'REFUNDNOTEXIST' });
	expect(await query({ out_refund_no: 'R1', sub_mch_id })).toMatchObject({ refund_count: '1' });
});

describe('is refused', () => {
	test.each<[string, Values, string]>([
		['more than was paid', { refund_fee: 9901 }, 'INVALID_REQUEST'],
		['another total', { total_fee: 9901 }, 'PARAM_ERROR'],
		['nothing', { refund_fee: 0 }, 'PARAM_ERROR'],
		['an order that is not there', { out_trade_no: 'LT999999' }, 'ORDERNOTEXIST'],
	])('%s', async (_, more, err_code) => {
		expect(await refund({ ...wanted(await scene.paid()), ...more })).toMatchObject({ result_code: 'FAIL', err_code });
	});

	test('when all is refunded', async () => {
		const number = await scene.paid();
		await refund(wanted(number, { refund_fee: 9900 }));
		expect(await refund(wanted(number, { out_refund_no: 'R2', refund_fee: 1 }))).toMatchObject({ err_code: 'ERROR', err_code_des: '订单已全额退款' });
	});

	test('while the merchant has too little', async () => {
		const number = await scene.paid();
		await set({ balance: 0 });
		expect(await refund(wanted(number))).toMatchObject({ err_code: 'NOTENOUGH' });
	});

	test('a refund that nobody asked for, and one of an order without', async () => {
		expect(await query({ out_refund_no: 'R9' })).toMatchObject({ err_code: 'REFUNDNOTEXIST' });
		expect(await query({ out_trade_no: await scene.paid() })).toMatchObject({ err_code: 'REFUNDNOTEXIST' });
	});
});
