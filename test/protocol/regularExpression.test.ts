import { fitsExpression, unreadablePart } from '../../nodes/protocol/regularExpression';

test.each([
	['退款|refund', '我要 Refund'],
	['^订单\\s*\\d{6}$', '订单 202611'],
	['coupon', 'COUPON'],
	['[\\u4e00-\\u9fff]{2}', 'ok 优惠'],
	['\\x{1F375}', '🍵'],
	['\\p{Han}', '茶'],
	['^.$', '🍵'],
	['(?<number>\\d+)', 'n1'],
	['/coupon/', 'a coupon'],
	['/^b/im', 'a\nb'],
	['/a.b/s', 'a\nb'],
	['a/b', 'A/B'],
	['', 'whatever'],
])('%s fits %j', (pattern, text) => {
	expect(unreadablePart(pattern)).toBeUndefined();
	expect(fitsExpression(pattern, text)).toBe(true);
});

test.each([
	['^coupon$', 'a coupon'],
	['/^b/', 'a\nb'],
	['/a.b/', 'a\nb'],
	['\\d', '一'],
])('%s does not fit %j', (pattern, text) => {
	expect(unreadablePart(pattern)).toBeUndefined();
	expect(fitsExpression(pattern, text)).toBe(false);
});

test.each([
	['(?=a)b', '(?='],
	['(?!a)b', '(?!'],
	['(?<=a)b', '(?<=a)b'],
	['(a)\\1', '\\1'],
	['[a', '[a'],
	['a(', 'a('],
	['*', '*'],
	['a{5000}', '{5000}'],
	['((a{100}){100}){100}', '{100}'],
])('%s cannot be read at %s, and fits nothing', (pattern, part) => {
	expect(unreadablePart(pattern)).toBe(part);
	expect(fitsExpression(pattern, 'aab*')).toBe(false);
	expect(unreadablePart(pattern)).toBe(part);
});

test.each(['(a+)+$', '(a|aa)+$', '(a*)*b', '(.*a){20}$', '^(\\w+\\s?)*$'])('%s, which stops JavaScript for hours, takes the time of its text', (pattern) => {
	const start = performance.now();
	expect(fitsExpression(pattern, `${'a'.repeat(20_000)}!`)).toBe(false);
	expect(performance.now() - start).toBeLessThan(3000);
});

test('a text that is no proper Unicode does not throw', () => {
	expect(fitsExpression('b$', '\uD800b')).toBe(true);
});

test('more expressions than are remembered stay right', () => {
	for (const round of [1, 2]) {
		for (let index = 0; index < 250; index += 1) {
			expect([round, index, fitsExpression(`^n${index}$`, `N${index}`)]).toEqual([round, index, true]);
			expect(fitsExpression(`^n${index}$`, `n${index}0`)).toBe(false);
		}
	}
});
