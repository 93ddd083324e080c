import { describeOrder } from '../../world/pay/describe';
import type { Account } from '../../world/account';
import { addFollower, type Follower } from '../../world/follower';
import type { Merchant } from '../../world/pay/merchant';
import { newTransactionId } from '../../world/pay/numbers';
import { type Order, tradeState } from '../../world/pay/order';
import { open } from '../../world/windows';
import type { World } from '../../world/world';
import { notify } from './notify';

/** Why a customer cannot pay: what their phone would say. */
export class PaymentRefused extends Error {}

/** The customer pays: the order is theirs, the merchant is told, and a service account may write to them for 48 h. */
export function payOrder(
	world: World,
	merchant: Merchant,
	order: Order,
	{ openid, handle }: { openid?: string; handle?: string } = {},
) {
	const now = world.now();
	checkPayable(order, handle, now);
	const { appid, paidIn = appid } = order;
	const account = world.accounts.get(paidIn);
	if (!account) throw new PaymentRefused(`There is no account ${paidIn}`);
	const payer = payerOf(account, order, openid, now);
	settle(world, merchant, account, { order, payer });
	const notice = { event_type: 'TRANSACTION.SUCCESS', url: order.notify_url, resource: describeOrder(order) };
	return notify(world, merchant, notice);
}

/** The money moves, the phone shows it. */
export function settle(
	world: World,
	merchant: Merchant,
	account: Account,
	{ order, payer }: { order: Order; payer: Follower },
): void {
	const now = world.now();
	order.openid = payer.openid;
	order.paidAt = now;
	order.transaction_id = newTransactionId(now);
	merchant.balance += order.total;
	// "payment success, service account: unlimited in 48 h" (wechat-api.md C.1): not of a Mini Program's customer.
	if (account.type === 'service') open(payer, 'payment', now);
	showReceipt(world, account, merchant, order);
}

export function checkPayable(order: Order, handle: string | undefined, now: number): void {
	const state = tradeState(order);
	if (state === 'CLOSED') throw new PaymentRefused(`Order ${order.out_trade_no} is closed`);
	if (state !== 'NOTPAY') throw new PaymentRefused(`Order ${order.out_trade_no} is paid already`);
	if (now >= order.expiresAt) throw new PaymentRefused(`Order ${order.out_trade_no} has expired`);
	const used = order.handles.find(({ value }) => value === handle);
	if (used && now >= used.until) throw new PaymentRefused(`The ${used.name} has expired`);
}

/** An order made for an openid is theirs only; others are paid by whom is named, else by the account's first person. */
export function payerOf(account: Account, order: Order, openid: string | undefined, now: number): Follower {
	if (order.openid && openid && order.openid !== openid) {
		throw new PaymentRefused(`Order ${order.out_trade_no} can only be paid by ${order.openid}`);
	}
	const wanted = openid ?? order.openid;
	if (wanted === undefined) {
		const [first] = account.followers.values();
		return first ?? addFollower(account, now, { subscribed: false });
	}
	const payer = account.followers.get(wanted);
	if (!payer) throw new PaymentRefused(`${wanted} is no openid of ${account.appid}`);
	return payer;
}

/** What the phone shows after paying. */
function showReceipt(world: World, account: Account, merchant: Merchant, order: Order): void {
	const yuan = (order.total / 100).toFixed(2);
	world.conversations.add({
		at: world.now(),
		appid: account.appid,
		openid: order.openid ?? '',
		from: 'wechat',
		via: 'notice',
		type: 'payment',
		content: {
			text: `微信支付 ¥${yuan} · ${merchant.name}`,
			english: `Paid ¥${yuan}: ${order.description}`,
			out_trade_no: order.out_trade_no,
		},
	});
}
