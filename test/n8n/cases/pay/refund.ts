import type { IDataObject } from 'n8n-workflow';
import { orders, sale, shop } from '../../pay/shop';
import type { Wechat } from '../../wechat';
import { text, time, type Case } from '../case';
import { mchid, NOTHING, sold } from './shared';

const refunded = async (wechat: Wechat): Promise<IDataObject> => {
	const sold = await sale(wechat);
	await wechat.client.control('/merchants', { mchid, refundDelay: 0 });
	const { out_trade_no } = sold;
	const amount = { refund: 4000, total: 9900, currency: 'CNY' };
	await shop(wechat).post('/v3/refund/domestic/refunds', { out_trade_no, out_refund_no: 'R1', amount });
	return sold;
};

const ofRefund = ({ out_trade_no, transaction_id }: IDataObject) => ({
	...NOTHING,
	...{ out_trade_no, transaction_id, amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '99.00', refund_yuan: '40.00' },
	...{ currency: 'CNY', out_refund_no: 'R1', occurred_at: time, refund_id: text, refunded_to: '支付用户零钱' },
});

export const refund: Record<string, Case> = {
	'wechatPay refund create': {
		given: sold,
		parameters: ({ out_trade_no }) => ({ out_trade_no, out_refund_no: 'R1', amount_refund: '40' }),
		output: (given) => [{ ...ofRefund(given), status: 'PROCESSING', existed_before: null }],
		simplifies: true,
		after: async (_, wechat) =>
			expect(await orders(wechat)).toMatchObject([{ trade_state: 'REFUND', refunds: [{ amount: { refund: 4000 } }] }]),
	},
	'wechatPay refund get': {
		given: refunded,
		parameters: () => ({ out_refund_no: 'R1' }),
		output: (given) => [{ ...ofRefund(given), status: expect.stringMatching(/^(PROCESSING|SUCCESS)$/) }],
		simplifies: true,
	},
};
