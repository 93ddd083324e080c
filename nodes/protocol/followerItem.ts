import { campaignIn } from './campaign';
import { beijingTime } from './time';

/** `subscribe_scene` in a marketer's words (wechat-api.md C.5). */
const sources: Record<string, string> = {
	ADD_SCENE_SEARCH: 'Search',
	ADD_SCENE_ACCOUNT_MIGRATION: 'Account migration',
	ADD_SCENE_PROFILE_CARD: 'Shared name card',
	ADD_SCENE_QR_CODE: 'QR code',
	ADD_SCENE_PROFILE_LINK: 'Account name in an article',
	ADD_SCENE_PROFILE_ITEM: 'Article menu',
	ADD_SCENE_PAID: 'After payment',
	ADD_SCENE_WECHAT_ADVERTISEMENT: 'Advertisement',
	ADD_SCENE_REPRINT: 'Reprinted article',
	ADD_SCENE_LIVESTREAM: 'Livestream',
	ADD_SCENE_CHANNELS: 'Channels',
	ADD_SCENE_WXA: 'Mini Program',
	ADD_SCENE_OTHERS: 'Other',
};

/** A follower as the next node gets it (design.md §1). */
export type FollowerItem = ReturnType<typeof followerItem>;

/**
 * The flat item of a profile; null for what WeChat does not tell. Who came by the QR code of a campaign has its source,
 * and `followed_via` keeps the way that WeChat tells.
 * @param profile of `user/info`, or only its openid
 * @param tagNames by id
 */
export function followerItem(profile: Record<string, unknown>, appid: unknown, tagNames: Map<number, string>) {
	const ids = (profile.tagid_list ?? []) as number[];
	const via = profile.subscribe_scene ? (sources[String(profile.subscribe_scene)] ?? String(profile.subscribe_scene)) : null;
	const scene = textOrNull(profile.qr_scene_str || profile.qr_scene || null);
	const found = campaignIn(scene ?? '');
	return {
		openid: String(profile.openid),
		unionid: textOrNull(profile.unionid),
		appid: String(appid),
		is_follower: profile.subscribe === undefined ? null : Number(profile.subscribe) === 1,
		followed_at: profile.subscribe_time ? beijingTime(Number(profile.subscribe_time)) : null,
		followed_via: via,
		source: found?.source ?? via,
		campaign: found?.campaign ?? null,
		medium: found?.medium ?? null,
		scene,
		tags: profile.tagid_list ? ids.map((id) => tagNames.get(id) ?? String(id)).join(', ') : null,
		tag_ids: profile.tagid_list ? ids.join(', ') : null,
		remark: textOrNull(profile.remark),
	};
}

function textOrNull(value: unknown): string | null {
	return value === undefined || value === null ? null : String(value);
}
