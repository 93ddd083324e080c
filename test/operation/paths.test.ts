import { putAt, valueAt } from '../../nodes/operation/paths';

const answer = { data: { openid: ['o1', 'o2'] }, total: 0, nothing: null, word: 'tea' };

test.each<[string, unknown]>([
	['total', 0],
	['data.openid', ['o1', 'o2']],
	['data.openid.1', 'o2'],
	['data.openid.2', undefined],
	['data.none.deeper', undefined],
	['nothing', null],
	['nothing.deeper', undefined],
	['total.deeper', undefined],
	['absent', undefined],
])('the value at %s', (path, expected) => {
	expect(valueAt(answer, path)).toEqual(expected);
});

test.each([[null], [undefined], ['text'], [7]])('of %p there is none', (source) => {
	expect(valueAt(source, 'a.b')).toBeUndefined();
});

test.each<[string[], object]>([
	[['a'], { a: 0 }],
	[['a.b.c'], { a: { b: { c: 0 } } }],
	[['a.b', 'a.c'], { a: { b: 0, c: 1 } }],
	[['a.0'], { a: [0] }],
	[['a.0.b', 'a.0.c', 'a.1.b'], { a: [{ b: 0, c: 1 }, { b: 2 }] }],
	[['a.0.1'], { a: [[undefined, 0]] }],
	[['a.x0'], { a: { x0: 0 } }],
])('values put at %j', (paths, expected) => {
	const target = {};
	paths.forEach((path, index) => putAt(target, path, index));
	expect(target).toEqual(expected);
	expect(paths.map((path) => valueAt(target, path))).toEqual(paths.map((_, index) => index));
});

test('what is there already stays', () => {
	const target = { a: { b: 1 }, c: 2 };
	putAt(target, 'a.d', 3);
	expect(target).toEqual({ a: { b: 1, d: 3 }, c: 2 });
});
