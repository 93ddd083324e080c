import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';

/** The code of daily-reconciliation.json, for what the simulated WeChat Pay has not in its bills; the rest is in test/n8n/e2e/recipes/dailyReconciliation.ts. */

type Row = Record<string, unknown>;

const { nodes } = JSON.parse(readFileSync(join(__dirname, '../../workflows/daily-reconciliation.json'), 'utf8')) as IWorkflowBase;
const code = String(nodes.find(({ name }) => name === 'Compare')?.parameters.jsCode);

const DAY = '2026-11-22';
const payment = (out_trade_no: string, amount_yuan: string, more: Row = {}): Row => ({ out_trade_no, status: 'SUCCESS', amount_yuan, ...more });
const refund = (out_refund_no: string, refund_requested_yuan: string, refund_status = 'SUCCESS'): Row => ({
	...{ out_trade_no: 'LT0001', status: 'REFUND', amount_yuan: '0.00' },
	...{ out_refund_no, refund_requested_yuan, refund_status },
});
const order = (out_trade_no: string, amount_yuan: unknown, status: unknown = 'paid'): Row => ({ out_trade_no, amount_yuan, status });

interface Given {
	bill?: Row[];
	paid?: Row[];
	notPaid?: Row[];
	refunds?: Row[];
}

/** What n8n gives of a node without rows, when it is told to always output data. */
const NOTHING: Row[] = [{}];

function compare({ bill = NOTHING, paid = NOTHING, notPaid = NOTHING, refunds = NOTHING }: Given): { count: number; told: string[]; words: string } {
	const rows: Record<string, Row[]> = {
		'Which Day?': [{ day: DAY, paid_words: 'paid, Shipped，已完成、on its way' }],
		...{ 'Get Trade Bill': bill, 'Orders Paid That Day': paid, 'Orders Not Paid': notPaid, 'Refunds of That Day': refunds },
	};
	const $ = (node: string) => ({ all: () => rows[node].map((json) => ({ json })), first: () => ({ json: rows[node][0] }) });
	const [{ json }] = new Function('$', code)($) as Array<{ json: { count: number; differences: Row[]; words: string } }>;
	const told = json.differences.map(({ difference, out_trade_no, out_refund_no, in_the_shop, in_wechat_pay }) =>
		[difference, out_refund_no || out_trade_no, in_the_shop, in_wechat_pay].join(' | '),
	);
	return { count: json.count, words: json.words, told };
}

test('nothing on either side is no difference', () => {
	expect(compare({})).toEqual({ count: 0, told: [], words: `WeChat Pay, ${DAY}: 0 differences (0 payments and 0 refunds in WeChat Pay's bill).` });
});

test.each([['99.00'], [99], ['¥99'], ['1,280.50', '1280.50'], ['0.29', '0.29'], [0.1 + 0.2, '0.30'], [' 99.0 ']])('the amount %p of a table is the bill’s', (kept, billed = '99.00') => {
	expect(compare({ bill: [payment('LT0001', String(billed))], paid: [order('LT0001', kept)] }).told).toEqual([]);
});

test.each([
	['99.01', '¥99.01'],
	['', 'no amount'],
	[null, 'no amount'],
	['free', 'no amount'],
	['0', '¥0.00'],
])('the amount %p is another one', (kept, words) => {
	expect(compare({ bill: [payment('LT0001', '99.00')], paid: [order('LT0001', kept)] }).told).toEqual([`amount differs | LT0001 | ${words} | ¥99.00`]);
});

test.each(['paid', 'PAID', ' shipped ', '已完成', 'On its way'])('the word %p of the shop means paid', (status) => {
	expect(compare({ bill: [payment('LT0001', '99.00')], paid: [order('LT0001', '99', status)] }).told).toEqual([]);
});

test.each([
	['unpaid', 'unpaid'],
	['way', 'way'],
	[null, 'no status'],
])('the word %p does not', (status, words) => {
	expect(compare({ bill: [payment('LT0001', '99.00')], notPaid: [order('LT0001', '99', status)] }).told).toEqual([`status differs | LT0001 | ${words} | paid`]);
});

test.each([1001, ' 1001'])('the number %p of a table is the bill’s', (out_trade_no) => {
	const paid = [{ ...order('', '99'), out_trade_no }];
	expect(compare({ bill: [payment('1001', '99.00')], paid }).told).toEqual([]);
	expect(compare({ paid }).told).toEqual(['missing in WeChat Pay | 1001 | paid ¥99.00 | ']);
});

test('an order with two differences is told twice', () => {
	expect(compare({ bill: [payment('LT0001', '99.00')], notPaid: [order('LT0001', '98', 'closed')] }).told).toEqual([
		'status differs | LT0001 | closed | paid',
		'amount differs | LT0001 | ¥98.00 | ¥99.00',
	]);
});

test('an order of that day that the shop does not have as paid is not missed in the bill', () => {
	expect(compare({ paid: [order('LT0001', '99', 'returned')] }).told).toEqual([]);
});

test('an order that is in both lists, as it was paid in between, counts as the paid one', () => {
	expect(compare({ bill: [payment('LT0001', '99.00')], notPaid: [order('LT0001', '99', 'unpaid')], paid: [order('LT0001', '99')] }).told).toEqual([]);
});

describe('a payment that was cancelled (撤销)', () => {
	const bill = [payment('LT0001', '99.00'), payment('LT0001', '0.00', { status: 'REVOKED' })];
	test('is no difference where the shop does not have it as paid, or not at all', () => {
		expect([compare({ bill, notPaid: [order('LT0001', '99', 'closed')] }).told, compare({ bill }).told]).toEqual([[], []]);
	});
	test('is one where the shop has it as paid', () => {
		expect(compare({ bill, paid: [order('LT0001', '99')] }).told).toEqual(['status differs | LT0001 | paid | cancelled']);
	});
	test('is one too where the bill has the cancellation only', () => {
		expect(compare({ bill: bill.slice(1), paid: [order('LT0001', '99')] }).told).toEqual(['missing in WeChat Pay | LT0001 | paid ¥99.00 | cancelled']);
	});
});

test('a refund of the same amount is no difference, unless it is stuck; each part counts for itself', () => {
	const refunds = ['R1', 'R2', 'R3', 'R4'].map((out_refund_no) => ({ out_refund_no, out_trade_no: 'LT0001', refund_yuan: 5 }));
	const bill = [refund('R1', '5.00'), refund('R2', '5.00', 'PROCESSING'), refund('R3', '5.00', 'CHANGE'), refund('R4', '5.00', 'FAIL')];
	expect(compare({ bill, refunds }).told).toEqual([
		'refund differs | R3 | ¥5.00 | ¥5.00, but it is stuck: the money did not reach the customer',
		'refund differs | R4 | ¥5.00 | ¥5.00, but it is stuck: the money did not reach the customer',
	]);
});

test('a message has ten of them, however long their numbers are, and says how many more there are', () => {
	const numbers = Array.from({ length: 20_000 }, (_, n) => `LT${n}`.padEnd(64, '0'));
	const refunds = numbers.map((out_refund_no) => ({ out_refund_no, out_trade_no: 'LT0001', refund_yuan: '1000.00' }));
	const { count, words } = compare({ bill: numbers.map((number) => refund(number, '1000.00', 'CHANGE')), refunds });
	expect([count, words.split('\n').length, words.split('\n').at(-1)]).toEqual([20_000, 12, '… and 19990 more in the table Differences']);
	expect(Buffer.byteLength(words)).toBeLessThanOrEqual(2048);
});
