import { sendAll, untilIdle } from './pushing';
import { Client } from '../../simulator/client';
import { startSimulator, type Simulator } from '../../simulator/simulator';
import { makePlan } from './plan';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator();
});

afterAll(async () => await simulator.close());

it('waits as long as n8n is busy, and goes on then', async () => {
	const looks = [true, true, false];
	let looked = 0;
	await untilIdle(async () => looks[looked++]!, 1000, 1);
	expect(looked).toBe(3);
});

it('gives up an n8n that stays busy, in a sentence', async () => {
	await expect(untilIdle(async () => true, 50, 5)).rejects.toThrow(/^n8n has been too busy .* for 0\.05 seconds: look into its logs/);
});

it('a simulator that ends meanwhile is an error of the soak, and no unhandled one', async () => {
	const other = await startSimulator();
	const plan = makePlan({ seed: 1, pushes: 5, rate: 20, kills: 0, workers: 1 });
	const sent = sendAll(new Client(other.url), plan, ({ n }) => {
		if (n === 2) void other.close();
	});
	await expect(sent).rejects.toThrow();
});

it('brings every push, and says what became of it', async () => {
	const plan = makePlan({ seed: 1, pushes: 3, rate: 50, kills: 0, workers: 1 });
	const seen: number[] = [];
	const wechat = new Client(simulator.url);
	await wechat.control('/accounts', { callback: { url: `${simulator.url}/nowhere` } });
	const delivered = await sendAll(wechat, plan, ({ n }) => void seen.push(n));
	expect(seen).toEqual([1, 2, 3]);
	expect(delivered.map(({ n, outcome, tries }) => [n, outcome, tries.length > 0])).toEqual([1, 2, 3].map((n) => [n, 'unavailable', true]));
});
