import { createCipheriv, createHash } from 'node:crypto';
import { SERVICE } from '../../../../simulator/client';
import { buildXml } from '../../../../simulator/push/protocol';
import type { Dice } from '../dice';
import type { Wire } from '../wire';

/** Mode and data format as the console offers them, and the trigger that takes them. */
export interface CallbackKind {
	name: string;
	receiver: 'plain' | 'sealed' | 'reply';
	mode: 'plain' | 'compatible' | 'secure';
	format: 'xml' | 'json';
}

export const CALLBACK_KINDS: CallbackKind[] = [
	{ name: 'plain XML', receiver: 'plain', mode: 'plain', format: 'xml' },
	{ name: 'plain JSON', receiver: 'plain', mode: 'plain', format: 'json' },
	{ name: 'secure XML', receiver: 'sealed', mode: 'secure', format: 'xml' },
	{ name: 'secure JSON', receiver: 'sealed', mode: 'secure', format: 'json' },
	{ name: 'compatible XML', receiver: 'sealed', mode: 'compatible', format: 'xml' },
	{ name: 'compatible JSON', receiver: 'sealed', mode: 'compatible', format: 'json' },
	{ name: 'secure XML with a reply', receiver: 'reply', mode: 'secure', format: 'xml' },
];

/** A push before it is sealed: whoever changes something here seals it rightly, with what he should not have. */
export interface Draft {
	token: string;
	timestamp: string;
	nonce: string;
	appId: string;
	key: Buffer;
	/** 16 bytes. */
	random: Buffer;
	message: Record<string, unknown>;
	/** The message as it is written. */
	document: Buffer;
}

/** What can be wrong inside of what is encrypted. */
export interface Mistakes {
	/** In the length field, instead of the message's length. */
	length?: number;
	/** After the message, instead of the App ID. */
	tail?: string;
	/** Instead of the padding that is due. */
	padding?: (due: number) => Buffer;
	/** Does something to the ciphertext. */
	damage?: (ciphertext: Buffer) => Buffer;
}

export const BLOCK = 32;

/** A customer's message, another one every time. */
export function draft({ format }: CallbackKind, dice: Dice, nowMs: number): Draft {
	const message = {
		ToUserName: SERVICE.ghId,
		FromUserName: `o6_bmj${dice.letters(22)}`,
		CreateTime: Math.floor(nowMs / 1000),
		MsgType: 'text',
		Content: `forged? ${dice.letters(8)}`,
		MsgId: `2${dice.letters(18, '0123456789')}`,
	};
	return {
		token: SERVICE.callback.token,
		timestamp: String(message.CreateTime),
		nonce: `1${dice.letters(9, '0123456789')}`,
		appId: SERVICE.appid,
		key: Buffer.from(SERVICE.callback.encodingAesKey, 'base64'),
		random: dice.bytes(16),
		message,
		document: Buffer.from(written(format, message)),
	};
}

export function written(format: 'xml' | 'json', content: object): string {
	return format === 'xml' ? buildXml(content) : JSON.stringify(content);
}

export function sha1(...parts: string[]): string {
	return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

/** Base64 of what is encrypted (wechat-api.md B.2). Written anew, because nodes/protocol makes no mistakes on request. */
export function encrypted({ key, random, document, appId }: Draft, mistakes: Mistakes = {}): string {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(mistakes.length ?? document.length);
	const content = Buffer.concat([random, length, document, Buffer.from(mistakes.tail ?? appId)]);
	const due = BLOCK - (content.length % BLOCK);
	const padded = Buffer.concat([content, mistakes.padding?.(due) ?? Buffer.alloc(due, due)]);
	// A cipher without padding takes whole blocks only.
	const whole = padded.subarray(0, padded.length - (padded.length % 16));
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	const ciphertext = Buffer.concat([cipher.update(whole), cipher.final()]);
	return (mistakes.damage?.(ciphertext) ?? ciphertext).toString('base64');
}

/** The request that brings a push; `Encrypt` instead of the right one, `beside` instead of the plain fields. */
export function wireOf(kind: CallbackKind, made: Draft, { Encrypt = encrypted(made), beside = made.message }: { Encrypt?: unknown; beside?: object } = {}): Wire {
	const { token, timestamp, nonce } = made;
	const query: Wire['query'] = [
		['signature', sha1(token, timestamp, nonce)],
		['timestamp', timestamp],
		['nonce', nonce],
		['openid', String(made.message.FromUserName)],
	];
	const headers: Wire['headers'] = [['content-type', kind.format === 'xml' ? 'text/xml' : 'application/json']];
	if (kind.mode === 'plain') return { method: 'POST', query, headers, body: made.document };
	query.push(['encrypt_type', 'aes'], ['msg_signature', sha1(token, timestamp, nonce, String(Encrypt))]);
	const envelope = kind.mode === 'secure' ? { ToUserName: SERVICE.ghId, Encrypt } : { ...beside, Encrypt };
	return { method: 'POST', query, headers, body: Buffer.from(written(kind.format, envelope)) };
}

/** The name of the signature that counts: in plain mode that of the URL alone. */
export function signatureName({ mode }: CallbackKind): 'signature' | 'msg_signature' {
	return mode === 'plain' ? 'signature' : 'msg_signature';
}

/** The same request, its signature made anew over what its URL says now. */
export function signedAnew(kind: CallbackKind, wire: Wire, token: string, parts: string[]): Wire {
	const name = signatureName(kind);
	return { ...wire, query: wire.query.map(([one, value]) => [one, one === name ? sha1(token, ...parts) : value]) };
}
