import { listed } from '../../nodes/webhook/listed';
import { fitsWildcard } from '../../nodes/webhook/wildcard';

test.each([
	['COUPON', 'COUPON'],
	['coupon', 'COUPON'],
	['ORDER_*', 'ORDER_12'],
	['ORDER_*', 'ORDER_'],
	['*_12', 'ORDER_12'],
	['*', 'anything'],
	['＊_１２', 'ORDER_12'],
	['a*b*c', 'a1b2c'],
	['a*b*c', 'abbcc'],
	['*b*', 'abc'],
	['**', 'a'],
	['https://shop.example/*?from=menu', 'https://shop.example/a/b?from=menu'],
	['pages/order.html', 'pages/order.html'],
])('%s fits %s', (pattern, text) => {
	expect(fitsWildcard(pattern, text)).toBe(true);
});

test.each([
	['COUPON', 'COUPON_2'],
	['ORDER_*', 'MY_ORDER_12'],
	['*_12', 'ORDER_123'],
	['ab*ba', 'aba'],
	['a*b*c', 'acb'],
	['a*a*a', 'aa'],
	['*bc*c', 'abc'],
	['pages/order.html', 'pages/order-html'],
	['shop?id=1', 'sho?id=1'],
])('%s does not fit %s', (pattern, text) => {
	expect(fitsWildcard(pattern, text)).toBe(false);
});

test('many asterisks cost no more than the length of the text', () => {
	const start = performance.now();
	expect(fitsWildcard(`${'*a'.repeat(50)}*b`, 'a'.repeat(50_000))).toBe(false);
	expect(performance.now() - start).toBeLessThan(1000);
});

test('entries are separated by commas of both keyboards and by lines', () => {
	expect(listed(' a b,c，d、e\r\nf\n\n , ')).toEqual(['a b', 'c', 'd', 'e', 'f']);
	expect(listed(['a', 'b,c', null])).toEqual(['a', 'b', 'c']);
	expect(listed(12)).toEqual(['12']);
	expect([listed(undefined), listed(''), listed(' , ')]).toEqual([[], [], []]);
});
