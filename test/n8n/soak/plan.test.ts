import { idsIn } from './killing';
import { makePlan } from './plan';

const options = { seed: 618, pushes: 2000, rate: 4, kills: 4, workers: 2 };

it('is the same for the same seed, and another one for another', () => {
	expect(makePlan(options)).toEqual(makePlan(options));
	expect(makePlan({ ...options, seed: 619 }).pushes).not.toEqual(makePlan(options).pushes);
});

it('has flows of every length: most short, some around the five seconds, some far beyond', () => {
	const waits = makePlan(options).pushes.map(({ waitS }) => waitS);
	const share = (from: number, to: number) => waits.filter((wait) => wait >= from && wait <= to).length / waits.length;
	expect(Math.min(...waits)).toBeGreaterThanOrEqual(0.1);
	expect(share(0.1, 4)).toBeGreaterThan(0.6);
	expect(share(4, 6)).toBeGreaterThan(0.1);
	expect(share(10, 30)).toBeGreaterThan(0.08);
	expect(share(0.1, 4) + share(4, 6) + share(10, 30)).toBeCloseTo(1, 1);
});

it('keeps its pace on average', () => {
	const pauses = makePlan(options).pushes.map(({ pauseMs }) => pauseMs);
	expect(pauses.reduce((sum, pause) => sum + pause) / pauses.length).toBeGreaterThan(225);
	expect(pauses.reduce((sum, pause) => sum + pause) / pauses.length).toBeLessThan(275);
});

it.each([2, 4, 20])('kills the workers in turn, %i times, while pushes are sent', (kills) => {
	const plan = makePlan({ ...options, pushes: 200, kills });
	expect(plan.kills.map(({ worker }) => worker)).toEqual(plan.kills.map((_, index) => index % 2));
	const moments = plan.kills.map(({ afterPush }) => afterPush);
	expect(moments).toEqual([...moments].sort((a, b) => a - b));
	expect(moments[0]).toBeGreaterThan(0);
	expect(moments.at(-1)).toBeLessThan(200);
});

it('reads in a log what was put into the queue, begun and ended', () => {
	const log = 'Enqueued execution 31 (job 9)\n' + 'Worker started execution 7 (job 9)\nWorker started execution 12 (job 14)\nWorker finished execution 7 (job 9)\n';
	expect(idsIn(log, 'started')).toEqual(['7', '12']);
	expect(idsIn(log, 'finished')).toEqual(['7']);
	expect(idsIn(log, 'enqueued')).toEqual(['31']);
});
