import { payItem } from '../../../nodes/protocol/pay/payItem';

const NOTHING = {
	openid: null,
	unionid: null,
	appid: null,
	status: null,
	mchid: null,
	out_trade_no: null,
	transaction_id: null,
	out_refund_no: null,
	amount_fen: null,
	amount_yuan: null,
	paid_yuan: null,
	refund_yuan: null,
	currency: null,
	attach: null,
	occurred_at: null,
};

test('a payment', () => {
	const payment = {
		appid: 'wx5e6e1a3d7c0f4b21',
		mchid: '1900071234',
		out_trade_no: 'LT2026-1',
		transaction_id: '4200001234202611221234567890',
		trade_type: 'JSAPI',
		trade_state: 'SUCCESS',
		attach: 'table 5',
		success_time: '2026-11-22T20:15:40+08:00',
		payer: { openid: 'oLotus1' },
		amount: { total: 9900, payer_total: 8900, currency: 'CNY', payer_currency: 'CNY' },
	};
	expect(payItem(payment)).toEqual({
		...NOTHING,
		openid: 'oLotus1',
		appid: 'wx5e6e1a3d7c0f4b21',
		status: 'SUCCESS',
		mchid: '1900071234',
		out_trade_no: 'LT2026-1',
		transaction_id: '4200001234202611221234567890',
		amount_fen: 9900,
		amount_yuan: '99.00',
		paid_yuan: '89.00',
		currency: 'CNY',
		attach: 'table 5',
		occurred_at: '2026-11-22T20:15:40+08:00',
	});
});

describe("a partner's payment", () => {
	const payment = {
		...{ sp_appid: 'wxpartner', sp_mchid: '1900000001', sub_appid: 'wxshop', sub_mchid: '1900000002' },
		trade_state: 'SUCCESS',
		payer: { sp_openid: 'oPartner', sub_openid: 'oShop' },
	};

	test("has the openid of the shop, and that one's App ID", () => {
		expect(payItem(payment)).toEqual({ ...NOTHING, openid: 'oShop', appid: 'wxshop', mchid: '1900000002', status: 'SUCCESS' });
	});

	test('of a shop without an App ID has the openid of the partner, and the App ID that goes with it', () => {
		const { sub_appid: _, ...rest } = payment;
		for (const payer of [{ sp_openid: 'oPartner' }, { sp_openid: 'oPartner', sub_openid: '' }]) {
			expect(payItem({ ...payment, payer })).toMatchObject({ openid: 'oPartner', appid: 'wxpartner' });
			expect(payItem({ ...rest, payer })).toMatchObject({ openid: 'oPartner', appid: 'wxpartner' });
		}
	});
});

describe('an order of several shops', () => {
	const part = (out_trade_no: string, total_amount: unknown, more: object = {}) => ({
		mchid: '1',
		out_trade_no,
		transaction_id: `42${out_trade_no}`,
		trade_state: 'SUCCESS',
		success_time: '2026-11-22T20:15:40+08:00',
		amount: { total_amount, payer_amount: 5, currency: 'CNY' },
		...more,
	});
	const order = {
		combine_appid: 'wx1',
		combine_mchid: '1900000001',
		combine_out_trade_no: 'C1',
		combine_payer_info: { openid: 'oLotus1' },
		sub_orders: [part('a', 1), part('b', 9900)],
	};

	test('has the note that all its parts have', () => {
		const sub_orders = ['a', 'b'].map((name) => part(name, 1, { attach: 'table 7' }));
		expect(payItem({ ...order, sub_orders }).attach).toBe('table 7');
	});

	test('has the sums of its parts, and what they have in common', () => {
		expect(payItem(order)).toEqual({
			...NOTHING,
			openid: 'oLotus1',
			appid: 'wx1',
			status: 'SUCCESS',
			mchid: '1900000001',
			out_trade_no: 'C1',
			amount_fen: 9901,
			amount_yuan: '99.01',
			paid_yuan: '0.10',
			currency: 'CNY',
			occurred_at: '2026-11-22T20:15:40+08:00',
		});
	});

	test.each([
		['attach', { attach: 'table 8' }],
		['attach', { attach: undefined }],
		['status', { trade_state: 'REFUND' }],
		['status', { trade_state: undefined }],
		['occurred_at', { success_time: '2026-11-22T20:15:41+08:00' }],
		['currency', { amount: { total_amount: 1, payer_amount: 1, currency: 'USD' } }],
	])('has no %s where the parts differ: %j', (column, more) => {
		const noted = part('a', 1, { attach: 'table 7' });
		for (const sub_orders of [[noted, part('b', 1, { attach: 'table 7', ...more })], [part('b', 1, { attach: 'table 7', ...more }), noted]]) {
			expect(payItem({ ...order, sub_orders })).toMatchObject({ [column]: null });
		}
	});

	test.each([[[part('a', 1), part('b', undefined)]], [[part('a', 1), part('b', '5')]], [[part('a', 1), {}]], [[]], ['x'], [{ 0: part('a', 1) }]])(
		'has no sum when a part has no amount: %j',
		(sub_orders) => {
			expect(payItem({ ...order, sub_orders })).toMatchObject({ amount_fen: null, amount_yuan: null });
		},
	);
});

test('a refund', () => {
	const refund = {
		mchid: '1900071234',
		out_trade_no: 'LT2026-1',
		transaction_id: '42',
		out_refund_no: 'R1',
		refund_id: '50',
		refund_status: 'SUCCESS',
		success_time: '2026-11-23T09:00:00+08:00',
		create_time: '2026-11-22T21:00:00+08:00',
		amount: { total: 9900, refund: 4000, payer_total: 9900, payer_refund: 4000 },
	};
	expect(payItem(refund)).toEqual({
		...NOTHING,
		status: 'SUCCESS',
		mchid: '1900071234',
		out_trade_no: 'LT2026-1',
		transaction_id: '42',
		out_refund_no: 'R1',
		amount_fen: 9900,
		amount_yuan: '99.00',
		paid_yuan: '99.00',
		refund_yuan: '40.00',
		occurred_at: '2026-11-23T09:00:00+08:00',
	});
	// The answer of the refund API says `status`, and has no success_time yet.
	const { refund_status: _, success_time: __, ...asked } = refund;
	expect(payItem({ ...asked, status: 'PROCESSING' })).toMatchObject({ status: 'PROCESSING', occurred_at: '2026-11-22T21:00:00+08:00' });
});

test('a transfer', () => {
	const transfer = {
		mch_id: '1900071234',
		out_bill_no: 'T1',
		state: 'SUCCESS',
		transfer_amount: 50,
		appid: 'wx1',
		openid: 'oLotus1',
		create_time: '2026-11-22T20:00:00+08:00',
		update_time: '2026-11-22T20:15:40+08:00',
	};
	expect(payItem(transfer)).toEqual({
		...NOTHING,
		openid: 'oLotus1',
		appid: 'wx1',
		status: 'SUCCESS',
		mchid: '1900071234',
		amount_fen: 50,
		amount_yuan: '0.50',
		occurred_at: '2026-11-22T20:15:40+08:00',
	});
});

describe('an amount, wherever it stands', () => {
	test.each<[string, object, number]>([
		['a withdrawal', { amount: 100 }, 100],
		['handled funds', { transfer_amount: { total: 101, currency: 'CNY' } }, 101],
		['a Pay Score order', { total_amount: 102, risk_fund: { amount: 5 } }, 102],
		['a top-up', { recharge_amount: { amount: 103, currency: 'CNY' } }, 103],
		['an automatic repayment', { deduct_amount: 104 }, 104],
		['a refund in a mall', { pay_amount: 105, refund_amount: 5 }, 105],
		["somebody's share", { receiver: { amount: 106 } }, 106],
		['a payment: the total comes first', { amount: { total: 107, amount: 1 }, total_amount: 1, receiver: { amount: 1 } }, 107],
		['nothing', { amount: 0 }, 0],
	])('%s', (_, about, fen) => {
		expect(payItem(about as never).amount_fen).toBe(fen);
	});

	test('what goes back, without an object of its own', () => {
		expect(payItem({ refund_amount: 500 })).toMatchObject({ refund_yuan: '5.00' });
	});

	test('a used coupon: when, and in which payment', () => {
		const used = { create_time: 'long ago', consume_information: { consume_time: 'now', transaction_id: '42' } };
		expect(payItem(used)).toMatchObject({ occurred_at: 'now', transaction_id: '42' });
	});
});

test('the openid of a contract with a partner: the shop’s, if it is told with whose App ID it is valid', () => {
	const contract = { sp_appid: 'wxP', sp_openid: 'oP', sub_openid: 'oS' };
	expect(payItem({ ...contract, sub_appid: 'wxS' })).toMatchObject({ openid: 'oS', appid: 'wxS' });
	expect(payItem(contract)).toMatchObject({ openid: 'oP', appid: 'wxP' });
	expect(payItem({ appid: 'wx1', openid: 'o1', sub_openid: 'oS' })).toMatchObject({ openid: 'o1', appid: 'wx1' });
});

test('the state goes by many names', () => {
	for (const name of ['state', 'batch_status', 'contract_state', 'complaint_state', 'sign_state']) expect(payItem({ [name]: 'X' })).toMatchObject({ status: 'X' });
	expect(payItem({ state: 'B', trade_state: 'A' })).toMatchObject({ status: 'A' });
});

test('an amount of 0 is an amount: a coupon paid for everything', () => {
	expect(payItem({ amount: { total: 9900, payer_total: 0 } })).toMatchObject({ amount_fen: 9900, paid_yuan: '0.00' });
	expect(payItem({ amount: { total: 0 } })).toMatchObject({ amount_fen: 0, amount_yuan: '0.00' });
});

test('numbers that are ids become text', () => {
	expect(payItem({ mchid: 1900071234, transaction_id: 42 })).toMatchObject({ mchid: '1900071234', transaction_id: '42' });
});

describe('what is not there is null, in the same columns', () => {
	test.each([
		[{}],
		[{ payer: null, amount: null, sub_orders: null, attach: null }],
		[{ payer: 'x', amount: '5', attach: '', mchid: {}, appid: [], out_trade_no: false }],
		[{ payer: [{ openid: 'o' }], amount: [{ total: 1 }] }],
		[{ amount: { total: '9900', payer_total: 1.5, refund: 2 ** 53 } }],
	])('%j', (about) => {
		expect(payItem(about)).toEqual(NOTHING);
	});

	test('the columns are in the same order too, for a sheet', () => {
		const columns = Object.keys(NOTHING);
		for (const about of [{}, { amount: { refund: 1 } }, { openid: 'o' }]) expect(Object.keys(payItem(about))).toEqual(columns);
	});
});
