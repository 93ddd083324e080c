import type { IDataObject } from 'n8n-workflow';
import { earlier, orders, sale, shop } from '../pay/shop';
import { MERCHANT, SERVICE, type Wechat } from '../wechat';
import { text, time, type Case } from './case';

const { appid } = SERVICE;
const { mchid } = MERCHANT;

const sold = async (wechat: Wechat): Promise<IDataObject> => await sale(wechat, { attach: 'shop-3' });

const refunded = async (wechat: Wechat): Promise<IDataObject> => {
	const sold = await sale(wechat);
	await wechat.client.control('/merchants', { mchid, refundDelay: 0 });
	const { out_trade_no } = sold;
	const amount = { refund: 4000, total: 9900, currency: 'CNY' };
	await shop(wechat).post('/v3/refund/domestic/refunds', { out_trade_no, out_refund_no: 'R1', amount });
	return sold;
};

/** The same columns for whatever is about money. */
const NOTHING = {
	...{ openid: null, unionid: null, appid: null, status: null, mchid, out_trade_no: null, transaction_id: null },
	...{ out_refund_no: null, amount_fen: null, amount_yuan: null, paid_yuan: null, refund_yuan: null, currency: null },
	...{ attach: null, occurred_at: null },
};

const ofRefund = ({ out_trade_no, transaction_id }: IDataObject) => ({
	...NOTHING,
	...{ out_trade_no, transaction_id, amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '99.00', refund_yuan: '40.00' },
	...{ currency: 'CNY', out_refund_no: 'R1', occurred_at: time, refund_id: text, refunded_to: '支付用户零钱' },
});

export const pay: Record<string, Case> = {
	'wechatPay order create': {
		given: async ({ client }) => ({ openid: await client.follower() }),
		parameters: ({ openid }) => ({ description: 'Tea', out_trade_no: 'LT-0001', amount_total: '99.90', openid }),
		output: ({ openid }) => [
			{
				...NOTHING,
				...{ openid, appid, status: 'NOTPAY', out_trade_no: 'LT-0001', amount_fen: 9990, amount_yuan: '99.90', currency: 'CNY' },
				...{ prepay_id: text, code_url: null, payable_until: time },
				pay_parameters: { appId: appid, timeStamp: text, nonceStr: text, package: text, signType: 'RSA', paySign: text },
			},
		],
		simplifies: true,
		after: async (_, wechat, [{ json }]) =>
			expect(await orders(wechat)).toMatchObject([{ out_trade_no: 'LT-0001', prepay_id: json.prepay_id, trade_state: 'NOTPAY' }]),
	},
	'wechatPay order get': {
		given: sold,
		parameters: ({ out_trade_no }) => ({ out_trade_no }),
		output: ({ openid, out_trade_no, transaction_id, paid_at }) => [
			{
				...NOTHING,
				...{ openid, appid, status: 'SUCCESS', out_trade_no, transaction_id, amount_fen: 9900, amount_yuan: '99.00' },
				...{ paid_yuan: '99.00', currency: 'CNY', attach: 'shop-3', occurred_at: paid_at },
				...{ status_text: '支付成功', trade_type: 'JSAPI', bank_type: 'OTHERS' },
			},
		],
		simplifies: true,
	},
	'wechatPay order close': {
		given: async ({ client }) => await client.control('/orders', { amount: 1, notify_url: 'https://shop.example/pay' }),
		parameters: ({ out_trade_no }) => ({ out_trade_no }),
		output: ({ out_trade_no }) => [{ mchid, out_trade_no, closed: true }],
		keepsInput: true,
		after: async (_, wechat) => expect(await orders(wechat)).toMatchObject([{ trade_state: 'CLOSED' }]),
	},
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
	'wechatPay bill getTradeBill': {
		given: async (wechat) => await earlier(wechat, 2, async () => await sold(wechat)),
		parameters: ({ paid_at }) => ({ bill_date: String(paid_at).slice(0, 10), bill_type: 'SUCCESS' }),
		output: ({ openid, out_trade_no, transaction_id, paid_at }) => [
			{
				...{ openid, unionid: null, appid, occurred_at: paid_at, mchid, sub_mchid: null, device_id: null },
				...{ transaction_id, out_trade_no, trade_type: 'JSAPI', status: 'SUCCESS', bank_type: 'OTHERS', currency: 'CNY' },
				...{ settlement_yuan: '99.00', coupon_yuan: '0.00', description: '莲花茶 Lotus tea', attach: 'shop-3' },
				...{ fee_yuan: '0.59000', fee_rate: '0.60%', amount_yuan: '99.00', fee_note: null, amount_fen: 9900 },
				// Columns of refunds, which this bill does not have.
				...{ refund_created_at: null, refunded_at: null, refund_id: null, out_refund_no: null, refund_yuan: null },
				...{ coupon_refund_yuan: null, refund_type: null, refund_status: null, refund_requested_yuan: null },
			},
		],
		simplifies: true,
	},
	'wechatPay apiCall call': {
		given: sold,
		parameters: ({ out_trade_no }) => ({
			method: 'GET',
			path: `/v3/pay/transactions/out-trade-no/${String(out_trade_no)}`,
			query: { parameter: [{ name: 'mchid', value: mchid }] },
		}),
		output: ({ openid, transaction_id }) => [
			expect.objectContaining({ transaction_id, trade_state: 'SUCCESS', payer: { openid }, amount: expect.objectContaining({ total: 9900 }) }),
		],
	},
};
