import { orders } from '../../pay/shop';
import { text, time, type Case } from '../case';
import { appid, mchid, NOTHING, sold } from './shared';

export const order: Record<string, Case> = {
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
};
