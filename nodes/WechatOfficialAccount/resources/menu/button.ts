import { article } from '../../../operation/fields/article';
import { mediaLocator } from '../../../operation/fields/media';
import type { WireField } from '../../../operation/operation';
import { byName } from '../../../operation/properties';

/** What a button can do besides opening a list, by WeChat's names (wechat-api.md C.4); `view_limited` is retired. */
const actions = [
	{ name: 'Ask for a Location', value: 'location_select', description: 'The follower chooses a place on the map, and the workflow gets it (发送位置)' },
	{ name: 'Ask for a Photo From the Camera', value: 'pic_sysphoto', description: 'The follower takes a photo, and the workflow gets it (系统拍照发图)' },
	{ name: 'Ask for a Photo or Picture', value: 'pic_photo_or_album', description: 'The follower takes a photo or chooses a picture, and the workflow gets it (拍照或者相册发图)' },
	{ name: 'Ask for Pictures From the Album', value: 'pic_weixin', description: 'The follower chooses pictures in WeChat, and the workflow gets them (微信相册发图)' },
	{ name: 'Open a Mini Program', value: 'miniprogram', description: 'A page of a Mini Program that is linked to the account (小程序)' },
	{ name: 'Open a Web Page', value: 'view', description: 'The workflow hears of it too (跳转网页)' },
	{ name: 'Open an Article', value: 'article_view_limited', description: 'A published article is opened (跳转图文)' },
	{ name: 'Scan a Code', value: 'scancode_push', description: 'The follower scans a code and sees what is in it; the workflow gets it (扫码推事件)' },
	{ name: 'Scan a Code and Wait', value: 'scancode_waitmsg', description: 'The follower scans a code and waits for the answer of the workflow (扫码带提示)' },
	{ name: 'Send an Article', value: 'article_id', description: 'A published article is sent into the chat (图文消息)' },
	{ name: 'Send Media From the Library', value: 'media_id', description: 'An image, voice or video is sent into the chat (素材)' },
	{ name: 'Start the Workflow', value: 'click', description: 'The WeChat Trigger gets the menu key, and the workflow may answer (点击推事件)' },
];

/** A main button that opens a list: WeChat has no type for it. */
export const LIST = 'list';

const list = { name: 'Open a List of Entries', value: LIST, description: 'Up to five entries appear above the button (子菜单)' };

const WITH_KEY = ['click', 'scancode_push', 'scancode_waitmsg', 'pic_sysphoto', 'pic_photo_or_album', 'pic_weixin', 'location_select'];

/** `{ button: { column: [ …, { sub_button: { entry: [ … ] } } ] } }`: what the editor stores. */
export const COLUMN = 'column';
export const ENTRY = 'entry';

const name: WireField = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	required: true,
};

const whenTapped: WireField = {
	displayName: 'When Tapped',
	name: 'type',
	type: 'options',
	// As an expression it would make n8n ask for the required fields of every type.
	noDataExpression: true,
	default: 'click',
	options: actions,
	description: 'What happens when a follower taps it',
};

const url: WireField = {
	displayName: 'Web Address',
	name: 'url',
	type: 'string',
	default: '',
	required: true,
	max: { bytes: 1024 },
	matches: { pattern: /^https?:\/\/[^/\s]+\S*$/i, words: 'a web address that begins with https:// or http://' },
	placeholder: 'e.g. https://example.com/shop',
	displayOptions: { show: { type: ['view'] } },
};

/** What the actions need, under WeChat's names. */
const details: WireField[] = [
	{
		displayName: 'Menu Key',
		name: 'key',
		type: 'string',
		default: '',
		required: true,
		max: { bytes: 128 },
		placeholder: 'e.g. COUPON',
		displayOptions: { show: { type: WITH_KEY } },
		description: 'The word by which a rule of the WeChat Trigger knows the entry; followers do not see it',
	},
	url,
	{
		displayName: 'Mini Program App ID',
		name: 'appid',
		type: 'string',
		default: '',
		required: true,
		matches: { pattern: /^wx[0-9a-z]+$/, words: 'an App ID: wx, then small letters and digits' },
		placeholder: 'e.g. wx1234567890abcdef',
		displayOptions: { show: { type: ['miniprogram'] } },
		description: 'The Mini Program must be linked to the account in the console (小程序管理)',
	},
	{
		displayName: 'Page',
		name: 'pagepath',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. pages/index/index',
		displayOptions: { show: { type: ['miniprogram'] } },
		description: 'Page of the Mini Program, with its parameters',
	},
	{
		...url,
		displayName: 'Fallback Web Address',
		displayOptions: { show: { type: ['miniprogram'] } },
		description: 'Opened where WeChat is too old for Mini Programs',
	},
	{
		...mediaLocator('media_id', 'Media', 'searchImages'),
		displayOptions: { show: { type: ['media_id'] } },
		description: 'File of the media library (永久素材). The list shows images; enter the media ID of a voice or video.',
	},
	{ ...article, displayOptions: { show: { type: ['article_id', 'article_view_limited'] } } },
];

/** What a button with this action has besides its name, under WeChat's names; `undefined` for what no API may make. */
export function detailsOf(type: string): string[] | undefined {
	if (!actions.some(({ value }) => value === type)) return undefined;
	return details.filter(({ displayOptions }) => displayOptions?.show?.type?.includes(type)).map((field) => field.name);
}

/** An entry of a list: 60 bytes of name. */
export const entryFields: WireField[] = [
	{
		...name,
		max: { bytes: 60 },
		placeholder: 'e.g. Order status',
		description: 'At most 60 bytes, which is 20 Chinese characters; phones show the first eight or so',
	},
	whenTapped,
	...details,
];

const entries: WireField = {
	displayName: 'Entries',
	name: 'sub_button',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Entry',
	default: {},
	displayOptions: { show: { type: [LIST] } },
	description: 'One to five, from top to bottom',
	options: [{ displayName: 'Entry', name: ENTRY, values: entryFields }],
};

/** A main button: 16 bytes of name, and a list if wanted. */
export const columnFields: WireField[] = [
	{
		...name,
		max: { bytes: 16 },
		placeholder: 'e.g. Shop',
		description: 'At most 16 bytes: 5 Chinese characters, of which phones show four, or 16 letters',
	},
	{ ...whenTapped, options: byName([...actions, list]) },
	...details,
	entries,
];

/** The whole menu as a form. */
export const columns: WireField = {
	displayName: 'Buttons',
	name: 'button',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Button',
	default: {},
	required: true,
	description: 'One to three, from left to right at the bottom of the chat',
	options: [{ displayName: 'Button', name: COLUMN, values: columnFields }],
};
