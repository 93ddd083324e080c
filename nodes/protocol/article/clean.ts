import { changed, elementsIn, type HtmlElement, type HtmlNode } from '../html';

/** WeChat takes them out, or they would show what is no part of the text. In noscript is a lazy picture a second time. */
const GONE = new Set([
	...['audio', 'base', 'button', 'canvas', 'embed', 'form', 'head', 'iframe', 'link', 'meta', 'noscript', 'object'],
	...['script', 'select', 'source', 'style', 'template', 'textarea', 'title', 'track', 'video'],
]);

/** Of those, what a reader would miss. */
const MISSED = new Set(['audio', 'canvas', 'embed', 'form', 'iframe', 'object', 'video']);

/** What only holds others together; WeChat's own word for it is section. */
const SECTIONS = new Set(['address', 'article', 'aside', 'center', 'details', 'div', 'footer', 'header', 'hgroup', 'main', 'nav', 'summary']);

const WRAPPERS = new Set(['body', 'html', 'picture']);

const BLOCKS = new Set([
	...SECTIONS,
	...['blockquote', 'dd', 'dl', 'dt', 'figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'section'],
	...['table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', '', 'br'],
]);

/** With nothing in it, it would be an empty line or a mark alone: WeChat's editor counts the lines of code in such a list. */
const SHOWN_EMPTY = new Set(['li', 'ol', 'p', 'ul']);

/** WeChat removes them; handlers of events too. */
const NO_ATTRIBUTES = /^(class|id|on.*)$/;

/** What WeChat keeps of a text. */
export function cleaned(root: HtmlElement): HtmlElement {
	return tidy(
		changed(root, (inner) => {
			if (isGone(inner)) return [];
			return WRAPPERS.has(inner.name) ? inner.children : [kept(inner)];
		}),
	);
}

/** How many videos, sounds, forms and other pages in the text are not kept. */
export function lostIn(root: HtmlElement): number {
	return [...elementsIn(root)].filter(({ name }) => MISSED.has(name)).length;
}

/** The boxes of task lists are no part of a form. */
function isGone({ name, attributes }: HtmlElement): boolean {
	return GONE.has(name) || (name === 'input' && attributes.type !== 'checkbox');
}

function kept({ name, attributes, ...rest }: HtmlElement): HtmlElement {
	const left = Object.entries(attributes).filter(([key]) => !NO_ATTRIBUTES.test(key));
	return { ...rest, name: SECTIONS.has(name) ? 'section' : name, attributes: Object.fromEntries(left) };
}

export function isBlock(node: HtmlNode | undefined): boolean {
	return typeof node === 'object' && BLOCKS.has(node.name);
}

/** Without the space between blocks, of which WeChat makes empty lines and empty list entries. In code all of it counts. */
function tidy(parent: HtmlElement): HtmlElement {
	if (parent.name === 'pre' || parent.name === 'code') return parent;
	const inner = parent.children.map((child) => (typeof child === 'string' ? child : tidy(child)));
	const children = inner.filter((child) => typeof child === 'string' || child.children.length > 0 || !SHOWN_EMPTY.has(child.name));
	const texts = children.map((child, at) => {
		if (typeof child !== 'string') return child;
		const single = child.replace(/[ \t\r\n]+/g, ' ');
		const start = at === 0 ? isBlock(parent) : isBlock(children[at - 1]);
		const end = at === children.length - 1 ? isBlock(parent) : isBlock(children[at + 1]);
		const left = start ? single.replace(/^ /, '') : single;
		return end ? left.replace(/ $/, '') : left;
	});
	return { ...parent, children: texts.filter((child) => child !== '') };
}
