import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** The only scheme that the simulator speaks (wechat-pay.md §1.2). */
export const SCHEME = 'WECHATPAY2-SHA256-RSA2048';

/** Reading a PEM takes longer than signing with it. */
const privateKeys = new Map<string, KeyObject>();
const publicKeys = new Map<string, KeyObject>();

/** What is signed: every line, also the last, ends in a line feed. */
export function lines(...parts: Array<string | Buffer>): Buffer {
	return Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));
}

/** RSASSA-PKCS1-v1_5 with SHA-256, in base64. */
export function signWith(privateKey: string, message: Buffer): string {
	return sign('sha256', message, remembered(privateKeys, privateKey, createPrivateKey)).toString('base64');
}

/** `publicKey`: SPKI, an X.509 certificate, or a private key, whose public half is meant. */
export function isSignedBy(publicKey: string, message: Buffer, signature: string): boolean {
	// Buffer.from would skip what is no base64.
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false;
	return verify('sha256', message, publicKeyOf(publicKey), Buffer.from(signature, 'base64'));
}

export function publicKeyOf(pem: string): KeyObject {
	return remembered(publicKeys, pem, createPublicKey);
}

export function privateKeyOf(pem: string): KeyObject {
	return remembered(privateKeys, pem, createPrivateKey);
}

function remembered(known: Map<string, KeyObject>, pem: string, read: (pem: string) => KeyObject): KeyObject {
	const key = known.get(pem) ?? read(pem);
	known.set(pem, key);
	return key;
}
