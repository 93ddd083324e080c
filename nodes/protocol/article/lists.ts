import { element, textOf, type HtmlElement, type HtmlNode } from '../html';

const BULLETS = ['•', '◦', '▪'];

const BOX = /^\s*\[([ xX])\]\s+/;

/**
 * Lists as sections whose entries carry their own marks: WeChat flattens a list that stands in another,
 * and gives it bullets and numbers of its own when it stands beside the entry.
 */
export function withLists(parent: HtmlElement, depth = 0): HtmlElement {
	const children = parent.children.map((child): HtmlNode => {
		if (typeof child === 'string') return child;
		return isList(child) ? listed(child, depth) : withLists(child, depth);
	});
	return { ...parent, children };
}

function isList({ name }: HtmlElement): boolean {
	return name === 'ul' || name === 'ol';
}

function listed(list: HtmlElement, depth: number): HtmlElement {
	let number = Number(/^-?\d+$/.exec(list.attributes.start ?? '')?.[0] ?? 1);
	const bullet = BULLETS[Math.min(depth, BULLETS.length - 1)];
	const entries = list.children.filter((child): child is HtmlElement => typeof child === 'object');
	const children = entries.map((entry) => {
		// What stands in a list without being an entry, as WeChat's own lists in lists do.
		if (entry.name !== 'li') return isList(entry) ? listed(entry, depth + 1) : withLists(entry, depth);
		const { box, text } = task(entry);
		const mark = list.name === 'ol' ? `${number++}.` : bullet;
		const inside = withLists({ ...text, name: 'section', as: 'entryText' }, depth + 1);
		return element('section', [element('span', [box ?? mark], { as: list.name === 'ol' ? 'number' : 'bullet' }), paragraphs(inside)], { as: 'entry' });
	});
	return element('section', children, { as: depth === 0 ? 'list' : 'innerList' });
}

/** `[x]`, or the box that other programs write for it. */
function task(entry: HtmlElement): { box?: string; text: HtmlElement } {
	const [first, ...others] = entry.children;
	if (typeof first === 'object' && first.name === 'p' && others.every((other) => typeof other === 'object')) {
		const { box, text } = task(first);
		return { box, text: { ...entry, children: [text, ...others] } };
	}
	if (typeof first === 'object' && first.name === 'label' && textOf(first).trim() !== '') return task({ ...entry, children: [...first.children, ...others] });
	if (typeof first === 'object' && first.name === 'input') {
		return { box: 'checked' in first.attributes ? '☑' : '☐', text: { ...entry, children: others } };
	}
	const [whole, sign] = typeof first === 'string' ? (BOX.exec(first) ?? []) : [];
	if (whole === undefined) return { text: entry };
	return { box: sign === ' ' ? '☐' : '☑', text: { ...entry, children: [(first as string).slice(whole.length), ...others] } };
}

function paragraphs(entry: HtmlElement): HtmlElement {
	const children = entry.children.map((child) => (typeof child === 'object' && child.name === 'p' ? { ...child, as: 'entryParagraph' } : child));
	return { ...entry, children };
}
