/** A message text holds so many bytes of UTF-8, a Chinese character being three; beyond it WeChat answers 45002. */
export const TEXT_BYTES = 2048;

/** Taken for one character each: a link that is cut in two is none any more. */
const LINK = /<a\s[^>]*>[\s\S]*?<\/a>/gi;

/** Better and better places to end a part. */
const BREAKS = [/\s$/u, /[.!?;。！？；…]["'”’」]?\s*$/u, /\n$/u, /\n\s*\n$/u];

const ELLIPSIS = '…';

const bytesOf = (text: string): number => Buffer.byteLength(text);

/**
 * A text in parts that WeChat takes, cut after a paragraph, a line, a sentence or a word where there is one, and never
 * inside a character or, if it fits, a link.
 * @param most bytes of UTF-8
 */
export function splitText(text: string, most = TEXT_BYTES): string[] {
	const parts: string[] = [];
	for (let rest = text; rest !== ''; ) {
		const part = bytesOf(rest) <= most ? rest : beginning(rest, most);
		rest = rest.slice(part.length).trimStart();
		parts.push(rest === '' && parts.length === 0 ? part : part.trimEnd());
	}
	return parts.filter((part) => part !== '');
}

/** As much of the text as fits, with an ellipsis. */
export function shortenText(text: string, most = TEXT_BYTES): string {
	if (bytesOf(text) <= most) return text;
	return beginning(text, most - bytesOf(ELLIPSIS)).trimEnd() + ELLIPSIS;
}

/** The longest beginning that ends at the best place of its second half. */
function beginning(text: string, most: number): string {
	let fitting = '';
	const ends: string[] = [];
	let room = most;
	// No more can matter: what fits, and a link that begins in it.
	for (const unit of units(text.slice(0, 2 * most), most)) {
		room -= bytesOf(unit);
		if (room < 0) break;
		fitting += unit;
		const quality = BREAKS.map((place) => place.test(fitting.slice(-8))).lastIndexOf(true);
		if (quality >= 0 && room < most / 2) ends[quality] = fitting;
	}
	return ends.filter(Boolean).at(-1) ?? fitting;
}

/** Characters as people see them, and links as a whole where they fit at all. */
function* units(text: string, most: number): Generator<string> {
	let from = 0;
	for (const { 0: link, index } of text.matchAll(LINK)) {
		if (bytesOf(link) > most) continue;
		yield* characters(text.slice(from, index));
		yield link;
		from = index + link.length;
	}
	yield* characters(text.slice(from));
}

function* characters(text: string): Generator<string> {
	for (const { segment } of new Intl.Segmenter().segment(text)) yield segment;
}
