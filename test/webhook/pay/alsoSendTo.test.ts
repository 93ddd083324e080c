import { startReceiver, type Receiver } from '../../simulator/receiver';
import type { N8n } from '../n8n';
import { deliver, REFUSED, Scene, TAKEN } from './scene';

const scene = Scene.forEachTest();

let other: Receiver;

beforeEach(async () => {
	other = await startReceiver();
});
afterEach(async () => await other.close());

async function n8nWith(parameters: object = {}, options: object = {}): Promise<N8n> {
	return await scene.n8n({ additionalFields: { alsoSendTo: { receiver: [{ url: other.url, tries: 3 }] } }, ...parameters }, options);
}

/** It is sent on without keeping WeChat Pay waiting. */
async function received(count: number): Promise<void> {
	for (let n = 0; n < 100 && other.received.length < count; n++) await new Promise((done) => setTimeout(done, 10));
	await new Promise((done) => setTimeout(done, 100));
	expect(other.received).toHaveLength(count);
}

describe('others who get the same notification', () => {
	it('get it once, byte by byte, however often WeChat Pay repeats it', async () => {
		const n8n = await n8nWith();
		const [first, second] = await scene.intercepted({ times: 2 });
		for (const wire of [first, second]) expect(await deliver(n8n, wire)).toEqual(TAKEN);
		await received(1);
		expect(other.received[0].body).toBe(first.body);
		for (const [name, value] of Object.entries(first.headers)) expect(other.received[0].headers[name]).toBe(value);
	});

	it('once also when the execution could not be started at first', async () => {
		const n8n = await n8nWith();
		n8n.isDown = true;
		const [first, second] = await scene.intercepted({ times: 2 });
		await deliver(n8n, first);
		n8n.isDown = false;
		expect(await deliver(n8n, second)).toEqual(TAKEN);
		await received(1);
		expect(n8n.executions).toHaveLength(1);
	});

	it('get what nobody wants here, too; what they say does not matter', async () => {
		other.answer(404);
		const n8n = await n8nWith({ events: ['REFUND.SUCCESS'] });
		const wires = await scene.intercepted({ times: 2 });
		for (const wire of wires) expect(await deliver(n8n, wire)).toEqual(TAKEN);
		await received(1);
		expect(n8n.executions).toEqual([]);
	});

	it('can be another workflow with this trigger', async () => {
		const second = await scene.n8n({}, { place: { workflow: 'workflow-9021', node: 'trigger' } });
		const n8n = await scene.n8n({ additionalFields: { alsoSendTo: { receiver: [{ url: second.url, tries: 1 }] } } });
		await scene.notify(n8n, { id: 'EV-passed-on' });
		for (let n = 0; n < 100 && second.executions.length === 0; n++) await new Promise((done) => setTimeout(done, 10));
		expect(second.items).toMatchObject([{ dedup_key: 'EV-passed-on', is_verified: true }]);
	});

	it('get no forgery', async () => {
		const n8n = await n8nWith();
		expect(await scene.notify(n8n, { tamper: 'signature' })).toMatchObject([{ status: 401, body: REFUSED.body }]);
		await received(0);
	});

	it('get every one of a test run', async () => {
		const n8n = await n8nWith({}, { mode: 'manual' });
		for (const wire of await scene.intercepted({ times: 2 })) expect(await deliver(n8n, wire)).toEqual(TAKEN);
		await received(2);
	});
});
