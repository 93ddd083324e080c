import type { Account, Staff } from '../../world/account';
import { end, findStaff } from '../../world/customerService';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { knownMerchant } from './business';
import { checkFile } from './fileTypes';

const MOST_STAFF = 100;
const NICKNAME_CHARACTERS = 16;
/** "Prefix of at most 10 letters, digits or underscores @ the account's WeChat ID of at most 30 characters" (addkfaccount). */
const ACCOUNT = /^\w{1,10}@[\w-]{1,30}$/;
/** A WeChat ID: 6 to 20 characters, beginning with a letter. */
const WECHAT_ID = /^[a-z][\w-]{5,19}$/i;
const PICTURE = { formats: ['jpg', 'png'], bytes: 5 * 1024 * 1024 };
/** The page names an expiry, not when it is. */
const INVITATION_LASTS = 24 * 3600;

/** wechat-api.md C.1, "kfAccount": the staff of the account, or of one of a Mini Program's merchants. */
export const staff: Endpoints = {
	'/cgi-bin/customservice/getkflist': ({ account, query, now }: Context) => ({
		kf_list: of(account, query.business_id).map((one) => listed(one, now)),
	}),

	'/cgi-bin/customservice/getonlinekflist': ({ account, query }: Context) => ({
		kf_online_list: of(account, query.business_id)
			.filter(({ status }) => status > 0)
			.map(({ kf_id, kf_account, status, accepted_case, kf_openid }) => ({
				...{ kf_account, status, kf_id, accepted_case },
				...(kf_openid && { kf_openid }),
			})),
	}),

	'/customservice/kfaccount/add': ({ account, body }: Context<NewStaff>) => {
		const { kf_account, business_id } = body;
		if (business_id !== undefined) knownMerchant(account, business_id);
		if (!ACCOUNT.test(kf_account)) throw new WechatError(65404);
		const kf_nick = checkNickname(body.nickname);
		if (findStaff(account, kf_account)) throw new WechatError(65406);
		if (account.staff.length >= MOST_STAFF) throw new WechatError(65405);
		const kf_id = String(Math.max(1000, ...account.staff.map((one) => Number(one.kf_id))) + 1);
		const merchant = business_id === undefined ? {} : { business_id: Number(business_id) };
		account.staff.push({ kf_id, kf_account, kf_nick, kf_headimgurl: '', status: 0, accepted_case: 0, ...merchant });
		return OK;
	},

	'/customservice/kfaccount/update': ({ account, body }: Context<NewStaff>) => {
		known(account, body.kf_account).kf_nick = checkNickname(body.nickname);
		return OK;
	},

	'/customservice/kfaccount/del': ({ account, body }: Context<NewStaff>) => {
		const gone = known(account, body.kf_account, body.business_id);
		for (const [openid, { kf_account }] of account.customerService.sessions) {
			if (kf_account === gone.kf_account) end(account, openid);
		}
		account.staff = account.staff.filter((one) => one !== gone);
		return OK;
	},

	'/customservice/kfaccount/inviteworker': ({ account, body, now }: Context<{ kf_account: string; invite_wx: string }>) => {
		const invited = known(account, body.kf_account);
		const { invite_wx } = body;
		if (!WECHAT_ID.test(invite_wx)) throw new WechatError(65409);
		if (invited.kf_wx) throw new WechatError(65412);
		if (account.staff.some(({ kf_wx }) => kf_wx === invite_wx)) throw new WechatError(65407);
		if (isWaiting(invited, now)) throw new WechatError(65411);
		if (account.staff.some((one) => one.invite_wx === invite_wx && isWaiting(one, now))) throw new WechatError(65408);
		const invite_expire_time = Math.floor(now / 1000) + INVITATION_LASTS;
		Object.assign(invited, { invite_wx, invite_expire_time, invite_status: 'waiting' });
		return OK;
	},

	'/customservice/kfaccount/uploadheadimg': ({ world, account, query, files }: Context) => {
		const one = known(account, query.kf_account);
		const file = checkFile(files, PICTURE, 40009);
		one.kf_headimgurl = world.url + world.files.add(`mmbiz_${file.extension}`, file);
		return OK;
	},

	'/customservice/kfaccount/setadmin': ({ account, query }: Context) => {
		person(account, query).isAdmin = true;
		return OK;
	},

	'/customservice/kfaccount/canceladmin': ({ account, query }: Context) => {
		person(account, query).isAdmin = false;
		return OK;
	},
};

interface NewStaff {
	kf_account: string;
	nickname: string;
	business_id?: number | string;
}

/** Those of a merchant are not among those of the account itself. */
function of(account: Account, businessId?: number | string): Staff[] {
	const wanted = businessId === undefined ? undefined : knownMerchant(account, businessId).business_id;
	return account.staff.filter(({ business_id }) => business_id === wanted);
}

/** Staff of this name: 65401; of an account that is no Mini Program, all are its own. */
function known(account: Account, kfAccount: string, businessId?: number | string): Staff {
	const found = findStaff(account, kfAccount);
	if (!found || (businessId !== undefined && !of(account, businessId).includes(found))) throw new WechatError(65401);
	return found;
}

function person(account: Account, { kf_openid, business_id }: Record<string, string>): Staff {
	const found = of(account, business_id).find((one) => one.kf_openid === kf_openid);
	if (!found) throw new WechatError(40003);
	return found;
}

function checkNickname(nickname: string): string {
	const length = [...nickname.trim()].length;
	if (length === 0 || length > NICKNAME_CHARACTERS) throw new WechatError(65403);
	return nickname;
}

function isWaiting({ invite_status, invite_expire_time = 0 }: Staff, nowMs: number): boolean {
	return invite_status === 'waiting' && invite_expire_time * 1000 > nowMs;
}

/** As getkflist tells it; an invitation that nobody answered runs out. */
function listed({ status: _, accepted_case: __, isAdmin: ___, business_id: ____, ...one }: Staff, nowMs: number) {
	const isOver = one.invite_status === 'waiting' && !isWaiting({ ...one, status: 0, accepted_case: 0 }, nowMs);
	return isOver ? { ...one, invite_status: 'expired' } : one;
}
