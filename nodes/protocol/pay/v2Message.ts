import { buildXml, parseXml, type XmlObject } from '../xml';
import { withoutIllegal } from '../xmlText';
import { newNonce } from './request';
import { signV2, type V2Fields } from './v2';

/** With what a call is signed; the calls that send money know the older one only (wechat-pay.md §3.12). */
export type V2Algorithm = 'HMAC-SHA256' | 'MD5';

/**
 * A call of the old XML interface (API v2): whose it is, nonce and signature are added to its fields.
 * Empty fields are left out. What XML cannot hold, or would change, is taken out before it is signed.
 */
export function v2Message(fields: Record<string, unknown>, mchid: string, apiV2Key: string, algorithm: V2Algorithm): string {
	const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '');
	const message: V2Fields = {
		...Object.fromEntries(given.map(([name, value]) => [name, plain(value)])),
		mch_id: mchid,
		nonce_str: newNonce(),
		...(algorithm === 'HMAC-SHA256' && { sign_type: algorithm }),
	};
	return buildXml({ ...message, sign: signV2(message, apiV2Key, algorithm) });
}

/** What an answer says; `undefined` when it is no XML of WeChat's. */
export function v2Answer(content: Buffer): XmlObject | undefined {
	try {
		return parseXml(content.toString('utf8'));
	} catch {
		// A page of somebody else's, or nothing.
		return undefined;
	}
}

/** A reader of XML takes every line end for a line feed. */
function plain(value: unknown): string {
	return withoutIllegal(String(value)).replace(/\r\n?/g, '\n');
}
