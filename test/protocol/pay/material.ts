import { createCipheriv, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import made from '../../simulator/world/pay/madeUpKeys.json';
import { payVectors } from '../vectors';

/** The merchant of these tests, and WeChat Pay's keys; they open nothing. */
export const { merchant: MERCHANT, wechatPay: WECHAT_PAY, platform: PLATFORM } = made;

export const merchantKey = createPrivateKey(MERCHANT.privateKey);
export const wechatPayKey = createPublicKey(WECHAT_PAY.publicKey);

/** Of somebody else. */
export const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What the credential of the merchant holds. */
export const ENTERED = {
	mchid: '1900071234',
	...MERCHANT,
	verifyWith: 'publicKey',
	publicKeyId: WECHAT_PAY.publicKeyId,
	publicKey: WECHAT_PAY.publicKey,
	baseUrl: 'https://api.mch.weixin.qq.com',
};

/** A PEM as openssl writes it. */
export function pem(label: string, base64: string): string {
	return `-----BEGIN ${label}-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}

/** The documentation's own merchant key. */
export const sampleKey = createPrivateKey(pem('PRIVATE KEY', payVectors.samplePrivateKeyPkcs8Base64));

/** AEAD_AES_256_GCM, as WeChat Pay does it. */
export function encrypted(plain: string, { key = MERCHANT.apiV3Key, nonce = 'a-nonce-of12', associated_data = 'certificate' } = {}) {
	const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated_data));
	const bytes = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
	return { algorithm: 'AEAD_AES_256_GCM', ciphertext: bytes.toString('base64'), nonce, associated_data };
}

/** The headers by which WeChat Pay signs a body. */
export function signedHeaders(
	body: string | Buffer,
	now: number,
	{ privateKey = WECHAT_PAY.privateKey, serial = WECHAT_PAY.publicKeyId, nonce = 'd824f2e086d3c1df967785d13fcd22ef' } = {},
): Record<string, string> {
	const timestamp = String(Math.floor(now));
	const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(body), Buffer.from('\n')]);
	return {
		'wechatpay-timestamp': timestamp,
		'wechatpay-nonce': nonce,
		'wechatpay-signature': sign('RSA-SHA256', message, privateKey).toString('base64'),
		'wechatpay-serial': serial,
		'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
	};
}

/** The error of this kind that the action throws. */
export function thrown<T extends Error>(type: abstract new (...given: never[]) => T, action: () => unknown): T {
	let error: unknown;
	try {
		action();
	} catch (caught) {
		error = caught;
	}
	expect(error).toBeInstanceOf(type);
	return error as T;
}

/** The error of this kind with which the promise fails. */
export async function rejected<T extends Error>(type: abstract new (...given: never[]) => T, promise: Promise<unknown>): Promise<T> {
	const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
	expect(error).toBeInstanceOf(type);
	return error as T;
}
