import { type Context, type Endpoints, OK } from '../context';
import { knownOpenids, page } from './openids';

const PAGE = 1000;
const MOST_AT_ONCE = 20;

/** wechat-api.md C.5, "blacklist". */
export const blacklist: Endpoints = {
	'/cgi-bin/tags/members/getblacklist': ({ account, body }: Context<{ begin_openid?: string }>) => {
		const black = [...account.followers.values()].filter((follower) => follower.blacklisted);
		return { total: black.length, ...page(account, black, body.begin_openid, PAGE) };
	},

	'/cgi-bin/tags/members/batchblacklist': (context: Context<{ openid_list: string[] }>) => set(context, true),
	'/cgi-bin/tags/members/batchunblacklist': (context: Context<{ openid_list: string[] }>) => set(context, false),
};

function set({ account, body }: Context<{ openid_list: string[] }>, blacklisted: boolean): typeof OK {
	for (const follower of knownOpenids(account, body.openid_list, MOST_AT_ONCE)) follower.blacklisted = blacklisted;
	return OK;
}
