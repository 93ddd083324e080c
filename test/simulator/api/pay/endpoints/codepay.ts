import { json } from '../../../http/message';
import { CodeRefused, payByCode } from '../../../push/pay/payByCode';
import { reverseOrder, whyNotReversible } from '../../../push/pay/reverseOrder';
import { orderOfCode } from '../../../world/pay/authCode';
import { describeOrder } from '../../../world/pay/describe';
import { type Order, tradeState } from '../../../world/pay/order';
import type { PayContext, PayEndpoints, PayResult } from '../context';
import { paramError, PayError } from '../errors';
import { canonical, checkCurrency, checkFen, checkRules } from '../rules';
import { byNumber } from './payment';

/** A body of both kinds of merchants. */
interface CodepayRequest {
	appid?: string;
	mchid?: string;
	sp_appid?: string;
	sp_mchid?: string;
	sub_mchid?: string;
	sub_appid?: string;
	description: string;
	out_trade_no: string;
	attach?: string;
	payer: { auth_code: string };
	amount: { total: number; currency?: string };
	scene_info: { store_info: { id?: string; out_id?: string } };
}

/** Payment codes in API v3, which not every merchant has (wechat-pay.md §3.1). */
export const codepay: PayEndpoints = {
	'POST /v3/pay/transactions/codepay': pay,
	'POST /v3/pay/partner/transactions/codepay': pay,
	'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/reverse': reverse,
	'POST /v3/pay/partner/transactions/out-trade-no/{out_trade_no}/reverse': reverse,
};

function pay({ world, merchant, body, now }: PayContext<CodepayRequest>): PayResult {
	checkRules({ ...body }, ['out_trade_no', 'description', 'attach']);
	checkFen(body.amount.total, '/amount/total');
	checkCurrency(body.amount.currency);
	const { id, out_id } = body.scene_info.store_info;
	if (!id && !out_id) throw paramError('body', '/scene_info/store_info', '', '门店编号必填');
	const { auth_code } = body.payer;
	if (!/^1[0-5]\d{16}$/.test(auth_code)) throw paramError('body', '/payer/auth_code', auth_code, '付款码格式错误');
	const order = merchant.orders.get(body.out_trade_no) ?? newOrder(body, now);
	if (order.request !== canonical(body)) throw new PayError('OUT_TRADE_NO_USED');
	if (!merchant.orders.has(order.out_trade_no)) {
		charge(() => payByCode(world, merchant, order, auth_code));
		merchant.orders.set(order.out_trade_no, order);
	}
	const state = tradeState(order);
	// "202 USERPAYING: wait and query" (§4.1)
	if (state === 'USERPAYING') return { file: json({ code: 'USERPAYING', message: '用户支付中，需要输入密码' }, 202) };
	if (state !== 'SUCCESS') throw new PayError('TRADE_ERROR');
	return describeOrder(order);
}

/** What has been paid is given back; again it comes to the same. */
function reverse({ world, merchant, path, body, now }: PayContext<CodepayRequest>): PayResult {
	const order = byNumber(merchant, path.out_trade_no, body.sub_mchid);
	const mistake = whyNotReversible(order, now);
	if (mistake) throw new PayError('INVALID_REQUEST', { message: mistake.message });
	reverseOrder(world, merchant, order);
	return { out_trade_no: order.out_trade_no };
}

/** The reference does not tell what API v3 calls a code that will not do. */
function charge(act: () => void): void {
	try {
		act();
	} catch (error) {
		if (!(error instanceof CodeRefused)) throw error;
		throw new PayError('INVALID_REQUEST', { message: error.message });
	}
}

function newOrder(body: CodepayRequest, now: number): Order {
	const { out_trade_no, description, attach = '', amount, payer, sub_mchid, sub_appid } = body;
	const whose = { mchid: body.mchid ?? body.sp_mchid ?? '', appid: body.appid ?? body.sp_appid ?? '', sub_mchid, sub_appid };
	return orderOfCode({ ...whose, out_trade_no, description, attach, total: amount.total, request: canonical(body) }, payer.auth_code, now);
}
