import type { IDataObject } from 'n8n-workflow';
import { orders, refundedBy, sale } from '../../pay/shop';
import type { Wechat } from '../../wechat';
import { text, time, type Case } from '../case';
import { mchid, NOTHING, sold, soldByPartner, SUB_MCHID } from './shared';

const PARTNERS = { sub_mchid: SUB_MCHID };

const refunded = async (wechat: Wechat): Promise<IDataObject> => await refundedBy(wechat, await sale(wechat));
const refundedByPartner = async (wechat: Wechat): Promise<IDataObject> =>
	await refundedBy(wechat, await sale(wechat, PARTNERS), PARTNERS);

/** The customer's card is closed. */
const stuck = async (wechat: Wechat, given: typeof refunded): Promise<IDataObject> => {
	await wechat.client.control('/merchants', { mchid, refundResult: 'ABNORMAL' });
	const made = await given(wechat);
	await new Promise((resolve) => setTimeout(resolve, 20));
	return made;
};

const ofRefund = ({ out_trade_no, transaction_id }: IDataObject) => ({
	...NOTHING,
	...{ out_trade_no, transaction_id, amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '99.00', refund_yuan: '40.00' },
	...{ currency: 'CNY', out_refund_no: 'R1', occurred_at: time, refund_id: text, refunded_to: '支付用户零钱' },
});

const ofPartner = (given: IDataObject) => ({ ...ofRefund(given), mchid: SUB_MCHID });

const isThere: Case['after'] = async (_, wechat) =>
	expect(await orders(wechat)).toMatchObject([{ trade_state: 'REFUND', refunds: [{ amount: { refund: 4000 } }] }]);

const DONE = expect.stringMatching(/^(PROCESSING|SUCCESS)$/);

export const refund: Record<string, Case> = {
	'wechatPay refund create': {
		given: sold,
		parameters: ({ out_trade_no }) => ({ out_trade_no, out_refund_no: 'R1', amount_refund: '40' }),
		output: (given) => [{ ...ofRefund(given), status: 'PROCESSING', existed_before: null }],
		simplifies: true,
		after: isThere,
		partner: {
			given: soldByPartner,
			parameters: ({ out_trade_no }) => ({ ...PARTNERS, out_trade_no, out_refund_no: 'R1', amount_refund: '40' }),
			output: (given) => [{ ...ofPartner(given), status: 'PROCESSING', existed_before: null }],
			after: isThere,
		},
	},
	'wechatPay refund get': {
		given: refunded,
		parameters: () => ({ out_refund_no: 'R1' }),
		output: (given) => [{ ...ofRefund(given), status: DONE }],
		simplifies: true,
		partner: {
			given: refundedByPartner,
			parameters: () => ({ ...PARTNERS, out_refund_no: 'R1' }),
			output: (given) => [{ ...ofPartner(given), status: DONE }],
		},
	},
	'wechatPay refund resolveAbnormal': {
		given: async (wechat) => await stuck(wechat, refunded),
		parameters: () => ({ out_refund_no: 'R1', bank_type: 'CMB_DEBIT', bank_account: '6225880100001234', real_name: '王小红' }),
		output: (given) => [{ ...ofRefund(given), status: 'PROCESSING', refunded_to: 'CMB_DEBIT 1234' }],
		simplifies: true,
		partner: {
			given: async (wechat) => await stuck(wechat, refundedByPartner),
			parameters: () => ({ ...PARTNERS, out_refund_no: 'R1', type: 'MERCHANT_BANK_CARD' }),
			output: (given) => [{ ...ofPartner(given), status: 'PROCESSING', refunded_to: '商户银行账户' }],
		},
	},
};
