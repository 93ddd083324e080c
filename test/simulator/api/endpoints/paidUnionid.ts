import type { Order } from '../../world/pay/order';
import type { World } from '../../world/world';
import type { Context, Endpoints } from '../context';
import { WechatError } from '../errors';
import { knownOpenid } from './openids';

/** "within 5 minutes after the payment" */
const AFTER_PAYMENT_MS = 5 * 60_000;

/** wechat-api.md D, "user": who paid in the Mini Program is known by unionid for a while. */
export const paidUnionid: Endpoints = {
	'/wxa/getpaidunionid': ({ world, account, query, now }: Context) => {
		const { openid, unionid } = knownOpenid(account, query.openid);
		const order = findPaid(world, query);
		const valid =
			order?.appid === account.appid && order.openid === openid && now - (order.paidAt ?? 0) <= AFTER_PAYMENT_MS;
		if (!valid) throw new WechatError(89300);
		return { errcode: 0, errmsg: 'ok', unionid };
	},
};

/** By WeChat Pay's number, or by the merchant's with the merchant. */
function findPaid(
	{ merchants }: World,
	{ transaction_id, mch_id, out_trade_no }: Record<string, string>,
): Order | undefined {
	if (!transaction_id) return merchants.get(mch_id)?.orders.get(out_trade_no);
	const orders = [...merchants.values()].flatMap((merchant) => [...merchant.orders.values()]);
	return orders.find((order) => order.transaction_id === transaction_id);
}
