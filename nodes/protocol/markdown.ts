import MarkdownIt from 'markdown-it';

/** What could run in a reader's browser; pictures may have any address, and are looked at later. */
const DANGEROUS = /^\s*(vbscript|javascript|data(?!:image\/)):/i;

/** A line break stays one, as in the chats and editors that such texts come from. */
const parser = new MarkdownIt({ html: true, linkify: true, breaks: true });
parser.validateLink = (url) => !DANGEROUS.test(url);
// Only what begins with https:// becomes a link: readme.md is a file, and also a domain of Moldova.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// Chinese words stand right behind an address: they are no part of it.
parser.linkify.re.get_text_separators = () => /[><\uff5c\u3400-\u9fff]/;

/** As in `[^1]: The text`, with lines after it that are indented: `<aside data-note="1">`. */
function noteText(state: MarkdownIt.StateBlock, start: number, end: number, silent: boolean): boolean {
	const lineAt = (line: number) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
	const [, name, text] = /^\[\^([^\]\s]+)\]:[ \t]*(.*)$/.exec(lineAt(start)) ?? [];
	if (name === undefined) return false;
	if (silent) return true;
	const lines = [text];
	let next = start + 1;
	for (; next < end && !state.isEmpty(next) && state.sCount[next] > state.blkIndent; next++) lines.push(lineAt(next));
	state.push('note_open', 'aside', 1).attrSet('data-note', name);
	Object.assign(state.push('inline', '', 0), { content: lines.join('\n'), map: [start, next], children: [] });
	state.push('note_close', 'aside', -1);
	(state.env.notes as Set<string>).add(name);
	state.line = next;
	return true;
}

/** As in `[^1]`, where there is a text for it: `<sup data-note="1">`. */
function noteMark(state: MarkdownIt.StateInline, silent: boolean): boolean {
	if (!state.src.startsWith('[^', state.pos)) return false;
	const [whole, name] = /^\[\^([^\]\s]{1,100})\]/.exec(state.src.slice(state.pos, state.pos + 110)) ?? [];
	if (whole === undefined || !(state.env.notes as Set<string>).has(name)) return false;
	if (!silent) {
		state.push('note_mark_open', 'sup', 1).attrSet('data-note', name);
		state.push('note_mark_close', 'sup', -1);
	}
	state.pos += whole.length;
	return true;
}

const BOLD = /\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*(?!\*)/y;
const SIGN = /[\p{P}\p{S}]/u;
const isLetter = (letter: string | undefined) => letter !== undefined && !/[\s\p{P}\p{S}]/u.test(letter);

/**
 * Bold next to a letter, with a sign at its inner edge: `**“Tea”：**fresh`. Where words have no spaces between them,
 * CommonMark takes the asterisks for text; language models write Chinese like that all the time.
 */
function boldBesideSigns(state: MarkdownIt.StateInline, silent: boolean): boolean {
	const { pos, posMax, src } = state;
	if (src[pos] !== '*' || src[pos - 1] === '*') return false;
	BOLD.lastIndex = pos;
	const [whole, inner] = BOLD.exec(src) ?? [];
	if (whole === undefined || pos + whole.length > posMax) return false;
	const isAskedFor = (SIGN.test(inner[0]) && isLetter(src[pos - 1])) || (SIGN.test(inner[inner.length - 1]) && isLetter(src[pos + whole.length]));
	// A piece of code that goes on behind it.
	if (!isAskedFor || inner.split('`').length % 2 === 0) return false;
	if (!silent) {
		state.push('strong_open', 'strong', 1);
		Object.assign(state, { pos: pos + 2, posMax: pos + 2 + inner.length });
		state.md.inline.tokenize(state);
		state.push('strong_close', 'strong', -1);
	}
	Object.assign(state, { pos: pos + whole.length, posMax });
	return true;
}

/** By its name in the alternatives: what is in brackets, the file, its title; what Obsidian links to, what stands behind it. */
const FILE = /!\[([^[\]\n]*)\]\(((?:[^()<>"\n]|\([^()<>"\n]*\))+)(?:"([^"\n]*)"[ \t]*)?\)|!\[\[([^[\]|\n]+)(?:\|([^[\]\n]*))?\]\]/y;
const IS_PICTURE = /\.(bmp|gif|jpe?g|png|svg|webp)$/i;

/** A picture that CommonMark does not see: `![tea](tea garden.jpg)`, with spaces; and as in Obsidian, `![[tea.jpg|300]]`. */
function pictureByName(state: MarkdownIt.StateInline, silent: boolean): boolean {
	if (state.src[state.pos] !== '!') return false;
	FILE.lastIndex = state.pos;
	const [whole, words, path, title, linked, behind = ''] = FILE.exec(state.src) ?? [];
	const name = (path ?? linked ?? '').trim();
	if (whole === undefined || !IS_PICTURE.test(name)) return false;
	if (!silent) {
		const picture = state.push('image', 'img', 0);
		picture.attrs = [['src', state.md.normalizeLink(name)], ['alt', ''], ...(title ? [['title', title] as [string, string]] : [])];
		const text = new state.Token('text', '', 0);
		// There a number is a width.
		text.content = words ?? behind.replace(/^\d+(x\d+)?$/, '');
		picture.children = [text];
	}
	state.pos += whole.length;
	return true;
}

parser.block.ruler.before('reference', 'note_text', noteText, { alt: ['paragraph', 'reference'] });
parser.inline.ruler.before('link', 'note_mark', noteMark);
parser.inline.ruler.before('emphasis', 'bold_beside_signs', boldBesideSigns);
parser.inline.ruler.after('image', 'picture_by_name', pictureByName);

/** Markdown as GitHub reads it, with tables and footnotes; HTML in it stays. Task lists keep their `[x]`. */
export function markdownToHtml(text: string): string {
	return parser.render(text, { notes: new Set<string>() });
}
