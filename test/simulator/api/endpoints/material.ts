import type { Account } from '../../world/account';
import { addMedia, findMedia, type Media, type MediaKind } from '../../world/media';
import type { World } from '../../world/world';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { attachment, plainText } from './files';
import { checkFile, PERMANENT } from './fileTypes';

const MOST_AT_ONCE = 20;

/** wechat-api.md C.4, "material": what is kept. */
export const material: Endpoints = {
	'/cgi-bin/material/add_material': ({ world, account, query, fields, files, now }: Context) => {
		const kind = query.type as keyof typeof PERMANENT;
		const description = kind === 'video' ? readDescription(fields.description) : {};
		const file = checkFile(files, PERMANENT[kind], 45001);
		const { filename: name, extension, contentType, content } = file;
		const { id } = addMedia(account, {
			kind,
			permanent: true,
			name,
			extension,
			contentType,
			content,
			createdAt: now,
			...description,
		});
		return kind === 'image' ? { media_id: id, url: link(world, file) } : { media_id: id };
	},

	'/cgi-bin/material/get_material': ({ world, account, body, now }: Context<{ media_id: string }>) => {
		const found = permanent(account, body.media_id, now);
		if (found.kind === 'news') return { news_item: found.articles };
		if (found.kind !== 'video') return attachment(found);
		const { title, introduction } = found;
		return plainText({ title, description: introduction, down_url: world.url + world.files.add('video', found) });
	},

	'/cgi-bin/material/del_material': ({ account, body, now }: Context<{ media_id: string }>) => {
		account.media.delete(permanent(account, body.media_id, now).id);
		return OK;
	},

	'/cgi-bin/material/get_materialcount': ({ account }: Context) => ({
		voice_count: of(account, 'voice').length,
		video_count: of(account, 'video').length,
		image_count: of(account, 'image').length,
		news_count: of(account, 'news').length,
	}),

	'/cgi-bin/material/batchget_material': ({
		world,
		account,
		body,
	}: Context<{ type: MediaKind; offset: number; count: number }>) => {
		const { type, offset, count } = body;
		if (count < 1 || count > MOST_AT_ONCE || offset < 0) throw new WechatError(40035, 'count is 1 to 20');
		// Newest first, as the console shows them.
		const all = of(account, type).reverse();
		const item = all.slice(offset, offset + count).map((media) => describe(world, media));
		return { total_count: all.length, item_count: item.length, item };
	},
};

function permanent(account: Account, id: string, now: number): Media {
	const found = findMedia(account, id, now);
	if (!found?.permanent) throw new WechatError(40007);
	return found;
}

function of(account: Account, kind: MediaKind): Media[] {
	return [...account.media.values()].filter((media) => media.permanent && !media.isDraft && media.kind === kind);
}

function describe(world: World, media: Media): Record<string, unknown> {
	const { id: media_id, kind, name, articles } = media;
	const update_time = Math.floor(media.createdAt / 1000);
	if (kind === 'news')
		return { media_id, content: { news_item: articles, create_time: update_time, update_time }, update_time };
	return { media_id, name, update_time, ...(kind === 'image' && { url: link(world, media) }) };
}

/** Where the picture can be seen. */
export function link(world: World, file: { extension: string; contentType: string; content: Buffer }): string {
	return (
		world.url +
		world.files.add(`mmbiz_${file.extension}`, file, `?wx_fmt=${file.extension === 'jpg' ? 'jpeg' : file.extension}`)
	);
}

/** "Permanent video adds form field description = JSON {title, introduction}" */
function readDescription(text: string | undefined): { title: string; introduction: string } {
	try {
		const { title, introduction } = JSON.parse(text ?? '') as Record<string, unknown>;
		if (typeof title === 'string' && title && typeof introduction === 'string') return { title, introduction };
	} catch {
		// Refused below, like one without a title.
	}
	throw new WechatError(40035, 'description is not {"title","introduction"}');
}
