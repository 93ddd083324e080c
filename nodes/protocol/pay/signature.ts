import { sign, verify, type KeyObject } from 'node:crypto';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';

/** Seconds by which WeChat's clock and ours may differ (wechat-pay.md §1.3). */
export const WINDOW = 300;

/** Whose request it is, and with what it is signed. */
export interface Signer {
	mchid: string;
	/** Serial number of the merchant's API certificate. */
	serialNo: string;
	privateKey: KeyObject;
}

/** The parts of a request that are signed, exactly as they are sent. */
export interface SignedRequest {
	method: string;
	/** Path and query, percent-encoded. */
	target: string;
	/** Empty when there is none; of an upload, its `meta`. */
	body: string;
	/** Seconds since 1970. */
	timestamp: number;
	/** Up to 32 letters and digits. */
	nonce: string;
}

/** The header `Authorization` of a request (wechat-pay.md §1.2). */
export function authorization({ mchid, serialNo, privateKey }: Signer, request: SignedRequest): string {
	const { method, target, timestamp, nonce, body } = request;
	const signature = signed([method, target, timestamp, nonce, body], privateKey);
	return (
		`${SCHEME} mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",` +
		`serial_no="${serialNo}",signature="${signature}"`
	);
}

/** What a Mini Program's `wx.requestPayment` or a page's `WeixinJSBridge` takes (wechat-pay.md §3.2). */
export interface PayParameters {
	appId: string;
	timeStamp: string;
	nonceStr: string;
	package: string;
	signType: 'RSA';
	paySign: string;
}

/** The parameters for the pay button of a page. */
export function payParameters(
	order: { appid: string; prepayId: string; timestamp: number; nonce: string },
	privateKey: KeyObject,
): PayParameters {
	const { appid, prepayId, timestamp, nonce } = order;
	const packed = `prepay_id=${prepayId}`;
	const paySign = signed([appid, timestamp, nonce, packed], privateKey);
	return { appId: appid, timeStamp: String(timestamp), nonceStr: nonce, package: packed, signType: 'RSA', paySign };
}

/** What an app hands to WeChat's SDK (wechat-pay.md §3.2). */
export interface AppParameters {
	appid: string;
	/** The merchant that made the order; a partner itself, also for its merchants. */
	partnerid: string;
	prepayid: string;
	package: 'Sign=WXPay';
	noncestr: string;
	timestamp: string;
	sign: string;
}

/** The parameters for the pay button of an app; `timestamp` in seconds. */
export function appParameters(
	order: { appid: string; mchid: string; prepayId: string; timestamp: number; nonce: string },
	privateKey: KeyObject,
): AppParameters {
	const { appid, mchid, prepayId, timestamp, nonce } = order;
	const sign = signed([appid, timestamp, nonce, prepayId], privateKey);
	return { appid, partnerid: mchid, prepayid: prepayId, package: 'Sign=WXPay', noncestr: nonce, timestamp: String(timestamp), sign };
}

/** What WeChat says about its signature, in the headers of an answer or a notification. */
export interface Signature {
	timestamp: string;
	nonce: string;
	signature: string;
	/** Names the key: `PUB_KEY_ID_…`, or the serial number of a platform certificate. */
	serial: string;
}

/**
 * Whether it carries the wrong signature that WeChat Pay sends now and then to see whether signatures are checked
 * (wechat-pay.md §1.4). The true one follows.
 */
export function isSignTest(headers: Record<string, unknown>): boolean {
	return String(headers['wechatpay-signature'] ?? '').startsWith('WECHATPAY/SIGNTEST/');
}

/** It is not from WeChat, not for us, or not from now; `message` is for the log. */
export class NotAuthentic extends Error {}

/**
 * Reads the signature's headers and checks the time.
 * @param now seconds since 1970
 * @throws NotAuthentic
 */
export function signatureIn(headers: Record<string, unknown>, now: number): Signature {
	const type = headers['wechatpay-signature-type'] ?? SCHEME;
	if (type !== SCHEME) throw new NotAuthentic('It is signed in a way that is not supported.');
	const timestamp = headerIn(headers, 'wechatpay-timestamp');
	const difference = now - Number(timestamp);
	if (!/^\d{1,12}$/.test(timestamp) || Math.abs(difference) >= WINDOW) {
		throw new NotAuthentic(
			'Its time is more than five minutes off: it is an old one, or the clock of this server is wrong.',
		);
	}
	return {
		timestamp,
		nonce: headerIn(headers, 'wechatpay-nonce'),
		signature: headerIn(headers, 'wechatpay-signature'),
		serial: headerIn(headers, 'wechatpay-serial'),
	};
}

function headerIn(headers: Record<string, unknown>, name: string): string {
	const value = headers[name];
	if (typeof value === 'string' && value !== '') return value;
	throw new NotAuthentic(`The header W${name.slice(1)} is missing.`);
}

/**
 * Checks the signature over the raw body (wechat-pay.md §1.3). A SIGNTEST fails here like any forgery (§1.4).
 * @throws NotAuthentic
 */
export function checkSignature({ timestamp, nonce, signature }: Signature, body: Buffer, key: KeyObject): void {
	const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);
	const bytes = Buffer.from(signature, 'base64');
	// A lenient decoder takes many spellings of one signature.
	const isCanonical = bytes.toString('base64') === signature;
	if (!isCanonical || !verify('RSA-SHA256', message, key, bytes)) throw new NotAuthentic('Its signature is wrong.');
}

function signed(lines: Array<string | number>, privateKey: KeyObject): string {
	return sign('RSA-SHA256', Buffer.from(lines.map((line) => `${line}\n`).join('')), privateKey).toString('base64');
}
