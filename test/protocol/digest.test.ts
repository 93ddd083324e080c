import { digest } from '../../nodes/protocol/digest';

test('32 characters that WeChat takes for an ID', () => {
	expect(digest(['wf', 'node', '4711', 0, 0])).toMatch(/^[0-9a-f]{32}$/);
});

test('the same for the same, another for any other', () => {
	expect(digest(['a', 1])).toBe(digest(['a', 1]));
	const others = [['a', 2], ['a', '1'], ['a1'], [1, 'a'], ['a', 1, undefined], 'a1', null];
	expect(new Set([['a', 1], ...others].map(digest)).size).toBe(others.length + 1);
});

test('parts that read alike when joined', () => {
	const ids = [digest(['4711', 'node', '0']), digest(['4711', 'node', '1']), digest(['4711', 'node0']), digest(['4711node', '0'])];
	expect(digest(['4711', 'node', '0'])).toBe(ids[0]);
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});
