import { imageUrl, keepMedia } from '../../../world/pay/media';
import type { PayContext, PayEndpoints } from '../context';
import { PayError } from '../errors';
import { type Taken, uploaded } from '../upload';

const MB = 1024 * 1024;
const PICTURES: Taken = { endings: ['jpg', 'bmp', 'png'], bytes: 2 * MB };
/** "5 MB and PDF ≤7.5 MB in the 2026-05-09 revision" */
const DOCUMENTS: Taken = { endings: [...PICTURES.endings, 'jpeg', 'pdf'], bytes: 5 * MB, more: { pdf: 7.5 * MB } };
const VIDEOS: Taken = { endings: ['avi', 'wmv', 'mpeg', 'mp4', 'mov', 'mkv', 'flv', 'f4v', 'm4v', 'rmvb'], bytes: 5 * MB };

/** wechat-pay.md §3.9, and the pictures of complaints. */
export const media: PayEndpoints = {
	'POST /v3/merchant/media/upload': (call: PayContext) => ({ media_id: keep(call, DOCUMENTS) }),
	'POST /v3/merchant/media/video_upload': (call: PayContext) => ({ media_id: keep(call, VIDEOS) }),
	'POST /v3/marketing/favor/media/image-upload': (call: PayContext) => ({ media_url: imageUrl(call.world.url, keep(call, PICTURES)) }),
	'POST /v3/merchant-service/images/upload': (call: PayContext) => ({ media_id: keep(call, PICTURES) }),

	'GET /v3/merchant-service/images/{media_id}': ({ merchant, path }: PayContext) => {
		const known = merchant.media.get(path.media_id);
		if (!known) throw new PayError('RESOURCE_NOT_EXISTS', { message: '图片不存在' });
		return { file: { headers: { 'content-type': known.contentType }, body: known.content } };
	},
};

function keep({ merchant, form, now }: PayContext, taken: Taken): string {
	return keepMedia(merchant.media, uploaded(form, taken), now).media_id;
}
