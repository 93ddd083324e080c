import { article } from '../../../operation/fields/article';
import { mediaLocator } from '../../../operation/fields/media';
import { caption, card, file, musicLinks, text, thumbnail } from '../../../operation/fields/message';
import { isOfOtherProduct } from '../../../operation/fields/refusals';
import { tooLong } from '../../../operation/fields/tooLong';
import { InvalidInput, type Field, type FieldKind, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';

/** What kind of message it is (`msgtype`). */
export const msgtype: WireField = {
	displayName: 'Message Type',
	name: 'msgtype',
	type: 'options',
	// As an expression it would make n8n ask for the required fields of every type.
	noDataExpression: true,
	default: 'text',
	options: [
		{ name: 'Article', value: 'mpnewsarticle', description: 'An article that the account has published (图文消息); Official Account only' },
		{ name: 'Article by Media ID', value: 'mpnews', description: 'The older way to send an article; accounts outside mainland China are reported to take only this. Official Account only.' },
		{ name: 'Card or Coupon', value: 'wxcard', description: 'A card of the account (卡券); Official Account only' },
		{ name: 'Image', value: 'image' },
		{ name: 'Link', value: 'link', description: 'A link with title and picture; Mini Program only' },
		{ name: 'Link With Picture', value: 'news', description: 'A link with title, description and picture (图文链接); Official Account only' },
		{ name: 'Menu of Answers', value: 'msgmenu', description: 'A question with answers to tap on (菜单消息); the tap comes back as a text message. Official Account only.' },
		{ name: 'Mini Program Card', value: 'miniprogrampage', description: 'A card that opens a page of a Mini Program (小程序卡片)' },
		{ name: 'Music', value: 'music', description: 'Official Account only' },
		{ name: 'Text', value: 'text' },
		{ name: 'Video', value: 'video', description: 'Official Account only' },
		{ name: 'Voice', value: 'voice', description: 'Official Account only' },
	],
};

const appid: WireField = {
	displayName: 'Mini Program App ID',
	name: 'appid',
	type: 'string',
	default: '',
	placeholder: 'e.g. wx1234567890abcdef',
	description: "The Mini Program must be linked to the Official Account. Leave empty in the Mini Program's own customer service.",
};

/** Whose page a card opens: a Mini Program's own, if it is one that sends. */
const cardAppId: FieldKind = {
	name: appid.name,
	at: 'miniprogrampage.appid',
	displayOptions: { show: { msgtype: ['miniprogrampage'] } },
	properties: [appid],
	async read(call) {
		const entered = readProperty(appid, call);
		if (entered === undefined && isOfOtherProduct('miniProgram', call)) {
			throw new InvalidInput(`“${appid.displayName}” is empty`, 'Fill in the App ID of a Mini Program that is linked to the Official Account');
		}
		return entered;
	},
};

/** What a message of each type holds (the table of message bodies in wechat-api.md C.1). */
export const contents: Field[] = [
	text,
	tooLong,
	file,
	...caption,
	...musicLinks,
	{
		displayName: 'Title',
		name: 'title',
		at: 'news.articles.0.title',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { msgtype: ['news'] } },
	},
	{
		displayName: 'Description',
		name: 'description',
		at: 'news.articles.0.description',
		type: 'string',
		default: '',
		sendEmpty: true,
		displayOptions: { show: { msgtype: ['news'] } },
	},
	{
		displayName: 'Link',
		name: 'url',
		at: 'news.articles.0.url',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/offer',
		displayOptions: { show: { msgtype: ['news'] } },
	},
	{
		displayName: 'Picture URL',
		name: 'picurl',
		at: 'news.articles.0.picurl',
		type: 'string',
		default: '',
		sendEmpty: true,
		placeholder: 'e.g. https://example.com/offer.jpg',
		displayOptions: { show: { msgtype: ['news'] } },
	},
	{
		displayName: 'Title',
		name: 'title',
		at: '{msgtype}.title',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { msgtype: ['miniprogrampage', 'link'] } },
	},
	cardAppId,
	{
		displayName: 'Page',
		name: 'pagepath',
		at: 'miniprogrampage.pagepath',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. pages/order/detail?no=42',
		displayOptions: { show: { msgtype: ['miniprogrampage'] } },
		description: 'Page of the Mini Program that the card opens, with its parameters',
	},
	thumbnail('video', 'music', 'miniprogrampage'),
	{
		displayName: 'Description',
		name: 'description',
		at: 'link.description',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { msgtype: ['link'] } },
	},
	{
		displayName: 'Link',
		name: 'url',
		at: 'link.url',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/offer',
		displayOptions: { show: { msgtype: ['link'] } },
	},
	{
		displayName: 'Picture URL',
		name: 'thumb_url',
		at: 'link.thumb_url',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/offer.jpg',
		displayOptions: { show: { msgtype: ['link'] } },
	},
	{
		displayName: 'Question',
		name: 'head_content',
		at: 'msgmenu.head_content',
		type: 'string',
		default: '',
		placeholder: 'e.g. Were you happy with your order?',
		displayOptions: { show: { msgtype: ['msgmenu'] } },
		description: 'Shown above the answers',
	},
	{
		displayName: 'Answers',
		name: 'list',
		at: 'msgmenu.list',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Answer',
		default: {},
		required: true,
		displayOptions: { show: { msgtype: ['msgmenu'] } },
		description: "What the customer can tap. The tap comes back to the WeChat Trigger as a text with the answer's ID in bizmsgmenuid.",
		options: [
			{
				displayName: 'Answer',
				name: 'item',
				values: [
					{ displayName: 'ID', name: 'id', type: 'string', default: '', required: true, placeholder: 'e.g. 101' },
					{ displayName: 'Text', name: 'content', type: 'string', default: '', required: true, placeholder: 'e.g. Very happy' },
				],
			},
		],
	},
	{
		displayName: 'Closing Text',
		name: 'tail_content',
		at: 'msgmenu.tail_content',
		type: 'string',
		default: '',
		displayOptions: { show: { msgtype: ['msgmenu'] } },
		description: 'Shown below the answers',
	},
	{
		...article,
		at: 'mpnewsarticle.article_id',
		displayOptions: { show: { msgtype: ['mpnewsarticle'] } },
	},
	{
		...mediaLocator('mpnews_media_id', 'Article in the Library', 'searchLibrary'),
		at: 'mpnews.media_id',
		displayOptions: { show: { msgtype: ['mpnews'] } },
		description: 'Article (图文素材) of the media library, or its media ID',
	},
	card,
];
