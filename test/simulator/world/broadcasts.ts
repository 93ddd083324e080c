import type { Account } from './account';
import { beijingDay } from './time';

/** One broadcast (wechat-api.md C.3): whom it was for, whom it reached, and whether it is still there. */
export interface Broadcast {
	msg_id: number;
	/** Of articles only: their comments are found by it. */
	msg_data_id?: number;
	/** Its sender's, or what WeChat makes of audience and content. */
	clientmsgid: string;
	/** When it was sent, in ms. */
	at: number;
	msgtype: string;
	/** The material that it shows: deleting one broadcast of it deletes all. */
	media_id?: string;
	isToAll: boolean;
	/** How many it was for. */
	total: number;
	/** Openids of those who got it. */
	reached: string[];
	/** Addresses of its articles or its video; null once deleted. */
	urls: Array<string | null>;
}

export interface Broadcasts {
	sent: Broadcast[];
	/** Ids that media/uploadvideo made: a broadcast takes no other videos. */
	videos: Set<string>;
	/** 0 (fastest) to 4. */
	speed: number;
}

export function noBroadcasts(): Broadcasts {
	return { sent: [], videos: new Set(), speed: 0 };
}

/** How long a broadcast is on its way. */
export const SENDING_MS = 1000;
const DAY_MS = 24 * 3600_000;
/** "each user receives ≤ 4 per calendar month", and as many go to all. */
const A_MONTH = 4;

export function statusOf(broadcast: Broadcast, nowMs: number): string {
	if (broadcast.urls.length > 0 && broadcast.urls.every((url) => url === null)) return 'DELETE';
	if (nowMs < broadcast.at + SENDING_MS) return 'SENDING';
	return broadcast.total > 0 && broadcast.reached.length === 0 ? 'SEND_FAIL' : 'SEND_SUCCESS';
}

/** The broadcast of the last 24 hours with this id. */
export function sameBefore({ broadcasts }: Account, clientmsgid: string, nowMs: number): Broadcast | undefined {
	return broadcasts.sent.find((one) => one.clientmsgid === clientmsgid && nowMs < one.at + DAY_MS);
}

/** "Verified 公众号 1 successful call/day"; a service account's to all: once a day, four times a month. */
export function hasQuota({ broadcasts: { sent }, type }: Account, isToAll: boolean, nowMs: number): boolean {
	if (type === 'subscription') return of(sent, 'day', nowMs).length === 0;
	if (!isToAll) return true;
	const toAll = sent.filter((one) => one.isToAll);
	return of(toAll, 'day', nowMs).length === 0 && of(toAll, 'month', nowMs).length < A_MONTH;
}

/** Of these people those who still take a broadcast: who left, is blocked or had four this month gets none. */
export function reachable({ broadcasts, followers, type }: Account, openids: string[], nowMs: number): string[] {
	const had = new Map<string, number>();
	for (const { reached } of of(broadcasts.sent, 'month', nowMs)) {
		for (const openid of reached) had.set(openid, (had.get(openid) ?? 0) + 1);
	}
	return openids.filter((openid) => {
		const follower = followers.get(openid);
		const hasRoom = type === 'subscription' || (had.get(openid) ?? 0) < A_MONTH;
		return follower?.subscribed && !follower.blacklisted && hasRoom;
	});
}

function of(sent: Broadcast[], period: 'day' | 'month', nowMs: number): Broadcast[] {
	const length = period === 'day' ? 10 : 7;
	const now = beijingDay(nowMs).slice(0, length);
	return sent.filter(({ at }) => beijingDay(at).startsWith(now));
}
