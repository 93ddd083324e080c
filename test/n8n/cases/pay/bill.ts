import type { IDataObject } from 'n8n-workflow';
import { earlier, sale } from '../../pay/shop';
import type { Wechat } from '../../wechat';
import { text, time, type Case } from '../case';
import { appid, mchid, sold, soldByPartner, SUB_MCHID } from './shared';

/** The day before yesterday. */
const before =
	(happened: (wechat: Wechat) => Promise<IDataObject>) =>
	async (wechat: Wechat): Promise<IDataObject> =>
		await earlier(wechat, 2, async () => await happened(wechat));

const shared = (more: IDataObject = {}) =>
	before(async (wechat) => {
		const given = await sale(wechat, more);
		const { out_trade_no } = given;
		const made = await wechat.client.control('/profitShares', { out_trade_no, amount: 990, receiver: '1900000110', description: '导购' });
		return { ...given, ...made };
	});

const dayOf = ({ paid_at }: IDataObject) => ({ bill_date: String(paid_at).slice(0, 10) });

const payment = ({ openid, out_trade_no, transaction_id, paid_at }: IDataObject) => ({
	...{ openid, unionid: null, appid, occurred_at: paid_at, mchid, sub_mchid: null, device_id: null },
	...{ transaction_id, out_trade_no, trade_type: 'JSAPI', status: 'SUCCESS', bank_type: 'OTHERS', currency: 'CNY' },
	...{ settlement_yuan: '99.00', coupon_yuan: '0.00', description: '莲花茶 Lotus tea', attach: 'shop-3' },
	...{ fee_yuan: '0.59000', fee_rate: '0.60%', amount_yuan: '99.00', fee_note: null, amount_fen: 9900 },
	// Columns of refunds, which this bill does not have.
	...{ refund_created_at: null, refunded_at: null, refund_id: null, out_refund_no: null, refund_yuan: null, refund_fen: null },
	...{ coupon_refund_yuan: null, refund_type: null, refund_status: null, refund_requested_yuan: null },
});

const flows = ({ out_trade_no, transaction_id, paid_at }: IDataObject) => {
	const both = {
		...{ sub_mchid: null, occurred_at: paid_at, business_id: transaction_id, flow_id: text },
		...{ requested_by: 'system', note: null, voucher_id: out_trade_no },
	};
	const named = (name: string) => ({ business_name: name, business_type: name });
	return [
		{ ...both, ...named('交易'), direction: 'income', amount_yuan: '99.00', amount_fen: 9900, balance_yuan: '99.00', balance_fen: 9900 },
		{ ...both, ...named('扣除交易手续费'), direction: 'expense', amount_yuan: '0.59', amount_fen: 59, balance_yuan: '98.41', balance_fen: 9841 },
	];
};

const share = ({ transaction_id, order_id, detail_id, out_order_no }: IDataObject) => ({
	...{ occurred_at: time, initiator_mchid: mchid, mchid, transaction_id, order_id, detail_id, out_order_no },
	...{ order_yuan: '99.00', order_fen: 9900, receiver: '1900000110', amount_yuan: '9.90', amount_fen: 990 },
	...{ business_type: '分账', status: '成功', description: null, note: '导购' },
});

const OF_ONE = { merchants: 'one', sub_mchid: SUB_MCHID };

export const bill: Record<string, Case> = {
	'wechatPay bill getTradeBill': {
		given: before(sold),
		parameters: (given) => ({ ...dayOf(given), bill_type: 'SUCCESS' }),
		output: (given) => [payment(given)],
		simplifies: true,
		partner: {
			given: before(soldByPartner),
			parameters: (given) => ({ ...OF_ONE, ...dayOf(given), bill_type: 'SUCCESS' }),
			output: (given) => [{ ...payment(given), sub_mchid: SUB_MCHID }],
		},
	},
	'wechatPay bill getFundFlowBill': {
		given: before(sold),
		parameters: dayOf,
		output: flows,
		simplifies: true,
		partner: {
			given: before(soldByPartner),
			parameters: (given) => ({ sub_mchid: SUB_MCHID, ...dayOf(given) }),
			output: (given) => flows(given).map((flow) => ({ ...flow, sub_mchid: SUB_MCHID })),
		},
	},
	'wechatPay bill getProfitSharingBill': {
		given: shared(),
		parameters: dayOf,
		output: (given) => [share(given)],
		simplifies: true,
		partner: {
			given: shared({ sub_mchid: SUB_MCHID }),
			parameters: (given) => ({ ...OF_ONE, ...dayOf(given) }),
			output: (given) => [{ ...share(given), mchid: SUB_MCHID }],
		},
	},
};
