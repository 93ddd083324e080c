import { jsonObject, MalformedJson, parseJson } from '../../nodes/protocol/json';
import { below, oneOf, randomNumbers } from './random';

function refusal(text: string): string {
	try {
		parseJson(text);
	} catch (error) {
		expect(error).toBeInstanceOf(MalformedJson);
		return (error as Error).message;
	}
	throw new Error(`accepted: ${text.slice(0, 100)}`);
}

test('MsgId rounded to a double', () => {
	expect(parseJson('{"MsgId":24012345678901234567}')).toEqual({ MsgId: '24012345678901234567' });
	expect(parseJson('{"msg_id":9007199254740993,"list":[9007199254740993, -9007199254740993]}')).toEqual({
		msg_id: '9007199254740993',
		list: ['9007199254740993', '-9007199254740993'],
	});
	expect(parseJson('1234567890123456')).toBe('1234567890123456');
});

test.each([
	['15 digits', '123456789012345', 123456789012345],
	['minus 15 digits', '-123456789012345', -123456789012345],
	['a decimal', '1234567890123456.5', 1234567890123456.5],
	['many decimals', '0.1234567890123456789', 0.1234567890123456789],
	['an exponent', '1234567890123456e2', 123456789012345600],
	['a negative exponent', '1234567890123456E-2', 12345678901234.56],
	['a long exponent', '1e0000000000000000001', 10],
	['zero', '-0', -0],
])('%s stays a number', (_what, text, number) => {
	expect(parseJson(text)).toBe(number);
	expect(parseJson(`{"a": [${text} ] }`)).toEqual({ a: [number] });
});

test.each([
	['alone', '-1234567890123456', '-1234567890123456'],
	['before others', '[1234567890123456, 1, [2], {"a": 3}, "4"]', ['1234567890123456', 1, [2], { a: 3 }, '4']],
	['before others, by name', '{"a": -1234567890123456, "b": 1, "c": {}, "d": [2], "e": null}', { a: '-1234567890123456', b: 1, c: {}, d: [2], e: null }],
	['deep inside', '[{"a": [[1, 1234567890123456, 2]]}, 3]', [{ a: [[1, '1234567890123456', 2]] }, 3]],
])('16 digits are found %s', (_where, text, value) => {
	expect(parseJson(text)).toEqual(value);
});

test('digits inside strings and names stay', () => {
	const value = {
		'12345678901234567890': '12345678901234567890',
		quoted: '":12345678901234567890,"',
		slashes: '\\',
		after: '\\":12345678901234567890',
		text: ' [12345678901234567890] {',
	};
	expect(parseJson(JSON.stringify(value))).toEqual(value);
	expect(parseJson('{"a":"\\\\","b":12345678901234567890}')).toEqual({ a: '\\', b: '12345678901234567890' });
});

test.each([
	['an object', '{"a":{"b":[1,"x",true,null]}}', { a: { b: [1, 'x', true, null] } }],
	['a text', '"x"', 'x'],
	['null', 'null', null],
	['white space', ' \n[ ]\t', []],
])('reads %s', (_what, text, value) => {
	expect(parseJson(text)).toEqual(value);
});

test.each(['', ' ', '{', '{"a":1', '{"a":1,}', "{'a':1}", 'undefined', 'NaN', '01', '1.', '"a', '[1][2]', '<xml></xml>', '\ufeff{}', '{"a":00000000000000000001}'])(
	'refuses %p',
	(text) => {
		refusal(text);
	},
);

test('does not repeat the text', () => {
	expect(refusal('{"secret": secret}')).not.toContain('secret');
	expect(refusal('secret')).not.toContain('secret');
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('refuses the name %s', (name) => {
	refusal(`{"${name}":{"polluted":1}}`);
	refusal(`{"a":[{"${name}":1}]}`);
	refusal(`{"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}":1}`);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	expect(parseJson(`["${name}"]`)).toEqual([name]);
});

test('refuses more than 64 levels, and does not run out of stack', () => {
	const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
	expect(JSON.stringify(parseJson(nested(64)))).toBe(nested(64));
	expect(refusal(nested(65))).toMatch(/deep/);
	expect(refusal(nested(500_000))).toMatch(/deep/);
	expect(refusal(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)).toMatch(/deep/);
	expect(parseJson(`[${'[],{},'.repeat(1_000)}"${'['.repeat(100)}"]`)).toHaveLength(2_001);
});

test('long texts cost neither time nor stack', () => {
	const start = Date.now();
	const value = { lines: '\n"'.repeat(5_000_000), plain: 'x'.repeat(5_000_000) };
	expect(parseJson(JSON.stringify(value))).toEqual(value);
	refusal(`"${'\\"'.repeat(500_000)}`);
	refusal('"'.repeat(1_000_001));
	expect(Date.now() - start).toBeLessThan(10_000);
});

test('whatever JSON.stringify writes is read back', () => {
	const random = randomNumbers(7);
	const pieces = ['"', '\\', '\n', '{', '[', ']', ':', ',', '1234567890123456789', '-', '.', 'e5', '中', '😀', '\u2028'];
	const text = () => Array.from({ length: below(random, 6) }, () => oneOf(random, pieces)).join('');
	// Node 24.21 itself reads {"\"":1} as {"\\":1} once it has read the latter: no such names here.
	const name = () => text().replace(/["\\]/g, '_');
	const number = () => oneOf(random, [0, 1, -1, 0.5, 1e-7, 123456789012345, random(), -random() * 1e15, 1e300]);
	const value = (depth: number): unknown => {
		const kind = below(random, depth > 0 ? 6 : 4);
		if (kind === 0) return text();
		if (kind === 1) return Number(number().toPrecision(15));
		if (kind === 2) return random() < 0.5;
		if (kind === 3) return null;
		if (kind === 4) return Array.from({ length: below(random, 4) }, () => value(depth - 1));
		return Object.fromEntries(Array.from({ length: below(random, 4) }, () => [name(), value(depth - 1)]));
	};
	for (let round = 0; round < 2_000; round++) {
		const content = value(4);
		expect(parseJson(JSON.stringify(content, null, below(random, 2)))).toEqual(content);
	}
});

test.each([
	['{"a":1}', { a: 1 }],
	[' {"id":12345678901234567890}\n', { id: '12345678901234567890' }],
	['[1]', undefined],
	['null', undefined],
	['"text"', undefined],
	['{', undefined],
	['<html>', undefined],
	['', undefined],
])('jsonObject of %j is %j', (text, object) => {
	expect(jsonObject(text)).toEqual(object);
});
