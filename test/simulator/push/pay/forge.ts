import { signtest, unknownSerial } from '../../http/payOddities';
import { newNonce } from '../../http/payCipher';
import type { Merchant } from '../../world/pay/merchant';
import type { Notification } from '../../world/pay/notification';
import { notifyingKey } from '../../world/pay/wechatPayKeys';
import { envelope, type Envelope } from './envelope';
import { type SignedNotice, signNotice } from './sign';

/** How a forged notification differs from a true one. `replay` is a true one, and then the very same bytes again. */
export type PayTamper = keyof typeof FORGERIES | 'replay';

interface True {
	merchant: Merchant;
	notification: Notification;
	original_type: string;
	now: number;
}

const TEN_MINUTES = 600_000;
const TWO_MEGABYTES = 2 * 1024 * 1024;
const OTHER_MCHID = '1900099999';

const FORGERIES = {
	/** Signed with a key that is not WeChat Pay's. */
	signature: (given: True) => sign(given, write(given), strangersKey(given)),

	/** Changed after signing. */
	body: (given: True) => {
		const signed = sign(given, write(given));
		return {
			...signed,
			body: signed.body.replace(/"ciphertext":"(.)/, (_, letter) => `"ciphertext":"${other(letter)}`),
		};
	},

	/** A true one of ten minutes ago. */
	timestamp: (given: True) => sign({ ...given, now: given.now - TEN_MINUTES }, write(given)),

	/** Names a key that nobody knows. */
	serial: (given: True) =>
		changed(given, (headers) => ({ 'Wechatpay-Serial': unknownSerial(headers['Wechatpay-Serial']) })),

	/** Says another nonce than it was signed with. */
	nonce: (given: True) => changed(given, () => ({ 'Wechatpay-Nonce': newNonce() })),

	/** The first half only. */
	truncate: (given: True) => {
		const signed = sign(given, write(given));
		return { ...signed, body: signed.body.slice(0, signed.body.length / 2) };
	},

	/** WeChat Pay's own probe (wechat-pay.md §1.4): all is genuine but the signature. */
	signtest: (given: True) =>
		changed(given, (headers) => ({ 'Wechatpay-Signature': signtest(headers['Wechatpay-Signature']) })),

	/** Two megabytes that a stranger signed. */
	oversized: (given: True) =>
		sign(
			given,
			write(given, (true_) => ({ ...true_, summary: 'x'.repeat(TWO_MEGABYTES) })),
			strangersKey(given),
		),

	/** Rightly signed, but in a cipher that was not agreed on. */
	algorithm: (given: True) =>
		sign(
			given,
			write(given, (true_) => ({ ...true_, resource: { ...true_.resource, algorithm: 'AEAD_SM4_GCM' } })),
		),

	/** Rightly signed, but encrypted with another APIv3 key. */
	apiV3Key: (given: True) => sign(given, JSON.stringify(seal(given, newNonce()))),

	/** Rightly signed and encrypted, but about another merchant's money. */
	otherMerchant: (given: True) => {
		const resource = { ...given.notification.resource, mchid: OTHER_MCHID };
		return sign(given, JSON.stringify(seal({ ...given, notification: { ...given.notification, resource } })));
	},

	/** Without its signature. */
	missingHeader: (given: True) => {
		const { headers, body } = sign(given, write(given));
		const { 'Wechatpay-Signature': _, ...rest } = headers;
		return { headers: rest as SignedNotice['headers'], body };
	},
};

/** Makes a notification that WeChat Pay never sent; without `tamper`, or to be replayed, one that it would send. */
export function forge(tamper: PayTamper | undefined, given: True): SignedNotice {
	return tamper && tamper !== 'replay' ? FORGERIES[tamper](given) : sign(given, write(given));
}

export const PAY_TAMPERS = [...Object.keys(FORGERIES), 'replay'];

export function isPayTamper(name: unknown): name is PayTamper {
	return typeof name === 'string' && PAY_TAMPERS.includes(name);
}

function sign({ merchant, now }: True, body: string, privateKey?: string): SignedNotice {
	const key = privateKey ? { ...notifyingKey(merchant), privateKey } : undefined;
	return signNotice(merchant, body, now, key);
}

function seal({ merchant, notification, original_type }: True, key?: string): Envelope {
	return envelope(merchant, notification, original_type, key);
}

function write(given: True, change = (sealed: Envelope) => sealed): string {
	return JSON.stringify(change(seal(given)));
}

function changed(given: True, change: (headers: Record<string, string>) => Record<string, string>): SignedNotice {
	const { headers, body } = sign(given, write(given));
	return { headers: { ...headers, ...change(headers) }, body };
}

/** The merchant's own key is none of WeChat Pay's. */
function strangersKey({ merchant }: True): string {
	return merchant.privateKey;
}

function other(letter: string): string {
	return letter === 'A' ? 'B' : 'A';
}
