import type { Follower } from '../../world/follower';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { knownOpenid, type Listed, page } from './openids';

const PAGE = 10_000;
const MOST_AT_ONCE = 100;
/** "remark<30 bytes" */
const REMARK_BYTES = 30;

/** wechat-api.md C.5, "user". */
export const user: Endpoints = {
	'/cgi-bin/user/get': ({ account, query }: Context) => {
		return { total: account.subscribers, ...page(account, isSubscribed, query.next_openid, PAGE) };
	},

	'/cgi-bin/user/info': ({ account, query }: Context) => describe(knownOpenid(account, query.openid), query.lang),

	'/cgi-bin/user/info/batchget': ({
		account,
		body,
	}: Context<{ user_list: Array<{ openid: string; lang?: string }> }>) => {
		const { user_list } = body;
		if (user_list.length === 0 || user_list.length > MOST_AT_ONCE) throw new WechatError(40032);
		return { user_info_list: user_list.map(({ openid, lang }) => describe(knownOpenid(account, openid), lang)) };
	},

	'/cgi-bin/user/info/updateremark': ({ account, body }: Context<{ openid: string; remark: string }>) => {
		const follower = knownOpenid(account, body.openid);
		if (Buffer.byteLength(body.remark) >= REMARK_BYTES) throw new WechatError(40035, 'remark is too long');
		follower.remark = body.remark;
		return OK;
	},

	'/cgi-bin/user/tag/get': ({ account, body }: Context<{ tagid: number; next_openid?: string }>) => {
		if (!account.tags.has(body.tagid)) throw new WechatError(45159);
		const isTagged: Listed = (follower) => isSubscribed(follower) && follower.tagIds.includes(body.tagid);
		return page(account, isTagged, body.next_openid, PAGE);
	},
};

const isSubscribed: Listed = ({ subscribed }) => subscribed;

/** No nickname, picture, sex or city since 2021-12-27; of someone who left, next to nothing. */
function describe(follower: Follower, lang = 'zh_CN'): Record<string, unknown> {
	const { openid, unionid, subscribe_time, subscribe_scene, qr_scene, qr_scene_str, remark, tagIds } = follower;
	if (!follower.subscribed) return { subscribe: 0, openid, unionid, tagid_list: [] };
	return {
		subscribe: 1,
		openid,
		language: lang,
		subscribe_time,
		unionid,
		remark,
		groupid: tagIds[0] ?? 0,
		tagid_list: tagIds,
		subscribe_scene,
		qr_scene,
		qr_scene_str,
	};
}
