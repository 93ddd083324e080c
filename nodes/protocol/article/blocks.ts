import { changed, element, textOf, type HtmlElement, type HtmlNode } from '../html';
import { isBlock } from './clean';

const TAB = '\u00a0'.repeat(4);

/** Code, tables, pictures and quotations in a form that survives in WeChat and fits on a phone. */
export function withBlocks(root: HtmlElement): HtmlElement {
	return changed(root, (inner) => {
		if (inner.name === 'pre') return [code(inner)];
		if (inner.name === 'table') return [element('section', [inner], { as: 'tableBox' })];
		if (inner.name === 'th' || inner.name === 'td') return [aligned(inner)];
		if (inner.name === 'p' && isOnlyPictures(inner)) return inner.children.filter(isPicture).map(figure);
		if (inner.name === 'figure') return [{ ...inner, children: inner.children.map((child) => (isPicture(child) ? { ...child, as: 'picture' } : child)) }];
		if (inner.name === 'blockquote') return [quoted(inner)];
		return [inner];
	});
}

/** WeChat collapses spaces and drops line breaks in code: they become what it keeps. Long lines are scrolled. */
function code(pre: HtmlElement): HtmlElement {
	const lines = typed(pre).replace(/\r\n?/g, '\n').replace(/^\n|\n+$/g, '').split('\n');
	const written = lines.flatMap((line, at): HtmlNode[] => {
		const text = line.replace(/\t/g, TAB).replace(/ /g, '\u00a0');
		return at === 0 ? [text] : [element('br'), text];
	});
	return element('pre', [element('code', written, { as: 'codeLines' })], { as: 'codeBlock' });
}

/** The words of code. Feishu and WeChat's editor have no line breaks in it, but an element for each line. */
function typed({ children }: HtmlElement): string {
	const isLineEach = children.every((child) => typeof child === 'object' && child.name === 'code');
	const words: string[] = [];
	for (const child of children) {
		const text = typeof child === 'string' || child.name === 'br' ? textOf(child) : typed(child);
		const isLine = isLineEach || (isBlock(child) && text !== '\n');
		if (isLine && words.at(-1)?.endsWith('\n') === false) words.push('\n');
		words.push(text);
		if (isLine && !text.endsWith('\n')) words.push('\n');
	}
	return words.join('');
}

function aligned(cell: HtmlElement): HtmlElement {
	const { align, style, ...attributes } = cell.attributes;
	const styles = [align && `text-align:${align}`, style].filter(Boolean).join(';');
	return { ...cell, attributes: styles ? { ...attributes, style: styles } : attributes };
}

function isPicture(node: HtmlNode): node is HtmlElement {
	return typeof node === 'object' && node.name === 'img';
}

function isOnlyPictures({ children }: HtmlElement): boolean {
	const others = children.filter((child) => !isPicture(child));
	return others.length < children.length && others.every((child) => textOf(child).trim() === '' && (typeof child === 'string' || child.name === 'br'));
}

/** A picture in a line of its own; its title in Markdown is what stands below it. */
function figure(picture: HtmlElement): HtmlElement {
	const { title, ...attributes } = picture.attributes;
	const shown: HtmlElement = { ...picture, attributes, as: 'picture' };
	return element('figure', title ? [shown, element('figcaption', [title])] : [shown]);
}

function quoted(quote: HtmlElement): HtmlElement {
	const last = quote.children.length - 1;
	const children = quote.children.map((child, at) =>
		typeof child === 'object' && child.name === 'p' ? { ...child, as: at === last ? 'lastQuoted' : 'quoted' } : child,
	);
	return { ...quote, children };
}
