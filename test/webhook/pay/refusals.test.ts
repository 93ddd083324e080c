import { MERCHANT } from '../../simulator/client';
import { encryptResource } from '../../simulator/http/payCipher';
import { change } from '../../transport/context';
import type { N8n } from '../n8n';
import { deliver, expectLogged, expectNoSecrets, expectRefused, freeze, logged, PAYMENT, REFUSED, Scene, signed, TAKEN, type Wire } from './scene';
import { seen } from './seen';

const scene = Scene.forEachTest();

const CERTIFICATE = MERCHANT.certificates[0].serial;

async function captured(more: object = {}): Promise<Wire> {
	const [wire] = await scene.intercepted(more);
	return wire;
}

function withHeaders(wire: Wire, headers: Record<string, string | undefined>): Wire {
	const all = Object.entries({ ...wire.headers, ...headers }).filter(([, value]) => value !== undefined);
	return { ...wire, headers: Object.fromEntries(all) as Record<string, string> };
}

async function refused(n8n: N8n, wire: Wire, reason: RegExp): Promise<void> {
	logged.length = 0;
	expect(await deliver(n8n, wire)).toEqual(REFUSED);
	expectRefused(scene, n8n, reason);
}

describe.each(['publicKey', 'platformCertificate'])('a forgery, where WeChat Pay signs with its %s', (mode) => {
	const ours = mode === 'publicKey' ? MERCHANT.publicKeyId : CERTIFICATE;

	it.each<[string, RegExp]>([
		['signature', /Its signature is wrong/],
		['body', /Its signature is wrong/],
		['timestamp', /more than five minutes off/],
		['serial', new RegExp(`does not have \\(${ours.slice(0, -4)}(9999|8888)\\)`)],
		['nonce', /Its signature is wrong/],
		['oversized', /larger than any notification/],
		['algorithm', /encrypted in a way that is not supported/],
		['apiV3Key', /cannot be decrypted/],
		['otherMerchant', /for another merchant/],
		['missingHeader', /Wechatpay-signature is missing/],
	])('%s: 401 FAIL, and the log knows why', async (tamper, reason) => {
		await scene.merchant({ mode });
		const n8n = await scene.n8n({ events: ['*'] });
		const [{ status, body }] = await scene.notify(n8n, { tamper });
		expect({ status, body }).toEqual({ status: 401, body: REFUSED.body });
		expect(body).toMatch(/^\{"code":"FAIL",/);
		expectRefused(scene, n8n, reason);
	});

	it('signtest, which is WeChat Pay’s own: refused without a warning, and the true one that follows is taken', async () => {
		await scene.merchant({ mode });
		const n8n = await scene.n8n({ events: ['*'] });
		const before = await seen(scene.store);
		const [{ status, body }] = await scene.notify(n8n, { tamper: 'signtest', id: 'EV-probed' });
		expect({ status, body }).toEqual({ status: 401, body: REFUSED.body });
		expect(n8n.executions).toEqual([]);
		expect(logged).toEqual([expect.stringMatching(/^debug .*tested whether signatures are checked/)]);
		expect(await seen(scene.store)).toEqual(before);
		await scene.notify(n8n, { id: 'EV-probed' });
		expect(n8n.executions).toHaveLength(1);
		expect((await seen(scene.store))[0]).toBe('TRANSACTION.SUCCESS: started the workflow');
		await scene.notify(n8n, { tamper: 'signature' });
		expect((await seen(scene.store))[0]).toMatch(/^Refused \(number \d+\): Its signature is wrong/);
	});

	it('replay: the true one is taken, the same bytes again are refused', async () => {
		await scene.merchant({ mode });
		const n8n = await scene.n8n({ events: ['*'] });
		expect(await scene.notify(n8n, { tamper: 'replay' })).toMatchObject([
			{ status: 200, body: TAKEN.body },
			{ status: 401, body: REFUSED.body },
		]);
		expect(n8n.executions).toHaveLength(1);
		expectLogged(scene, /second time with the same signature/);
	});

	it('an event that nobody wants: a forgery of it is refused all the same', async () => {
		await scene.merchant({ mode });
		const n8n = await scene.n8n({ events: [] });
		expect(await scene.notify(n8n, { tamper: 'signature' })).toMatchObject([{ status: 401 }]);
		expectRefused(scene, n8n, /signature is wrong/);
	});

	it('in a test run from the editor: refused all the same', async () => {
		await scene.merchant({ mode });
		const n8n = await scene.n8n({}, { mode: 'manual' });
		expect(await scene.notify(n8n, { tamper: 'body' })).toMatchObject([{ status: 401 }]);
		expectRefused(scene, n8n, /signature is wrong/);
	});
});

describe('a request that is no notification', () => {
	it('GET: there is no such webhook', async () => {
		const n8n = await scene.n8n();
		expect(await deliver(n8n, { ...(await captured()), method: 'GET' })).toMatchObject({ status: 404 });
		expect(n8n.executions).toEqual([]);
	});

	it.each<[string, (wire: Wire) => Wire, RegExp]>([
		['without a body', (wire) => ({ ...wire, body: '' }), /signature is wrong/],
		['without a body and headers', () => ({ headers: {}, body: '' }), /Wechatpay-timestamp is missing/],
		['a form', (wire) => withHeaders({ ...wire, body: 'id=1&event_type=TRANSACTION.SUCCESS' }, { 'content-type': 'application/x-www-form-urlencoded' }), /signature is wrong/],
		['the first half, not called JSON', (wire) => withHeaders({ ...wire, body: wire.body.slice(0, wire.body.length / 2) }, { 'content-type': 'text/plain' }), /signature is wrong/],
		['all but the last byte', (wire) => withHeaders({ ...wire, body: wire.body.slice(0, -1) }, { 'content-type': 'text/plain' }), /signature is wrong/],
		['a line feed more', (wire) => ({ ...wire, body: `${wire.body as string}\n` }), /signature is wrong/],
		['a byte order mark more', (wire) => ({ ...wire, body: `\ufeff${wire.body as string}` }), /signature is wrong/],
		['the same JSON, written otherwise', (wire) => ({ ...wire, body: JSON.stringify(JSON.parse(wire.body as string), null, 1) }), /signature is wrong/],
		['random bytes', (wire) => withHeaders({ ...wire, body: Buffer.from(Array.from({ length: 256 }, (_, n) => n)) }, { 'content-type': 'application/octet-stream' }), /signature is wrong/],
	])('%s: 401', async (_, change, reason) => {
		const n8n = await scene.n8n();
		await refused(n8n, change(await captured()), reason);
	});

	it('broken UTF-8, signed as if it were whole: 401', async () => {
		const n8n = await scene.n8n();
		const wire = scene.sealed(JSON.stringify(PAYMENT), { summary: '\ufffd' });
		const whole = Buffer.from(wire.body as string);
		const at = whole.indexOf('\ufffd');
		const body = Buffer.concat([whole.subarray(0, at), Buffer.from([0xff]), whole.subarray(at + 3)]);
		expect(body.toString()).toBe(wire.body);
		await refused(n8n, { ...wire, body }, /signature is wrong/);
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
	});

	it('broken UTF-8, rightly signed: taken, because the signature is over the bytes', async () => {
		const n8n = await scene.n8n();
		const whole = Buffer.from(scene.sealed(JSON.stringify(PAYMENT), { summary: 'x' }).body as string);
		const body = Buffer.from(whole);
		body[whole.indexOf('"summary":"x"') + 11] = 0xff;
		expect(await deliver(n8n, signed(body))).toEqual(TAKEN);
	});

	it('named as anything, rightly signed: taken, because the type is not signed', async () => {
		for (const type of ['text/plain', 'application/octet-stream', 'application/json; charset=utf-8']) {
			const n8n = await scene.n8n();
			expect(await deliver(n8n, withHeaders(await captured(), { 'content-type': type }))).toEqual(TAKEN);
		}
	});
});

describe('a signature that is none', () => {
	it.each(['timestamp', 'nonce', 'signature', 'serial'])('without Wechatpay-%s, or with an empty one', async (name) => {
		const n8n = await scene.n8n();
		for (const value of [undefined, '']) {
			await refused(n8n, withHeaders(await captured(), { [`wechatpay-${name}`]: value }), new RegExp(`The header Wechatpay-${name} is missing`));
		}
	});

	it.each(['WECHATPAY2-SM2-WITH-SM3', 'wechatpay2-sha256-rsa2048', ''])('of the type %j', async (type) => {
		const n8n = await scene.n8n();
		await refused(n8n, withHeaders(await captured(), { 'wechatpay-signature-type': type }), /signed in a way that is not supported/);
	});

	it('of no type is of the usual one', async () => {
		const n8n = await scene.n8n();
		expect(await deliver(n8n, withHeaders(await captured(), { 'wechatpay-signature-type': undefined }))).toEqual(TAKEN);
	});

	it.each<[string, (signature: string) => string]>([
		['without its padding', (signature) => signature.replace(/=+$/, '')],
		['in the alphabet of URLs', (signature) => signature.replaceAll('+', '-').replaceAll('/', '_')],
		['with bits that no byte needs', (signature) => signature.replace(/(.)==$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`)],
		['with something after it', (signature) => `${signature}AAAA`],
		['with a space in it', (signature) => `${signature.slice(0, 9)} ${signature.slice(9)}`],
		['twice', (signature) => `${signature}, ${signature}`],
	])('of which it is another spelling: %s', async (_, respelled) => {
		const n8n = await scene.n8n();
		// One that has all of the characters that can be spelled otherwise.
		let wire = await captured();
		while (!/\+.*\/|\/.*\+/.test(wire.headers['wechatpay-signature'])) wire = await captured();
		const spelling = respelled(wire.headers['wechatpay-signature']);
		expect(spelling).not.toBe(wire.headers['wechatpay-signature']);
		await refused(n8n, withHeaders(wire, { 'wechatpay-signature': spelling }), /signature is wrong/);
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
	});

	it.each(['1e9', '0x6922a3f0', '-1', 'NaN', 'now', '9999999999999', ' '])('of the time %j', async (timestamp) => {
		const n8n = await scene.n8n();
		const { body } = scene.sealed(JSON.stringify(PAYMENT));
		await refused(n8n, signed(body, { 'wechatpay-timestamp': timestamp }), timestamp === ' ' ? /timestamp is missing/ : /more than five minutes off/);
	});

	it('of now in another notation', async () => {
		const n8n = await scene.n8n();
		const { body } = scene.sealed(JSON.stringify(PAYMENT));
		const now = Math.floor(Date.now() / 1000);
		for (const timestamp of [`${now}.0`, `+${now}`, `0x${now.toString(16)}`, `${now}e0`]) {
			await refused(n8n, signed(body, { 'wechatpay-timestamp': timestamp }), /more than five minutes off/);
		}
	});
});

describe('five minutes', () => {
	const now = Math.floor(Date.now() / 1000) * 1000;

	it.each<[number, boolean]>([
		[-300_000, false],
		[-299_999, true],
		[299_999, true],
		[300_000, false],
	])('a notification that is %d ms old: taken %s', async (age, isTaken) => {
		freeze(now);
		const n8n = await scene.n8n();
		const wire = await captured();
		expect(wire.headers['wechatpay-timestamp']).toBe(String(now / 1000));
		freeze(now + age);
		if (!isTaken) return await refused(n8n, wire, /more than five minutes off: it is an old one, or the clock of this server is wrong/);
		expect(await deliver(n8n, wire)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(1);
	});
});

describe('rightly signed, and still not what WeChat Pay sends', () => {
	const json = { 'content-type': 'application/octet-stream' };

	it.each<[string, string, RegExp]>([
		['no JSON', 'not JSON', /not the JSON that WeChat sends/],
		['a list', '[]', /not the JSON/],
		['null', 'null', /not the JSON/],
		['a text', '"x"', /not the JSON/],
		['nothing in it', '{}', /It has no resource/],
		['a resource that is null', '{"resource":null}', /It has no resource/],
		['a resource that is a text', '{"resource":"x"}', /It has no resource/],
		['a resource without its parts', '{"resource":{"algorithm":"AEAD_AES_256_GCM"}}', /cannot be decrypted/],
		['a ciphertext that is shorter than a tag', '{"resource":{"algorithm":"AEAD_AES_256_GCM","nonce":"123456789012","ciphertext":"AAAA"}}', /cannot be decrypted/],
		['parts of other types', '{"resource":{"algorithm":"AEAD_AES_256_GCM","nonce":1,"ciphertext":{}}}', /cannot be decrypted/],
		['a reserved name', '{"__proto__":{"resource":1},"resource":{}}', /not the JSON/],
		['a thousand levels', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`, /not the JSON/],
	])('%s: 401', async (_, body, reason) => {
		const n8n = await scene.n8n();
		await refused(n8n, signed(body, json), reason);
	});

	it.each<[string, string]>([
		['no JSON', 'not JSON'],
		['a list', '[1]'],
		['a number', '1'],
		['nothing', ''],
		['a reserved name', '{"constructor":{}}'],
	])('%s, encrypted: 401', async (_, plain) => {
		const n8n = await scene.n8n();
		await refused(n8n, scene.sealed(plain), /not the JSON that WeChat sends/);
	});

	it('parts of an order that are none are left out: taken', async () => {
		const n8n = await scene.n8n();
		expect(await deliver(n8n, scene.sealed('{"combine_out_trade_no":"C1","sub_orders":[null,5]}'))).toEqual(TAKEN);
		expect(n8n.items).toMatchObject([{ out_trade_no: 'C1', status: null, amount_fen: null }]);
	});

	it('an additional text that was changed: 401', async () => {
		const n8n = await scene.n8n();
		const resource = { ...encryptResource(scene.apiV3Key, JSON.stringify(PAYMENT), 'transaction'), associated_data: 'refund' };
		await refused(n8n, scene.sealed('{}', { resource }), /cannot be decrypted/);
	});

	it('no additional text at all: taken', async () => {
		const n8n = await scene.n8n();
		const { associated_data, ...resource } = encryptResource(scene.apiV3Key, JSON.stringify(PAYMENT), '');
		expect(associated_data).toBe('');
		expect(await deliver(n8n, scene.sealed('{}', { resource }))).toEqual(TAKEN);
		expect(n8n.items).toMatchObject([{ out_trade_no: PAYMENT.out_trade_no }]);
	});

	it('256 KiB are the most', async () => {
		const n8n = await scene.n8n();
		const { length } = scene.sealed(JSON.stringify(PAYMENT), { summary: '' }).body;
		const sized = (bytes: number) => scene.sealed(JSON.stringify(PAYMENT), { summary: 'x'.repeat(bytes - length) });
		await refused(n8n, sized(256 * 1024 + 1), /larger than any notification/);
		expect(await deliver(n8n, sized(256 * 1024))).toEqual(TAKEN);
	});
});

describe('a refusal tells a forger nothing', () => {
	it('the answer is the same for all, and holds nothing of what was sent or of the credential', async () => {
		const n8n = await scene.n8n();
		const wire = await captured();
		const answers = [
			await deliver(n8n, withHeaders(wire, { 'wechatpay-signature': 'AAAA' })),
			await deliver(n8n, withHeaders(wire, { 'wechatpay-serial': 'F'.repeat(40) })),
			await deliver(n8n, withHeaders(wire, { 'wechatpay-timestamp': '1' })),
			await deliver(n8n, { ...wire, body: '{}' }),
		];
		expect(answers).toEqual(Array(4).fill(REFUSED));
		expect(logged).toHaveLength(4);
		for (const line of logged) expectNoSecrets(scene, line);
		for (const line of logged) expect(line).not.toContain(wire.headers['wechatpay-signature']);
	});

	it('nor does the log hold words of what was decrypted', async () => {
		const n8n = await scene.n8n();
		change(scene.store, { mchid: '1900055555' });
		expect(await deliver(n8n, await captured())).toEqual(REFUSED);
		expectRefused(scene, n8n, /for another merchant/);
	});
});
