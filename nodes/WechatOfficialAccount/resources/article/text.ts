import { InvalidInput, type Call, type FieldKind } from '../../../operation/operation';
import { compose, type Composed, type Style } from '../../../protocol/article/compose';
import { picturesIn } from '../../../protocol/article/pictures';
import { textOf, toHtml } from '../../../protocol/html';
import { content, title } from './fields';

const MB = 1024 * 1024;

/** No article that WeChat takes is made of more; pictures inside the text do not count. */
const MOST = 3 * MB;

const INLINE_PICTURE = /data:image\/[^"'\s)>]+/gi;

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
		return [first, ...articles].map(({ title: own, content: text }) => withTitle(composed(text, own?.trim() || undefined, styleOf(call))));
	},
};
