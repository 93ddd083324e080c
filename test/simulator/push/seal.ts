import { randomBytes, randomInt } from 'node:crypto';
import type { Account } from '../world/account';
import { buildXml, encrypt, signature } from './protocol';

/** A push ready for the wire. */
export interface Sealed {
	query: Record<string, string>;
	contentType: string;
	body: string;
}

/** A message or event by WeChat's own names; bigint for ids that are numbers on the wire. */
export type PushMessage = Record<string, unknown>;

/** Signs and, by the account's mode, encrypts a push (wechat-api.md B.1 to B.3). */
export function seal(account: Account, message: PushMessage, nowMs: number): Sealed {
	const { token, mode } = account.callback;
	const timestamp = String(Math.floor(nowMs / 1000));
	const nonce = String(randomInt(1e9, 2e9));
	const query: Record<string, string> = {
		signature: signature(token, timestamp, nonce),
		timestamp,
		nonce,
		openid: String(message.FromUserName),
	};
	if (mode === 'plain') return { query, ...write(account, message) };
	const plain = write(account, message).body;
	const Encrypt = encrypt(plain, keysOf(account), randomBytes(16));
	query.encrypt_type = 'aes';
	query.msg_signature = signature(token, timestamp, nonce, Encrypt);
	const envelope = mode === 'secure' ? { ToUserName: account.ghId, Encrypt } : { ...message, Encrypt };
	return { query, ...write(account, envelope) };
}

/** A message in the account's data format, not encrypted. */
export function write({ callback }: Account, content: PushMessage): Omit<Sealed, 'query'> {
	if (callback.format === 'json') return { contentType: 'application/json', body: stringify(content) };
	return { contentType: 'text/xml', body: buildXml(content) };
}

export function keysOf({ appid, callback }: Account): { appId: string; token: string; encodingAesKey: string } {
	return { appId: appid, token: callback.token, encodingAesKey: callback.encodingAesKey };
}

/** JSON in which a bigint is a number with all its digits: a MsgId has more of them than a double holds. */
function stringify(content: PushMessage): string {
	// Not the value that is handed over: n8n gives bigints a toJSON, which has been called by then.
	const text = JSON.stringify(content, function (this: PushMessage, key, value: unknown) {
		return typeof this[key] === 'bigint' ? `bigint:${this[key]}` : value;
	});
	return text.replace(/"bigint:(\d+)"/g, '$1');
}
