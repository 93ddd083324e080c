import { constants, createCipheriv, createDecipheriv, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import { privateKeyOf, publicKeyOf } from './paySignature';

/** A resource as it stands in a notification, or a certificate in /v3/certificates (wechat-pay.md §1.7). */
export interface Encrypted {
	algorithm: string;
	ciphertext: string;
	associated_data: string;
	nonce: string;
}

const TAG_BYTES = 16;
const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };

/** AEAD_AES_256_GCM with the APIv3 key. */
export function encryptResource(key: string, plain: string, associated_data: string, nonce = newNonce(12)): Encrypted {
	const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated_data));
	const bytes = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
	return { algorithm: 'AEAD_AES_256_GCM', ciphertext: bytes.toString('base64'), associated_data, nonce };
}

/** @throws Error when it was encrypted with another key, or changed */
export function decryptResource(
	key: string,
	{ ciphertext, associated_data, nonce }: Omit<Encrypted, 'algorithm'>,
): string {
	const bytes = Buffer.from(ciphertext, 'base64');
	const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
	decipher.setAAD(Buffer.from(associated_data)).setAuthTag(bytes.subarray(-TAG_BYTES));
	return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** A sensitive field: RSAES-OAEP with SHA-1 (§1.6). */
export function encryptField(publicKey: string, plain: string): string {
	return publicEncrypt({ key: publicKeyOf(publicKey), ...OAEP }, Buffer.from(plain)).toString('base64');
}

/** @throws Error when it was encrypted for another key */
export function decryptField(privateKey: string, encrypted: string): string {
	return privateDecrypt({ key: privateKeyOf(privateKey), ...OAEP }, Buffer.from(encrypted, 'base64')).toString('utf8');
}

/** A file for a merchant's eyes only, sealed with a key of its own (§3.5). */
export function sealFile(merchantKey: string, plain: Buffer): { content: Buffer; encrypt_key: string; nonce: string } {
	const key = randomBytes(32);
	const nonce = newNonce(12);
	const cipher = createCipheriv('aes-256-gcm', key, nonce);
	const content = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
	return { content, encrypt_key: publicEncrypt({ key: publicKeyOf(merchantKey), ...OAEP }, key).toString('base64'), nonce };
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` letters and digits. */
export function newNonce(length = 32): string {
	return Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
