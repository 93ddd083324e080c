import type { Merchant } from '../../world/pay/merchant';
import type { Order } from '../../world/pay/order';
import type { World } from '../../world/world';
import { settle } from './payOrder';

/** Why the shop gets no money by a code: what v2 and v3 call it. */
export class CodeRefused extends Error {
	constructor(
		readonly code: 'AUTH_CODE_INVALID' | 'AUTHCODEEXPIRE',
		message: string,
	) {
		super(message);
	}
}

/** The shop scans the code that a customer shows: paid at once, or after the password (`/simulator/password`). */
export function payByCode(world: World, merchant: Merchant, order: Order, scanned: string): void {
	const code = merchant.authCodes.get(scanned);
	if (!code || code.appid !== order.appid) throw new CodeRefused('AUTH_CODE_INVALID', '请扫描微信支付被扫条码/二维码');
	const used = code.out_trade_no !== undefined && code.out_trade_no !== order.out_trade_no;
	if (used || world.now() >= code.until) throw new CodeRefused('AUTHCODEEXPIRE', '二维码已过期，请用户在微信上刷新后再试');
	code.out_trade_no = order.out_trade_no;
	order.openid = code.openid;
	if (order.total > code.limit) order.codeState = 'USERPAYING';
	else take(world, merchant, order);
}

/** The customer types the password, or lets it be. */
export function enterPassword(world: World, merchant: Merchant, order: Order, refuses: boolean): void {
	order.codeState = refuses ? 'PAYERROR' : undefined;
	if (!refuses) take(world, merchant, order);
}

function take(world: World, merchant: Merchant, order: Order): void {
	const account = world.accounts.get(order.appid);
	const payer = account?.followers.get(order.openid ?? '');
	if (!account || !payer) throw new Error(`${order.openid} is no openid of ${order.appid}`);
	settle(world, merchant, account, { order, payer });
	world.tell({ kind: 'pay', data: null });
}
