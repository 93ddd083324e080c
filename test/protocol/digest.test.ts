import { digest } from '../../nodes/protocol/digest';

test('32 characters that WeChat takes for an ID', () => {
	expect(digest(['wf', 'node', '4711', 0, 0])).toMatch(/^[0-9a-f]{32}$/);
});

test('the same for the same, another for any other', () => {
	expect(digest(['a', 1])).toBe(digest(['a', 1]));
	const others = [['a', 2], ['a', '1'], ['a1'], [1, 'a'], ['a', 1, undefined], 'a1', null];
	expect(new Set([['a', 1], ...others].map(digest)).size).toBe(others.length + 1);
});
