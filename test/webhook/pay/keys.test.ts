import { randomBytes } from 'node:crypto';
import { MERCHANT } from '../../simulator/client';
import { newKeys } from '../../simulator/world/pay/keys';
import { change } from '../../transport/context';
import { deliver, expectLogged, expectRefused, logged, pass, REFUSED, Scene, TAKEN } from './scene';

const scene = Scene.forEachTest();

const [OLD, NEW] = MERCHANT.certificates.map(({ serial }) => serial);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CERTIFICATES = { mode: 'platformCertificate', certificates: [OLD], signingCertificate: OLD };

/** A true notification that says it was signed with another key. */
async function forged(serial: string) {
	const [wire] = await scene.intercepted();
	return { ...wire, headers: { ...wire.headers, 'wechatpay-serial': serial } };
}

const hex = () => randomBytes(20).toString('hex').toUpperCase();

describe('with WeChat Pay’s public key', () => {
	it('nothing is fetched', async () => {
		const n8n = await scene.n8n();
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200, serial: MERCHANT.publicKeyId }]);
		expect(n8n.executions).toHaveLength(1);
		expect(await scene.fetches()).toBe(0);
	});

	it('with a second one, while it is replaced: both are taken', async () => {
		const { publicKeyId, publicKey, privateKey } = newKeys('1900071234').wechatPay;
		const n8n = await scene.n8n();
		change(scene.store, { publicKeyId2: publicKeyId, publicKey2: publicKey });
		await scene.notify(n8n);
		await scene.client.control('/merchants', { mchid: MERCHANT.mchid, publicKeyId, publicKey, wechatPayPrivateKey: privateKey });
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200, serial: publicKeyId }]);
		expect(n8n.executions).toHaveLength(2);
	});

	it('a replaced one is refused until the credential has the new one', async () => {
		const { publicKeyId, publicKey, privateKey } = newKeys('1900071234').wechatPay;
		const n8n = await scene.n8n();
		await scene.client.control('/merchants', { mchid: MERCHANT.mchid, publicKeyId, publicKey, wechatPayPrivateKey: privateKey });
		expect(await scene.notify(n8n)).toMatchObject([{ status: 401 }]);
		expectRefused(scene, n8n, new RegExp(`key that the credential does not have \\(${publicKeyId}\\)`));
		change(scene.store, { publicKeyId, publicKey });
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200 }]);
	});

	it('another key under the right name is refused', async () => {
		const n8n = await scene.n8n();
		change(scene.store, { publicKey: newKeys('1900071234').wechatPay.publicKey });
		expect(await scene.notify(n8n)).toMatchObject([{ status: 401, body: REFUSED.body }]);
		expectRefused(scene, n8n, /Its signature is wrong/);
	});

	it('of two keys only the one that is named counts', async () => {
		const second = newKeys('1900071234').wechatPay;
		const n8n = await scene.n8n();
		change(scene.store, { publicKeyId2: second.publicKeyId, publicKey2: second.publicKey });
		expect(await deliver(n8n, await forged(second.publicKeyId))).toEqual(REFUSED);
		expectRefused(scene, n8n, /Its signature is wrong/);
	});
});

describe('with platform certificates', () => {
	it('one is fetched when it is needed, once', async () => {
		await scene.merchant(CERTIFICATES);
		const n8n = await scene.n8n();
		expect(await scene.fetches()).toBe(0);
		for (let n = 0; n < 3; n++) expect(await scene.notify(n8n)).toMatchObject([{ status: 200, serial: OLD }]);
		expect(n8n.executions).toHaveLength(3);
		expect(await scene.fetches()).toBe(1);
	});

	it('once also for many notifications at a time', async () => {
		await scene.merchant(CERTIFICATES);
		await scene.client.control('/faults', { path: '/v3/certificates', hang: 100 });
		const n8n = await scene.n8n();
		const all = await Promise.all(Array.from({ length: 20 }, async () => await scene.notify(n8n)));
		expect(all.flat().map(({ status }) => status)).toEqual(Array(20).fill(200));
		expect(n8n.executions).toHaveLength(20);
		expect(await scene.fetches()).toBe(1);
	});

	it('its name may be written in small letters', async () => {
		await scene.merchant(CERTIFICATES);
		const n8n = await scene.n8n();
		expect(await deliver(n8n, await forged(OLD.toLowerCase()))).toEqual(TAKEN);
	});

	it('a newer one is fetched when it signs for the first time; the older one stays good', async () => {
		await scene.merchant(CERTIFICATES);
		const n8n = await scene.n8n();
		await scene.notify(n8n);
		const [old] = await scene.intercepted();
		await scene.merchant({ certificates: [OLD, NEW], signingCertificate: NEW });
		pass(MINUTE);
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200, serial: NEW }]);
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200, serial: NEW }]);
		expect(await deliver(n8n, old)).toEqual(TAKEN);
		expect(n8n.executions).toHaveLength(4);
		expect(await scene.fetches()).toBe(2);
	});

	it('a newer one that comes sooner than a minute after the last look is taken at WeChat’s repeat', async () => {
		await scene.merchant(CERTIFICATES);
		const n8n = await scene.n8n();
		await scene.notify(n8n);
		await scene.merchant({ certificates: [OLD, NEW], signingCertificate: NEW });
		expect(await scene.notify(n8n, { id: 'EV-new' })).toMatchObject([{ status: 401 }]);
		expectLogged(scene, new RegExp(NEW));
		pass(MINUTE);
		expect(await scene.notify(n8n, { id: 'EV-new' })).toMatchObject([{ status: 200 }]);
		expect(n8n.executions).toHaveLength(2);
	});

	it('twice a day it looks for newer ones, without letting WeChat wait, and goes on with what it has when WeChat is not there', async () => {
		await scene.merchant(CERTIFICATES);
		const n8n = await scene.n8n();
		await scene.notify(n8n);
		pass(12 * HOUR - MINUTE);
		await scene.notify(n8n);
		expect(await scene.fetches()).toBe(1);
		pass(MINUTE);
		await scene.client.control('/faults', { path: '/v3/certificates', status: 502 });
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200 }]);
		await scene.fetched(2);
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200 }]);
		expect(await scene.fetches()).toBe(2);
		pass(MINUTE);
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200 }]);
		await scene.fetched(3);
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200 }]);
		expect(await scene.fetches()).toBe(3);
		expect(n8n.executions).toHaveLength(6);
	});

	it('one that has expired is refused', async () => {
		await scene.merchant(CERTIFICATES);
		const n8n = await scene.n8n();
		pass(Date.parse('2034-03-01T00:00:00Z') - Date.now());
		expect(await scene.notify(n8n)).toMatchObject([{ status: 401 }]);
		expectRefused(scene, n8n, new RegExp(OLD));
	});

	it.each([
		[502, { status: 502 }],
		[401, { code: 'SIGN_ERROR' }],
		[404, { code: 'NO_STATISTICS_EXIST', status: 404 }],
	])('when they cannot be fetched: 401, and the log says why (HTTP status %d)', async (status, fault) => {
		await scene.merchant(CERTIFICATES);
		await scene.client.control('/faults', { path: '/v3/certificates', ...fault });
		const n8n = await scene.n8n();
		expect(await scene.notify(n8n)).toMatchObject([{ status: 401, body: REFUSED.body }]);
		expectRefused(scene, n8n, new RegExp(`certificates could not be fetched \\(HTTP status ${status}\\)`));
		expect(await scene.notify(n8n)).toMatchObject([{ status: 401 }]);
		expect(await scene.fetches()).toBe(1);
		pass(MINUTE);
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200 }]);
	});

	it('when WeChat Pay is not there: 401, and the log says why', async () => {
		await scene.merchant(CERTIFICATES);
		await scene.client.control('/faults', { path: '/v3/certificates', drop: true });
		const n8n = await scene.n8n();
		expect(await scene.notify(n8n)).toMatchObject([{ status: 401, body: REFUSED.body }]);
		expectRefused(scene, n8n, /The key could not be fetched\. WeChat Pay could not be reached: the connection was cut\./);
	});

	it('when the APIv3 key in the credential does not open them: 401, and the log says so', async () => {
		await scene.merchant(CERTIFICATES);
		const n8n = await scene.n8n();
		const apiV3Key = `another${scene.apiV3Key}`.slice(0, 32);
		change(scene.store, { apiV3Key });
		expect(await scene.notify(n8n)).toMatchObject([{ status: 401, body: REFUSED.body }]);
		expectRefused(scene, n8n, /the APIv3 key in the credential is not the one that WeChat uses\./);
		expect(logged[0]).not.toContain(apiV3Key);
	});
});

describe('while WeChat Pay changes a merchant over', () => {
	it.each(['publicKey', 'platformCertificate'])('both kinds are taken, with “Verify With” at %s', async (verifyWith) => {
		await scene.merchant({ ...CERTIFICATES, mode: 'switching' });
		change(scene.store, { verifyWith });
		const n8n = await scene.n8n();
		const tries = [];
		for (let n = 0; n < 4; n++) tries.push(...(await scene.notify(n8n)));
		expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(new Set(tries.map(({ serial }) => serial))).toEqual(new Set([OLD, MERCHANT.publicKeyId]));
		expect(n8n.executions).toHaveLength(4);
		expect(await scene.fetches()).toBe(1);
	});
});

describe('a key that nobody knows', () => {
	it.each(['publicKey', 'platformCertificate'])('costs one look a minute, however many forgeries there are (%s)', async (mode) => {
		// In the first mode the merchant has no certificates: 404.
		await scene.merchant({ ...CERTIFICATES, mode });
		change(scene.store, { verifyWith: 'platformCertificate' });
		const n8n = await scene.n8n();
		const forgeries = await Promise.all(Array.from({ length: 20 }, async () => await forged(hex())));
		const answers = await Promise.all(forgeries.map(async (wire) => await deliver(n8n, wire)));
		for (const wire of forgeries) answers.push(await deliver(n8n, wire));
		expect(answers).toEqual(Array(40).fill(REFUSED));
		expect(await scene.fetches()).toBe(1);
		pass(MINUTE - 5000);
		await deliver(n8n, await forged(hex()));
		expect(await scene.fetches()).toBe(1);
		pass(5000);
		await deliver(n8n, await forged(hex()));
		expect(await scene.fetches()).toBe(2);
		expect(n8n.executions).toEqual([]);
	});

	it.each(['', 'PUB_KEY_ID_0', `${MERCHANT.publicKeyId}0`, 'F'.repeat(31), 'F'.repeat(65), '../../v3/x', 'constructor', '__proto__'])(
		'costs nothing when it is called %j',
		async (serial) => {
			await scene.merchant(CERTIFICATES);
			const n8n = await scene.n8n();
			expect(await deliver(n8n, await forged(serial))).toEqual(REFUSED);
			expectRefused(scene, n8n, serial ? /does not have/ : /Wechatpay-serial is missing/);
			expect(await scene.fetches()).toBe(0);
		},
	);

	it('costs nothing when it is called by a name without end, of which the log has nothing', async () => {
		const n8n = await scene.n8n();
		await deliver(n8n, await forged('x'.repeat(4000)));
		expectRefused(scene, n8n, /does not have\.["'`]$/);
	});

	it('costs nothing when the notification is too old anyway', async () => {
		await scene.merchant(CERTIFICATES);
		const n8n = await scene.n8n();
		const wire = await forged(hex());
		pass(6 * MINUTE);
		expect(await deliver(n8n, wire)).toEqual(REFUSED);
		expect(await scene.fetches()).toBe(0);
	});
});
