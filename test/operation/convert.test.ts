import { convert } from '../../nodes/operation/convert';
import { InvalidInput, type WireField } from '../../nodes/operation/operation';

/** What a field or its expression yields → what WeChat takes, or the sentence that says what is wrong. */

const field = (type: WireField['type'], more: Partial<WireField> = {}): WireField => ({
	displayName: 'Tea',
	name: 'tea',
	type,
	default: '',
	...more,
});

/** The sentence of the refusal, and what to do. */
function refusal(value: unknown, of: WireField): [string, string] {
	try {
		convert(value, of);
	} catch (error) {
		if (error instanceof InvalidInput) return [error.message, error.description];
		throw error;
	}
	throw new Error(`accepted: ${String(value)}`);
}

const options = [
	{ name: 'Green', value: 'green' },
	{ name: 'Two', value: 2 },
];

const fields = {
	string: field('string'),
	trimmed: field('string', { trims: true }),
	number: field('number'),
	boolean: field('boolean'),
	options: field('options', { options }),
	json: field('json'),
	resourceLocator: field('resourceLocator'),
	list: field('string', { list: true }),
	collection: field('collection', { options: [field('string', { name: 'a' })] }),
	fixedCollection: field('fixedCollection', {
		options: [{ displayName: 'Row', name: 'row', values: [field('string', { name: 'a' })] }],
	}),
};

const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });

test.each(Object.entries(fields))('%s: null and undefined are nothing entered', (_, of) => {
	expect([convert(null, of), convert(undefined, of)]).toEqual([undefined, undefined]);
});

test.each<[keyof typeof fields, unknown, unknown]>([
	['string', 'green', 'green'],
	['string', ' two  spaces\n', ' two  spaces\n'],
	['string', '', undefined],
	['trimmed', ' o1\r\n', 'o1'],
	['trimmed', ' \n', undefined],
	['string', 0, '0'],
	['string', Number.MAX_SAFE_INTEGER, '9007199254740991'],
	['string', false, 'false'],
	['number', 7, 7],
	['number', 0, 0],
	['number', -0.5, -0.5],
	['number', '7', 7],
	['number', ' 7\n', 7],
	['number', '', undefined],
	['number', ' ', undefined],
	['boolean', false, false],
	['boolean', 'true', true],
	['boolean', 'false', false],
	['options', 'green', 'green'],
	['options', 2, 2],
	['options', '', undefined],
	['json', '{"a":[1]}', { a: [1] }],
	['json', '{"id":1234567890123456789}', { id: '1234567890123456789' }],
	['json', { a: 1 }, { a: 1 }],
	['json', [1], [1]],
	['json', 'null', null],
	['json', '', undefined],
	['resourceLocator', 'm1', 'm1'],
	['resourceLocator', 7, '7'],
	['resourceLocator', '', undefined],
	['resourceLocator', locator('m1'), 'm1'],
	['resourceLocator', locator('\tm1 '), 'm1'],
	['resourceLocator', locator(' '), undefined],
	['resourceLocator', locator('m1', 'list'), 'm1'],
	['resourceLocator', locator(100), '100'],
	['resourceLocator', locator(''), undefined],
	['resourceLocator', locator(null), undefined],
	['resourceLocator', { mode: 'list' }, undefined],
	['list', 'o1', ['o1']],
	['list', 'o1, o2;o3\no4\t o5，o6；o7、o8', ['o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8']],
	['list', ' ,o1,,o2, o1 ', ['o1', 'o2']],
	['list', ['o1', ' o2 ', 'o1', '', 7], ['o1', 'o2', '7']],
	['list', ['name with spaces'], ['name with spaces']],
	['list', 7, ['7']],
	['list', '', undefined],
	['list', ' , \n', undefined],
	['list', [], undefined],
	['list', [''], undefined],
	['collection', {}, undefined],
	['collection', { a: 'x' }, { a: 'x' }],
	['collection', { a: '' }, undefined],
	['collection', { unknown: 'x' }, undefined],
	['fixedCollection', {}, undefined],
	['fixedCollection', { other: [{ a: 'x' }] }, undefined],
])('%s %j → %j', (type, entered, expected) => {
	expect(convert(entered, fields[type])).toEqual(expected);
});

const WRONG: Array<[string, unknown, string]> = [
	['an object', { a: 1 }, 'an object'],
	['a list', ['a'], 'a list'],
	['NaN', NaN, '“NaN”'],
];

describe.each<[keyof typeof fields, string]>([
	['string', 'a text'],
	['number', 'a number'],
	['boolean', 'true or false'],
	['resourceLocator', 'a text'],
])('%s', (type, wanted) => {
	test.each(WRONG)('%s is refused by the name of the field', (_, value, described) => {
		expect(refusal(value, fields[type])).toEqual([
			`“Tea” must be ${wanted}, but it is ${described}`,
			'Check the expression in this field',
		]);
	});
});

test.each<[keyof typeof fields, unknown, string]>([
	['string', 2 ** 53, '“Tea” came as a number that is too long, and has lost its last digits'],
	['string', 1e21, '“Tea” came as a number that is too long, and has lost its last digits'],
	['string', Infinity, '“Tea” must be a text, but it is “Infinity”'],
	['number', Infinity, '“Tea” must be a number, but it is “Infinity”'],
	['number', 'seven', '“Tea” must be a number, but it is “seven”'],
	['number', true, '“Tea” must be a number, but it is “true”'],
	['number', 'x'.repeat(41), `“Tea” must be a number, but it is “${'x'.repeat(40)}…”`],
	['boolean', 1, '“Tea” must be true or false, but it is “1”'],
	['boolean', '', '“Tea” must be true or false, but it is “”'],
	['options', 'Green', '“Tea” cannot be “Green”'],
	['options', '2', '“Tea” cannot be “2”'],
	['options', { a: 1 }, '“Tea” cannot be “{"a":1}”'],
	['options', NaN, '“Tea” cannot be “NaN”'],
	['json', '{a:1}', '“Tea” is not valid JSON'],
	['json', NaN, '“Tea” is not valid JSON'],
	['resourceLocator', locator({ a: 1 }), '“Tea” must be a text, but it is an object'],
	['resourceLocator', locator(['a']), '“Tea” must be a text, but it is a list'],
	['resourceLocator', locator(NaN), '“Tea” must be a text, but it is “NaN”'],
	['list', { a: 1 }, '“Tea” must be a list of texts, but it is an object'],
	['list', NaN, '“Tea” must be a list of texts, but it is “NaN”'],
	['list', ['o1', { openid: 'o2' }], '“Tea” must be a list of texts, but it is a list'],
	['list', ['o1', null], '“Tea” must be a list of texts, but it is a list'],
	['list', ['o1', NaN], '“Tea” must be a list of texts, but it is a list'],
	['collection', 'x', '“Tea” must be a group of fields, but it is “x”'],
	['fixedCollection', 'x', '“Tea” must be a group of fields, but it is “x”'],
	['fixedCollection', { row: 'x' }, '“Tea” must be a group of fields, but it is “x”'],
])('%s %p: %s', (type, entered, sentence) => {
	expect(refusal(entered, fields[type])[0]).toBe(sentence);
});

test('a wrong choice names what there is', () => {
	expect(refusal('black', fields.options)[1]).toBe('Choose one of: green, 2');
	// Nothing is a choice that has no value to name.
	expect(refusal('black', field('options', { options: [{ name: 'Default', value: '' }, ...options] }))[1]).toBe('Choose one of: green, 2');
});

test('a number below the least', () => {
	const of = field('number', { typeOptions: { minValue: 1 } });
	expect(convert(1, of)).toBe(1);
	expect(refusal('0', of)[0]).toBe('“Tea” must be at least 1, but it is “0”');
});

test('an empty text goes out where it means something', () => {
	expect(convert('', field('string', { sendEmpty: true }))).toBe('');
	expect(convert(null, field('string', { sendEmpty: true }))).toBeUndefined();
});

test.each([
	[true, 1],
	['false', 0],
])('sendAs: %p goes out as WeChat writes it, %p', (entered, sent) => {
	expect(convert(entered, field('boolean', { sendAs: { true: 1, false: 0 } }))).toBe(sent);
});

test('sendAs number: an ID is chosen as a text and goes out as a number', () => {
	const of = field('resourceLocator', { sendAs: 'number', matches: { pattern: /^\d+$/, words: 'a number' } });
	expect([convert(locator('7'), of), convert(7, of), convert(locator(''), of)]).toEqual([7, 7, undefined]);
	expect(refusal(locator('seven'), of)[0]).toBe('“Tea” must be a number, but it is “seven”');
});

test('the longest text counts bytes, not characters', () => {
	const of = field('string', { max: { bytes: 6 } });
	for (const fits of ['123456', '茶茶', '🍵ab']) expect(convert(fits, of)).toBe(fits);
	expect(refusal('茶茶!', of)).toEqual([
		'“Tea” is too long: 7 bytes',
		'WeChat takes 6 bytes (a Chinese character counts as 3)',
	]);
});

describe('a collection', () => {
	const of = field('collection', {
		options: [
			field('number', { name: 'id', displayName: 'ID' }),
			field('boolean', { name: 'ai', sendAs: { true: 1, false: 0 } }),
			field('resourceLocator', { name: 'staff' }),
		] as never,
	});

	test('has what was added, each by its own type', () => {
		expect(convert({ id: '7', ai: false, staff: locator('lan') }, of)).toEqual({ id: 7, ai: 0, staff: 'lan' });
		expect(convert({ staff: locator(''), id: 0 }, of)).toEqual({ id: 0 });
	});

	test('names the member that is wrong', () => {
		expect(refusal({ id: 'x' }, of)[0]).toBe('“ID” must be a number, but it is “x”');
	});
});

describe('a fixed collection', () => {
	const values = [field('string', { name: 'id', displayName: 'ID', required: true }), field('number', { name: 'n' })];
	const group = { options: [{ displayName: 'Answer', name: 'item', values }] };
	const one = field('fixedCollection', group);
	const many = field('fixedCollection', { ...group, typeOptions: { multipleValues: true } });

	test.each([
		['one entry', one, { item: { id: 1, n: '2' } }, { id: '1', n: 2 }],
		['one entry, as a list', one, { item: [{ id: 'a' }] }, { id: 'a' }],
		['many entries', many, { item: [{ id: 'a', n: '' }, { id: 'b', n: 0, unknown: 1 }] }, [{ id: 'a' }, { id: 'b', n: 0 }]],
		['a single one of many', many, { item: { id: 'a' } }, [{ id: 'a' }]],
		['no entries', many, { item: [] }, undefined],
		['none of one', one, { item: [] }, undefined],
	])('%s', (_, of, entered, expected) => {
		expect(convert(entered, of)).toEqual(expected);
	});

	test.each([[''], [null], [undefined]])('a required member is missing: %p', (id) => {
		expect(refusal({ item: [{ id: 'a' }, { id }] }, many)).toEqual(['“ID” is empty', 'Fill it in, or remove the entry']);
	});

	test('what the row hides is neither asked for nor sent', () => {
		const byUrl = field('string', { name: 'url', displayName: 'URL', required: true, displayOptions: { show: { from: ['url'] } } });
		const rows = field('fixedCollection', { options: [{ displayName: 'Cover', name: 'item', values: [field('string', { name: 'from' }), byUrl] }] });
		expect(convert({ item: { from: 'id', url: 'x' } }, rows)).toEqual({ from: 'id' });
		expect(convert({ item: { from: 'url', url: 'x' } }, rows)).toEqual({ from: 'url', url: 'x' });
		expect(refusal({ item: { from: 'url' } }, rows)[0]).toBe('“URL” is empty');
	});

	test('a row that is no row', () => {
		expect(refusal({ item: [null] }, many)[0]).toMatch(/^“Tea” must be a group of fields/);
	});
});

describe('a date and time', () => {
	const tea = field('dateTime');

	test.each<[unknown, string | undefined]>([
		['2026-11-21', '2026-11-21T00:00:00+08:00'],
		['2026-11-21T20:15:40', '2026-11-21T20:15:40+08:00'],
		['2026-11-21 20:15', '2026-11-21T20:15:00+08:00'],
		['2026-11-21T20:15:40.999Z', '2026-11-22T04:15:40+08:00'],
		['2026-11-21T20:15:40-05:00', '2026-11-22T09:15:40+08:00'],
		[new Date('2026-11-21T12:00:00Z'), '2026-11-21T20:00:00+08:00'],
		['', undefined],
	])('%j → %j', (entered, expected) => expect(convert(entered, tea)).toBe(expected));

	test.each(['2026-11', '2026', '20261121', '21.11.2026', 'tomorrow', '1795176940'])('%s is none', (entered) => {
		expect(refusal(entered, tea)[0]).toBe(`“Tea” must be a date and time, but it is “${entered}”`);
	});
});
