import type { N8n } from '../n8n';
import { deliver, expectLogged, logged, NOT_TAKEN, pass, REFUSED, Scene, TAKEN, type Wire } from './scene';

const scene = Scene.forEachTest();

const HOUR = 3600_000;

const all = async (n8n: N8n, wires: Wire[]) => await Promise.all(wires.map(async (wire) => await deliver(n8n, wire)));

describe('WeChat Pay repeats a notification', () => {
	it('five times, one after the other: one execution, the same answer', async () => {
		const n8n = await scene.n8n();
		const tries = await scene.notify(n8n, { times: 5 });
		expect(tries.map(({ status, body }) => ({ status, body }))).toEqual(Array(5).fill({ status: 200, body: TAKEN.body }));
		expect(n8n.executions).toHaveLength(1);
		expect(logged).toEqual([]);
	});

	it('five times at once, while the first is still being taken: one execution, the same answer', async () => {
		const n8n = await scene.n8n();
		n8n.msToStart = 100;
		expect(await all(n8n, await scene.intercepted({ times: 5 }))).toEqual(Array(5).fill(TAKEN));
		expect(n8n.executions).toHaveLength(1);
	});

	it('while one that cannot be started is being started: all share the outcome, and the next one starts it', async () => {
		const n8n = await scene.n8n();
		n8n.msToStart = 100;
		n8n.isDown = true;
		const [last, ...wires] = await scene.intercepted({ times: 5 });
		expect(await all(n8n, wires)).toEqual(Array(4).fill(NOT_TAKEN));
		n8n.isDown = false;
		expect(await deliver(n8n, last)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(1);
	});

	it('for a day: no second execution', async () => {
		const n8n = await scene.n8n();
		await scene.notify(n8n, { id: 'EV-day' });
		// The last of its repeats comes after 24 h 4 min.
		for (const ms of [HOUR, 12 * HOUR, 11 * HOUR + HOUR / 4]) {
			pass(ms);
			expect(await scene.notify(n8n, { id: 'EV-day' })).toMatchObject([{ status: 200, body: TAKEN.body }]);
		}
		expect(n8n.executions).toHaveLength(1);
	});

	it('and it is forgotten an hour after the last of them', async () => {
		const n8n = await scene.n8n();
		await scene.notify(n8n, { id: 'EV-later' });
		pass(25 * HOUR);
		await scene.notify(n8n, { id: 'EV-later' });
		expect(n8n.executions).toHaveLength(2);
	});

	it('another notification about the same payment is another one', async () => {
		const n8n = await scene.n8n();
		for (const id of ['EV-a', 'EV-b']) await scene.notify(n8n, { id });
		expect(n8n.items.map(({ dedup_key }) => dedup_key)).toEqual(['EV-a', 'EV-b']);
	});
});

describe('each takes its own copy', () => {
	it.each([
		['another workflow', { workflow: 'workflow-9011', node: 'trigger' }, { workflow: 'workflow-9012', node: 'trigger' }],
		['another node of the workflow', { workflow: 'workflow-9013', node: 'trigger' }, { workflow: 'workflow-9013', node: 'trigger-2' }],
	])('%s', async (_, here, there) => {
		const [one, two] = [await scene.n8n({}, { place: here }), await scene.n8n({}, { place: there })];
		const wires = await scene.intercepted({ times: 2 });
		for (const n8n of [one, two]) for (const wire of wires) expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect([one.executions.length, two.executions.length]).toEqual([1, 1]);
	});

	it('a test run from the editor, as often as it comes; what it took is new to the published workflow', async () => {
		const n8n = await scene.n8n({}, { mode: 'manual' });
		const [first, second] = await scene.intercepted({ times: 2 });
		for (const wire of [first, first, second]) expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(3);
		n8n.mode = 'webhook';
		for (const wire of [first, second]) expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(4);
		n8n.mode = 'manual';
		expect(await deliver(n8n, first)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(5);
	});
});

describe('somebody who listens sends a notification again', () => {
	it('while the true one is still being taken: it shares the outcome; after that it is refused', async () => {
		const n8n = await scene.n8n();
		n8n.msToStart = 100;
		const [wire] = await scene.intercepted();
		expect(await all(n8n, [wire, wire, wire])).toEqual([TAKEN, TAKEN, TAKEN]);
		expect(n8n.executions).toHaveLength(1);
		expect(logged).toEqual([]);
		expect(await deliver(n8n, wire)).toEqual(REFUSED);
		expect(n8n.executions).toHaveLength(1);
		expectLogged(scene, /second time with the same signature/);
	});

	it('while one that cannot be started is being started: the same bytes are not refused, then or later', async () => {
		const n8n = await scene.n8n();
		n8n.msToStart = 100;
		n8n.isDown = true;
		const [wire] = await scene.intercepted();
		expect(await all(n8n, [wire, wire])).toEqual([NOT_TAKEN, NOT_TAKEN]);
		n8n.isDown = false;
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(1);
	});

	it('that was a repeat: no second execution', async () => {
		const n8n = await scene.n8n();
		const [first, second] = await scene.intercepted({ times: 2 });
		for (const wire of [first, second, second]) await deliver(n8n, wire);
		expect(n8n.executions).toHaveLength(1);
	});

	it('later than five minutes: refused for its age', async () => {
		const n8n = await scene.n8n();
		const [wire] = await scene.intercepted();
		await deliver(n8n, wire);
		pass(HOUR / 10);
		expect(await deliver(n8n, wire)).toEqual(REFUSED);
		expectLogged(scene, /more than five minutes off/);
	});
});
