import { PLACE } from './template';

/** What stands between a field's label and its example. */
const EXAMPLE = ', e.g. ';

/** As much of an example as fits beside a label. */
const MOST = 20;

/** `商品名称 (thing1 ≤ 20), e.g. 铁观音`: the example comes last, because n8n cuts the end of a long label off. */
export function labelWithExample(label: string, example = ''): string {
	const letters = [...example];
	if (letters.length === 0) return label;
	return label + EXAMPLE + (letters.length > MOST ? `${letters.slice(0, MOST - 1).join('')}…` : example);
}

/** The label alone, for sentences about the field. */
export function withoutExample(label: string): string {
	return label.split(EXAMPLE)[0];
}

/**
 * What stands in the places of a filled-in template, by key; nothing for places where the two texts do not go together.
 * @param content `商品名称:{{thing1.DATA}}`
 * @param example as WeChat gives it beside it: `商品名称:铁观音`
 */
export function examplesOf(content: string, example: string): Map<string, string> {
	const examples = new Map<string, string>();
	const text = example.replace(/\r\n?/g, '\n');
	// Words, key, words, key … words.
	const parts = content.replace(/\r\n?/g, '\n').split(PLACE);
	let from = 0;
	for (let place = 1; place < parts.length; place += 2) {
		const [before, key, after] = parts.slice(place - 1, place + 2);
		const isLast = place + 2 === parts.length;
		const start = place === 1 && before === '' ? 0 : find(before, text, from)?.end;
		if (start === undefined) continue;
		const end = isLast && after.trim() === '' ? text.length : find(after, text, start)?.at;
		if (end === undefined) continue;
		from = end;
		const value = text.slice(start, end).trim().replace(/\s+/g, ' ');
		if (value !== '' && !examples.has(key)) examples.set(key, value);
	}
	return examples;
}

/** Where the words begin and end, from a place on, however they are spaced; words at the beginning of a line only there. */
function find(words: string, text: string, from: number): { at: number; end: number } | undefined {
	if (words === '') return undefined;
	const core = words.trim().split(/\s+/).map(literally).join('\\s+');
	const before = /^\s*\n/.test(words) ? '(?:^|\\n)\\s*' : core === '' ? '\\s+' : '\\s*';
	const pattern = new RegExp(`${before}${core}\\s*`, 'g');
	pattern.lastIndex = from;
	const found = pattern.exec(text);
	return found ? { at: found.index, end: pattern.lastIndex } : undefined;
}

/** A pattern for these letters alone; a colon is a colon, Chinese or not, close or not. */
function literally(words: string): string {
	return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[:：]/g, '\\s*[:：]');
}
