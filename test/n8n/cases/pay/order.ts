import type { IDataObject } from 'n8n-workflow';
import { atCounter, orders } from '../../pay/shop';
import type { Wechat } from '../../wechat';
import { text, time, type Case } from '../case';
import { appid, mchid, NOTHING, sold, soldByPartner, SUB_MCHID } from './shared';

const opened = async ({ client }: Wechat, more: IDataObject = {}): Promise<IDataObject> =>
	await client.control('/orders', { amount: 1, notify_url: 'https://shop.example/pay', ...more });

const ofPartner = { sub_mchid: SUB_MCHID };

const created = {
	...{ paid: false, parts: null, prepay_id: text, code_url: null, h5_url: null, payable_until: time, app_parameters: null },
	pay_parameters: { appId: appid, timeStamp: text, nonceStr: text, package: text, signType: 'RSA', paySign: text },
	...{ status_text: null, trade_type: null, bank_type: null, what_to_do: null },
};

const found = ({ openid, out_trade_no, transaction_id, paid_at }: IDataObject): IDataObject => ({
	...NOTHING,
	...{ openid, appid, status: 'SUCCESS', out_trade_no, transaction_id, amount_fen: 9900, amount_yuan: '99.00' },
	...{ paid_yuan: '99.00', currency: 'CNY', attach: 'shop-3', occurred_at: paid_at },
	...{ paid: true, parts: null, status_text: '支付成功', trade_type: 'JSAPI', bank_type: 'OTHERS' },
});

const numbered = ({ out_trade_no }: IDataObject): IDataObject => ({ out_trade_no });

export const order: Record<string, Case> = {
	'wechatPay order create': {
		given: async ({ client }) => ({ openid: await client.follower() }),
		parameters: ({ openid }) => ({ description: 'Tea', out_trade_no: 'LT-0001', amount_total: '99.90', openid }),
		output: ({ openid }) => [
			{
				...NOTHING,
				...{ openid, appid, status: 'NOTPAY', out_trade_no: 'LT-0001', amount_fen: 9990, amount_yuan: '99.90', currency: 'CNY' },
				...created,
			},
		],
		simplifies: true,
		after: async (_, wechat, [{ json }]) =>
			expect(await orders(wechat)).toMatchObject([{ out_trade_no: 'LT-0001', prepay_id: json.prepay_id, trade_state: 'NOTPAY' }]),
		partner: {
			parameters: ({ openid }) => ({ ...ofPartner, description: 'Tea', out_trade_no: 'LT-0001', amount_total: '99.90', openid }),
			output: ({ openid }) => [
				{
					...NOTHING,
					...{ openid, appid, status: 'NOTPAY', mchid: SUB_MCHID, out_trade_no: 'LT-0001', amount_fen: 9990, amount_yuan: '99.90' },
					...{ currency: 'CNY', ...created },
				},
			],
			after: async (_, wechat) => expect(await orders(wechat)).toMatchObject([{ sp_mchid: mchid, sub_mchid: SUB_MCHID, trade_state: 'NOTPAY' }]),
		},
	},
	'wechatPay order get': {
		given: sold,
		parameters: numbered,
		output: (given) => [found(given)],
		simplifies: true,
		partner: {
			given: soldByPartner,
			parameters: (given) => ({ ...ofPartner, ...numbered(given) }),
			output: (given) => [{ ...found(given), mchid: SUB_MCHID }],
		},
	},
	'wechatPay order waitForPayment': {
		given: sold,
		parameters: numbered,
		output: (given) => [{ ...found(given), timed_out: false, closed: false }],
		simplifies: true,
		partner: {
			given: soldByPartner,
			parameters: (given) => ({ ...ofPartner, ...numbered(given) }),
			output: (given) => [{ ...found(given), mchid: SUB_MCHID, timed_out: false, closed: false }],
		},
	},
	'wechatPay order close': {
		given: opened,
		parameters: numbered,
		output: ({ out_trade_no }) => [{ mchid, out_trade_no, closed: true }],
		keepsInput: true,
		after: async (_, wechat) => expect(await orders(wechat)).toMatchObject([{ trade_state: 'CLOSED' }]),
		partner: {
			given: async (wechat) => await opened(wechat, ofPartner),
			parameters: (given) => ({ ...ofPartner, ...numbered(given) }),
			output: ({ out_trade_no }) => [{ mchid: SUB_MCHID, out_trade_no, closed: true }],
		},
	},
	'wechatPay order reverse': {
		given: async (wechat) => await atCounter(wechat),
		parameters: (given) => ({ api: 'v3', ...numbered(given) }),
		output: ({ out_trade_no }) => [{ mchid, out_trade_no, reversed: true }],
		keepsInput: true,
		after: async (_, wechat) => expect(await orders(wechat)).toMatchObject([{ trade_state: 'REVOKED' }]),
		partner: {
			given: async (wechat) => await atCounter(wechat, ofPartner),
			parameters: (given) => ({ api: 'v3', ...ofPartner, ...numbered(given) }),
			output: ({ out_trade_no }) => [{ mchid: SUB_MCHID, out_trade_no, reversed: true }],
		},
	},
};
