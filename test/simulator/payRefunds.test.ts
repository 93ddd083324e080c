import { MERCHANT } from './client';
import { encryptField } from './http/payCipher';
import { openNotice } from './payClient';
import { payScene } from './payScene';

const scene = payScene();
type Values = Record<string, any>;

const refund = async (body: Values) => await scene.pay.post('/v3/refund/domestic/refunds', body);
const set = async (settings: Values) =>
	await scene.client.control('/merchants', { mchid: MERCHANT.mchid, ...settings });
const query = async (out_refund_no: string) => await scene.pay.get(`/v3/refund/domestic/refunds/${out_refund_no}`);
const amount = (fen: number, more: Values = {}) => ({ amount: { refund: fen, total: 9900, currency: 'CNY', ...more } });

test('is accepted first, done a moment later, and told', async () => {
	const number = await scene.paid();
	await set({ refundDelay: 300 });
	const wanted = scene.refund(number, { reason: '商品已售完' });
	const accepted = await refund(wanted);
	expect(accepted).toMatchObject({
		status: 200,
		data: {
			refund_id: expect.stringMatching(/^503\d{26}$/),
			out_refund_no: wanted.out_refund_no,
			out_trade_no: number,
			transaction_id: expect.stringMatching(/^4200/),
			channel: 'ORIGINAL',
			status: 'PROCESSING',
			create_time: expect.stringMatching(/\+08:00$/),
			amount: { refund: 4000, total: 9900, payer_refund: 4000, payer_total: 9900, currency: 'CNY' },
		},
	});
	expect(accepted.data).not.toHaveProperty('success_time');
	expect((await query(wanted.out_refund_no)).data).toEqual(accepted.data);
	const [, push] = await scene.arrived(2);
	const { envelope, resource } = openNotice(push.body);
	expect(envelope).toMatchObject({
		event_type: 'REFUND.SUCCESS',
		summary: '退款成功',
		resource: { original_type: 'refund' },
	});
	expect(resource).toEqual({
		mchid: MERCHANT.mchid,
		transaction_id: accepted.data.transaction_id,
		out_trade_no: number,
		refund_id: accepted.data.refund_id,
		out_refund_no: wanted.out_refund_no,
		refund_status: 'SUCCESS',
		success_time: expect.stringMatching(/\+08:00$/),
		user_received_account: '支付用户零钱',
		amount: { total: 9900, refund: 4000, payer_total: 9900, payer_refund: 4000 },
	});
	expect((await query(wanted.out_refund_no)).data).toMatchObject({
		status: 'SUCCESS',
		success_time: resource.success_time,
	});
	expect(await scene.client.control('/orders')).toMatchObject([
		{ trade_state: 'REFUND', refunds: [{ status: 'SUCCESS' }] },
	]);
});

test('by WeChat Pay’s number', async () => {
	await scene.paid();
	const [{ transaction_id }] = await scene.client.control('/orders');
	const { out_trade_no, ...rest } = scene.refund('');
	expect((await refund({ ...rest, transaction_id })).status).toBe(200);
	expect(out_trade_no).toBe('');
});

describe('is refused', () => {
	test.each<[string, Values, Values]>([
		['a refund of nothing', amount(0), { code: 'PARAM_ERROR', detail: { field: '/amount/refund' } }],
		[
			'another currency',
			amount(1, { currency: 'USD' }),
			{ code: 'PARAM_ERROR', detail: { field: '/amount/currency' } },
		],
		[
			'another total than was paid',
			amount(1, { total: 9901 }),
			{ code: 'PARAM_ERROR', detail: { field: '/amount/total' } },
		],
		['more than was paid', amount(9901), { code: 'INVALID_REQUEST', message: '申请退款金额大于订单可退金额' }],
		['a number with a dot', { out_refund_no: 'R.1' }, { code: 'PARAM_ERROR', detail: { field: '/out_refund_no' } }],
		['a number of 65', { out_refund_no: 'R'.repeat(65) }, { code: 'PARAM_ERROR', detail: { field: '/out_refund_no' } }],
		['81 bytes of reason', { reason: '茶'.repeat(27) }, { code: 'PARAM_ERROR', detail: { field: '/reason' } }],
		[
			'a notify_url with a query',
			{ notify_url: 'https://a.example.com/?b=1' },
			{ code: 'PARAM_ERROR', detail: { field: '/notify_url' } },
		],
	])('%s', async (_, more, expected) => {
		expect(await refund(scene.refund(await scene.paid(), more))).toMatchObject({ status: 400, data: expected });
	});

	test('of an order that is not there', async () => {
		expect(await refund(scene.refund('LT999999'))).toMatchObject({
			status: 404,
			data: { code: 'RESOURCE_NOT_EXISTS', message: '订单不存在' },
		});
	});

	test('of an order that nobody paid', async () => {
		const { out_trade_no } = await scene.client.control('/orders', { amount: 9900, notify_url: scene.receiver.url });
		expect(await refund(scene.refund(out_trade_no))).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
	});

	test('when the parts come to more than the whole', async () => {
		const number = await scene.paid();
		expect((await refund(scene.refund(number, amount(5000)))).status).toBe(200);
		expect((await refund(scene.refund(number, amount(4901)))).data).toMatchObject({
			message: '申请退款金额大于订单可退金额',
		});
		expect((await refund(scene.refund(number, amount(4900)))).status).toBe(200);
		expect((await refund(scene.refund(number, amount(1)))).data).toMatchObject({
			code: 'INVALID_REQUEST',
			message: '订单已全额退款',
		});
	});

	test('a 51st part', async () => {
		const number = await scene.paid();
		for (let n = 0; n < 50; n++) expect((await refund(scene.refund(number, amount(1)))).status).toBe(200);
		expect((await refund(scene.refund(number, amount(1)))).data).toMatchObject({
			code: 'INVALID_REQUEST',
			message: expect.stringContaining('50次'),
		});
	});

	test('after a year', async () => {
		const number = await scene.paid();
		await scene.client.control('/clock', { advance: 366 * 86400 });
		const late = scene.refund(number);
		const timestamp = String(Math.floor(Date.now() / 1000) + 366 * 86400);
		const answer = await scene.pay.post('/v3/refund/domestic/refunds', late, { credentials: { timestamp } });
		expect(answer.data).toMatchObject({ code: 'INVALID_REQUEST', message: '订单已超过可退款的最大期限' });
	});

	test('while the merchant has too little; the same number later', async () => {
		const wanted = scene.refund(await scene.paid());
		await set({ balance: 3999 });
		expect(await refund(wanted)).toMatchObject({
			status: 403,
			data: { code: 'NOT_ENOUGH', message: '基本账户余额不足，请充值后重新发起' },
		});
		expect((await query(wanted.out_refund_no)).status).toBe(404);
		await set({ balance: 4000 });
		expect((await refund(wanted)).status).toBe(200);
		expect(await set({})).toMatchObject({ balance: 0 });
	});
});

test('the same number again is the same refund, and never a second one', async () => {
	const wanted = scene.refund(await scene.paid());
	const first = (await refund(wanted)).data;
	await scene.arrived(2);
	const again = (await refund(wanted)).data;
	expect([again.refund_id, again.status]).toEqual([first.refund_id, 'SUCCESS']);
	expect(await refund({ ...wanted, ...amount(1) })).toMatchObject({
		status: 400,
		data: { code: 'INVALID_REQUEST', message: '订单金额或退款金额与之前请求不一致，请核实后再试' },
	});
	expect(await set({})).toMatchObject({ balance: 5900, refunds: 1 });
});

test.each(['ABNORMAL', 'CLOSED'] as const)('can end %s', async (refundResult) => {
	await set({ refundResult });
	const wanted = scene.refund(await scene.paid());
	await refund(wanted);
	const [, push] = await scene.arrived(2);
	const { envelope, resource } = openNotice(push.body);
	expect([envelope.event_type, resource.refund_status]).toEqual([`REFUND.${refundResult}`, refundResult]);
	expect(resource).not.toHaveProperty('success_time');
	expect((await query(wanted.out_refund_no)).data.status).toBe(refundResult);
	// What did not go out is still there, and the order is as it was.
	const closed = refundResult === 'CLOSED';
	expect((await set({})).balance).toBe(closed ? 9900 : 5900);
	expect((await scene.client.control('/orders'))[0].trade_state).toBe(closed ? 'SUCCESS' : 'REFUND');
});

test('without a URL of its own it is told where the portal says, if at all', async () => {
	const number = await scene.paid();
	await refund(scene.refund(number, { notify_url: undefined, ...amount(1) }));
	await set({ refundNotifyUrl: scene.receiver.url });
	await refund(scene.refund(number, { notify_url: undefined, ...amount(2) }));
	const [, push] = await scene.arrived(2);
	expect(openNotice(push.body).resource.amount.refund).toBe(2);
	expect(await scene.client.control('/notifications')).toHaveLength(2);
});

test('a refund that nobody asked for', async () => {
	expect(await query('R999')).toMatchObject({
		status: 404,
		data: { code: 'RESOURCE_NOT_EXISTS', message: '退款单不存在' },
	});
});

describe('the accounts from which it is taken', () => {
	const from = (...accounts: Array<[string, number]>) => amount(4000, { from: accounts.map(([account, fen]) => ({ account, amount: fen })) });

	test('together are the refund', async () => {
		const wanted = scene.refund(await scene.paid(), from(['AVAILABLE', 3999], ['UNAVAILABLE', 1]));
		expect((await refund(wanted)).status).toBe(200);
	});

	test.each<[string, Values]>([
		['less than it', from(['AVAILABLE', 3999])],
		['one twice', from(['AVAILABLE', 2000], ['AVAILABLE', 2000])],
		['one that is none', from(['POCKET', 4000])],
	])('%s', async (_, more) => {
		expect(await refund(scene.refund(await scene.paid(), more))).toMatchObject({
			status: 400,
			data: { code: 'PARAM_ERROR', detail: { field: '/amount/from' } },
		});
	});
});

describe('one that is stuck', () => {
	const CARD = { type: 'USER_BANK_CARD', bank_type: 'CMB_DEBIT' };
	const secret = (text: string) => encryptField(MERCHANT.publicKey, text);

	async function stuck(more: Values = {}): Promise<Values> {
		await set({ refundResult: 'ABNORMAL' });
		const wanted = scene.refund(await scene.paid(more), more);
		const { data } = await refund(wanted);
		await scene.arrived(2);
		return data;
	}

	const resolve = async ({ refund_id, out_refund_no }: Values, more: Values = {}) =>
		await scene.pay.post(`/v3/refund/domestic/refunds/${refund_id}/apply-abnormal-refund`, { out_refund_no, ...more });
	const toCard = async (made: Values, card = '6225880100001234') =>
		await resolve(made, { ...CARD, bank_account: secret(card), real_name: secret('王小红') });

	test('is paid out to a card of the customer’s, and told', async () => {
		const made = await stuck();
		expect(await toCard(made)).toMatchObject({ status: 200, data: { status: 'PROCESSING', user_received_account: 'CMB_DEBIT 1234' } });
		const [, , push] = await scene.arrived(3);
		const { envelope, resource } = openNotice(push.body);
		expect([envelope.event_type, resource.refund_status, resource.user_received_account]).toEqual(['REFUND.SUCCESS', 'SUCCESS', 'CMB_DEBIT 1234']);
		expect((await query(made.out_refund_no)).data.status).toBe('SUCCESS');
	});

	test('or to the merchant’s own account', async () => {
		expect((await resolve(await stuck(), { type: 'MERCHANT_BANK_CARD' })).data).toMatchObject({ user_received_account: '商户银行账户' });
	});

	test('of a partner’s merchant', async () => {
		const sub_mchid = '1900009231';
		const made = await stuck({ sub_mchid });
		expect((await resolve(made, { type: 'MERCHANT_BANK_CARD' })).status).toBe(404);
		expect((await resolve(made, { type: 'MERCHANT_BANK_CARD', sub_mchid })).status).toBe(200);
	});

	test('the same again is the same, though it is encrypted in another way; another card is refused', async () => {
		const made = await stuck();
		await set({ refundDelay: 60_000 });
		const first = await toCard(made);
		expect(await toCard(made)).toMatchObject({ status: 200, data: first.data });
		expect(await toCard(made, '6225880100009999')).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
	});

	test.each<[string, Values, string]>([
		['another way', { type: 'CASH' }, '/type'],
		['a credit card', { ...CARD, bank_type: 'CMB_CREDIT' }, '/bank_type'],
		['no bank', { type: 'USER_BANK_CARD' }, '/bank_type'],
		['no card', CARD, '/bank_account'],
		['no name', { ...CARD, bank_account: secret('1') }, '/real_name'],
		['a card in clear', { ...CARD, bank_account: '6225880100001234', real_name: secret('a') }, '/bank_account'],
	])('%s is refused', async (_, more, field) => {
		expect(await resolve(await stuck(), more)).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR', detail: { field } } });
	});

	test('one that is not stuck, and one of another number', async () => {
		const { data } = await refund(scene.refund(await scene.paid()));
		expect((await resolve(data, { type: 'MERCHANT_BANK_CARD' })).data).toMatchObject({ code: 'INVALID_REQUEST' });
		expect((await resolve({ ...data, refund_id: '1' }, { type: 'MERCHANT_BANK_CARD' })).status).toBe(404);
	});
});
