import { changed, element, textOf, type HtmlElement, type HtmlNode } from '../html';

/** The only links to pages that open from an article of an ordinary account. */
const OPENS = /^(https?:)?\/\/mp\.weixin\.qq\.com\//i;

const LEADS = /^(https?:|mailto:|tel:|\/\/|www\.)/i;

/** The texts of footnotes, by their names. */
type Texts = Map<string, HtmlNode[]>;

/**
 * Footnotes, and on demand links that WeChat lets nobody open, as numbers in the text and a list at its end.
 * @param heading of the list; without one a word in the language of the text
 */
export function withNotes(root: HtmlElement, linksAtEnd: boolean, heading?: string): HtmlElement {
	const texts: Texts = new Map();
	const body = changed(root, (inner) => {
		const { 'data-note': name } = inner.attributes;
		if (inner.name !== 'section' || name === undefined) return [inner];
		texts.set(name, inner.children);
		return [];
	});
	const list = new Map<string, { number: number; text: HtmlNode[] }>();
	const mark = (key: string, text: HtmlNode[]) => {
		const { number } = list.get(key) ?? { number: list.size + 1 };
		if (number > list.size) list.set(key, { number, text });
		return element('sup', [`[${number}]`], { as: 'noteMark' });
	};
	const change = (inner: HtmlElement): HtmlNode[] => {
		const { 'data-note': name } = inner.attributes;
		if (inner.name === 'sup' && name !== undefined) return [mark(`note ${name}`, texts.get(name) ?? [])];
		if (inner.name !== 'a' || isOfMiniProgram(inner)) return [inner];
		const href = target(inner.attributes.href ?? '');
		if (!LEADS.test(href)) return inner.children;
		if (OPENS.test(href) || !linksAtEnd) return [{ ...inner, attributes: { ...inner.attributes, href } }];
		const words = textOf(inner).trim();
		const address = href.replace(/^(mailto:|tel:|\/\/)/i, '');
		// A picture has no words to put a number to; an address that can be read needs none.
		if (words === '' || readable(words) === readable(address)) return inner.children;
		return [...inner.children, mark(href, [`${words}: `, element('em', [address], { as: 'address' })])];
	};
	const written = changed(body, change);
	if (list.size === 0) return written;
	// The text of a footnote may have links of its own, which come behind it; the list grows meanwhile.
	const entries: HtmlNode[] = [];
	for (const { number, text } of list.values()) {
		entries.push(element('p', [`[${number}] `, ...changed(element('', text), change).children], { as: 'note' }));
	}
	const title = heading || (isChinese(textOf(written)) ? '参考链接' : 'References');
	return { ...written, children: [...written.children, element('section', [title], { as: 'notesHeading' }), ...entries] };
}

/** Google Docs leads every link over a page of Google's. */
function target(href: string): string {
	if (!/^https:\/\/www\.google\.com\/url\?/i.test(href)) return href;
	return new URL(href).searchParams.get('q') || href;
}

/** WeChat's own way to open a Mini Program from a text. */
function isOfMiniProgram({ attributes }: HtmlElement): boolean {
	return 'data-miniprogram-appid' in attributes;
}

function readable(address: string): string {
	const bare = address.replace(/^https?:\/\//i, '').replace(/\/$/, '');
	return URL.canParse(`https://${bare}`) ? new URL(`https://${bare}`).href : bare;
}

function isChinese(text: string): boolean {
	const letters = text.match(/\p{L}/gu) ?? [];
	return letters.filter((letter) => /\p{Script=Han}/u.test(letter)).length * 5 > letters.length;
}
