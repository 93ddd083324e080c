import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';

/** What one account and its console agree on for message push (消息推送). */
export interface CallbackKeys {
	appId: string;
	token: string;
	/** 43 characters; '' = plain mode. */
	encodingAesKey: string;
}

/** A push that must not be believed. `message` is one sentence for a log: no secret, nothing of the body. */
export class PushRefused extends Error {
	override readonly name = 'PushRefused';
}

const BLOCK = 32;
const RANDOM = 16;
const HEAD = RANDOM + 4;

function aesKey(keys: CallbackKeys): Buffer {
	if (!/^[A-Za-z0-9+/]{43}=?$/.test(keys.encodingAesKey)) {
		throw new PushRefused('The EncodingAESKey in the credential does not have 43 letters and digits.');
	}
	// Node's decoder is lenient as needed: the 43rd character carries two bits too many.
	return Buffer.from(keys.encodingAesKey, 'base64');
}

/**
 * Encrypts a message: 16 random bytes, length (4 bytes), message, App ID; AES-256-CBC; base64.
 * @param random 16 bytes, new for each message
 * @throws PushRefused for a malformed EncodingAESKey, RangeError for another length of `random`
 * (reference/wechat-api.md B.2)
 */
export function encrypt(message: string, keys: CallbackKeys, random: Buffer): string {
	if (random.length !== RANDOM) throw new RangeError('Encrypting a reply takes 16 random bytes.');
	const key = aesKey(keys);
	const content = Buffer.from(message);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(content.length);
	const plain = Buffer.concat([random, length, content, Buffer.from(keys.appId)]);
	const padding = BLOCK - (plain.length % BLOCK);
	// Not Node's own padding: its block is 16 bytes, WeChat's 32.
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
	return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** The length of the PKCS7 padding, 0 if it is not right; in the same time either way. */
function paddingOf(plain: Buffer): number {
	const padding = plain[plain.length - 1];
	let wrong = (BLOCK - padding) >>> 31;
	for (let i = 1; i <= BLOCK; i++) {
		const isPadding = -((i - padding - 1) >>> 31);
		wrong |= isPadding & (plain[plain.length - i] ^ padding);
	}
	return wrong === 0 ? padding : 0;
}

function decryptBlocks(encrypted: string, key: Buffer): Buffer {
	const content = Buffer.from(encrypted, 'base64');
	if (content.length === 0 || content.length % BLOCK !== 0) {
		throw new PushRefused('The encrypted part of the push is cut off or damaged.');
	}
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([decipher.update(content), decipher.final()]);
}

/**
 * Decrypts what `encrypt` or WeChat encrypted. Check the signature first: encryption alone proves no sender.
 * @throws PushRefused if the key, the padding, the length or the App ID is not right (reference/wechat-api.md B.2)
 */
export function decrypt(encrypted: string, keys: CallbackKeys): string {
	const plain = decryptBlocks(encrypted, aesKey(keys));
	const end = plain.length - paddingOf(plain);
	const appIdAt = HEAD + plain.readUInt32BE(RANDOM);
	if (end === plain.length || appIdAt > end) {
		throw new PushRefused('The push cannot be decrypted with the EncodingAESKey in the credential.');
	}
	const appId = plain.subarray(appIdAt, end);
	const expected = Buffer.from(keys.appId);
	if (appId.length !== expected.length || !timingSafeEqual(appId, expected)) {
		throw new PushRefused('The push was encrypted for another App ID than the one in the credential.');
	}
	return plain.toString('utf8', HEAD, appIdAt);
}
