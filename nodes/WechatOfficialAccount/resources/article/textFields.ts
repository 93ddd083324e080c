import type { WireField } from '../../../operation/operation';
import { title } from './fields';

const format: WireField = {
	displayName: 'Written In',
	name: 'contentFormat',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'html',
	options: [
		{ name: 'HTML', value: 'html', description: 'As web pages, e-mails and RSS feeds are' },
		{ name: 'Markdown', value: 'markdown', description: 'As Notion, Obsidian and most AI models write: # headings, **bold**, lists, tables' },
	],
};

const THEMES = [
	{ name: 'Clean', value: 'clean', description: 'Dark on white, headings with a blue line' },
	{ name: 'Elegant', value: 'elegant', description: 'Like a book: headings in the middle, brown' },
	{ name: 'Green', value: 'green', description: 'Headings on WeChat’s green' },
];

const AS_IT_IS = { name: 'None', value: 'none', description: 'As it is: only pictures are replaced. Markdown gets Clean.' };

const theme: WireField = {
	displayName: 'Theme',
	name: 'theme',
	at: false,
	type: 'options',
	default: 'clean',
	options: THEMES,
	description: 'How it looks. The styles go into each element, because WeChat removes style sheets.',
};

const themeOfHtml: WireField = { ...theme, default: 'none', options: [...THEMES, AS_IT_IS] };

const linksAtEnd: WireField = {
	displayName: 'Links at the End',
	name: 'linksAtEnd',
	at: false,
	type: 'boolean',
	default: true,
	description:
		'Whether links to other sites, which WeChat lets nobody open, become numbers in the text with a list of the addresses at its end. This is so, unless you switch it off here; not without a theme.',
};

const linksHeading: WireField = {
	displayName: 'Heading of the Links',
	name: 'linksHeading',
	at: false,
	type: 'string',
	default: '',
	placeholder: 'e.g. Further reading',
	description: 'Above the list of links and footnotes. If empty: References, in a Chinese text 参考链接.',
};

const whenPictureFails: WireField = {
	displayName: 'If a Picture Cannot Be Used',
	name: 'whenPictureFails',
	at: false,
	type: 'options',
	default: 'stop',
	options: [
		{ name: 'Leave It Out', value: 'leaveOut', description: 'The item names it under dropped_images' },
		{ name: 'Stop With an Error', value: 'stop' },
	],
	description: 'A picture that cannot be fetched, is too large, or is of a kind that WeChat does not take, such as WebP',
};

const of = (contentFormat: string) => ({ displayOptions: { show: { article_type: ['news'], contentFormat: [contentFormat] } } });

/** What the text is written in and how it is to look, and its title. */
export const textFields: WireField[] = [
	{ ...format, displayOptions: { show: { article_type: ['news'] } } },
	{ ...themeOfHtml, ...of('html') },
	{ ...theme, ...of('markdown') },
	{ ...title, ...of('html') },
	{ ...title, ...of('markdown'), required: undefined, description: 'At most 32 characters. If empty, the first heading of the text is the title, and is taken out of the text.' },
];

/** The same choices for a text that is to be changed. */
export const textChoices = { format, theme: { ...themeOfHtml, default: 'clean' } };

/** What is seldom needed. */
export const textOptions = { linksAtEnd, linksHeading, whenPictureFails };
