import { startReceiver, type Receiver } from '../../simulator/receiver';
import type { N8n } from '../n8n';
import { deliver, logged, NOT_TAKEN, pass, PAYMENT, REFUSED, Scene, type Wire } from './scene';

const scene = Scene.forEachTest();

let shop: Receiver;

beforeEach(async () => {
	shop = await startReceiver();
	shop.answer((_, response) => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end('{"code":"SUCCESS","message":"店铺"}'));
});
afterEach(async () => await shop.close());

const THEIRS = { status: 200, contentType: 'application/json; charset=utf-8', body: '{"code":"SUCCESS","message":"店铺"}' };
const BUSY = { status: 503, contentType: 'text/plain', body: 'later' };

const busy = () => shop.answer((_, response) => response.writeHead(503, { 'content-type': 'text/plain' }).end('later'));

async function n8nWith(parameters: object = {}, options: object = {}): Promise<N8n> {
	return await scene.n8n({ additionalFields: { shopUrl: ` ${shop.url} ` }, ...parameters }, options);
}

describe('a shop system that goes first', () => {
	it('gets what WeChat Pay sent, byte by byte, and WeChat Pay gets its answer', async () => {
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		expect(await deliver(n8n, wire)).toEqual(THEIRS);
		expect(n8n.items).toMatchObject([{ out_trade_no: PAYMENT.out_trade_no }]);
		expect(shop.received).toHaveLength(1);
		const [{ method, headers, body }] = shop.received;
		expect({ method, body }).toEqual({ method: 'POST', body: String(wire.body) });
		for (const [name, value] of Object.entries(wire.headers)) expect(headers[name]).toBe(value);
		expect(logged).toEqual([]);
	});

	it('with an empty 204, which is an answer too', async () => {
		shop.answer(204);
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		expect(await deliver(n8n, wire)).toMatchObject({ status: 204, body: '' });
		expect(n8n.executions).toHaveLength(1);
	});

	it('that is busy: WeChat Pay hears it and repeats, the shop gets each repeat, and the workflow runs once', async () => {
		busy();
		const n8n = await n8nWith();
		const [first, second, third, fourth] = await scene.intercepted({ times: 4 });
		expect(await deliver(n8n, first)).toEqual(BUSY);
		expect(await deliver(n8n, second)).toEqual(BUSY);
		shop.answer((_, response) => response.writeHead(200, { 'content-type': THEIRS.contentType }).end(THEIRS.body));
		expect(await deliver(n8n, third)).toEqual(THEIRS);
		expect(await deliver(n8n, fourth)).toEqual(THEIRS);
		expect(n8n.executions).toHaveLength(1);
		expect(shop.received.map(({ body }) => body)).toEqual([first, second, third, fourth].map(({ body }) => body));
	});

	it('that is down: 500, so that WeChat Pay repeats; the workflow has started all the same, once', async () => {
		const n8n = await n8nWith();
		const [first, second] = await scene.intercepted({ times: 2 });
		const { url } = shop;
		await shop.close();
		expect(await deliver(n8n, first)).toEqual(NOT_TAKEN);
		expect(n8n.executions).toHaveLength(1);
		expect(logged).toEqual([expect.stringMatching(/^warn .*the shop system did not answer\. WeChat Pay will repeat/)]);
		expect(logged[0]).not.toContain(url);
		expect(await deliver(n8n, second)).toEqual(NOT_TAKEN);
		expect(n8n.executions).toHaveLength(1);
	});

	it('that says nothing for four seconds: 500 within WeChat’s five', async () => {
		shop.answer(() => {});
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		const began = Date.now();
		expect(await deliver(n8n, wire)).toEqual(NOT_TAKEN);
		expect(Date.now() - began).toBeGreaterThan(3500);
		expect(Date.now() - began).toBeLessThan(4900);
		expect(n8n.executions).toHaveLength(1);
	}, 15_000);

	it('that is fine, while the execution cannot be started: 500; the repeat starts it, and the shop hears both', async () => {
		const n8n = await n8nWith();
		n8n.isDown = true;
		const [first, second, third] = await scene.intercepted({ times: 3 });
		expect(await deliver(n8n, first)).toEqual(NOT_TAKEN);
		expect(n8n.executions).toEqual([]);
		n8n.isDown = false;
		expect(await deliver(n8n, second)).toEqual(THEIRS);
		expect(await deliver(n8n, third)).toEqual(THEIRS);
		expect(n8n.executions).toHaveLength(1);
		expect(shop.received).toHaveLength(3);
	});

	it('repeats that come at once share the execution, and each gets the shop’s answer', async () => {
		const n8n = await n8nWith();
		n8n.msToStart = 100;
		const wires = await scene.intercepted({ times: 3 });
		const answers = await Promise.all(wires.map(async (wire: Wire) => await deliver(n8n, wire)));
		expect(answers).toEqual(Array(3).fill(THEIRS));
		expect(n8n.executions).toHaveLength(1);
	});

	it('and is no longer there when the process has forgotten: a day later it is a new one', async () => {
		const n8n = await n8nWith();
		await scene.notify(n8n, { id: 'EV-shop' });
		pass(25 * 3600_000);
		await scene.notify(n8n, { id: 'EV-shop' });
		expect([n8n.executions.length, shop.received.length]).toEqual([2, 2]);
	});

	it.each<[string, object]>([
		['an event that nobody wants here', { events: ['REFUND.SUCCESS'] }],
		['a payment that is filtered away', { filters: { minimumAmount: 1000 } }],
	])('%s goes to the shop, and its answer to WeChat Pay', async (_, parameters) => {
		const n8n = await n8nWith(parameters);
		const [first, second] = await scene.intercepted({ times: 2 });
		expect(await deliver(n8n, first)).toEqual(THEIRS);
		busy();
		expect(await deliver(n8n, second)).toEqual(BUSY);
		expect(n8n.executions).toEqual([]);
		expect(shop.received).toHaveLength(2);
	});

	it.each(['signature', 'body', 'timestamp', 'signtest', 'apiV3Key', 'otherMerchant', 'oversized'])('a forgery (%s) goes to nobody', async (tamper) => {
		const n8n = await n8nWith();
		expect(await scene.notify(n8n, { tamper })).toMatchObject([{ status: 401, body: REFUSED.body }]);
		expect(shop.received).toEqual([]);
		expect(n8n.executions).toEqual([]);
	});

	it('a replay goes to nobody', async () => {
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		await deliver(n8n, wire);
		expect(await deliver(n8n, wire)).toEqual(REFUSED);
		expect(shop.received).toHaveLength(1);
	});

	it('of the old XML interface gets XML, and answers in it', async () => {
		const body = '<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>';
		shop.answer((_, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(body));
		const n8n = await n8nWith();
		const { tries } = await scene.client.control('/notify', { url: n8n.url, v2: 'payment', times: 2 });
		expect(tries).toMatchObject([{ status: 200, body }, { status: 200, body }]);
		expect(shop.received.map((one) => one.body.startsWith('<xml>'))).toEqual([true, true]);
		expect(n8n.executions).toHaveLength(1);
	});

	it('waits for no details: both are asked at once', async () => {
		await scene.client.control('/faults', { path: '/v3/merchant-service/complaints-v2/{complaint_id}', hang: 5000 });
		shop.answer((_, response) => setTimeout(() => response.writeHead(200, { 'content-type': THEIRS.contentType }).end(THEIRS.body), 1500));
		const n8n = await n8nWith({ events: ['*'], additionalFields: { shopUrl: shop.url, addDetails: true } });
		const began = Date.now();
		await scene.notify(n8n, { event_type: 'COMPLAINT.CREATE', resource: { complaint_id: '1' } });
		expect(Date.now() - began).toBeLessThan(3300);
		expect(n8n.executions).toHaveLength(1);
	}, 15_000);
});
