import { type CombinedOrder, describeCombined } from '../../world/pay/combined';
import type { Merchant } from '../../world/pay/merchant';
import type { World } from '../../world/world';
import { notify } from './notify';
import { checkPayable, PaymentRefused, payerOf, settle } from './payOrder';

/** The customer pays several orders at once: one notification tells of them all (wechat-pay.md §2.5). */
export function payCombined(world: World, merchant: Merchant, combined: CombinedOrder, openid?: string) {
	const now = world.now();
	const { combine_appid, combine_out_trade_no, handle, notify_url, orders } = combined;
	for (const order of orders) checkPayable(order, undefined, now);
	if (now >= handle.until) throw new PaymentRefused(`The ${handle.name} of ${combine_out_trade_no} has expired`);
	const { paidIn = combine_appid } = orders[0];
	const account = world.accounts.get(paidIn);
	if (!account) throw new PaymentRefused(`There is no account ${paidIn}`);
	const payer = payerOf(account, orders[0], openid, now);
	for (const order of orders) settle(world, merchant, account, { order, payer });
	combined.openid = payer.openid;
	combined.paidAt = now;
	const resource = describeCombined(combined);
	return notify(world, merchant, { event_type: 'TRANSACTION.SUCCESS', url: notify_url, resource });
}
