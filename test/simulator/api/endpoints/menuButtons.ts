import type { Account } from '../../world/account';
import { findMedia } from '../../world/media';
import type { Button } from '../../world/menu';
import type { World } from '../../world/world';
import { WechatError } from '../errors';

const MOST_BUTTONS = 3;
const MOST_ENTRIES = 5;
const KEY_BYTES = 128;
const URL_BYTES = 1024;

/** What differs between a main button and an entry of its list: the length of its name, and the codes. */
const MAIN = { name: 16, codes: { type: 40017, name: 40018, key: 40019, url: 40020, domain: 40055 } };
const ENTRY = { name: 60, codes: { type: 40024, name: 40025, key: 40026, url: 40027, domain: 40054 } };

/** "all key" (wechat-api.md C.4). */
const WITH_KEY = [
	'click',
	'scancode_push',
	'scancode_waitmsg',
	'pic_sysphoto',
	'pic_photo_or_album',
	'pic_weixin',
	'location_select',
];

/** Refuses the buttons that WeChat refuses (wechat-api.md C.4). */
export function checkButtons(world: World, account: Account, buttons: Button[]): void {
	if (buttons.length < 1 || buttons.length > MOST_BUTTONS) throw new WechatError(40016);
	for (const button of buttons) {
		checkBytes(button.name, MAIN.name, MAIN.codes.name);
		if (!button.sub_button?.length) check(world, account, button, MAIN.codes);
		else checkEntries(world, account, button.sub_button);
	}
}

/** Links of the buttons, for the domains that they lead to. */
export function linksOf(buttons: Button[]): string[] {
	return buttons.flatMap(({ url, sub_button = [] }) => [...(url ? [url] : []), ...linksOf(sub_button)]);
}

function checkEntries(world: World, account: Account, entries: Button[]): void {
	if (entries.length > MOST_ENTRIES) throw new WechatError(40023);
	for (const entry of entries) {
		checkBytes(entry.name, ENTRY.name, ENTRY.codes.name);
		check(world, account, entry, ENTRY.codes);
	}
}

function check(world: World, account: Account, button: Button, codes: typeof MAIN.codes): void {
	const { type = '', key, url, media_id, article_id, appid, pagepath } = button;
	if (type === '') throw new WechatError(65308);
	if (WITH_KEY.includes(type)) return checkBytes(key, KEY_BYTES, codes.key);
	if (type === 'view') return checkUrl(url, codes);
	if (type === 'miniprogram') {
		checkUrl(url, codes);
		if (!pagepath) throw new WechatError(40035, 'pagepath is missing');
		if (!isLinked(world, appid)) throw new WechatError(45064);
		return;
	}
	if (type === 'media_id') {
		const media = findMedia(account, media_id, world.now());
		// "media_id ... no longer articles": those are article_id since drafts exist.
		if (!media?.permanent || media.kind === 'news') throw new WechatError(40007);
		return;
	}
	if (type !== 'article_id' && type !== 'article_view_limited') throw new WechatError(codes.type);
	if (!account.articles.has(String(article_id))) throw new WechatError(53600);
}

function checkBytes(text: string | undefined, most: number, code: number): void {
	const bytes = Buffer.byteLength(text ?? '');
	if (bytes < 1 || bytes > most) throw new WechatError(code);
}

function checkUrl(url: string | undefined, codes: typeof MAIN.codes): void {
	checkBytes(url, URL_BYTES, codes.url);
	if (!/^https?:\/\/[^/\s]+/i.test(String(url))) throw new WechatError(codes.domain);
}

/** Every Mini Program of this machine is linked (小程序管理). */
function isLinked(world: World, appid: string | undefined): boolean {
	return world.accounts.get(String(appid))?.type === 'miniProgram';
}
