import type { INodeProperties } from 'n8n-workflow';
import type { Field, FieldKind, Operation, Resource, WireField } from '../../nodes/operation/operation';
import { properties } from '../../nodes/operation/properties';

/** What the editor shows, out of operations as data. */

const field = (name: string, more: Partial<WireField> = {}): WireField => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});

const operation = (value: string, fields: Field[] = [], more: Partial<Operation> = {}): Operation => ({
	value,
	name: value,
	action: `Do ${value}`,
	description: `About ${value}`,
	fields,
	...more,
});

const resource = (value: string, ...operations: Operation[]): Resource => ({ value, name: value, operations });

/** The properties of the one operation, without Resource and Operation. */
const shown = (fields: Field[], more: Partial<Operation> = {}): INodeProperties[] =>
	properties([resource('tea', operation('brew', fields, more))]).slice(2);

const BREW = { resource: ['tea'], operation: ['brew'] };

test('Resource and Operation: by name, the first in the list is the default', () => {
	const [resources, ofTea, ofCup, ...rest] = properties([
		{ ...resource('tea', operation('pour'), operation('brew')), name: 'Tea', description: 'Leaves' },
		{ ...resource('cup', operation('wash')), name: 'Cup' },
	]);
	expect(resources).toMatchObject({
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'tea',
		options: [
			{ name: 'Cup', value: 'cup' },
			{ name: 'Tea', value: 'tea', description: 'Leaves' },
		],
	});
	expect(ofTea).toMatchObject({
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'pour',
		displayOptions: { show: { resource: ['tea'] } },
		options: [
			{ name: 'brew', value: 'brew', action: 'Do brew', description: 'About brew' },
			{ name: 'pour', value: 'pour', action: 'Do pour', description: 'About pour' },
		],
	});
	expect(ofCup).toMatchObject({ name: 'operation', default: 'wash', displayOptions: { show: { resource: ['cup'] } } });
	expect(rest).toEqual([]);
});

test('order: fields, Return All, Limit, Simplify, the agent’s permission; what is optional comes last', () => {
	const all = shown([field('options', { type: 'collection', options: [] }), field('a'), field('rows', { type: 'fixedCollection', options: [] }), field('b')], {
		many: true,
		simplify: (answer) => answer,
		irreversible: true,
	});
	expect(all.map(({ name }) => name)).toEqual(['a', 'rows', 'b', 'returnAll', 'limit', 'simplify', 'intended', 'options']);
});

test.each<[Partial<Operation>, string[]]>([
	[{}, []],
	[{ many: true }, ['returnAll', 'limit']],
	[{ simplify: (answer) => answer }, ['simplify']],
	[{ simplifies: true }, ['simplify']],
	[{ irreversible: true }, ['intended']],
])('%p has %j', (more, names) => {
	expect(shown([], more).map(({ name }) => name)).toEqual(names);
});

describe('displayOptions', () => {
	test('every property is shown for its operation only', () => {
		for (const { displayOptions } of shown([field('a')], { simplifies: true })) expect(displayOptions).toEqual({ show: BREW });
	});

	test('a condition of a field is added, and so is what hides it', () => {
		const [a] = shown([field('a', { displayOptions: { show: { kind: ['green'] }, hide: { cold: [true] } } })]);
		expect(a.displayOptions).toEqual({ show: { ...BREW, kind: ['green'] }, hide: { cold: [true] } });
	});

	test('Limit without Return All; permission as a tool only', () => {
		const all = shown([], { many: true, irreversible: true });
		expect(all.map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: BREW },
			{ show: { ...BREW, returnAll: [false] } },
			{ show: { ...BREW, '@tool': [true] } },
		]);
	});

	test('a kind’s condition is that of each of its properties, beside their own', () => {
		const kind: FieldKind = {
			name: 'media_id',
			properties: [field('source'), field('url', { displayOptions: { show: { source: ['url'] } } })],
			displayOptions: { show: { msgtype: ['image'] } },
			read: async () => undefined,
		};
		expect(shown([kind]).map(({ name, displayOptions }) => [name, displayOptions])).toEqual([
			['source', { show: { ...BREW, msgtype: ['image'] } }],
			['url', { show: { ...BREW, msgtype: ['image'], source: ['url'] } }],
		]);
	});

	test('one field in two operations is there once, and stays as it is', () => {
		const shared = Object.freeze(field('a', { displayOptions: Object.freeze({ show: { kind: ['green'] } }) }));
		const all = properties([resource('tea', operation('brew', [shared]), operation('pour', [shared]))]);
		expect(all.slice(2).map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: { resource: ['tea'], operation: ['brew', 'pour'], kind: ['green'] } },
		]);
		expect(shared.displayOptions).toEqual({ show: { kind: ['green'] } });
	});
});

describe('what only we read is not for the editor', () => {
	const ours = { at: 'x.y', sendEmpty: true, sendAs: { true: 1 }, max: { bytes: 5 }, list: true, trims: true } as const;
	const plain = (name: string) => field(name);
	const withOurs = (name: string) => field(name, ours);

	test('of a field', () => {
		expect(shown([withOurs('a')])).toEqual([{ ...plain('a'), displayOptions: { show: BREW } }]);
	});

	test('of the members of a collection', () => {
		const [options] = shown([field('options', { type: 'collection', options: [withOurs('a')] as never })]);
		expect(options.options).toEqual([plain('a')]);
	});

	test('of the entries of a list, and of a list in a collection', () => {
		const rows = (member: WireField) =>
			field('rows', { type: 'fixedCollection', options: [{ displayName: 'Row', name: 'row', values: [member] }] });
		expect(shown([rows(withOurs('a'))])[0].options).toEqual(rows(plain('a')).options);
		const [options] = shown([field('options', { type: 'collection', options: [rows(withOurs('a'))] as never })]);
		expect(options.options).toEqual([rows(plain('a'))]);
	});

	test('choices stay as they are', () => {
		const options = [{ name: 'Max', value: 'max' }];
		expect(shown([field('a', { type: 'options', options })])[0].options).toEqual(options);
	});
});
