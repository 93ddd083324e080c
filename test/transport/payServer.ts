import { createCipheriv, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import made from '../simulator/world/pay/madeUpKeys.json';
import { raw, type Answer, type Seen } from './server';

export const { merchant: MERCHANT, wechatPay: WECHAT_PAY, platform: PLATFORM } = made;

/** Who signs an answer. */
export interface Signer {
	serial: string;
	privateKey: string;
}

export const BY_PUBLIC_KEY: Signer = { serial: WECHAT_PAY.publicKeyId, privateKey: WECHAT_PAY.privateKey };
export const [BY_CERTIFICATE, BY_NEW_CERTIFICATE]: Signer[] = PLATFORM;

let merchants = 0;

/** What the owner of a merchant has entered: another merchant every time, so that no test meets the certificates of another one. */
export function payCredential(baseUrl: string, more: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
	merchants++;
	return {
		...MERCHANT,
		mchid: String(1_900_000_000 + merchants),
		verifyWith: 'publicKey',
		publicKeyId: WECHAT_PAY.publicKeyId,
		publicKey: WECHAT_PAY.publicKey,
		baseUrl,
		...more,
	};
}

/** The headers by which WeChat Pay signs what it answers. */
export function signatureOf(body: string | Buffer, { serial, privateKey }: Signer = BY_PUBLIC_KEY, now = Date.now()): Record<string, string> {
	const timestamp = String(Math.floor(now / 1000));
	const nonce = randomBytes(16).toString('hex');
	const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(body), Buffer.from('\n')]);
	return {
		'Wechatpay-Timestamp': timestamp,
		'Wechatpay-Nonce': nonce,
		'Wechatpay-Signature': sign('RSA-SHA256', message, privateKey).toString('base64'),
		'Wechatpay-Serial': serial,
		'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
	};
}

/** A good answer; headers given as `undefined` are left out. */
export function signed(content: object | string, headers: Record<string, string | undefined> = {}, by = BY_PUBLIC_KEY, status = 200): Answer {
	const body = typeof content === 'string' ? content : JSON.stringify(content);
	const all = { 'content-type': 'application/json; charset=utf-8', 'Request-ID': '08C5-0', ...signatureOf(body, by), ...headers };
	const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
	return raw(body, Object.fromEntries(given), status);
}

/** WeChat Pay's no, which is not signed. */
export function refused(status: number, code: string, message = 'no', more: object = {}): Answer {
	return raw(JSON.stringify({ code, message, ...more }), { 'content-type': 'application/json', 'Request-ID': '08C5-268435461' }, status);
}

/** An answer of `GET /v3/certificates`, with these in it. */
export function certificates(...listed: typeof PLATFORM): Answer {
	const data = listed.map(({ serial, certificate }) => {
		const nonce = randomBytes(6).toString('hex');
		const cipher = createCipheriv('aes-256-gcm', MERCHANT.apiV3Key, nonce).setAAD(Buffer.from('certificate'));
		const bytes = Buffer.concat([cipher.update(certificate, 'utf8'), cipher.final(), cipher.getAuthTag()]);
		return {
			serial_no: serial,
			effective_time: '2024-03-01T08:00:00+08:00',
			expire_time: '2034-03-01T08:00:00+08:00',
			encrypt_certificate: { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: 'certificate', ciphertext: bytes.toString('base64') },
		};
	});
	return signed({ data }, {}, BY_CERTIFICATE);
}

/** The parts of the header `Authorization`. */
export function authorizationIn({ headers }: Seen): Record<string, string> {
	const [scheme, pairs] = String(headers.authorization).split(/ (.*)/);
	return { scheme, ...Object.fromEntries([...pairs.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])) };
}

const merchantKey = createPublicKey(MERCHANT.privateKey);

/** Whether the merchant has signed what came over the wire; of an upload, its `meta`. */
export function isSigned(request: Seen, body: string | Buffer = request.body): boolean {
	const { timestamp, nonce_str, signature } = authorizationIn(request);
	const lines = Buffer.from(`${request.method}\n${request.url}\n${timestamp}\n${nonce_str}\n`);
	const message = Buffer.concat([lines, Buffer.from(body), Buffer.from('\n')]);
	return verify('RSA-SHA256', message, merchantKey, Buffer.from(signature, 'base64'));
}

/** The error of this kind with which the promise fails. */
export async function thrown<T extends Error>(type: abstract new (...given: never[]) => T, promise: Promise<unknown>): Promise<T> {
	const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
	expect(error).toBeInstanceOf(type);
	return error as T;
}
