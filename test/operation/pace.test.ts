import { pace, type Clock } from '../../nodes/operation/pace';

/** At most so many in any second. */

/** A clock that goes on when somebody waits; it may ring early. */
function clock(early = 0) {
	let time = 5000;
	const passed: number[] = [];
	const wait = jest.fn(async (ms: number) => {
		const until = time + Math.max(1, ms - early);
		await Promise.resolve();
		time = Math.max(time, until);
	});
	return { passed, wait, note: () => passed.push(time), spend: (ms: number) => (time += ms), clock: { now: () => time, sleep: wait } as Clock };
}

/** The most that went through in any second. */
const most = (times: number[]) => Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1000).length));

test.each([
	[1, 5, 4000],
	[3, 10, 3000],
	[50, 500, 9000],
])('%d in a second, %d in all: they take %d ms', async (perSecond, count, ms) => {
	const { passed, note, clock: its } = clock();
	const turn = pace(perSecond, its);
	for (let n = 0; n < count; n++) {
		await turn();
		note();
	}
	expect(most(passed)).toBe(perSecond);
	expect(passed.at(-1)! - passed[0]).toBe(ms);
});

test('several who wait at the same time have turns of their own, in their order', async () => {
	jest.useFakeTimers();
	const turn = pace(2);
	const begun = performance.now();
	const passed: Array<[who: number, ms: number]> = [];
	const all = [0, 1, 2, 3, 4, 5].map(async (who) => {
		await turn();
		passed.push([who, performance.now() - begun]);
	});
	await jest.runAllTimersAsync();
	await Promise.all(all);
	jest.useRealTimers();
	expect(passed).toEqual([[0, 0], [1, 0], [2, 1000], [3, 1000], [4, 2000], [5, 2000]]);
});

test('who comes slowly never waits, and saves nothing up', async () => {
	const { passed, note, spend, wait, clock: its } = clock();
	const turn = pace(2, its);
	for (let n = 0; n < 6; n++) {
		await turn();
		note();
		spend(600);
	}
	expect(wait).not.toHaveBeenCalled();
	for (let n = 0; n < 6; n++) {
		await turn();
		note();
	}
	expect(most(passed)).toBe(2);
});

test('a timer that rings early does not let anybody through early', async () => {
	const { passed, note, clock: its } = clock(1);
	const turn = pace(1, its);
	for (let n = 0; n < 4; n++) {
		await turn();
		note();
	}
	expect(passed.map((time) => time - passed[0])).toEqual([0, 1000, 2000, 3000]);
});

test('by the real clock', async () => {
	const turn = pace(20);
	const start = performance.now();
	for (let n = 0; n < 41; n++) await turn();
	const ms = performance.now() - start;
	expect(ms).toBeGreaterThanOrEqual(2000);
	expect(ms).toBeLessThan(3000);
});
