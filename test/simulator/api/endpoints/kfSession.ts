import type { Account, Staff } from '../../world/account';
import { begin, end, findStaff } from '../../world/customerService';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { knownOpenid } from './openids';

/** "At most 100, in the order of their coming" (getwaitcase) */
const MOST_WAITING = 100;

interface Pair {
	kf_account: string;
	openid: string;
}

/** wechat-api.md C.1, "kfSession", with what Session_control.html says. */
export const kfSession: Endpoints = {
	'/customservice/kfsession/create': ({ account, body, now }: Context<Pair>) => {
		const staff = usable(account, body.kf_account);
		const { openid } = knownOpenid(account, body.openid);
		const session = account.customerService.sessions.get(openid);
		// "If this conversation is there already, 0 is returned at once."
		if (session?.kf_account === staff.kf_account) return OK;
		if (session) throw new WechatError(65414);
		// "The account must have a WeChat user, and be online."
		if (staff.status === 0) throw new WechatError(65415);
		begin(account, openid, staff, now);
		return OK;
	},

	'/customservice/kfsession/close': ({ account, body }: Context<Pair>) => {
		const staff = usable(account, body.kf_account);
		const { openid } = knownOpenid(account, body.openid);
		const session = account.customerService.sessions.get(openid);
		if (!session) throw new WechatError(65413);
		if (session.kf_account !== staff.kf_account) throw new WechatError(65414);
		end(account, openid);
		return OK;
	},

	// "Without a conversation, kf_account is empty."
	'/customservice/kfsession/getsession': ({ account, query }: Context) => ({
		...(account.customerService.sessions.get(knownOpenid(account, query.openid).openid) ?? { kf_account: '' }),
	}),

	'/customservice/kfsession/getsessionlist': ({ account, query }: Context) => {
		const { kf_account } = usable(account, query.kf_account);
		const own = [...account.customerService.sessions].filter(([, session]) => session.kf_account === kf_account);
		return { sessionlist: own.map(([openid, { createtime }]) => ({ createtime, openid })) };
	},

	'/customservice/kfsession/getwaitcase': ({ account }: Context) => {
		const waiting = [...account.customerService.waiting];
		return {
			count: waiting.length,
			waitcaselist: waiting.slice(0, MOST_WAITING).map(([openid, latest_time]) => ({ latest_time, openid })),
		};
	},
};

function usable(account: Account, kfAccount: string): Staff {
	const found = findStaff(account, kfAccount);
	if (!found) throw new WechatError(65401);
	if (!found.kf_wx) throw new WechatError(65402);
	return found;
}
