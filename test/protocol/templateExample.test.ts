import { examplesOf, labelWithExample, withoutExample } from '../../nodes/protocol/templateExample';

describe('each field’s example, out of the filled-in template', () => {
	test.each<[string, string, string, Record<string, string>]>([
		['as WeChat writes them', '商品名称:{{thing1.DATA}}\n支付金额:{{amount2.DATA}}\n', '商品名称:铁观音\n支付金额:￥99.00\n', { thing1: '铁观音', amount2: '￥99.00' }],
		['no example', '商品名称:{{thing1.DATA}}', '', {}],
		['no places', 'Hello', 'Hello', {}],
		['line ends of Windows', '商品名称:{{thing1.DATA}}\r\n支付金额:{{amount2.DATA}}', '商品名称:铁观音\r\n支付金额:￥99.00\r\n', { thing1: '铁观音', amount2: '￥99.00' }],
		['another colon, other spaces', '商品名称：{{thing1.DATA}}\n支付金额：{{amount2.DATA}}', '商品名称: 铁观音\n\n 支付金额 :￥99', { thing1: '铁观音', amount2: '￥99' }],
		['fields without a label', '{{first.DATA}}\n\n支付金额：{{sum.DATA}}\n{{Remark.DATA}}', '我们已收到\n\n支付金额：￥30\n请致电', { first: '我们已收到', sum: '￥30', Remark: '请致电' }],
		['the first one left out', '{{first.DATA}}\n支付金额：{{sum.DATA}}\n{{remark.DATA}}', '支付金额：￥30\n请致电', { sum: '￥30', remark: '请致电' }],
		['a value left out', '商品:{{thing1.DATA}}\n金额:{{amount2.DATA}}', '商品:\n金额:￥9', { amount2: '￥9' }],
		['a value of two lines', '内容:{{thing1.DATA}}\n备注:{{thing2.DATA}}', '内容:一\n二\n备注:三', { thing1: '一 二', thing2: '三' }],
		['a value with the next label in it', '说明:{{thing1.DATA}}\n金额:{{amount2.DATA}}', '说明:见金额:一栏\n金额:￥9', { thing1: '见金额:一栏', amount2: '￥9' }],
		['two in a line', '姓名：{{name1.DATA}} 电话：{{phone_number2.DATA}}', '姓名：李雷 电话：138', { name1: '李雷', phone_number2: '138' }],
		['nothing between two', '时间:{{time1.DATA}}{{time2.DATA}}\n地点:{{thing3.DATA}}', '时间:9:0010:00\n地点:杭州', { thing3: '杭州' }],
		['a space between two', '{{time1.DATA}} {{thing2.DATA}}', '9:00 杭州', { time1: '9:00', thing2: '杭州' }],
		['words at the end', '您有{{number1.DATA}}张券。', '您有3张券。', { number1: '3' }],
		['emoji', '🎁礼品:{{thing1.DATA}}\n数量:{{number2.DATA}}', '🎁礼品:🍵茶👨‍👩‍👧\n数量:2', { thing1: '🍵茶👨‍👩‍👧', number2: '2' }],
		['signs that patterns have', '价格($)?:{{amount1.DATA}}\n[注]*:{{thing2.DATA}}', '价格($)?:9\n[注]*:好', { amount1: '9', thing2: '好' }],
		['a place with spaces', '领奖金额:{ {money.DATA} }', '领奖金额:5元', { money: '5元' }],
		['a text that has nothing to do with it', '商品:{{thing1.DATA}}\n金额:{{amount2.DATA}}', 'Hello', {}],
		['the same place twice', '{{a.DATA}}~{{a.DATA}}', '1~2', { a: '1' }],
	])('%s', (_, content, example, examples) => {
		expect(Object.fromEntries(examplesOf(content, example))).toEqual(examples);
	});

	test('a long text without end takes no time', () => {
		const start = performance.now();
		examplesOf('\n a: {{a.DATA}}\n b:{{b.DATA}}', `a:${' \n'.repeat(5000)}`);
		expect(performance.now() - start).toBeLessThan(1000);
	});
});

test.each([
	['铁观音', '商品名称 (thing1 ≤ 20), e.g. 铁观音'],
	['', '商品名称 (thing1 ≤ 20)'],
	[undefined, '商品名称 (thing1 ≤ 20)'],
	['茶'.repeat(20), `商品名称 (thing1 ≤ 20), e.g. ${'茶'.repeat(20)}`],
	['🍵'.repeat(21), `商品名称 (thing1 ≤ 20), e.g. ${'🍵'.repeat(19)}…`],
])('the label with the example %s, and without', (example, label) => {
	expect(labelWithExample('商品名称 (thing1 ≤ 20)', example)).toBe(label);
	expect(withoutExample(label)).toBe('商品名称 (thing1 ≤ 20)');
});
