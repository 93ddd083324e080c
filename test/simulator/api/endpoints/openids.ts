import type { Account } from '../../world/account';
import type { Follower } from '../../world/follower';
import { WechatError } from '../errors';

/** An openid is valid with its own account only: 40003. */
export function knownOpenid(account: Account, openid: string): Follower {
	const follower = account.followers.get(openid);
	if (!follower) throw new WechatError(40003);
	return follower;
}

/** A list of openids within its limit (40032), every one of them of this account (40003). */
export function knownOpenids(account: Account, openids: string[], most: number): Follower[] {
	if (openids.length === 0 || openids.length > most) throw new WechatError(40032);
	return openids.map((openid) => knownOpenid(account, openid));
}

/**
 * The page of openids after `after`: count, data.openid, next_openid (its last one). "Loop until count = 0":
 * the page after the last has no data at all.
 */
export function page(account: Account, followers: Follower[], after: string | undefined, size: number) {
	const from = after ? followers.findIndex((follower) => follower.openid === after) + 1 : 0;
	// An openid that left the list since the page before is known, but starts nothing.
	if (after && from === 0 && !account.followers.has(after)) throw new WechatError(40003);
	const openid = followers.slice(from, from + size).map((follower) => follower.openid);
	if (openid.length === 0) return { count: 0, next_openid: '' };
	return { count: openid.length, data: { openid }, next_openid: openid[openid.length - 1] };
}
