import { shortenText, splitText, TEXT_BYTES } from '../../nodes/protocol/longText';

const bytes = (text: string) => Buffer.byteLength(text);

describe('a text in parts', () => {
	it.each([
		['nothing', '', []],
		['what fits is left as it is, spaces and all', '  茶\n ', ['  茶\n ']],
		['exactly the limit', 'a'.repeat(TEXT_BYTES), ['a'.repeat(TEXT_BYTES)]],
		['one byte more', 'a'.repeat(TEXT_BYTES + 1), ['a'.repeat(TEXT_BYTES), 'a']],
	])('%s', (_, text, parts) => expect(splitText(text)).toEqual(parts));

	it.each([
		['a word', 'one two three', 8, ['one two', 'three']],
		['a sentence rather than a word', '你好。茶 香', 15, ['你好。', '茶 香']],
		['a line rather than a sentence', 'Dear Li,\nYes. We do', 15, ['Dear Li,', 'Yes. We do']],
		['a paragraph rather than a line', 'One one\n\ntwo\nthree', 14, ['One one', 'two\nthree']],
		['its second half, however good a place the first has', 'a\n\nbbbb cccc dddd', 12, ['a\n\nbbbb', 'cccc dddd']],
	])('ends at %s', (_, text, most, parts) => expect(splitText(text, most)).toEqual(parts));

	it('never ends inside a character, whatever it is made of', () => {
		const family = '👨‍👩‍👧‍👦';
		expect(splitText(family.repeat(3), bytes(family) + 5)).toEqual([family, family, family]);
		expect(splitText('茶'.repeat(5), 7)).toEqual(['茶茶', '茶茶', '茶']);
	});

	it('never ends inside a link', () => {
		const link = '<a href="https://example.com/a b">Open the shop</a>';
		expect(splitText(`Here it is ${link} bye`, 60)).toEqual(['Here it is', `${link} bye`]);
	});

	it('a link that fits into no part is cut: better than nothing', () => {
		const link = `<a href="https://example.com/${'x'.repeat(60)}">Open</a>`;
		expect(splitText(link, 40).join('')).toBe(link);
	});

	it('a long answer loses no word, and every part fits', () => {
		const words = Array.from({ length: 3000 }, (_, n) => `茶${n}`);
		const parts = splitText(words.join(' '));
		expect(parts.every((part) => bytes(part) <= TEXT_BYTES)).toBe(true);
		expect(parts.join(' ').split(' ')).toEqual(words);
		expect(parts.length).toBeLessThanOrEqual(Math.ceil(bytes(words.join(' ')) / (TEXT_BYTES - 10)));
	});

	it('a very long one takes no time to speak of', () => {
		const start = performance.now();
		splitText('你好。'.repeat(20_000));
		expect(performance.now() - start).toBeLessThan(8000);
	});
});

describe('a shortened text', () => {
	it.each([
		['what fits', 'tea', 3, 'tea'],
		['the end makes room for the ellipsis', 'teapot', 5, 'te…'],
		['at a word', 'one two three', 12, 'one two…'],
	])('%s', (_, text, most, short) => expect(shortenText(text, most)).toBe(short));

	it('fits', () => expect(bytes(shortenText('茶'.repeat(2000)))).toBeLessThanOrEqual(TEXT_BYTES));
});
