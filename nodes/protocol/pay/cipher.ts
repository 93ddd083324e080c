import { constants, createDecipheriv, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto';
import { translating } from '../translating';

/** Bytes of the tag at the end of the ciphertext. */
const TAG = 16;

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };

/** An encrypted part of a notification or of the list of certificates (wechat-pay.md §1.7). */
export interface EncryptedResource {
	algorithm: string;
	/** Base64. */
	ciphertext: string;
	nonce: string;
	/** May be empty or missing. */
	associated_data?: string;
}

/** It cannot be decrypted: another key, another algorithm, or changed on the way. */
export class Undecipherable extends Error {}

/**
 * AES-256-GCM with the APIv3 key → the plain text.
 * @throws Undecipherable
 */
export function decryptResource(resource: EncryptedResource, apiV3Key: string): string {
	const { algorithm, ciphertext, nonce, associated_data } = resource;
	if (algorithm !== 'AEAD_AES_256_GCM') throw new Undecipherable('It is encrypted in a way that is not supported.');
	return translating(
		() => openSealed(Buffer.from(ciphertext, 'base64'), Buffer.from(apiV3Key), { nonce, associated_data }).toString('utf8'),
		// OpenSSL's words help nobody.
		() => new Undecipherable('It cannot be decrypted: the APIv3 key in the credential is not the one that WeChat uses.'),
	);
}

/**
 * What AES-256-GCM has sealed: the last 16 bytes are the tag.
 * @param key 32 bytes
 * @throws Error of OpenSSL's for another key, or changed bytes
 */
function openSealed(bytes: Buffer, key: Buffer, { nonce, associated_data }: Pick<EncryptedResource, 'associated_data' | 'nonce'>): Buffer {
	const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce), { authTagLength: TAG });
	decipher.setAuthTag(bytes.subarray(-TAG));
	decipher.setAAD(Buffer.from(associated_data ?? ''));
	const plain = decipher.update(bytes.subarray(0, -TAG));
	// Compares the tag; a stream cipher has nothing left to add.
	decipher.final();
	return plain;
}

/**
 * A file sealed with a key of its own, which comes encrypted for the merchant (wechat-pay.md §3.5): that it opens
 * proves that it is whole.
 * @throws Undecipherable
 */
export function decryptFile(content: Buffer, encryptedKey: string, nonce: string, privateKey: KeyObject): Buffer {
	return translating(
		() => openSealed(content, privateDecrypt({ key: privateKey, ...OAEP }, Buffer.from(encryptedKey, 'base64')), { nonce }),
		() => new Undecipherable('It cannot be decrypted: it was encrypted for another merchant key, or changed on its way.'),
	);
}

/**
 * A name, phone or account number for WeChat's eyes only (RSA-OAEP with SHA-1, wechat-pay.md §1.6) → base64.
 * @param text up to 214 bytes
 */
export function encryptSensitive(text: string, publicKey: KeyObject): string {
	return publicEncrypt({ key: publicKey, ...OAEP }, Buffer.from(text)).toString('base64');
}

/**
 * Such a value in an answer, with the merchant's own key.
 * @throws Undecipherable
 */
export function decryptSensitive(ciphertext: string, privateKey: KeyObject): string {
	return translating(
		() => privateDecrypt({ key: privateKey, ...OAEP }, Buffer.from(ciphertext, 'base64')).toString('utf8'),
		() => new Undecipherable('It cannot be decrypted: it was encrypted for another merchant key.'),
	);
}
