import type { IDataObject } from 'n8n-workflow';
import { draft } from '../../../operation/fields/draft';
import { media } from '../../../operation/fields/media';
import { card, text } from '../../../operation/fields/message';
import type { Call, Field } from '../../../operation/operation';
import { buildRequest } from '../../../operation/request';
import { images } from './images';

/** What is broadcast or previewed (wechat-api.md C.3): each kind's object is named after it, that of images `images`. */
export const message: Field[] = [
	{
		displayName: 'Message Type',
		name: 'msgtype',
		type: 'options',
		// As an expression it would make n8n ask for the required fields of every type.
		noDataExpression: true,
		default: 'mpnews',
		options: [
			{ name: 'Article', value: 'mpnews', description: 'A draft: one article, or several that belong together (图文消息)' },
			{ name: 'Card or Coupon', value: 'wxcard', description: 'A card of the account (卡券)' },
			{ name: 'Image', value: 'image', description: 'One image or several' },
			{ name: 'Text', value: 'text' },
			{ name: 'Video', value: 'mpvideo' },
			{ name: 'Voice', value: 'voice' },
		],
	},
	text,
	{ ...draft, name: 'mpnews_media_id', at: 'mpnews.media_id', displayOptions: { show: { msgtype: ['mpnews'] } } },
	{
		displayName: 'Title',
		name: 'title',
		at: false,
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { msgtype: ['mpvideo'] } },
		description: 'Shown below the video',
	},
	{
		displayName: 'Description',
		name: 'description',
		at: false,
		type: 'string',
		default: '',
		sendEmpty: true,
		displayOptions: { show: { msgtype: ['mpvideo'] } },
		description: 'Shown below the title',
	},
	card,
	media({
		name: 'media_id',
		at: '{msgtype}.media_id',
		label: 'Media',
		prefix: 'media',
		type: ({ msgtype }) => (msgtype === 'mpvideo' ? 'video' : 'voice'),
		search: 'searchLibrary',
		show: { msgtype: ['voice', 'mpvideo'] },
	}),
	images,
];

const UPLOAD_VIDEO = '/cgi-bin/media/uploadvideo';

export const messageEndpoints = [`POST ${UPLOAD_VIDEO}`];

/** The body that the fields make. A video becomes one that can be broadcast. */
export async function bodyOf(call: Call): Promise<IDataObject> {
	const body = buildRequest(call.shown, call.parameters, { method: 'POST', path: '' }).body as IDataObject;
	if (body.mpvideo) body.mpvideo = { media_id: await broadcastVideo(call) };
	return body;
}

/** The message alone, as a preview takes it: with one picture. */
export function forPreview({ msgtype, text, mpnews, voice, mpvideo, wxcard, images: all }: IDataObject): IDataObject {
	const [media_id] = (all as { media_ids: string[] } | undefined)?.media_ids ?? [];
	return { msgtype, text, mpnews, voice, mpvideo, wxcard, image: media_id === undefined ? undefined : { media_id } };
}

async function broadcastVideo({ client, parameters, once }: Call): Promise<string> {
	const { media_id, title, description } = parameters as Record<string, string>;
	return await once(`broadcast of ${JSON.stringify([media_id, title, description])}`, async () => {
		const answer = await client.json({
			method: 'POST',
			path: UPLOAD_VIDEO,
			body: { media_id, title, description: description ?? '' },
			// Nobody sees the first one.
			repeatable: true,
		});
		return String(answer.media_id);
	});
}
