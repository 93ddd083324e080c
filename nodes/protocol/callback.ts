import { type CallbackKeys, decrypt, encrypt, PushRefused } from './callbackCipher';
import { demandSignature, isSigned, queryText, signature, signedParts } from './callbackSignature';
import { parseJson } from './json';
import { buildXml, parseXml } from './xml';

export { type CallbackKeys, decrypt, encrypt, isSigned, PushRefused, signature };

/** The data format (数据格式) chosen in the console. Official Accounts know XML only. */
export type PushFormat = 'xml' | 'json';

/** A push as it arrived, not yet to be believed. */
export interface PushRequest {
	query: Record<string, unknown>;
	body: Buffer;
}

/** A push that is WeChat's. */
export interface OpenedPush {
	/** Names and shapes as WeChat sent them. */
	message: Record<string, unknown>;
	/** It was encrypted, so the reply has to be. */
	sealed: boolean;
	format: PushFormat;
}

const MAX_BYTES = 1024 * 1024;

function read(document: string): { content: Record<string, unknown>; format: PushFormat } {
	const trimmed = document.trim();
	try {
		if (trimmed.startsWith('<')) return { content: parseXml(trimmed), format: 'xml' };
		if (trimmed.startsWith('{')) return { content: parseJson(trimmed) as Record<string, unknown>, format: 'json' };
	} catch {
		// Refused below: the parsers throw for what they cannot read, and nothing else.
	}
	throw new PushRefused('The body of the push is neither XML nor JSON that can be read.');
}

/**
 * The answer to WeChat's check of the URL: `echostr`, to be sent as text/plain.
 * @param now seconds since 1970
 * @throws PushRefused for everything that is not such a check (reference/wechat-api.md B.1)
 */
export function echo(query: Record<string, unknown>, keys: CallbackKeys, now: number): string {
	demandSignature(query, 'signature', signedParts(query, keys, now));
	return queryText(query, 'echostr');
}

/**
 * Verifies a push, then decrypts it, then reads it. With an EncodingAESKey only what is encrypted is believed
 * (also in compatible mode, where the plaintext beside it is ignored), without one only what is not.
 * @param now seconds since 1970
 * @throws PushRefused, and nothing else (reference/wechat-api.md B.1 to B.3)
 */
export function open(request: PushRequest, keys: CallbackKeys, now: number): OpenedPush {
	const { query, body } = request;
	if (!Buffer.isBuffer(body)) throw new PushRefused('The push has no body.');
	if (body.length > MAX_BYTES) throw new PushRefused('The body of the push is larger than 1 MiB.');
	const parts = signedParts(query, keys, now);
	return keys.encodingAesKey === '' ? openPlain(query, body, parts) : openSealed(query, body, parts, keys);
}

function openPlain(query: Record<string, unknown>, body: Buffer, parts: string[]): OpenedPush {
	demandSignature(query, 'signature', parts);
	const { content, format } = read(body.toString());
	const { Encrypt, ...message } = content;
	if (Encrypt !== undefined && message.MsgType === undefined) {
		throw new PushRefused('The push is encrypted, but the EncodingAESKey is missing in the credential.');
	}
	return { message, sealed: false, format };
}

function openSealed(query: Record<string, unknown>, body: Buffer, parts: string[], keys: CallbackKeys): OpenedPush {
	const { content, format } = read(body.toString());
	const encrypted = content.Encrypt;
	if (typeof encrypted !== 'string' || encrypted === '') {
		throw new PushRefused('The push is not encrypted, but the credential has an EncodingAESKey.');
	}
	demandSignature(query, 'msg_signature', [...parts, encrypted]);
	return { message: read(decrypt(encrypted, keys)).content, sealed: true, format };
}

/**
 * The encrypted reply to an encrypted push. `success` and the empty reply are never encrypted.
 * @param envelope `timestamp` in seconds and `nonce` of our own choice (those of the push will do), `random` 16 bytes
 * @throws PushRefused for a malformed EncodingAESKey (reference/wechat-api.md B.4)
 */
export function seal(
	message: string,
	keys: CallbackKeys,
	envelope: { timestamp: string; nonce: string; random: Buffer; format: PushFormat },
): string {
	const { timestamp, nonce } = envelope;
	const encrypted = encrypt(message, keys, envelope.random);
	const reply = {
		Encrypt: encrypted,
		MsgSignature: signature(keys.token, timestamp, nonce, encrypted),
		TimeStamp: Number(timestamp),
		Nonce: nonce,
	};
	return envelope.format === 'xml' ? buildXml(reply) : JSON.stringify(reply);
}
