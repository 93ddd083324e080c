import { describeField, fieldsOf, fitted, isTyped, labelOf, permissionOf, templateTime } from '../../nodes/protocol/template';

describe('fields of a template’s text', () => {
	test.each<[string, Array<[string, string]>]>([
		['商品名称:{{thing1.DATA}}\n订单号：{{character_string2.DATA}}\n', [['thing1', '商品名称'], ['character_string2', '订单号']]],
		['{{first.DATA}}\n\n支付金额：{{orderMoneySum.DATA}}\n{{Remark.DATA}}', [['first', ''], ['orderMoneySum', '支付金额'], ['Remark', '']]],
		['{ {result.DATA} }\n领奖金额:{ {withdrawMoney.DATA} }', [['result', ''], ['withdrawMoney', '领奖金额']]],
		['姓名： {{name1.DATA}} 电话 : {{ phone_number2.DATA }}', [['name1', '姓名'], ['phone_number2', '电话']]],
		['时间:{{time1.DATA}}~{{time2.DATA}}', [['time1', '时间'], ['time2', '']]],
		['{{thing1.DATA}}{{thing1.DATA}}', [['thing1', '']]],
		['', []],
		['no fields', []],
	])('%j', (content, fields) => {
		expect(fieldsOf(content).map(({ key, label }) => [key, label])).toEqual(fields);
	});

	test.each([
		[{ key: 'thing1', label: '商品名称' }, '商品名称 (thing1, up to 20 characters)'],
		[{ key: 'thing1', label: '' }, 'thing1 (up to 20 characters)'],
		[{ key: 'keyword1', label: '预约项目' }, '预约项目 (keyword1)'],
		[{ key: 'first', label: '' }, 'first'],
		[{ key: 'constructor1', label: '' }, 'constructor1'],
	])('%j is shown as %s', (field, words) => {
		expect(describeField(field)).toBe(words);
	});

	test.each([
		[{ key: 'thing1', label: '商品名称' }, '商品名称 (thing1 ≤ 20)'],
		[{ key: 'name2', label: '' }, 'name2 ≤ 10, Latin 20'],
		[{ key: 'amount3', label: '支付金额' }, '支付金额 (amount3)'],
		[{ key: 'first', label: '' }, 'first'],
		[{ key: 'constructor1', label: '' }, 'constructor1'],
	])('%j is labelled %s', (field, words) => {
		expect(labelOf(field)).toBe(words);
	});

	test('typed or not', () => {
		expect(['thing1', 'enum_string22', 'first', 'keyword1', 'thing', 'constructor'].map(isTyped)).toEqual([true, true, false, false, true, false]);
	});
});

describe('limits, at their edge', () => {
	const long = (unit: string, count: number) => unit.repeat(count);

	test.each([
		['thing1', '茶', 20],
		['thing1', '🍵', 20],
		['const1', '茶', 20],
		['number1', '7', 32],
		['letter1', 'a', 32],
		['symbol1', '!', 5],
		['character_string1', 'A', 32],
		['phone_number1', '1', 17],
		['car_number1', 'A', 8],
		['name1', '李', 10],
		['name1', 'a', 20],
		['phrase1', '好', 5],
		['amount1', '9', 10],
	])('%s of %s: %d', (key, unit, most) => {
		expect(fitted(key, long(unit, most), false)).toEqual({ value: long(unit, most) });
		expect(fitted(key, long(unit, most + 1), false)).toEqual({ has: most + 1, most });
	});

	test.each([
		['thing1', long('茶', 21), `${long('茶', 19)}…`],
		['thing1', `${long('a', 18)} bcd`, `${long('a', 18)}…`],
		// A family is one character to people, and seven to WeChat.
		['thing1', `${long('a', 15)}👨‍👩‍👧‍👦bbb`, `${long('a', 15)}…`],
		['phrase1', '已经确认了吗', '已经确认了'],
		['name1', '亚历山大谢尔盖耶维奇普', '亚历山大谢尔盖耶维奇'],
		['letter1', long('a', 33), long('a', 32)],
		['symbol1', '!!!!!!', '!!!!!'],
	])('%s “%s” may be cut to “%s”', (key, entered, value) => {
		expect(fitted(key, entered, true)).toEqual({ value });
	});

	test.each(['number1', 'character_string1', 'phone_number1', 'car_number1', 'amount1', 'const1'])('%s is never cut', (key) => {
		expect(fitted(key, long('1', 40), true)).toMatchObject({ has: 40 });
	});

	test.each([
		['amount1', '¥1234567890.55元'],
		['time1', long('1', 99)],
		['date1', long('1', 99)],
		['enum_string1', long('a', 99)],
		['keyword1', `  ${long('a', 999)}\n`],
		['first', 'a\nb'],
	])('%s takes “%s”', (key, value) => {
		expect(fitted(key, value, false)).toEqual({ value });
	});

	test('a line break is a space, and outside it goes', () => {
		expect(fitted('thing1', ' a \r\n\n b \n', false)).toEqual({ value: 'a b' });
	});
});

test.each([
	['time', '2026-11-04T15:00:59+08:00', '2026年11月4日 15:00'],
	['time', '2026-01-04T00:00:00+08:00', '2026年1月4日 00:00'],
	['date', '2026-11-24T00:00:00+08:00', '2026年11月24日'],
	['date', '2026-11-24T09:05:00+08:00', '2026年11月24日 09:05'],
] as const)('a %s: %s is %s', (kind, iso, words) => {
	expect(templateTime(kind, iso)).toBe(words);
});

test('how often a permission is good', () => {
	expect([2, '2', 3, 1, undefined].map(permissionOf)).toEqual(['one-time', 'one-time', 'long-term', null, null]);
});
