import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { translating } from '../translating';
import { Undecipherable } from './cipher';
import { MerchantMistake } from './mistake';
import { NotAuthentic } from './signature';

/** What a document of the old XML interface says, by WeChat's names. */
export type V2Fields = Record<string, string>;

/**
 * The key of the old XML interface (API v2), 32 characters.
 * @throws MerchantMistake
 */
export function apiV2KeyIn(entered: Record<string, unknown>): string {
	const key = String(entered.apiV2Key ?? '').trim();
	if (Buffer.byteLength(key) === 32) return key;
	throw new MerchantMistake(
		key ? `“APIv2 Key” has ${Buffer.byteLength(key)} bytes instead of 32` : '“APIv2 Key” is empty, and the old XML interface (API v2) needs it',
		'Paste the 32 characters that are set under API Security > APIv2 Key (API安全 > APIv2密钥)',
	);
}

/** The signature over all fields that are not empty, sorted by name (wechat-pay.md §2.8); hex, upper case. */
export function signV2(fields: V2Fields, apiV2Key: string, algorithm: 'HMAC-SHA256' | 'MD5'): string {
	const pairs = Object.keys(fields)
		.filter((name) => name !== 'sign' && fields[name] !== '')
		.sort()
		.map((name) => `${name}=${fields[name]}`);
	const text = [...pairs, `key=${apiV2Key}`].join('&');
	const hash = algorithm === 'MD5' ? createHash('md5') : createHmac('sha256', apiV2Key);
	return hash.update(text).digest('hex').toUpperCase();
}

/**
 * Checks `sign`: by the algorithm that the document declares, else by the length of the signature.
 * @throws NotAuthentic
 */
export function checkV2Sign(fields: V2Fields, apiV2Key: string): void {
	const { sign = '', sign_type } = fields;
	const algorithm = sign_type || (sign.length === 64 ? 'HMAC-SHA256' : 'MD5');
	if (algorithm !== 'MD5' && algorithm !== 'HMAC-SHA256') throw new NotAuthentic('It is signed in a way that is not supported.');
	const expected = Buffer.from(signV2(fields, apiV2Key, algorithm));
	const given = Buffer.from(sign);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
		throw new NotAuthentic('Its signature is wrong: it is a forgery, or the APIv2 Key in the credential is not the one that WeChat uses.');
	}
}

/**
 * What a refund notice hides in `req_info` (AES-256-ECB; the key is the MD5 of the APIv2 key in lower-case hex) → XML.
 * @throws Undecipherable
 */
export function decryptReqInfo(reqInfo: string, apiV2Key: string): string {
	return translating(
		() => {
			const key = createHash('md5').update(apiV2Key).digest('hex');
			const decipher = createDecipheriv('aes-256-ecb', Buffer.from(key), null);
			const plain = Buffer.concat([decipher.update(Buffer.from(reqInfo, 'base64')), decipher.final()]);
			const xml = new TextDecoder('utf-8', { fatal: true }).decode(plain);
			// A damaged block decrypts to noise in the middle of what is whole, and nothing else protects it.
			if (hasNoise(xml)) throw new Undecipherable('It is damaged.');
			return xml;
		},
		() => new Undecipherable('It cannot be decrypted: the APIv2 Key in the credential is not the one that WeChat uses.'),
	);
}

/** Control characters, of which WeChat sends none. */
function hasNoise(text: string): boolean {
	return [...text].some((character) => character < ' ' && !'\t\n\r'.includes(character));
}
