import { enterPassword } from '../../push/pay/payByCode';
import { authCode, newAuthCode } from '../../world/pay/authCode';
import { accountOf, OrderError, type Routes } from '../request';
import { merchantOf, optional } from './request';

/** Fen that are paid without a password. */
const LIMIT = 100_000;

/** Customers at the counter. */
export const authCodes: Routes = {
	'POST /simulator/authCode': (asked) => {
		const merchant = merchantOf(asked);
		const { appid, followers } = accountOf(asked);
		const openid = optional(asked.body, 'openid', 'string') ?? '';
		if (!followers.has(openid)) throw new OrderError(`${openid || 'openid'} is no openid of ${appid}`);
		const limit = optional(asked.body, 'limit', 'number') ?? LIMIT;
		const auth_code = newAuthCode();
		merchant.authCodes.set(auth_code, authCode({ appid, openid, limit }, asked.world.now()));
		return { auth_code };
	},

	'POST /simulator/password': (asked) => {
		const { world, body } = asked;
		const merchant = merchantOf(asked);
		const order = merchant.orders.get(String(body.out_trade_no));
		if (order?.codeState !== 'USERPAYING') throw new OrderError(`Nobody is asked for a password for ${String(body.out_trade_no)}`);
		enterPassword(world, merchant, order, body.refuse === true);
		return { out_trade_no: order.out_trade_no };
	},
};
