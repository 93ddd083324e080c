import { portions } from '../../nodes/operation/portions';

test.each([
	[0, 20, []],
	[1, 20, [1]],
	[20, 20, [20]],
	[21, 20, [20, 1]],
	[120, 50, [50, 50, 20]],
])('%d in portions of %d: %j', (count, size, sizes) => {
	const list = Array.from({ length: count }, (_, index) => index);
	const cut = portions(list, size);
	expect(cut.map(({ length }) => length)).toEqual(sizes);
	expect(cut.flat()).toEqual(list);
});
