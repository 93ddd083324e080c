import { changed, type HtmlElement, type HtmlNode } from '../html';

/** WeChat takes them out, or they would show what is no part of the text. In noscript is a lazy picture a second time. */
const GONE = new Set([
	...['audio', 'base', 'button', 'canvas', 'embed', 'form', 'head', 'iframe', 'link', 'meta', 'noscript', 'object'],
	...['script', 'select', 'source', 'style', 'template', 'textarea', 'title', 'track', 'video'],
]);

/** What only holds others together; WeChat's own word for it is section. */
const SECTIONS = new Set(['address', 'article', 'aside', 'center', 'details', 'div', 'footer', 'header', 'hgroup', 'main', 'nav', 'summary']);

const WRAPPERS = new Set(['body', 'html', 'picture']);

const BLOCKS = new Set([
	...SECTIONS,
	...['blockquote', 'dd', 'dl', 'dt', 'figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'section'],
	...['table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', '', 'br'],
]);

/** WeChat removes them; handlers of events too. */
const NO_ATTRIBUTES = /^(class|id|on.*)$/;

/**
 * What WeChat keeps of a text. Space between blocks goes too: WeChat makes empty lines and empty list entries of it.
 */
export function cleaned(root: HtmlElement): HtmlElement {
	return tidy(
		changed(root, (inner) => {
			if (isGone(inner)) return [];
			const left = tidy(kept(inner));
			// A paragraph with nothing in it would be an empty line.
			if (left.name === 'p' && left.children.length === 0) return [];
			return WRAPPERS.has(left.name) ? left.children : [left];
		}),
	);
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

function tidy(parent: HtmlElement): HtmlElement {
	if (parent.name === 'pre' || parent.name === 'code') return parent;
	const { children } = parent;
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
