import { createHash, timingSafeEqual } from 'node:crypto';
import { type CallbackKeys, PushRefused } from './callbackCipher';

const MAX_SECONDS_OFF = 300;

/** WeChat's signature: SHA-1, in hexadecimal, of the parts sorted and joined (reference/wechat-api.md B.1). */
export function signature(...parts: string[]): string {
	return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

/** Whether `claimed` is the signature of the parts; in constant time. What is not a signature at all is false. */
export function isSigned(claimed: string, ...parts: string[]): boolean {
	if (typeof claimed !== 'string') return false;
	const expected = Buffer.from(signature(...parts));
	const given = Buffer.from(claimed);
	return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * One value of the URL. They are the sender's: `?nonce=a&nonce=b` is an array.
 * @throws PushRefused unless it is a text
 */
export function queryText(query: Record<string, unknown> | undefined, name: string): string {
	const value = query?.[name];
	if (typeof value !== 'string' || value === '') throw new PushRefused(`The push has no valid ${name} in its URL.`);
	return value;
}

/**
 * The parts that every signature covers: token, timestamp, nonce.
 * @param now seconds since 1970
 * @throws PushRefused if one is missing, or the timestamp more than 300 s off
 */
export function signedParts(query: Record<string, unknown>, keys: CallbackKeys, now: number): [string, string, string] {
	// Anybody can sign with an empty token.
	if (!keys.token) throw new PushRefused('The Token of the message push is missing in the credential.');
	const timestamp = query?.timestamp;
	// One way to write a number: digits moved between timestamp and nonce can leave the signature as it is.
	if (typeof timestamp !== 'string' || !/^[1-9]\d{0,10}$/.test(timestamp)) {
		throw new PushRefused('The push has no valid timestamp to compare with the clock.');
	}
	const secondsOff = Math.abs(now - Number(timestamp));
	if (!(secondsOff <= MAX_SECONDS_OFF)) {
		throw new PushRefused(`The timestamp of the push is ${Math.round(secondsOff)} s off the clock of this machine.`);
	}
	return [keys.token, timestamp, queryText(query, 'nonce')];
}

/** @throws PushRefused unless the URL has the signature of the parts under this name */
export function demandSignature(
	query: Record<string, unknown>,
	name: 'signature' | 'msg_signature',
	parts: string[],
): void {
	if (!isSigned(queryText(query, name), ...parts)) {
		throw new PushRefused(`The ${name} of the push does not match the Token in the credential.`);
	}
}
