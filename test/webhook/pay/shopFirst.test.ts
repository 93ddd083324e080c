import { startReceiver, type Receiver } from '../../simulator/receiver';
import { change } from '../../transport/context';
import type { N8n } from '../n8n';
import { deliver, expectLogged, logged, NOT_TAKEN, pass, PAYMENT, Scene, type Wire } from './scene';
import { seen } from './seen';

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
		expect(logged).toEqual([expect.stringMatching(/^warn .*the shop system did not answer: nobody answers at that address\. WeChat Pay will repeat/)]);
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

	it('gets no headers of a proxy', async () => {
		const n8n = await n8nWith();
		const [{ headers, body }] = await scene.intercepted();
		await deliver(n8n, { headers: { ...headers, 'x-forwarded-host': 'n8n.example.com', 'cdn-loop': 'cloudflare', 'request-id': '08F7' }, body });
		const [{ headers: received }] = shop.received;
		expect(received).toMatchObject({ ...headers, 'request-id': '08F7', 'x-wechat-hops': '1' });
		for (const name of ['x-forwarded-host', 'cdn-loop']) expect(received).not.toHaveProperty(name);
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

describe('what is not believed here', () => {
	/** It reaches the shop as it came, WeChat Pay hears the shop, and nothing is started. */
	async function expectForShopOnly(n8n: N8n, wire: Wire): Promise<void> {
		const before = shop.received.length;
		expect(await deliver(n8n, wire)).toEqual(THEIRS);
		expect(shop.received.slice(before).map(({ body }) => body)).toEqual([String(wire.body)]);
		for (const [name, value] of Object.entries(wire.headers)) expect(shop.received.at(-1)!.headers[name]).toBe(value);
		expect(n8n.executions).toEqual([]);
	}

	it.each(['signature', 'body', 'timestamp', 'serial', 'apiV3Key', 'otherMerchant', 'oversized'])('(%s) goes to the shop, which verifies for itself; the log and the list know why', async (tamper) => {
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted({ tamper });
		await expectForShopOnly(n8n, wire);
		expectLogged(scene, /./);
		expect((await seen(scene.store))[0]).toMatch(/^Refused \(number \d+\): [A-Z]/);
		shop.answer((_, response) => response.writeHead(401).end('no'));
		expect(await deliver(n8n, wire)).toMatchObject({ status: 401, body: 'no' });
	});

	it('because WeChat Pay tests whether signatures are checked: the shop is tested', async () => {
		shop.answer((_, response) => response.writeHead(401, { 'content-type': 'text/plain' }).end('wrong signature'));
		const n8n = await n8nWith();
		expect(await scene.notify(n8n, { tamper: 'signtest' })).toMatchObject([{ status: 401, body: 'wrong signature' }]);
		expect(shop.received).toHaveLength(1);
		expect(n8n.executions).toEqual([]);
	});

	it('because it is a replay', async () => {
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		for (let n = 0; n < 2; n++) expect(await deliver(n8n, wire)).toEqual(THEIRS);
		expect(shop.received).toHaveLength(2);
		expect(n8n.executions).toHaveLength(1);
		expectLogged(scene, /second time with the same signature/);
	});

	it.each<[string, object]>([
		['has a wrong APIv3 key', { apiV3Key: 'another key of thirty-two bytes.' }],
		['has an APIv3 key that is none', { apiV3Key: 'short' }],
		['has a private key that is none', { privateKey: 'none' }],
		['does not know the key', { publicKeyId: 'PUB_KEY_ID_0000' }],
		['is of another merchant', { mchid: '1900055555' }],
		['is empty', Object.fromEntries(['mchid', 'privateKey', 'apiV3Key', 'publicKey'].map((name) => [name, '']))],
	])('because n8n’s credential %s', async (_, wrong) => {
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		change(scene.store, wrong as never);
		await expectForShopOnly(n8n, wire);
		expect(logged).toHaveLength(1);
	});

	it('because n8n’s credential was deleted', async () => {
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		jest.spyOn(scene.store, 'stored').mockImplementation(() => {
			throw new Error('There is no such credential');
		});
		await expectForShopOnly(n8n, wire);
		expect(logged).toEqual([expect.stringMatching(/^error .*could not be read/)]);
	});

	it('because n8n has no APIv2 key, of a shop that uses the old XML interface', async () => {
		const body = '<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>';
		shop.answer((_, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(body));
		const n8n = await n8nWith();
		change(scene.store, { apiV2Key: '' });
		const { tries } = await scene.client.control('/notify', { url: n8n.url, v2: 'payment', times: 1 });
		expect(tries).toMatchObject([{ status: 200, body }]);
		expect(shop.received).toHaveLength(1);
		expect(n8n.executions).toEqual([]);
		expect(logged).toEqual([expect.stringMatching(/was refused.*“APIv2 Key” is empty/)]);
	});

	it('because WeChat Pay cannot be asked just now: the shop has it, and WeChat Pay repeats it for n8n', async () => {
		await scene.client.control('/faults', { path: '/v3/refund/domestic/refunds/{out_refund_no}', times: 9, status: 500, code: 'SYSTEM_ERROR' });
		const n8n = await n8nWith({ events: ['*'], additionalFields: { shopUrl: shop.url, requery: true } });
		const { tries } = await scene.client.control('/notify', { url: n8n.url, v2: 'refund', times: 1 });
		expect(tries).toMatchObject([{ status: 500 }]);
		expect(shop.received).toHaveLength(1);
		expect(n8n.executions).toEqual([]);
	});
});

describe('an address that takes nothing', () => {
	it.each([302, 403, 404, 503])('answers %d: WeChat Pay hears it, and the log and the list say so', async (status) => {
		shop.answer((_, response) => response.writeHead(status, { location: `${shop.url}/elsewhere` }).end('x'));
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		expect(await deliver(n8n, wire)).toMatchObject({ status, body: 'x' });
		expect(shop.received).toHaveLength(1);
		expect(n8n.executions).toHaveLength(1);
		expect(logged).toEqual([expect.stringMatching(new RegExp(`^warn .*the shop system answered with HTTP status ${status}\\. WeChat Pay will repeat`))]);
		expect(await seen(scene.store)).toContain(`Shop First: the shop system answered with HTTP status ${status}`);
	});

	it('is nobody’s: the list says so', async () => {
		const n8n = await n8nWith();
		const [wire] = await scene.intercepted();
		await shop.close();
		await deliver(n8n, wire);
		expect(await seen(scene.store)).toContain('Shop First: the shop system did not answer: nobody answers at that address');
	});

	it.each<[string, number]>([
		['is the trigger’s own', 1],
		['is that of a trigger which names this one', 2],
	])('%s: it ends, WeChat Pay hears it soon, each workflow runs once, and the log knows why', async (_, count) => {
		const fields = Array.from({ length: count }, () => ({ shopUrl: '' }));
		const triggers: N8n[] = [];
		for (const additionalFields of fields) triggers.push(await scene.n8n({ additionalFields }));
		for (const [n, field] of fields.entries()) field.shopUrl = triggers[(n + 1) % count].url;
		const wires = await scene.intercepted({ times: 2 });
		for (const wire of wires) {
			const began = Date.now();
			expect(await deliver(triggers[0], wire)).toEqual(NOT_TAKEN);
			expect(Date.now() - began).toBeLessThan(2500);
		}
		expect(triggers.map(({ executions }) => executions.length)).toEqual(Array(count).fill(1));
		expect(logged.filter((line) => line.includes('two of them name each other'))).toHaveLength(2);
		expect(logged.filter((line) => !/the shop system (did not answer|answered)|second time/.test(line))).toEqual([]);
	}, 20_000);
});
