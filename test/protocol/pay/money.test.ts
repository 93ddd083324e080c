import { NoAmount, toFen, toYuan } from '../../../nodes/protocol/pay/money';
import { below, randomNumbers } from '../random';
import { thrown } from './material';

const refusal = (amount: string, unit: 'fen' | 'yuan' = 'yuan') => thrown(NoAmount, () => toFen(amount, unit)).message;

describe('yuan', () => {
	test.each([
		['99', 9900],
		['99.9', 9990],
		['99.90', 9990],
		['0.01', 1],
		['0.1', 10],
		['0.29', 29],
		['1.15', 115],
		['4.35', 435],
		['19.99', 1999],
		['1001.10', 100110],
		['¥99', 9900],
		['¥ 99', 9900],
		['￥99.00', 9900],
		['  99\t\n', 9900],
		['007', 700],
		['90071992547409.91', Number.MAX_SAFE_INTEGER],
	])('%j are %d fen', (amount, fen) => {
		expect(toFen(amount, 'yuan')).toBe(fen);
	});

	test('of every amount come back exactly', () => {
		const random = randomNumbers(11);
		for (let round = 0; round < 5000; round++) {
			const fen = 1 + below(random, 10 ** (1 + below(random, 15)));
			expect(toFen(String(toYuan(fen)), 'yuan')).toBe(fen);
		}
	});

	test.each([
		...['', ' ', '1e3', '99,', '99,00', '1,234.56', '99.', '.5', '-5', '-0.01', '+5', '99元', 'CNY 99', '$99', '99 99', '9 9'],
		...['９９', '٩٩', '0x63', '0b1', 'NaN', 'Infinity', 'undefined', 'null', '[object Object]', '¥', '¥¥9', '99¥', '1.2.3', '1\n2'],
	])('%j is no amount', (amount) => {
		expect(refusal(amount)).toBe('an amount in yuan such as 99.00');
	});

	test.each(['99.999', '0.001', '99.000', String(0.1 + 0.2), String(1.1 * 3)])('%j has too many decimals: nothing is rounded', (amount) => {
		expect(refusal(amount)).toBe('an amount with at most two decimals');
	});

	test.each(['0', '0.0', '0.00', '000'])('%j is nothing', (amount) => {
		expect(refusal(amount)).toBe('more than 0');
	});

	test.each(['90071992547409.92', '9'.repeat(20), '9'.repeat(400)])('%.30j is more than can be counted', (amount) => {
		expect(refusal(amount)).toBe('a smaller amount');
	});
});

describe('fen', () => {
	test.each([['9900', 9900], ['1', 1], [' 5 ', 5], ['9007199254740991', Number.MAX_SAFE_INTEGER]])('%j', (amount, fen) => {
		expect(toFen(amount, 'fen')).toBe(fen);
	});

	test.each(['', '1e3', '-1', '9,900', '９', '1.'])('%j is no number of fen', (amount) => {
		expect(refusal(amount, 'fen')).toBe('a number of fen such as 9900');
	});

	test.each(['99.00', '0.5', '1.0'])('%j is refused: it was meant as yuan', (amount) => {
		expect(refusal(amount, 'fen')).toBe('a whole number of fen');
	});

	test.each(['¥99', '￥ 99'])('%j is refused: it says that it is yuan', (amount) => {
		expect(refusal(amount, 'fen')).toBe('a number of fen such as 9900');
	});

	test.each([['0', 'more than 0'], ['9007199254740992', 'a smaller amount']])('%j must be %s', (amount, message) => {
		expect(refusal(amount, 'fen')).toBe(message);
	});
});

describe('fen as yuan', () => {
	test.each([
		[0, '0.00'],
		[5, '0.05'],
		[10, '0.10'],
		[99, '0.99'],
		[100, '1.00'],
		[9900, '99.00'],
		[123456789, '1234567.89'],
		[Number.MAX_SAFE_INTEGER, '90071992547409.91'],
		[-5, '-0.05'],
		[-9900, '-99.00'],
		['9900', '99.00'],
		['12345678901234567890', '123456789012345678.90'],
	])('%p is %s', (fen, yuan) => {
		expect(toYuan(fen)).toBe(yuan);
	});

	test.each([undefined, null, '', 'x', 1.5, '1.5', NaN, Infinity, 1e21, true, {}, [], [5], ' 5', '5 ', '1e3'])('%p is none', (fen) => {
		expect(toYuan(fen)).toBeNull();
	});
});
