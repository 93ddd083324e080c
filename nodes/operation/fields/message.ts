import type { INodeProperties } from 'n8n-workflow';
import type { MediaType } from '../files/mediaRules';
import type { Field, WireField } from '../operation';
import { media } from './media';

/** The kinds of message that customer service and passive replies have in common, and theirs alone (wechat-api.md B.4, C.1). */
export type MessageType =
	| 'text'
	| 'image'
	| 'voice'
	| 'video'
	| 'music'
	| 'news'
	| 'mpnews'
	| 'mpnewsarticle'
	| 'msgmenu'
	| 'wxcard'
	| 'miniprogrampage'
	| 'link';

const only = (...msgtype: MessageType[]): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { msgtype } },
});

/** Each kind's object is named after it: `{ msgtype: 'text', text: { content } }`. */
export const text: WireField = {
	displayName: 'Text',
	name: 'content',
	at: 'text.content',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	...only('text'),
	placeholder: 'e.g. Thank you! Here is your coupon: <a href="https://example.com/c">Open</a>',
	description:
		'Line breaks are kept. Links work: &lt;a href="https://…"&gt;words&lt;/a&gt;; for a Mini Program add data-miniprogram-appid="wx…" and data-miniprogram-path="pages/…".',
};

/** The file of an image, voice or video message. */
export const file = media({
	name: 'media_id',
	at: '{msgtype}.media_id',
	label: 'Media',
	prefix: 'media',
	type: ({ msgtype }) => msgtype as MediaType,
	search: 'searchLibrary',
	show: { msgtype: ['image', 'voice', 'video'] },
});

/** The picture of a video, a piece of music or a Mini Program card, where WeChat wants one. */
export function thumbnail(...msgtypes: MessageType[]): Field {
	return media({
		name: 'thumb_media_id',
		at: '{msgtype}.thumb_media_id',
		label: 'Thumbnail',
		prefix: 'thumb',
		// A card shows a full picture; video and music want WeChat's small kind.
		type: ({ msgtype }) => (msgtype === 'miniprogrampage' ? 'image' : 'thumb'),
		search: 'searchImages',
		show: { msgtype: msgtypes },
	});
}

/** A card or coupon of the account. */
export const card: WireField = {
	displayName: 'Card ID',
	name: 'card_id',
	at: 'wxcard.card_id',
	type: 'string',
	default: '',
	required: true,
	...only('wxcard'),
	description: 'ID of the card in the console, under Cards and Coupons (卡券功能)',
};

/** Title and description of a video or a piece of music; WeChat shows them below it. */
export const caption: Field[] = [
	{
		displayName: 'Title',
		name: 'title',
		at: '{msgtype}.title',
		type: 'string',
		default: '',
		...only('video', 'music'),
	},
	{
		displayName: 'Description',
		name: 'description',
		at: '{msgtype}.description',
		type: 'string',
		default: '',
		...only('video', 'music'),
	},
];

/** Where a piece of music is. */
export const musicLinks: Field[] = [
	{
		displayName: 'Music URL',
		name: 'musicurl',
		at: 'music.musicurl',
		type: 'string',
		default: '',
		required: true,
		...only('music'),
		placeholder: 'e.g. https://example.com/song.mp3',
	},
	{
		displayName: 'Music URL in High Quality',
		name: 'hqmusicurl',
		at: 'music.hqmusicurl',
		type: 'string',
		default: '',
		...only('music'),
		placeholder: 'e.g. https://example.com/song-320.mp3',
		description: 'Played on Wi-Fi. The music URL is used if this is empty.',
	},
];
