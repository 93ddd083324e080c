import { countOf, renamed } from '../../nodes/WechatPay/resources/bill/table';

/** What only a real bill has: the simulator's days are never in the red. */
const columns = { 交易时间: 'occurred_at', 用户标识: 'openid', 订单金额: 'amount_yuan' };
const row = (written: Record<string, string>) => renamed(written, columns, ['amount']);

test('a bill that lacks columns gives the same keys', () => {
	expect(row({})).toEqual({ occurred_at: null, openid: null, amount_yuan: null, amount_fen: null });
});

test('an amount below zero keeps its sign, in yuan and in fen', () => {
	expect(row({ 订单金额: '-0.01' })).toMatchObject({ amount_yuan: '-0.01', amount_fen: -1 });
	expect(row({ 订单金额: '-1234567.80' })).toMatchObject({ amount_yuan: '-1234567.80', amount_fen: -123456780 });
});

test.each(['', '1.234', 'free', '1,000.00'])('“%s” is no amount: null rather than a wrong number', (amount) => {
	expect(row({ 订单金额: amount })).toMatchObject({ amount_fen: null });
});

test.each(['订单金额(元)', '订单金额（元）'])('%s is the same column', (name) => {
	expect(row({ [name]: '0.10' })).toEqual({ occurred_at: null, openid: null, amount_yuan: '0.10', amount_fen: 10 });
});

test.each(['新的列', 'constructor'])('a column that WeChat adds later keeps WeChat’s name: %s', (name) => {
	const item = row({ [name]: '茶', 用户标识: 'o1' });
	expect([Object.getOwnPropertyDescriptor(item, name)?.value, item.openid]).toEqual(['茶', 'o1']);
});

test('times have their zone; one that is written otherwise stays as it is', () => {
	expect(row({ 交易时间: '2026-11-21 09:08:07' })).toMatchObject({ occurred_at: '2026-11-21T09:08:07+08:00' });
	expect(row({ 交易时间: '2026/11/21' })).toMatchObject({ occurred_at: '2026/11/21' });
});

test.each([['20', 20], ['20.0', 20], ['0', 0], ['', null], ['2.5', null], [undefined, null]])('“%s” things are %s', (value, count) => {
	expect(countOf(value)).toBe(count);
});
