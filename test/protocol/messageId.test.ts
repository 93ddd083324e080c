import { messageId } from '../../nodes/protocol/messageId';

test('the same for the same parts, another for any other', () => {
	const ids = [messageId('4711', 'node', '0'), messageId('4711', 'node', '1'), messageId('4711', 'node0'), messageId('4711node', '0')];
	expect(messageId('4711', 'node', '0')).toBe(ids[0]);
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});
