import type { XmlFields } from '../../../http/payXml';
import { CodeRefused, payByCode } from '../../../push/pay/payByCode';
import { orderOfCode } from '../../../world/pay/authCode';
import { type Order, tradeState } from '../../../world/pay/order';
import { canonical } from '../rules';
import { type V2Context, type V2Endpoints, V2Refused } from './context';
import { describePaid } from './describe';
import { checkV2Rules } from './rules';

/** Payment codes: the shop scans what the customer shows (wechat-pay.md §3.1). */
export const micropay: V2Endpoints = {
	'/pay/micropay': (context) => {
		const { merchant, fields } = context;
		checkV2Rules(fields);
		if (!/^1[0-5]\d{16}$/.test(fields.auth_code)) throw new V2Refused('AUTH_CODE_ERROR', '付款码参数错误');
		const known = merchant.orders.get(fields.out_trade_no);
		if (known && known.request !== canonical(fields)) throw new V2Refused('OUT_TRADE_NO_USED', '商户订单号重复');
		return outcome(known ?? paid(context));
	},

	'/tools/authcodetoopenid': ({ merchant, fields, now }) => {
		const code = merchant.authCodes.get(fields.auth_code);
		if (!code || code.appid !== fields.appid) throw new V2Refused('AUTH_CODE_INVALID', '请扫描微信支付被扫条码/二维码');
		if (now >= code.until) throw new V2Refused('AUTHCODEEXPIRE', '二维码已过期，请用户在微信上刷新后再试');
		return { openid: code.openid };
	},
};

/** An order that nobody paid is not kept when the code is no good. */
function paid({ world, merchant, fields, now }: V2Context): Order {
	const order = newOrder(fields, now);
	try {
		payByCode(world, merchant, order, fields.auth_code);
	} catch (error) {
		if (!(error instanceof CodeRefused)) throw error;
		throw new V2Refused(error.code, error.message);
	}
	merchant.orders.set(order.out_trade_no, order);
	return order;
}

function outcome(order: Order) {
	const state = tradeState(order);
	if (state === 'USERPAYING') throw new V2Refused('USERPAYING', '需要用户输入支付密码');
	if (state === 'REVOKED') throw new V2Refused('ORDERREVERSED', '订单已撤销');
	if (state === 'PAYERROR') throw new V2Refused('TRADE_ERROR', '用户取消支付');
	return describePaid(order);
}

function newOrder(fields: XmlFields, now: number): Order {
	const { mch_id: mchid, sub_mch_id, sub_appid, appid, out_trade_no, body: description, attach = '', auth_code } = fields;
	const whose = { mchid, appid, ...(sub_mch_id && { sub_mchid: sub_mch_id, sub_appid }) };
	return orderOfCode({ ...whose, out_trade_no, description, attach, total: Number(fields.total_fee), request: canonical(fields) }, auth_code, now);
}
