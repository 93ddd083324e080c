import { X509Certificate } from 'node:crypto';
import { MERCHANT, MINI } from './client';
import { decryptField, decryptResource, encryptField } from './http/payCipher';
import { openNotice, PayClient, signerOf } from './payClient';
import { payScene } from './payScene';

const scene = payScene();
const [OLD, NEW] = MERCHANT.certificates.map(({ serial }) => serial);
const PUBLIC = MERCHANT.publicKeyId;

const set = async (settings: object) =>
	await scene.client.control('/merchants', { mchid: MERCHANT.mchid, ...settings });

/** Who signs the answer to a request that names a key, or none. */
async function answeredBy(serial: string): Promise<string | undefined> {
	const answer = await new PayClient(scene.url, serial).post('/v3/pay/transactions/jsapi', scene.order());
	expect(answer.status).toBe(200);
	return signerOf(answer);
}

async function notifiedBy(times: number): Promise<Array<string | undefined>> {
	for (let n = 0; n < times; n++) await scene.paid();
	const received = await scene.arrived(times);
	return received.map(({ headers, body }) => signerOf({ headers, raw: body }));
}

describe('a merchant with the public key', () => {
	test('gets everything signed with it', async () => {
		expect([await answeredBy(PUBLIC), await answeredBy('')]).toEqual([PUBLIC, PUBLIC]);
		expect(await notifiedBy(2)).toEqual([PUBLIC, PUBLIC]);
	});

	test('has no certificates', async () => {
		const answer = await scene.pay.get('/v3/certificates');
		expect([answer.status, answer.data.code]).toEqual([404, 'RESOURCE_NOT_EXISTS']);
		expect(answer.data.message).toMatch(/^无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。/);
	});
});

describe('a merchant with platform certificates', () => {
	const pay = () => new PayClient(scene.url, '');
	beforeEach(async () => await set({ mode: 'platformCertificate' }));

	test('gets everything signed with the one that signs now', async () => {
		expect([await answeredBy(OLD), await answeredBy('')]).toEqual([OLD, OLD]);
		expect(await notifiedBy(1)).toEqual([OLD]);
	});

	test('fetches them, encrypted with the APIv3 key', async () => {
		await set({ certificates: [OLD, NEW] });
		const answer = await pay().get('/v3/certificates');
		expect([answer.status, signerOf(answer)]).toEqual([200, OLD]);
		expect(answer.data.data).toMatchObject([
			{ serial_no: OLD, effective_time: '2024-03-01T08:00:00+08:00', expire_time: '2034-03-01T08:00:00+08:00' },
			{ serial_no: NEW, effective_time: '2024-09-01T08:00:00+08:00', expire_time: '2034-09-01T08:00:00+08:00' },
		]);
		for (const [n, { serial_no, encrypt_certificate }] of answer.data.data.entries()) {
			expect(encrypt_certificate).toMatchObject({ algorithm: 'AEAD_AES_256_GCM', associated_data: 'certificate' });
			const pem = decryptResource(MERCHANT.apiV3Key, encrypt_certificate);
			expect(pem).toBe(MERCHANT.certificates[n].certificate);
			expect(new X509Certificate(pem).serialNumber).toBe(serial_no);
		}
	});

	test('sees them change: the newer one is listed, then signs, then is alone', async () => {
		await set({ certificates: [OLD, NEW] });
		expect(await answeredBy('')).toBe(OLD);
		await set({ signingCertificate: NEW });
		expect([await answeredBy(''), await answeredBy(OLD)]).toEqual([NEW, NEW]);
		await set({ certificates: [NEW] });
		expect((await pay().get('/v3/certificates')).data.data).toMatchObject([{ serial_no: NEW }]);
	});

	test.each([
		['RSA', 200],
		['ALL', 200],
		['SM2', 404],
		['DSA', 400],
	])('of algorithm %s', async (algorithm_type, status) => {
		expect((await pay().get('/v3/certificates', { algorithm_type })).status).toBe(status);
	});
});

test('while the keys are changed answers follow the request, and notifications take turns', async () => {
	await set({ mode: 'switching' });
	expect([await answeredBy(''), await answeredBy(OLD), await answeredBy(PUBLIC)]).toEqual([OLD, OLD, PUBLIC]);
	expect(await notifiedBy(4)).toEqual([OLD, PUBLIC, OLD, PUBLIC]);
	expect((await scene.pay.get('/v3/certificates')).status).toBe(200);
});

describe('the echo', () => {
	const echo = async (body: object, serial = PUBLIC) =>
		await new PayClient(scene.url, serial).post('/v3/security/echo', body);

	test('signs, decrypts, encrypts and tells', async () => {
		const encrypted_echo_message = encryptField(MERCHANT.publicKey, '莲花');
		const answer = await echo({ echo_message: 'tea', encrypted_echo_message, notify_url: scene.receiver.url });
		expect([answer.status, answer.data.echo_message, signerOf(answer)]).toEqual([200, 'tea', PUBLIC]);
		expect(decryptField(MERCHANT.privateKey, answer.data.encrypted_echo_message)).toBe('莲花');
		const [push] = await scene.arrived(1);
		const { envelope, resource } = openNotice(push.body);
		expect(envelope).toMatchObject({ event_type: 'SECURITY_ECHO.SUCCESS', resource: { original_type: 'security' } });
		expect(resource.echo_message).toBe('tea');
		expect(decryptField(MERCHANT.privateKey, resource.encrypt_echo_message)).toBe('莲花');
	});

	test('in clear only', async () => {
		expect((await echo({ echo_message: 'tea' })).data).toEqual({ echo_message: 'tea' });
	});

	test('with a certificate', async () => {
		await set({ mode: 'platformCertificate' });
		const encrypted_echo_message = encryptField(MERCHANT.certificates[0].certificate, '莲花');
		const { data } = await echo({ echo_message: 'tea', encrypted_echo_message }, OLD);
		expect(decryptField(MERCHANT.privateKey, data.encrypted_echo_message)).toBe('莲花');
	});

	test('refuses what was encrypted for another key, or names none', async () => {
		await set({ mode: 'switching' });
		const encrypted_echo_message = encryptField(MERCHANT.publicKey, '莲花');
		expect((await echo({ echo_message: 'tea', encrypted_echo_message }, OLD)).data).toMatchObject({
			code: 'PARAM_ERROR',
			detail: { field: '/encrypted_echo_message', issue: '平台私钥解密失败' },
		});
		expect((await echo({ echo_message: 'tea', encrypted_echo_message }, '')).data.message).toContain(
			'缺少微信支付平台证书序列号',
		);
	});

	test('sensitive fields of an order are decrypted as well', async () => {
		const openid = await scene.client.as(MINI.appid).follower();
		const identity = (number: string) => ({ type: 'IDCARD', number, name: encryptField(MERCHANT.publicKey, '张三') });
		const order = (number: string) => scene.order({ appid: MINI.appid, payer: { openid, identity: identity(number) } });
		const create = async (body: object) => await scene.pay.post('/v3/pay/transactions/jsapi', body);
		expect((await create(order(encryptField(MERCHANT.publicKey, '1101')))).status).toBe(200);
		expect((await create(order('1101'))).data.detail.field).toBe('/payer/identity/number');
	});
});
