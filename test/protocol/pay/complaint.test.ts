import { complaintItem, ordersOf } from '../../../nodes/protocol/pay/complaint';

const RECORD = {
	complaint_time: '2026-11-22T20:15:40+08:00',
	complaint_state: 'PENDING',
	complainted_mchid: '1900012181',
	payer_openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
	complaint_order_info: [
		{ transaction_id: '4200', out_trade_no: 'LT-1', amount: 9900 },
		{ transaction_id: '4201', out_trade_no: 'LT-2', amount: 1 },
	],
};

test('who complains of whom, and about which order: the first of several', () => {
	expect(complaintItem(RECORD)).toEqual({
		...{ openid: RECORD.payer_openid, unionid: null, appid: null, status: 'PENDING', mchid: '1900012181' },
		...{ out_trade_no: 'LT-1', transaction_id: '4200', out_refund_no: null, amount_fen: 9900, amount_yuan: '99.00' },
		...{ paid_yuan: null, refund_yuan: null, currency: null, attach: null, occurred_at: '2026-11-22T20:15:40+08:00' },
	});
	expect(ordersOf(RECORD)).toHaveLength(2);
});

test.each([[undefined], [null], ['none'], [[]], [[null]]])('orders %j are none', (complaint_order_info) => {
	expect(complaintItem({ ...RECORD, complaint_order_info })).toMatchObject({ out_trade_no: null, amount_fen: null, amount_yuan: null });
});
