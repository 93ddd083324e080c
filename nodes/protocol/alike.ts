/** Invisible: joined to some emoji by some keyboards, and left behind by copying. */
const INVISIBLE = /\p{Variation_Selector}|[\u200B\uFEFF]/gu;

/** What people put around words. Brackets of WeChat's [微笑] stay, and so does what a word may begin or end with: #1, @home, 50%. */
const AROUND = /[\s~\p{P}]/u;
const KEPT = /[[\]#@&%*/\\_]/u;

/** A text in which case, full-width forms, and kinds and numbers of spaces make no difference any more. */
export function folded(text: string): string {
	return text.normalize('NFKC').toLowerCase().replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
}

/** `folded`, and without punctuation around it (。！？… too; emoji stay); what is nothing but punctuation stays as it is. */
export function bare(text: string): string {
	const characters = [...folded(text)];
	let from = 0;
	let to = characters.length;
	// An expression for the end would try every run of punctuation in the middle first.
	while (from < to && isAround(characters[from])) from += 1;
	while (to > from && isAround(characters[to - 1])) to -= 1;
	return (from < to ? characters.slice(from, to) : characters).join('');
}

function isAround(character: string): boolean {
	return AROUND.test(character) && !KEPT.test(character);
}

/** Whether two texts are the same to a person who reads them. */
export function isAlike(text: string, other: string): boolean {
	return bare(text) === bare(other);
}

/** Whether a text has a word in it. */
export function containsAlike(text: string, word: string): boolean {
	return folded(text).includes(bare(word));
}

/** Whether a text begins with a word. */
export function startsAlike(text: string, word: string): boolean {
	return [folded(text), bare(text)].some((one) => one.startsWith(bare(word)));
}
