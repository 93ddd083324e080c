import { push } from '../push/push';
import { openidOf } from '../world/follower';
import { accountOf, OrderError, type Routes } from './request';

/** Somebody points the phone at a QR code of the account (wechat-api.md B.5, subscribe and SCAN). */
export const scans: Routes = {
	'POST /simulator/scan': async (order) => {
		const { world, body } = order;
		const account = accountOf(order);
		const code = account.qrCodes.find(body.ticket);
		if (!code) throw new OrderError('ticket is that of no QR code of this account');
		if (code.expiresAt <= world.now()) throw new OrderError('This QR code has expired: the phone says so, and nothing happens');
		const openid = String(body.openid ?? openidOf(account.appid, account.followersMade + 1));
		const event = account.followers.get(openid)?.subscribed
			? { Event: 'SCAN', EventKey: String(code.scene) }
			: { Event: 'subscribe', EventKey: `qrscene_${code.scene}` };
		const { message, ...result } = await push(world, account, { openid, MsgType: 'event', ...event, Ticket: code.ticket });
		return { ...result, message };
	},
};
