import { elementsIn, parseHtml, textOf, type HtmlElement } from '../html';
import { markdownToHtml } from '../markdown';
import { withBlocks } from './blocks';
import { cleaned, lostIn } from './clean';
import { dressed } from './dress';
import { withoutFrontMatter } from './frontMatter';
import { withLists } from './lists';
import { withNotes } from './notes';
import { themes } from './themes';

/** How a text is made into an article. */
export interface Style {
	format: 'html' | 'markdown';
	/** A name of `themes`; `none` leaves HTML as it is. */
	theme: string;
	/** Whether links that nobody can open in WeChat become numbers, and a list of addresses. */
	linksAtEnd: boolean;
	/** Above that list. */
	linksHeading?: string;
}

/** An article whose pictures are still where they were. */
export interface Composed {
	/** What is given, or what the text itself says. */
	title?: string;
	body: HtmlElement;
	/** How many videos, sounds, forms and other pages were left out. */
	lost: number;
	/** The text, where nothing of it has to be written anew. */
	asItIs?: string;
}

/**
 * A text as WeChat shows it: with inline styles, and without what it takes out or breaks (wechat-api.md C.3).
 * @returns undefined when the HTML stands too deep in itself
 */
export function compose(given: string, title: string | undefined, style: Style): Composed | undefined {
	const text = unwrapped(given);
	if (style.format === 'markdown') return fromMarkdown(text, title, style);
	const body = parseHtml(text);
	if (!body) return undefined;
	return style.theme === 'none' ? { title, body, lost: 0, asItIs: text } : { title, body: written(body, style), lost: lostIn(body) };
}

const BLOCK = /^\s*```(?:html|markdown|md)[ \t]*\r?\n([^]*?)\r?\n```\s*$/i;

/** Without the mark that Windows begins files with, and the block of code that language models put around all they write. */
function unwrapped(text: string): string {
	const [, inside] = BLOCK.exec(text) ?? [];
	const [, kind] = /^```(.*)$/m.exec(inside ?? '') ?? [];
	// A block in it begins with its language: where it does not, the one around it ended there.
	return inside === undefined || kind?.trim() === '' ? text.replace(/^\uFEFF/, '') : inside;
}

function fromMarkdown(source: string, title: string | undefined, style: Style): Composed | undefined {
	const { text, title: named } = withoutFrontMatter(source);
	const body = parseHtml(markdownToHtml(text));
	if (!body) return undefined;
	const heading = [...elementsIn(body)].find(({ name }) => name === 'h1');
	const words = heading && textOf(heading).replace(/\s+/g, ' ').trim();
	const chosen = title ?? named ?? words;
	// WeChat shows the title above the text: it would stand there twice.
	if (heading && words === chosen) Object.assign(heading, { name: '', children: [] });
	return { title: chosen || undefined, body: written(body, style), lost: lostIn(body) };
}

function written(body: HtmlElement, { theme, linksAtEnd, linksHeading }: Style): HtmlElement {
	const complete = withNotes(cleaned(body), linksAtEnd, linksHeading);
	return dressed(withLists(withBlocks(complete)), themes[theme] ?? themes.clean);
}
