import { media } from '../../../operation/fields/media';
import type { FieldKind, WireField } from '../../../operation/operation';

/** WeChat's limits (wechat-api.md C.3); of the text's 20,000 characters one project saw 26,843 pass. */
const MB = 1024 * 1024;
const LINK = { pattern: /^https?:\/\/\S+$/i, words: 'a web address that begins with https:// or http://' };
const PART = '(0(\\.\\d{1,6})?|1(\\.0{1,6})?)';
const SIDE = { pattern: new RegExp(`^${PART}$`), words: 'a number from 0 to 1, such as 0.25' };
const CROP = { pattern: new RegExp(`^${PART}(_${PART}){3}$`), words: 'four numbers from 0 to 1, joined by _' };

export const title: WireField = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	required: true,
	max: { characters: 32 },
	placeholder: 'e.g. The first spring tea is here',
	description: 'At most 32 characters',
};

/** The text of an article: what it is written in is another field. */
export const content: WireField = {
	displayName: 'Content',
	name: 'content',
	type: 'string',
	typeOptions: { rows: 10 },
	default: '',
	required: true,
	placeholder: 'e.g. {{ $json.text }}',
	description:
		'Text of the article, at most 20,000 characters with its styles. Its pictures are uploaded to WeChat: those with a web address, those inside the text (data:), and files of the item under their names, such as tea.jpg. JPG and PNG; those of more than 1 MB, and GIF, go into your media library (素材库).',
};

/** The text below a picture post. */
export const caption: WireField = {
	displayName: 'Text',
	name: 'content',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	sendEmpty: true,
	max: { bytes: MB - 1 },
	description: 'Plain text below the pictures',
};

export const author: WireField = {
	displayName: 'Author',
	name: 'author',
	type: 'string',
	default: '',
	max: { characters: 16 },
	description: 'At most 16 characters',
};

export const digest: WireField = {
	displayName: 'Summary',
	name: 'digest',
	type: 'string',
	default: '',
	description: 'Shown below the title (摘要), at most 120 characters, only where the article is alone in its draft. WeChat takes the beginning of the text if this is empty.',
};

export const sourceUrl: WireField = {
	displayName: 'Original Link',
	name: 'content_source_url',
	type: 'string',
	default: '',
	max: { bytes: 1024 },
	matches: LINK,
	placeholder: 'e.g. https://example.com/spring-tea',
	description: 'Where “Read more” leads (阅读原文)',
};

export const openComments: WireField = {
	displayName: 'Allow Comments',
	name: 'need_open_comment',
	type: 'boolean',
	default: false,
	sendAs: { true: 1, false: 0 },
	description: 'Whether readers may write comments (留言)',
};

export const fansOnly: WireField = {
	displayName: 'Comments by Followers Only',
	name: 'only_fans_can_comment',
	type: 'boolean',
	default: false,
	sendAs: { true: 1, false: 0 },
	description: 'Whether only followers may write comments; comments must be allowed',
};

const crop = (name: string, displayName: string, where: string): WireField => ({
	displayName,
	name,
	type: 'string',
	default: '',
	matches: CROP,
	placeholder: 'e.g. 0.1945_0_1_0.5236',
	description: `Which part of the cover is shown ${where}: left, top, right and bottom as parts of its width and height, from 0 to 1`,
});

export const crops: WireField[] = [
	crop('pic_crop_1_1', 'Cover Crop, Square', 'in lists'),
	crop('pic_crop_235_1', 'Cover Crop, Wide', 'above the title (2.35:1)'),
];

const side = (name: string, displayName: string, start: string): WireField => ({ displayName, name, type: 'string', default: start, required: true, matches: SIDE });

/** Which part of its first picture stands for a picture post. */
export const pictureCrops: WireField = {
	displayName: 'Cover Crops',
	name: 'crop_percent_list',
	at: 'cover_info.crop_percent_list',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Crop',
	default: {},
	description: 'Which part of the first picture is shown in lists: the sides as parts of its width and height, from 0 to 1',
	options: [
		{
			displayName: 'Crop',
			name: 'crop',
			values: [
				{
					displayName: 'Shape',
					name: 'ratio',
					type: 'options',
					default: '1_1',
					options: [
						{ name: '1:1', value: '1_1' },
						{ name: '16:9', value: '16_9' },
						{ name: '2.35:1', value: '2.35_1' },
					],
				},
				side('x1', 'Left', '0'),
				side('y1', 'Top', '0'),
				side('x2', 'Right', '1'),
				side('y2', 'Bottom', '1'),
			],
		},
	],
};

export const product: WireField = {
	displayName: 'Product Key',
	name: 'product_key',
	at: 'product_info.footer_product_info.product_key',
	type: 'string',
	default: '',
	description: 'A product of your WeChat Store (微信小店) below the text: from Get Product Card',
};

/** The cover is what the text shows first. */
export const FIRST_PICTURE = 'first';

/** The picture of an article in lists: always kept in the library. Its properties serve each row of More Articles too. */
export const cover = (show: Record<string, string[]>): FieldKind =>
	media({
		name: 'thumb_media_id',
		at: 'thumb_media_id',
		label: 'Cover',
		prefix: 'cover',
		type: () => 'image',
		search: 'searchImages',
		show,
		isPermanent: true,
		elsewhere: { name: 'First Picture in the Text', value: FIRST_PICTURE },
	});
