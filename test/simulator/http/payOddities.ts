import { randomBytes } from 'node:crypto';

/** What the signature of WeChat Pay's probe begins with (wechat-pay.md §1.4). */
const SIGNTEST = 'WECHATPAY/SIGNTEST/';

/** A deliberately wrong signature in place of a true one. */
export function signtest(signature: string): string {
	return SIGNTEST + signature.slice(SIGNTEST.length);
}

/** An id of the same kind that nobody knows. */
export function unknownSerial(id: string): string {
	return id.slice(0, -4) + (id.endsWith('9999') ? '8888' : '9999');
}

/** `08F…-268435461`: the number at its end is the internal code, 0 when all went well. */
export function requestId(internal = 0): string {
	return `08${randomBytes(18).toString('hex').toUpperCase()}-${internal}`;
}
