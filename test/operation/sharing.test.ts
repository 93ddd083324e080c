import type { INodeProperties } from 'n8n-workflow';
import { shared, type Shown } from '../../nodes/operation/sharing';

/** What several operations have alike stands in the description once, and every operation still sees its own fields in its own order. */

const field = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});

const operations = (fields: Record<string, Array<string | INodeProperties>>): Shown[] =>
	Object.entries(fields).map(([name, properties]) => {
		const [resource, operation] = name.split(' ');
		return { resource, operation, properties: properties.map((one) => (typeof one === 'string' ? field(one) : one)) };
	});

/** What the editor shows for an operation: n8n compares each condition by itself. */
const seen = (all: INodeProperties[], { resource, operation }: Shown) =>
	all
		.filter(({ displayOptions }) => {
			const { resource: resources, operation: names } = displayOptions!.show!;
			return resources!.includes(resource) && names!.includes(operation);
		})
		.map(({ displayOptions, ...property }) => {
			const { resource: _resource, operation: _operation, ...own } = displayOptions!.show!;
			return { ...property, ...(Object.keys(own).length > 0 && { displayOptions: { show: own } }) };
		});

test.each<[string, Record<string, Array<string | INodeProperties>>, string[]]>([
	['nothing', {}, []],
	['the same in two operations', { 'tea brew': ['a', 'b'], 'tea pour': ['a', 'b'] }, ['a', 'b']],
	['what is between', { 'tea brew': ['a', 'c'], 'tea pour': ['a', 'b', 'c'] }, ['a', 'b', 'c']],
	['another order', { 'tea brew': ['a', 'b'], 'tea pour': ['b', 'a'] }, ['a', 'b', 'a']],
	['two resources with the same operation', { 'tea brew': ['a'], 'cup brew': ['a'] }, ['a']],
	['two resources, and neither has the other’s operation', { 'tea brew': ['a'], 'cup wash': ['a'] }, ['a']],
	['an operation of the same name that does not have it', { 'tea brew': ['a'], 'cup wash': ['a'], 'cup brew': [] }, ['a', 'a']],
	['the same name, but another field', { 'tea brew': ['a'], 'tea pour': [field('a', { default: 'x' })] }, ['a', 'a']],
	['another condition', { 'tea brew': ['a'], 'tea pour': [field('a', { displayOptions: { show: { kind: ['green'] } } })] }, ['a', 'a']],
	['twice in one operation', { 'tea brew': ['a', 'a'], 'tea pour': ['a'] }, ['a', 'a']],
])('%s', (_, fields, names) => {
	const all = shared(operations(fields));
	expect(all.map(({ name }) => name).sort()).toEqual([...names].sort());
	for (const one of operations(fields)) expect(seen(all, one)).toEqual(one.properties);
});

test('any operations', () => {
	let state = 7;
	const below = (most: number): number => {
		state = (state * 48271) % 2147483647;
		return state % most;
	};
	for (let round = 0; round < 300; round++) {
		const fields = Object.fromEntries(
			['tea brew', 'tea pour', 'cup wash', 'cup pour', 'pot brew', 'pot wash'].map((name) => [
				name,
				[...new Set(Array.from({ length: below(6) }, () => 'abcdef'[below(6)]))],
			]),
		);
		const all = shared(operations(fields));
		for (const one of operations(fields)) expect(seen(all, one)).toEqual(one.properties);
	}
});
