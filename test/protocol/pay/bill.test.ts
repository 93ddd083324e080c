import { BrokenBill, hasHash, parseBill } from '../../../nodes/protocol/pay/bill';
import { thrown } from './material';

const BOM = '\uFEFF';
const HEAD = '交易时间,商户订单号,商品名称,订单金额';
const SUMS = '总交易单数,订单总金额';
const TOTALS = '`1,`99.00';
const row = (name: string, amount = '99.00') => `\`2026-11-22 20:15:40,\`LT2026-1,\`${name},\`${amount}`;
const record = (name: string, amount = '99.00') => ({ 交易时间: '2026-11-22 20:15:40', 商户订单号: 'LT2026-1', 商品名称: name, 订单金额: amount });
const bill = (...lines: string[]) => BOM + [HEAD, ...lines, SUMS, TOTALS, ''].join('\r\n');

describe('a bill', () => {
	test('is read with the names of its columns', () => {
		expect(parseBill(bill(row('Spring tea'), row('Cup', '5.50')))).toEqual({
			rows: [record('Spring tea'), record('Cup', '5.50')],
			totals: { 总交易单数: '1', 订单总金额: '99.00' },
		});
	});

	test.each([
		['no byte order mark', (text: string) => text.replace(BOM, '')],
		['line breaks of Unix', (text: string) => text.replaceAll('\r\n', '\n')],
		['no line break at its end', (text: string) => text.trimEnd()],
		['empty lines', (text: string) => text.replaceAll('\r\n', '\r\n\r\n')],
		['spaces around its values', (text: string) => text.replaceAll(',`', ' ,` ')],
	])('may have %s', (_, spell) => {
		const text = bill(row('Spring tea'));
		expect(spell(text)).not.toBe(text);
		expect(parseBill(spell(text))).toEqual(parseBill(text));
	});

	test('may have empty values, also at the end of a line', () => {
		expect(parseBill(bill(row('', '')))).toMatchObject({ rows: [record('', '')] });
	});

	test('of a day without business has totals only', () => {
		expect(parseBill(bill())).toEqual({ rows: [], totals: { 总交易单数: '1', 订单总金额: '99.00' } });
	});

	test('may have columns that nobody has seen before', () => {
		const text = `${BOM}a,constructor\n\`1,\`2\nb\n\`3\n`;
		const { rows, totals } = parseBill(text);
		expect(rows.map((each) => Object.entries(each))).toEqual([[['a', '1'], ['constructor', '2']]]);
		expect(totals).toEqual({ b: '3' });
	});
});

describe('a product name shifts no column', () => {
	test.each([
		['a comma', 'Tea, green', 'Tea, green'],
		['commas only', ',,,', ',,,'],
		['a back-tick', 'Tea `green`', 'Tea `green`'],
		['quotes', '"Tea", \'green\'', '"Tea", \'green\''],
		['a line break', 'Tea\r\ngreen', 'Tea green'],
		['many line breaks', 'Tea\n\ngreen\nfresh', 'Tea green fresh'],
		['a line break and a comma', 'Tea,\ngreen, fresh', 'Tea, green, fresh'],
		['a line like the head', `Tea\n${HEAD}`, `Tea ${HEAD}`],
		['a line like the head of the totals', `Tea\n${SUMS}`, `Tea ${SUMS}`],
		['an emoji', '🍵', '🍵'],
	])('with %s', (_, name, read) => {
		for (const [before, after] of [[[], []], [[row('A')], [row('B')]]]) {
			expect(parseBill(bill(...before, row(name), ...after))).toEqual({
				rows: [...before.map(() => record('A')), record(read), ...after.map(() => record('B'))],
				totals: { 总交易单数: '1', 订单总金额: '99.00' },
			});
		}
	});
});

describe('what is no bill is said, not half read', () => {
	test.each([
		['a value too few', bill('`1,`2,`3'), 'A line of the bill has 3 values instead of 4.'],
		['a value too many', bill('`1,`2,`3,`4,`5'), 'A line of the bill has 5 values instead of 4.'],
		['a wrong row among right ones', bill(row('A'), '`1', row('B')), 'A line of the bill has 1 values instead of 4.'],
		['a name that ends a value', bill(row('Tea,`green')), 'A line of the bill has 5 values instead of 4.'],
		['totals too few', [HEAD, row('A'), SUMS, '`1'].join('\n'), 'A line of the bill has 1 values instead of 2.'],
		['no totals', [HEAD, row('A')].join('\n'), 'The bill is not laid out as WeChat lays out its bills.'],
		['no head', [row('A'), SUMS, TOTALS].join('\n'), 'The bill is not laid out as WeChat lays out its bills.'],
		['nothing', '', 'The bill is not laid out as WeChat lays out its bills.'],
		['a byte order mark only', `${BOM}\r\n`, 'The bill is not laid out as WeChat lays out its bills.'],
		['an error in JSON', '{"code":"NO_AUTH","message":"x"}', 'The bill is not laid out as WeChat lays out its bills.'],
	])('%s', (_, text, message) => {
		expect(thrown(BrokenBill, () => parseBill(text)).message).toBe(message);
	});

	test('the head of the totals without totals', () => {
		expect(parseBill([HEAD, row('A'), SUMS].join('\n'))).toEqual({ rows: [record('A')], totals: {} });
	});
});

describe('the hash of a file', () => {
	const abc = Buffer.from('abc');
	const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d';
	const SHA256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

	test.each([['SHA1', SHA1], ['sha1', SHA1.toUpperCase()], ['SHA256', SHA256]])('%s %s is right', (type, value) => {
		expect(hasHash(abc, type, value)).toBe(true);
	});

	test.each([['SHA256', SHA1], ['SHA1', ''], ['SHA1', SHA1.slice(1)], ['SHA1', 'undefined']])('%s %s is wrong', (type, value) => {
		expect(hasHash(abc, type, value)).toBe(false);
		expect(hasHash(Buffer.from('abd'), 'SHA1', SHA1)).toBe(false);
	});
});
