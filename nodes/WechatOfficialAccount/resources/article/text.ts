import { InvalidInput, type Call, type FieldKind, type WireField } from '../../../operation/operation';
import { compose, type Composed, type Style } from '../../../protocol/article/compose';
import { picturesIn } from '../../../protocol/article/pictures';
import { textOf, toHtml } from '../../../protocol/html';
import { content, title } from './fields';

const MB = 1024 * 1024;

/** No article that WeChat takes is made of more; pictures inside the text do not count. */
const MOST = 3 * MB;

const INLINE_PICTURE = /data:image\/[^"'\s)>]+/gi;

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

/** How the user wants texts to be made into articles. */
export function styleOf({ parameters }: Call): Style {
	const { additionalFields, updateFields, ...direct } = parameters;
	const chosen = { ...direct, ...(additionalFields as object), ...(updateFields as object) } as Partial<Style> & { contentFormat?: Style['format'] };
	const { contentFormat = 'html', theme: name = contentFormat === 'html' ? 'none' : 'clean', linksAtEnd: atEnd = true, linksHeading: heading } = chosen;
	return { format: contentFormat, theme: name, linksAtEnd: atEnd, linksHeading: heading };
}

/**
 * A text as an article whose pictures are still to be uploaded, checked against WeChat's limits (wechat-api.md C.3).
 * @throws InvalidInput
 */
export function composed(text: string, own: string | undefined, style: Style): Composed {
	checkSize(Buffer.byteLength(text.replace(INLINE_PICTURE, '')), MOST);
	const article = compose(text, own, style);
	const label = `“${content.displayName}”`;
	if (!article) throw new InvalidInput(`${label}: its HTML is nested too deeply`, 'Elements are opened in it and never closed: check the node that it comes from');
	const pictures = picturesIn(article.body);
	if (article.asItIs === undefined && pictures.length === 0 && textOf(article.body).trim() === '') {
		throw new InvalidInput(`${label} has nothing in it that WeChat shows`, 'Check the expression in this field');
	}
	// What is in place of a picture is replaced by an address of WeChat's.
	const places = pictures.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
	checkSize(Buffer.byteLength(article.asItIs ?? toHtml(article.body)) - places, MB - 1);
	return { ...article, title: own ?? headingAsTitle(article.title) };
}

function checkSize(bytes: number, most: number): void {
	if (bytes <= most) return;
	throw new InvalidInput(`“${content.displayName}” is too long: ${bytes} bytes`, `WeChat takes ${MB - 1} bytes (a Chinese character counts as 3), its styles included`);
}

/** A title that somebody reads as written is not cut. */
function headingAsTitle(heading: string | undefined): string | undefined {
	const { displayName, max } = title;
	const length = [...(heading ?? '')].length;
	if (length <= max!.characters!) return heading;
	throw new InvalidInput(`The first heading is too long for a title: ${length} characters`, `WeChat takes ${max!.characters} characters. Shorten it, or fill in “${displayName}”`);
}

/** An article in a form has a title, its own or that of its text. */
function withTitle(article: Composed): Composed & { title: string } {
	const { title: found } = article;
	if (found) return { ...article, title: found };
	throw new InvalidInput(`“${title.displayName}” is empty`, 'Fill it in; Markdown may begin with it: # The First Spring Tea');
}

/** The texts of all articles of a draft. They are composed before anything is uploaded, so that mistakes are found in time. */
export const texts: FieldKind = {
	name: 'texts',
	at: false,
	displayOptions: { show: { article_type: ['news'] } },
	properties: [],
	async read(call) {
		const { articles = [] } = call.parameters as { articles?: Array<{ title?: string; content: string }> };
		const first = call.parameters as { title?: string; content: string };
		return [first, ...articles].map(({ title: own, content: text }) => withTitle(composed(text, own, styleOf(call))));
	},
};
