import { lostWith } from './lost';

const AT = 1_800_000_000_000;
const execution = { id: '2', status: 'error', createdAt: AT - 1000, push: 2 };
const kill = { worker: 1, at: AT, unfinished: [] as string[], running: [] as Array<typeof execution> };
const logs = { enqueued: ['1', '2'], begun: ['1'] };

it('what the killed worker had begun is its own', () => {
	expect(lostWith(execution, [{ ...kill, unfinished: ['2'] }], { ...logs, begun: ['1', '2'] })).toBe('lost with worker 1 (which had begun it, made 07:59:59.000, killed 08:00:00.000)');
});

it('what was active when the worker was killed, and begun by nobody, is too', () => {
	const long = { ...execution, createdAt: AT - 60_000 };
	const other = { ...kill, worker: 2, at: AT - 1 };
	expect(lostWith(long, [other, { ...kill, running: [long] }], logs)).toBe('lost with worker 1 (active at that moment, begun by nobody, made 07:59:00.000, killed 08:00:00.000)');
});

it('what another worker had begun is not, though it was active', () => {
	expect(lostWith(execution, [{ ...kill, running: [execution] }], { ...logs, begun: ['1', '2'] })).toBeUndefined();
});

it.each([
	['5 s before the kill, waiting for a place', -4900, true],
	['just after it, when Redis did not know yet', 1900, true],
	['long before it', -60_000, false],
	['long after it', 60_000, false],
])('what stood in the queue and nobody had begun, made %s', (_when, afterKillMs, isLost) => {
	const words = lostWith({ ...execution, createdAt: AT + afterKillMs }, [kill], logs);
	if (isLost) expect(words).toMatch(/^lost with worker 1 \(in the queue about then, begun by nobody, made .*, killed 08:00:00\.000\)$/);
	else expect(words).toBeUndefined();
});

it('what never came into the queue is not, however near the kill', () => {
	expect(lostWith(execution, [kill], { ...logs, enqueued: ['1'] })).toBeUndefined();
});
