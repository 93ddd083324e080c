import { Parser } from 'htmlparser2';

/** An element, or a piece of text as a reader sees it. */
export type HtmlNode = HtmlElement | string;

export interface HtmlElement {
	/** In lower case; empty: no element, only what is inside. */
	name: string;
	/** Decoded. */
	attributes: Record<string, string>;
	children: HtmlNode[];
	/** What it is for, where its name does not tell: a theme has a style for it. */
	as?: string;
}

/** No text that people write goes deeper, and what closes many at once takes its time. */
const DEEPEST = 500;

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);

/** Their text has no entities. */
const RAW = new Set(['script', 'style']);

const ATTRIBUTE = /^[\w:.-]+$/;

export function element(name: string, children: HtmlNode[] = [], more: Partial<HtmlElement> = {}): HtmlElement {
	return { name, attributes: {}, children, ...more };
}

/**
 * HTML as browsers read it, with all its mistakes; comments are left out.
 * @returns an element without a name, or undefined when more than 500 elements stand inside one another
 */
export function parseHtml(html: string): HtmlElement | undefined {
	const root = element('');
	const open = [root];
	let isTooDeep = false;
	const parser = new Parser({
		onopentag(name, attributes) {
			const known = Object.entries(attributes).filter(([key]) => ATTRIBUTE.test(key));
			const found = element(name, [], { attributes: Object.fromEntries(known) });
			open[open.length - 1].children.push(found);
			open.push(found);
			if (open.length <= DEEPEST + 1) return;
			isTooDeep = true;
			parser.pause();
		},
		ontext(text) {
			const { children } = open[open.length - 1];
			const last = children.length - 1;
			if (typeof children[last] === 'string') children[last] += text;
			else children.push(text);
		},
		onclosetag() {
			open.pop();
		},
	});
	parser.write(html);
	if (isTooDeep) return undefined;
	parser.end();
	return root;
}

/** The element as HTML. A `'` in an attribute stays one: WeChat empties styles that have it as `&#39;` (wechat-api.md C.3). */
export function toHtml(node: HtmlNode): string {
	if (typeof node === 'string') return escaped(node);
	const { name, attributes, children } = node;
	const inside = RAW.has(name) ? children.join('') : children.map(toHtml).join('');
	if (name === '') return inside;
	const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value).replace(/"/g, '&quot;')}"`);
	const start = `<${name}${written.join('')}>`;
	return VOID.has(name) ? start : `${start}${inside}</${name}>`;
}

function escaped(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\u00a0/g, '&nbsp;');
}

/** The words in it. */
export function textOf(node: HtmlNode): string {
	if (typeof node === 'string') return node;
	return node.name === 'br' ? '\n' : node.children.map(textOf).join('');
}

/** All elements in it, in their order. */
export function* elementsIn({ children }: HtmlElement): Generator<HtmlElement> {
	for (const child of children) {
		if (typeof child === 'string') continue;
		yield child;
		yield* elementsIn(child);
	}
}

/** The same with every element in it changed, from the inside to the outside: into another, several, or nothing. */
export function changed(node: HtmlElement, change: (inner: HtmlElement) => HtmlNode[]): HtmlElement {
	return { ...node, children: node.children.flatMap((child) => (typeof child === 'string' ? [child] : change(changed(child, change)))) };
}
