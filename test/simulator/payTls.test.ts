import { request } from 'node:https';
import { MERCHANT } from './client';
import { type Simulator, startSimulator } from './simulator';
import { v2Call } from './v2Client';
import { PLATFORM_CERTIFICATES, TLS } from './world/pay/keys';

/** HTTPS: where money goes out by the old interface, the connection itself must show the merchant's certificate. */
let simulator: Simulator;
beforeAll(async () => (simulator = await startSimulator({ tls: true })));
afterAll(async () => await simulator.close());

const OWN = { cert: MERCHANT.clientCertificate, key: MERCHANT.privateKey };
const [{ certificate: cert, privateKey: key }] = PLATFORM_CERTIFICATES;

async function post(path: string, certificate: { cert?: string; key?: string } = {}, more: Record<string, string> = {}): Promise<{ status?: number; text: string }> {
	return await new Promise((resolve, reject) => {
		const call = request(simulator.url + path, { method: 'POST', ca: TLS.ca, agent: false, ...certificate }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
		});
		call.on('error', reject).end(v2Call({ out_trade_no: 'LT-0001', ...more }));
	});
}

test('its own address is HTTPS, and its certificate that of an authority that must be trusted', async () => {
	expect(simulator.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
	await expect(post('/pay/orderquery', { ca: undefined } as never)).rejects.toMatchObject({ code: expect.stringMatching(/CERT|SIGNATURE/) });
});

test.each(['/secapi/pay/reverse', '/secapi/pay/refund', '/mmpaymkttransfers/sendredpack', '/mmpaymkttransfers/gethbinfo'])('%s: not without a certificate', async (path) => {
	const { status, text } = await post(path);
	expect(status).toBe(400);
	expect(text).toContain('No required SSL certificate was sent');
});

test('with the merchant’s own the call is looked at', async () => {
	const { status, text } = await post('/secapi/pay/reverse', OWN);
	expect(status).toBe(200);
	expect(text).toContain('ORDERNOTEXIST');
});

test('with that of another it is not', async () => {
	expect((await post('/secapi/pay/reverse', { cert, key })).text).toContain('CA_ERROR');
});

test('elsewhere none is needed, and any will do', async () => {
	for (const certificate of [{}, { cert, key }]) expect((await post('/pay/orderquery', certificate)).text).toContain('ORDERNOTEXIST');
});
