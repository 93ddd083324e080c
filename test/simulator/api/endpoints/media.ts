import { addMedia, findMedia, type Media } from '../../world/media';
import type { Context, Endpoints, Result } from '../context';
import { WechatError } from '../errors';
import { attachment, plainText } from './files';
import { ARTICLE_IMAGE, checkFile, TEMPORARY } from './fileTypes';

/** wechat-api.md C.4, "media": what lives three days, and pictures of articles. */
export const media: Endpoints = {
	'/cgi-bin/media/upload': ({ account, query, files, now }: Context) => {
		const kind = query.type as keyof typeof TEMPORARY;
		const { filename: name, extension, contentType, content } = checkFile(files, TEMPORARY[kind], 45001);
		const { id } = addMedia(account, { kind, permanent: false, name, extension, contentType, content, createdAt: now });
		// A thumb has its own name for the id (WxJava's WxMediaUploadResult reads both).
		const named = kind === 'thumb' ? { thumb_media_id: id } : { media_id: id };
		return plainText({ type: kind, ...named, created_at: Math.floor(now / 1000) });
	},

	'/cgi-bin/media/get': (context: Context) => {
		const found = temporary(context);
		if (found.kind !== 'video') return attachment(found);
		const path = context.world.files.add('video', found);
		return plainText({ video_url: context.world.url + path });
	},

	'/cgi-bin/media/get/jssdk': (context: Context) => {
		const found = temporary(context);
		if (found.kind !== 'voice') throw new WechatError(40007);
		return attachment({ ...found, extension: 'speex', contentType: 'voice/speex' });
	},

	'/cgi-bin/media/uploadimg': ({ world, files }: Context): Result => {
		const file = checkFile(files, ARTICLE_IMAGE, 40009);
		const format = file.extension === 'png' ? 'png' : 'jpeg';
		const folder = file.extension === 'png' ? 'mmbiz_png' : 'mmbiz_jpg';
		return plainText({ url: world.url + world.files.add(folder, file, `?wx_fmt=${format}`) });
	},
};

function temporary({ account, query, now }: Context): Media {
	const found = findMedia(account, query.media_id, now);
	if (!found || found.permanent) throw new WechatError(40007);
	return found;
}
