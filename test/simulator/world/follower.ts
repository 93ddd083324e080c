import { createHash } from 'node:crypto';
import type { Account } from './account';
import type { Grant } from './windows';

/** A person as one account knows them; of a Mini Program, a visitor (C.5, user/info). */
export interface Follower {
	openid: string;
	unionid: string;
	/** Changed by `setSubscribed` only. */
	readonly subscribed: boolean;
	subscribe_time: number;
	subscribe_scene: string;
	qr_scene: number;
	qr_scene_str: string;
	language: string;
	remark: string;
	tagIds: number[];
	blacklisted: boolean;
	/** Which one of the account's followers, in the order in which they came; whoever comes back keeps the place. */
	place: number;
	/** Leave to send customer-service messages. */
	grants: Grant[];
	/** When the follower last did something, in ms: typing is shown within 30 s of it. */
	activeAt: number;
	/** The WeChat ID (微信号), by which a preview can be sent. */
	wxname?: string;
	/** Until when "typing…" is on the follower's screen, in ms. */
	typingUntil: number;
}

export interface NewFollower extends Partial<Omit<Follower, 'tagIds' | 'place'>> {
	/** Names (made when missing) or ids. */
	tags?: Array<string | number>;
}

/** Same seed, same id: 28 characters like o6_bmjrPTlm6_2sgVt7hMZOPfL2M. */
function weChatId(prefix: string, seed: string): string {
	const rest = createHash('sha256').update(seed).digest().toString('base64url', 0, BYTES);
	// Through a buffer: a text that is glued together keeps its parts in memory, of a million followers.
	return Buffer.from(prefix + rest, 'latin1').toString('latin1', 0, LENGTH);
}

const LENGTH = 28;
/** They make 32 characters, of which `LENGTH` are taken. */
const BYTES = 24;

/** The nth openid of an account. Those of one account begin alike, as WeChat's do. */
export function openidOf(appid: string, n: number): string {
	return weChatId(beginningOf(appid), `${appid}/${n}`);
}

const beginnings = new Map<string, string>();

function beginningOf(appid: string): string {
	const known = beginnings.get(appid) ?? weChatId('o', appid).slice(0, 6);
	beginnings.set(appid, known);
	return known;
}

/** Adds a follower. The nth follower of every account is the same person: one unionid. */
export function addFollower(account: Account, nowMs: number, given: NewFollower = {}): Follower {
	const n = ++account.followersMade;
	const { tags = [], ...known } = given;
	const follower: Follower = {
		openid: openidOf(account.appid, n),
		unionid: weChatId('oR5', `person/${n}`),
		subscribed: true,
		subscribe_time: Math.floor(nowMs / 1000),
		subscribe_scene: 'ADD_SCENE_SEARCH',
		qr_scene: 0,
		qr_scene_str: '',
		language: 'zh_CN',
		remark: '',
		blacklisted: false,
		grants: [],
		activeAt: 0,
		typingUntil: 0,
		...known,
		place: account.roll.length,
		tagIds: tags.map((tag) => (typeof tag === 'number' ? tag : tagNamed(account, tag))),
	};
	const before = account.followers.get(follower.openid);
	if (before) follower.place = before.place;
	account.subscribers += Number(follower.subscribed) - Number(before?.subscribed ?? false);
	account.followers.set(follower.openid, follower);
	account.roll[follower.place] = follower;
	return follower;
}

/** Follows or leaves; the account counts along, because counting a million takes its time. */
export function setSubscribed(account: Account, follower: Follower, subscribed: boolean): void {
	account.subscribers += Number(subscribed) - Number(follower.subscribed);
	Object.assign(follower, { subscribed });
}

/** The id of the tag of this name, which is made when missing. */
export function tagNamed(account: Account, name: string): number {
	for (const tag of account.tags.values()) if (tag.name === name) return tag.id;
	const id = nextTagId(account);
	account.tags.set(id, { id, name });
	return id;
}

/** Users' own tags count from 100. */
export function nextTagId(account: Account): number {
	return Math.max(99, ...account.tags.keys()) + 1;
}
