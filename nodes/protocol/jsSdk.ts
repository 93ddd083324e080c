import { createHash } from 'node:crypto';

/** What a signature of the JS-SDK is made of. */
export interface JsSdkPage {
	/** Of `ticket/getticket` with type jsapi. */
	ticket: string;
	nonceStr: string;
	/** Seconds since 1970. */
	timestamp: number;
	/** Address of the page, with its query; what is behind # does not count. */
	url: string;
}

/** The signature by which a page may use WeChat's JS-SDK (wechat-api.md A, "JS-SDK ticket"): SHA-1 in hex. */
export function jsSdkSignature({ ticket, nonceStr, timestamp, url }: JsSdkPage): string {
	const [address] = url.split('#');
	const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${address}`;
	return createHash('sha1').update(text).digest('hex');
}
