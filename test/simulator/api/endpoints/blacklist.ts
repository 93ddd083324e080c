import { type Context, type Endpoints, OK } from '../context';
import { count, knownOpenids, type Listed, page } from './openids';

const PAGE = 1000;
const MOST_AT_ONCE = 20;

/** wechat-api.md C.5, "blacklist". */
export const blacklist: Endpoints = {
	'/cgi-bin/tags/members/getblacklist': ({ account, body }: Context<{ begin_openid?: string }>) => {
		return { total: count(account, isBlack), ...page(account, isBlack, body.begin_openid, PAGE) };
	},

	'/cgi-bin/tags/members/batchblacklist': (context: Context<{ openid_list: string[] }>) => set(context, true),
	'/cgi-bin/tags/members/batchunblacklist': (context: Context<{ openid_list: string[] }>) => set(context, false),
};

const isBlack: Listed = ({ blacklisted }) => blacklisted;

function set({ account, body }: Context<{ openid_list: string[] }>, blacklisted: boolean): typeof OK {
	for (const follower of knownOpenids(account, body.openid_list, MOST_AT_ONCE)) follower.blacklisted = blacklisted;
	return OK;
}
