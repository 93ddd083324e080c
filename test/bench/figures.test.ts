import { median, percentile, short, spread } from './figures';

it.each([
	[[3, 1, 2], 2],
	[[4, 1, 3, 2], 2.5],
	[[7], 7],
	[[10, 9], 9.5],
])('the median of %j is %d', (values, expected) => {
	expect(median(values)).toBe(expected);
});

it('a percentile is one of the values, and counts them by size and not by text', () => {
	const values = Array.from({ length: 100 }, (_, index) => 100 - index);
	expect([0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([50, 95, 100]);
	expect(percentile([5], 0.95)).toBe(5);
});

it('a spread shows median, smallest and largest', () => {
	expect(spread([26.94, 25.1, 28.04])).toBe('26.9 (25.1–28)');
	expect(spread([1, NaN])).toBe('');
});

it.each([
	[12345.6, '12,346'],
	[255.4, '255'],
	[0.03125, '0.0313'],
])('%d is written %s', (value, text) => {
	expect(short(value)).toBe(text);
});
