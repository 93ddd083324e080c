import { earlier } from '../../pay/shop';
import type { Case } from '../case';
import { appid, mchid, sold } from './shared';

export const bill: Record<string, Case> = {
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
};
