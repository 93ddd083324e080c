import { createHash, randomBytes } from 'node:crypto';
import { finishBroadcast } from '../../push/finishBroadcast';
import type { Account } from '../../world/account';
import { type Broadcast, hasQuota, reachable, sameBefore, statusOf } from '../../world/broadcasts';
import { addArticles } from '../../world/comments';
import type { Follower } from '../../world/follower';
import { findMedia } from '../../world/media';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { type BroadcastBody, checkContent } from './broadcastContent';
import { knownOpenid, knownOpenids } from './openids';

interface SendBody extends BroadcastBody {
	filter?: { is_to_all?: boolean | number; tag_id?: number };
	touser?: string[];
	clientmsgid?: string;
	send_ignore_reprint?: boolean | number;
}

type PreviewBody = BroadcastBody & { touser?: string; towxname?: string };

const FEWEST_OPENIDS = 2;
const MOST_OPENIDS = 10_000;
/** "clientmsgid ≤ 32 bytes" */
const CLIENT_ID_BYTES = 32;
/** "60/min" */
const A_MINUTE = 60;
/** In 10 000 a minute, from level 0 to 4. */
const SPEEDS = [80, 60, 45, 30, 10];

/** wechat-api.md C.3, "mass". */
export const broadcasts: Endpoints = {
	'/cgi-bin/media/uploadvideo': ({ account, body, now }: Context<{ media_id: string }>) => {
		if (findMedia(account, body.media_id, now)?.kind !== 'video') throw new WechatError(40007);
		const media_id = randomBytes(48).toString('base64url');
		account.broadcasts.videos.add(media_id);
		return { type: 'video', media_id, created_at: Math.floor(now / 1000) };
	},

	'/cgi-bin/message/mass/sendall': (context: Context<SendBody>) => {
		const { filter = {} } = context.body;
		return send(context, audience(context.account, filter), Boolean(filter.is_to_all));
	},

	'/cgi-bin/message/mass/send': (context: Context<SendBody>) => {
		const { touser = [] } = context.body;
		if (touser.length < FEWEST_OPENIDS) throw new WechatError(40032);
		return send(context, knownOpenids(context.account, touser, MOST_OPENIDS), false);
	},

	'/cgi-bin/message/mass/preview': ({ world, account, body, now }: Context<PreviewBody>) => {
		// "With both, towxname counts."
		const follower = body.towxname === undefined ? knownOpenid(account, String(body.touser)) : named(account, body.towxname);
		if (!follower.subscribed) throw new WechatError(43004);
		const content = checkContent(account, body, now, true);
		show(world, account, [follower.openid], { via: 'preview', type: body.msgtype, content, at: now });
		return { errcode: 0, errmsg: 'preview success', msg_id: nextId(account) };
	},

	'/cgi-bin/message/mass/get': ({ account, body, now }: Context<{ msg_id: number }>) => {
		const { msg_id, ...broadcast } = found(account, body);
		return { msg_id, msg_status: statusOf({ msg_id, ...broadcast }, now) };
	},

	'/cgi-bin/message/mass/delete': (context: Context<{ msg_id?: number; url?: string; article_idx?: number }>) => {
		const { account, body, now } = context;
		const broadcast = found(account, body);
		// "Only what has been sent", and of that only articles and videos.
		if (statusOf(broadcast, now) !== 'SEND_SUCCESS') throw new WechatError(40059, 'it is not sent, or deleted');
		if (broadcast.urls.length === 0) throw new WechatError(40008, 'only articles and videos can be deleted');
		const at = body.msg_id === undefined ? broadcast.urls.indexOf(body.url as string) : (body.article_idx ?? 0) - 1;
		if (at >= broadcast.urls.length || at < -1) throw new WechatError(40060);
		// "The same article in several broadcasts: one deleted takes all."
		for (const one of account.broadcasts.sent.filter(({ media_id }) => media_id === broadcast.media_id)) {
			one.urls = one.urls.map((url, index) => (at === -1 || index === at ? null : url));
		}
		return OK;
	},

	'/cgi-bin/message/mass/speed/get': ({ account: { broadcasts } }: Context) => ({
		...OK,
		speed: broadcasts.speed,
		realspeed: SPEEDS[broadcasts.speed],
	}),

	'/cgi-bin/message/mass/speed/set': ({ account, body: { speed } }: Context<{ speed: number }>) => {
		if (SPEEDS[speed] === undefined) throw new WechatError(45083);
		account.broadcasts.speed = speed;
		return OK;
	},
};

function audience({ followers, tags }: Account, { is_to_all, tag_id }: NonNullable<SendBody['filter']>): Follower[] {
	const all = [...followers.values()].filter(({ subscribed }) => subscribed);
	if (is_to_all) return all;
	if (tag_id === undefined) throw new WechatError(40035, 'filter.tag_id is missing');
	if (!tags.has(tag_id)) throw new WechatError(45159);
	return all.filter(({ tagIds }) => tagIds.includes(tag_id));
}

function send({ world, account, body, now }: Context<SendBody>, people: Follower[], isToAll: boolean) {
	const { sent } = account.broadcasts;
	if (sent.filter(({ at }) => at > now - 60_000).length >= A_MINUTE) throw new WechatError(45011);
	const content = checkContent(account, body, now);
	const clientmsgid = body.clientmsgid ?? digest([body.filter, body.touser, content]);
	if (Buffer.byteLength(clientmsgid) > CLIENT_ID_BYTES) throw new WechatError(45067);
	const before = sameBefore(account, clientmsgid, now);
	if (before) throw new WechatError(45065, '', { msg_id: before.msg_id });
	if (!hasQuota(account, isToAll, now)) throw new WechatError(45028);
	const { msgtype } = body;
	const reached = reachable(account, people.map(({ openid }) => openid), now);
	const { msg_data_id, urls, media_id } = material(account, msgtype, content, now);
	const msg_id = nextId(account);
	const broadcast: Broadcast = {
		...{ msg_id, msg_data_id, clientmsgid, at: now, msgtype, media_id, isToAll, reached, urls },
		total: people.length,
	};
	sent.push(broadcast);
	show(world, account, reached, { via: 'broadcast', type: msgtype, content, at: now });
	finishBroadcast(world, account, broadcast);
	return { errcode: 0, errmsg: 'send job submission success', msg_id, ...(msg_data_id !== undefined && { msg_data_id }) };
}

/** Articles have comments, and pages of their own, as a video has. */
function material(account: Account, msgtype: string, content: Record<string, unknown>, now: number): Pick<Broadcast, 'media_id' | 'msg_data_id' | 'urls'> {
	const media_id = content.media_id as string | undefined;
	if (msgtype === 'mpvideo') return { media_id, urls: [address(nextId(account), 1)] };
	if (msgtype !== 'mpnews') return { urls: [] };
	const media = findMedia(account, media_id, now);
	const articles = media?.articles ?? [];
	// "A draft that was sent or published leaves the draft box"; it can be sent to others all the same.
	delete media?.isDraft;
	const msg_data_id = addArticles(account, articles);
	return { media_id, msg_data_id, urls: articles.map((_, index) => address(msg_data_id, index + 1)) };
}

function address(mid: number, idx: number): string {
	return `http://mp.weixin.qq.com/s?__biz=MzA5&mid=${mid}&idx=${idx}&sn=${digest([mid, idx])}#rd`;
}

function digest(value: unknown): string {
	return createHash('md5').update(JSON.stringify(value)).digest('hex');
}

/** Larger than 32 bits hold: of the kind that real accounts get. */
function nextId({ broadcasts, used }: Account): number {
	const previews = [...used].filter(([key]) => key.endsWith('/mass/preview')).reduce((sum, [, count]) => sum + count, 0);
	return 3147483650 + broadcasts.sent.length + previews;
}

function found({ broadcasts }: Account, { msg_id, url }: { msg_id?: number; url?: string }): Broadcast {
	const broadcast = broadcasts.sent.find((one) => (msg_id === undefined ? one.urls.includes(url as string) : one.msg_id === msg_id));
	if (!broadcast) throw new WechatError(40059);
	return broadcast;
}

function named({ followers }: Account, wxname: string): Follower {
	const follower = [...followers.values()].find((one) => one.wxname === wxname);
	if (!follower) throw new WechatError(40132);
	return follower;
}

function show(
	world: Context['world'],
	{ appid }: Account,
	openids: string[],
	message: { via: 'broadcast' | 'preview'; type: string; content: Record<string, unknown>; at: number },
): void {
	for (const openid of openids) world.conversations.add({ ...message, appid, openid, from: 'account' });
}
