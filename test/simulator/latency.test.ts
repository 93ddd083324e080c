import axios from 'axios';
import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';

/** Answers that take their time. */

let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
	await client.token();
});

async function took(act: () => Promise<unknown>): Promise<number> {
	const start = Date.now();
	await act();
	return Date.now() - start;
}

const tags = async () => await client.get('/cgi-bin/tags/get');

test('every answer takes so long, and none waits for another', async () => {
	await client.control('/latency', { ms: 300 });
	const ms = await took(async () => await Promise.all(Array.from({ length: 20 }, tags)));
	expect(ms).toBeGreaterThanOrEqual(299);
	expect(ms).toBeLessThan(1500);
});

test('WeChat Pay, refusals and tokens too; orders to the simulator do not', async () => {
	await client.control('/latency', { ms: 200 });
	expect(await took(async () => await axios.get(`${simulator.url}/v3/certificates`, { validateStatus: () => true }))).toBeGreaterThanOrEqual(199);
	expect(await took(async () => await client.get('/cgi-bin/nothing'))).toBeGreaterThanOrEqual(199);
	expect(await took(async () => await client.stableToken())).toBeGreaterThanOrEqual(199);
	expect(await took(async () => await client.control('/state'))).toBeLessThan(150);
});

test('what was asked is done at once; the answer is late', async () => {
	await client.control('/latency', { ms: 300 });
	const created = client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
	await new Promise((done) => setTimeout(done, 150));
	expect((await client.control('/state')).accounts[0].tags).toContainEqual({ id: 100, name: 'VIP' });
	await created;
});

test('0 and a reset end it', async () => {
	await client.control('/latency', { ms: 300 });
	await client.control('/latency', { ms: 0 });
	expect(await took(tags)).toBeLessThan(250);
	await client.control('/latency', { ms: 300 });
	await client.control('/reset', {});
	client.forgetToken();
	expect(await took(tags)).toBeLessThan(250);
});

test.each([{}, { ms: -1 }, { ms: '50' }, { ms: null }])('%o is refused', async (order) => {
	expect(await client.control('/latency', order)).toEqual({ error: 'ms must be a number of milliseconds, 0 for none' });
});
