import type { Account } from '../../world/account';
import type { Follower } from '../../world/follower';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

const MOST_AT_ONCE = 50;
const TAGS_PER_FOLLOWER = 20;

interface Body {
	openid_list: string[];
	tagid: number;
}

/** wechat-api.md C.5: giving tags to followers and taking them away. */
export const tagging: Endpoints = {
	'/cgi-bin/tags/members/batchtagging': ({ account, body }: Context<Body>) => {
		const { followers, strangers } = members(account, body);
		const given = followers.filter((follower) => !follower.tagIds.includes(body.tagid));
		if (given.some((follower) => follower.tagIds.length >= TAGS_PER_FOLLOWER)) throw new WechatError(45059);
		for (const follower of given) follower.tagIds = [...follower.tagIds, body.tagid];
		return doneFor(strangers);
	},

	'/cgi-bin/tags/members/batchuntagging': ({ account, body }: Context<Body>) => {
		const { followers, strangers } = members(account, body);
		for (const follower of followers) follower.tagIds = follower.tagIds.filter((id) => id !== body.tagid);
		return doneFor(strangers);
	},
};

function members(account: Account, { openid_list, tagid }: Body): { followers: Follower[]; strangers: string[] } {
	if (!account.tags.has(tagid)) throw new WechatError(45159);
	if (openid_list.length === 0 || openid_list.length > MOST_AT_ONCE) throw new WechatError(40032);
	const followers = openid_list.flatMap((openid) => account.followers.get(openid) ?? []);
	const strangers = openid_list.filter((openid) => !account.followers.has(openid));
	if (followers.length === 0) throw new WechatError(40003);
	return { followers, strangers };
}

/** "partial fail 45171: read fail_openid_list"; the others have been done. */
function doneFor(strangers: string[]): typeof OK {
	if (strangers.length > 0) throw new WechatError(45171, '', { fail_openid_list: strangers });
	return OK;
}
