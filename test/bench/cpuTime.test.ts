import { cpuTime } from './cpuTime';

const work = (): void => {
	for (const end = performance.now() + 300; performance.now() < end; );
};

(process.platform === 'linux' ? it : it.skip)('processor time is that which Node counts itself', async () => {
	const before = (await cpuTime(process.pid))!;
	const counted = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(counted);
	const expected = (user + system) / 1000;
	expect(Math.abs((await cpuTime(process.pid))! - before - expected)).toBeLessThan(60);
	expect(expected).toBeGreaterThan(20);
});

it('of a process that is not there nothing is known', async () => {
	expect(await cpuTime(2 ** 30)).toBeUndefined();
});
