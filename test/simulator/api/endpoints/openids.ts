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

/** Who stands in a list of the account. */
export type Listed = (follower: Follower) => boolean;

export function count(account: Account, isListed: Listed): number {
	let found = 0;
	for (const follower of account.roll) if (isListed(follower)) found++;
	return found;
}

/**
 * The page of openids after `after`, who may have left the list meanwhile: count, data.openid, next_openid (its last
 * one). "Loop until count = 0": the page after the last has no data at all.
 */
export function page(account: Account, isListed: Listed, after: string | undefined, size: number) {
	const openid: string[] = [];
	for (let at = after ? knownOpenid(account, after).place + 1 : 0; at < account.roll.length && openid.length < size; at++) {
		if (isListed(account.roll[at])) openid.push(account.roll[at].openid);
	}
	if (openid.length === 0) return { count: 0, next_openid: '' };
	return { count: openid.length, data: { openid }, next_openid: openid[openid.length - 1] };
}
