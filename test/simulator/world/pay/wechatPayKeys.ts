import { type MerchantSettings } from './merchant';
import { PLATFORM_CERTIFICATES } from './keys';

/** One of WeChat Pay's keys, as this merchant knows it: by the id in Wechatpay-Serial. */
export interface SigningKey {
	id: string;
	privateKey: string;
}

/** Every key that WeChat Pay uses towards this merchant, the one it prefers first (wechat-pay.md §1.5). */
export function wechatPayKeys(merchant: MerchantSettings): SigningKey[] {
	const { mode, publicKeyId, wechatPayPrivateKey, signingCertificate } = merchant;
	const publicKey = { id: publicKeyId, privateKey: wechatPayPrivateKey };
	if (mode === 'publicKey') return [publicKey];
	const certificates = certificatesOf(merchant).map(({ serial, privateKey }) => ({ id: serial, privateKey }));
	certificates.sort((a, b) => Number(b.id === signingCertificate) - Number(a.id === signingCertificate));
	return mode === 'switching' ? [...certificates, publicKey] : certificates;
}

/** The certificates that the merchant can fetch, or has fetched before. */
export function certificatesOf({ certificates, signingCertificate }: MerchantSettings) {
	return PLATFORM_CERTIFICATES.filter(({ serial }) => serial === signingCertificate || certificates.includes(serial));
}

/** The key that signs an answer: the public key where the request names it, else the certificate that signs now. */
export function answeringKey(merchant: MerchantSettings, requested?: string): SigningKey {
	const [preferred, ...others] = wechatPayKeys(merchant);
	return others.find(({ id }) => id === requested && id === merchant.publicKeyId) ?? preferred;
}

/** While the keys are changed some notifications come with the one, some with the other: here they take turns. */
export function notifyingKey(merchant: MerchantSettings & { signed: number }): SigningKey {
	const keys = wechatPayKeys(merchant);
	const inTurn = merchant.mode === 'switching' ? [keys[0], keys[keys.length - 1]] : [keys[0]];
	return inTurn[merchant.signed++ % inTurn.length];
}
