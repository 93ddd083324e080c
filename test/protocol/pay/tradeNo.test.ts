import { tradeNo } from '../../../nodes/protocol/pay/tradeNo';

const ORIGIN = ['instance', 'workflow', 'node', '4711', '0', 0];

test('is what WeChat Pay takes for an order number', () => {
	expect(tradeNo(ORIGIN)).toMatch(/^[0-9a-f]{32}$/);
});

test('is the same for the same origin, today and tomorrow', () => {
	expect(tradeNo(ORIGIN)).toBe(tradeNo([...ORIGIN]));
	expect(tradeNo(ORIGIN)).toBe('c3f2f6540cbbafea2e9ecb0323327f33');
});

test('is another for another origin, whatever it is that differs', () => {
	const others = ORIGIN.map((part, at) => ORIGIN.map((same, n) => (n === at ? `${part}x` : same)));
	const numbers = [ORIGIN, ...others, ['a', 'bc'], ['ab', 'c'], ['1'], [1]].map(tradeNo);
	expect(new Set(numbers).size).toBe(numbers.length);
});
