import { rowItem, totalsItem } from '../../nodes/WechatPay/resources/billRow';

/** What only a real bill has: the simulator's days are never in the red. */

test('an amount below zero keeps its sign, in yuan and in fen', () => {
	expect(rowItem({ 订单金额: '-0.01' })).toMatchObject({ amount_yuan: '-0.01', amount_fen: -1 });
	expect(totalsItem('2026-11-21', { 总交易单数: '2', 订单总金额: '-1234567.80' })).toMatchObject({ count: 2, amount_fen: -123456780 });
});

test.each(['', '1.234', 'free', '1,000.00'])('“%s” is no amount: null rather than a wrong number', (amount) => {
	expect(rowItem({ 订单金额: amount })).toMatchObject({ amount_fen: null });
});

test('a column that WeChat adds later keeps WeChat’s name', () => {
	expect(rowItem({ 新的列: '茶', 用户标识: 'o1' })).toMatchObject({ 新的列: '茶', openid: 'o1', unionid: null, appid: null });
});

test('a time that is written otherwise stays as it is', () => {
	expect(rowItem({ 交易时间: '2026/11/21', 退款成功时间: '' })).toMatchObject({ occurred_at: '2026/11/21', refunded_at: null });
});
