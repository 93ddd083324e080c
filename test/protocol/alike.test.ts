import { bare, containsAlike, folded, isAlike, startsAlike } from '../../nodes/protocol/alike';

describe('the same word to a person', () => {
	it.each([
		['coupon', 'COUPON', 'case'],
		['coupon', 'ＣＯＵＰＯＮ', 'full-width letters'],
		['订单12', '订单１２', 'full-width digits'],
		['优惠券', '  优惠券\n', 'spaces and lines around'],
		['优惠券', '\u3000优惠券\u3000', 'the space of a Chinese keyboard'],
		['优惠券', '优惠券。', 'a Chinese full stop, which recognized speech ends with'],
		['优惠券', '“优惠券”？！', 'Chinese quotation marks'],
		['优惠券', '【优惠券】……', 'Chinese brackets and dots'],
		['你好', '你好～', 'a drawn-out end'],
		['opening hours', 'Opening  hours?', 'two spaces between'],
		['❤', '❤\uFE0F', 'the red heart of another keyboard'],
		['coupon', '\u200Bcoupon\uFEFF', 'invisible characters that were copied along'],
		['？', '?', 'nothing but punctuation'],
	])('%s and %j: %s', (one, other) => {
		expect(isAlike(one, other)).toBe(true);
		expect(isAlike(other, one)).toBe(true);
	});

	it.each([
		['优惠券', '优惠'],
		['coupon', 'coupons'],
		['好', '好👍'],
		['👍', '👎'],
		['微笑', '[微笑]'],
		['1', '#1'],
		['50', '50%'],
		['?', '!'],
		['优惠券', '优惠，券'],
		['a', ''],
	])('%s and %s are two', (one, other) => {
		expect(isAlike(one, other)).toBe(false);
	});
});

test('a word in a text', () => {
	expect(containsAlike('请问还有ＣＯＵＰＯＮ吗？', 'coupon')).toBe(true);
	expect(containsAlike('我要退款', '退款！')).toBe(true);
	expect(containsAlike('多少钱？', '?')).toBe(true);
	expect(containsAlike('多少钱', '?')).toBe(false);
	expect(containsAlike('item 10', '#1')).toBe(false);
	expect(containsAlike('退货', '退款')).toBe(false);
});

test('a word at the beginning', () => {
	expect(startsAlike('“退款”什么时候到', '退款')).toBe(true);
	expect(startsAlike('Order 12', 'order')).toBe(true);
	expect(startsAlike('？在吗', '?')).toBe(true);
	expect(startsAlike('我要退款', '退款')).toBe(false);
});

test('what is left of a text', () => {
	expect(folded(' Ａ\u3000 B！ ')).toBe('a b!');
	expect(bare(' “Ａ\u3000 B！” ')).toBe('a b');
	expect(bare('   ')).toBe('');
	expect(bare('……')).toBe('......');
});

test('a long text of punctuation costs no more than its length', () => {
	const long = `a${'!'.repeat(200_000)}b`;
	const start = performance.now();
	expect(bare(long)).toBe(long);
	expect(performance.now() - start).toBeLessThan(1000);
});
