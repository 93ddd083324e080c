import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { XmlFields } from './payXml';

/** What v2 signs with; MD5 unless the order said otherwise (wechat-pay.md §2.8). */
export type SignType = 'MD5' | 'HMAC-SHA256';

export const SIGN_TYPES: SignType[] = ['MD5', 'HMAC-SHA256'];

/** Upper hex over every non-empty field but `sign`, sorted, and the APIv2 key at the end. */
export function signV2(fields: XmlFields, apiV2Key: string, type: SignType = 'MD5'): string {
	const names = Object.keys(fields).filter((name) => name !== 'sign' && fields[name] !== '');
	const message = `${names
		.sort()
		.map((name) => `${name}=${fields[name]}`)
		.join('&')}&key=${apiV2Key}`;
	const digest = type === 'MD5' ? createHash('md5') : createHmac('sha256', apiV2Key);
	return digest.update(message, 'utf8').digest('hex').toUpperCase();
}

/** `req_info` of a refund: AES-256-ECB, its key is the lower hex MD5 of the APIv2 key, as 32 letters. */
export function encryptReqInfo(apiV2Key: string, plain: string): string {
	const cipher = createCipheriv('aes-256-ecb', reqInfoKey(apiV2Key), null);
	return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

/** @throws Error when it was encrypted with another key, or changed */
export function decryptReqInfo(apiV2Key: string, reqInfo: string): string {
	const decipher = createDecipheriv('aes-256-ecb', reqInfoKey(apiV2Key), null);
	return Buffer.concat([decipher.update(Buffer.from(reqInfo, 'base64')), decipher.final()]).toString('utf8');
}

function reqInfoKey(apiV2Key: string): string {
	return createHash('md5').update(apiV2Key, 'utf8').digest('hex');
}
