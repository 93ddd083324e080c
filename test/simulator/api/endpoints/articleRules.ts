import type { Account } from '../../world/account';
import type { Article } from '../../world/articles';
import { findMedia } from '../../world/media';
import type { Context } from '../context';
import { WechatError } from '../errors';

const TITLE = 32;
const AUTHOR = 16;
/** "120 vs 128 characters" */
const DIGEST = 128;
const LINK_BYTES = 1024;
/** "<1 MB"; of the 20 000 characters "one project saw 26 843 pass". */
const CONTENT_BYTES = 1024 * 1024;
const PICTURES = 20;

type Place = Pick<Context, 'account' | 'now' | 'world'>;

/** An article as it is kept: checked against the limits, its text cleaned (wechat-api.md C.3). */
export function accepted(place: Place, given: Article): Article {
	const { article_type = 'news', title, author = '', digest = '', content, content_source_url = '' } = given;
	if (article_type !== 'news' && article_type !== 'newspic') throw new WechatError(40035, 'article_type is news or newspic');
	checkLength(title, TITLE, 45003);
	checkLength(author, AUTHOR, 45110);
	checkLength(digest, DIGEST, 45004);
	if (Buffer.byteLength(String(content_source_url)) > LINK_BYTES) throw new WechatError(41039);
	if (Buffer.byteLength(String(content)) >= CONTENT_BYTES) throw new WechatError(45002);
	if (article_type === 'news') checkPicture(place, given.thumb_media_id);
	else checkPictures(place, given.image_info);
	return { ...given, article_type, content: cleaned(place, String(content)) };
}

function checkLength(value: unknown, most: number, errcode: number): void {
	if ([...String(value)].length > most) throw new WechatError(errcode);
}

/** "thumb_media_id = permanent image material" */
function checkPicture({ account, now }: Place, id: unknown): void {
	if (!picture(account, id, now)) throw new WechatError(40007);
}

export function picture(account: Account, id: unknown, now: number) {
	const media = findMedia(account, id, now);
	return media?.permanent && (media.kind === 'image' || media.kind === 'thumb') ? media : undefined;
}

function checkPictures(place: Place, info: unknown): void {
	const { image_list: list } = (info ?? {}) as { image_list?: Array<{ image_media_id?: string }> };
	if (!Array.isArray(list) || list.length === 0) throw new WechatError(40035, 'image_info.image_list is missing');
	if (list.length > PICTURES) throw new WechatError(45008);
	for (const { image_media_id } of list) checkPicture(place, image_media_id);
}

/** "img src must be an uploadimg URL, others are dropped; JS removed", and a style with &#39; is emptied. */
function cleaned({ world }: Place, content: string): string {
	const isOurs = (src: string) => src.startsWith(world.url) && world.files.find(new URL(src).pathname) !== undefined;
	return content
		.replace(/<script\b[\s\S]*?<\/script>/gi, '')
		.replace(/\son\w+=("[^"]*"|'[^']*')/gi, '')
		.replace(/style="[^"]*&#39;[^"]*"/gi, 'style=""')
		.replace(/<img\b[^>]*>/gi, (tag) => {
			const src = /\ssrc=["']([^"']*)["']/i.exec(tag)?.[1] ?? '';
			return isOurs(src.replaceAll('&amp;', '&')) ? tag : '';
		});
}

/** "empty → first 54 chars", of a single article only. */
export function digestOf(article: Article, isSingle: boolean): string {
	if (article.digest || !isSingle) return String(article.digest ?? '');
	const text = String(article.content).replace(/<[^>]*>/g, '');
	return [...text].slice(0, 54).join('');
}
