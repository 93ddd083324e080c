import { generateKeyPairSync } from 'node:crypto';
import made from './madeUpKeys.json';

/** What the merchant keeps: signs requests with the private key, decrypts with the APIv3 key; the APIv2 key is for v2's XML. */
export interface MerchantKeys {
	serialNo: string;
	privateKey: string;
	apiV3Key: string;
	/** 32 characters. */
	apiV2Key: string;
	/** The merchant API certificate (apiclient_cert.pem), which v2 asks for where money goes out. */
	clientCertificate: string;
}

/** WeChat Pay's own: the half that a merchant downloads, and the half that only WeChat Pay has. */
export interface WechatPayKey {
	publicKeyId: string;
	publicKey: string;
	privateKey: string;
}

export interface PlatformCertificate {
	serial: string;
	certificate: string;
	privateKey: string;
}

/** WeChat Pay's certificates, the older one first. */
export const PLATFORM_CERTIFICATES: PlatformCertificate[] = made.platform;

/** With which the simulator speaks HTTPS, where a test asks for it; `ca` is what its callers must trust. */
export const TLS: { ca: string; certificate: string; privateKey: string } = made.tls;

export const READY_KEYS: { merchant: MerchantKeys; wechatPay: WechatPayKey } = made;

/** Keys for a merchant that is not ready-made. */
export function newKeys(mchid: string): { merchant: MerchantKeys; wechatPay: WechatPayKey } {
	const merchant = newPair();
	const wechatPay = newPair();
	const digits = mchid.padStart(12, '0');
	return {
		merchant: {
			serialNo: digits.padStart(40, 'A'),
			privateKey: merchant.privateKey,
			apiV3Key: `ApiV3KeyOf${digits}`.padEnd(32, 'x'),
			apiV2Key: `ApiV2KeyOf${digits}`.padEnd(32, 'x'),
			// Node cannot issue one.
			clientCertificate: '',
		},
		wechatPay: { publicKeyId: `PUB_KEY_ID_${digits.padEnd(32, '0')}`, ...wechatPay },
	};
}

function newPair() {
	return generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
}
