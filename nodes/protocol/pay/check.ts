import type { KeyObject } from 'node:crypto';
import { jsonObject } from '../json';
import { translatingOnly } from '../translating';
import { certificatesIn, type Certificate, type CertificateList } from './certificates';
import { Undecipherable } from './cipher';
import { isCode } from './codes';
import type { Merchant } from './merchant';
import { MerchantMistake } from './mistake';
import { checkSignature, isSignTest, signatureIn, WINDOW } from './signature';

/** An answer of WeChat Pay's, as it came. */
export interface PayAnswer {
	status: number;
	headers: Record<string, string | undefined>;
	content: Buffer;
}

/** Makes a signed call; `target` is the path with its query. */
export type Ask = (request: { method: 'GET' | 'POST'; target: string; body?: string }) => Promise<PayAnswer>;

const SET_CLOCK = 'Set it right (switch on time synchronisation): WeChat Pay takes nothing that is more than five minutes off';
const PASTE_PUBLIC_KEY =
	'Paste the WeChat Pay public key and its id again, both from API Security > WeChat Pay Public Key (API安全 > 微信支付公钥)';

/** Asked for in the credential's test: a call that every merchant may make, and that comes to nothing. */
export const NO_SUCH_ORDER = '/v3/pay/transactions/out-trade-no/n8n_credential_test';

/**
 * Whether WeChat Pay takes what the credential holds, without touching money: looks for an order that does not
 * exist (wechat-pay.md §1.9), and gets the platform certificates where they are what we verify with.
 * @param now milliseconds since 1970
 * @throws MerchantMistake saying what is wrong: clock, merchant, serial number, private key, APIv3 key, public key
 */
export async function checkMerchant(merchant: Merchant, ask: Ask, now: number): Promise<void> {
	const answer = await ask({ method: 'GET', target: `${NO_SUCH_ORDER}?mchid=${merchant.mchid}` });
	const wrongClock = clockMistake(answer, now);
	if (wrongClock) throw wrongClock;
	checkAccepted(answer);
	if (merchant.verifyWith === 'platformCertificate') {
		checkWithCertificates(await ask({ method: 'GET', target: '/v3/certificates' }), merchant, now);
	} else {
		checkPublicKey(await ask({ method: 'POST', target: '/v3/security/echo', body: '{"echo_message":"n8n"}' }), merchant, now);
	}
}

/** A merchant to whom WeChat Pay does not offer the echo is left unchecked: refusals are not signed. */
function checkPublicKey(answer: PayAnswer, merchant: Merchant, now: number): void {
	if (answer.status !== 200) return;
	const what = whyNotSigned(answer, merchant.publicKeys, now);
	if (what) throw new MerchantMistake(what, PASTE_PUBLIC_KEY);
}

function whyNotSigned({ headers, content }: PayAnswer, keys: Map<string, KeyObject>, now: number): string | undefined {
	try {
		const signature = signatureIn(headers, now / 1000);
		const key = keys.get(signature.serial);
		if (!key) return `WeChat Pay signs with another key than “Public Key ID” names: ${signature.serial}`;
		// Now and then WeChat Pay signs wrongly on purpose (wechat-pay.md §1.4).
		if (!isSignTest(headers)) checkSignature(signature, content, key);
		return undefined;
	} catch {
		return '“Public Key” does not belong to “Public Key ID”, or the answer is not from WeChat Pay';
	}
}

/**
 * What is wrong with our clock, by what WeChat's answer says of the time; `undefined` when it is right, or not to be known.
 * @param now milliseconds since 1970
 */
export function clockMistake({ headers }: Pick<PayAnswer, 'headers'>, now: number): MerchantMistake | undefined {
	const there = Date.parse(headers.date ?? '');
	const minutes = Math.round(Math.abs(now - there) / 60_000);
	if (!(Math.abs(now - there) >= WINDOW * 1000)) return undefined;
	return new MerchantMistake(
		`The clock of this n8n server is ${minutes} minutes ${now > there ? 'ahead' : 'behind'}`,
		SET_CLOCK,
	);
}

/** That there is no such order proves everything that our side of the credential can prove. */
function checkAccepted(answer: PayAnswer): void {
	const { code, message, out_trade_no } = wordsOf(answer);
	if (isCode(code, 'ORDER_NOT_EXIST') || isCode(code, 'RESOURCE_NOT_EXISTS') || out_trade_no !== undefined) return;
	const said = quoted(message);
	if (/Wechatpay-Serial/i.test(String(message))) {
		throw new MerchantMistake('“Public Key ID” is not that of this merchant', `${PASTE_PUBLIC_KEY}.${said}`);
	}
	if (isCode(code, 'SIGN_ERROR')) {
		if (/timestamp/i.test(String(message))) throw new MerchantMistake('The clock of this n8n server is wrong', `${SET_CLOCK}.${said}`);
		const isSerial = /证书|serial/i.test(String(message));
		throw new MerchantMistake(
			isSerial
				? '“Certificate Serial Number” is not that of a certificate of this merchant'
				: '“Merchant Private Key” does not belong to the certificate with this serial number',
			`Compare Merchant ID, Certificate Serial Number and Merchant Private Key with API Security (API安全).${said}`,
		);
	}
	if (isCode(code, 'MCH_NOT_EXISTS')) {
		throw new MerchantMistake('There is no merchant with this “Merchant ID”', `Check the number.${said}`);
	}
	throw unexpected(answer);
}

function unexpected(answer: PayAnswer): MerchantMistake {
	const { code, message } = wordsOf(answer);
	return new MerchantMistake(
		`WeChat Pay answered with ${typeof code === 'string' ? code : `HTTP status ${answer.status}`}`,
		quoted(message).trim() || 'Check the Base URL in the credential',
	);
}

function quoted(message: unknown): string {
	return message ? ` WeChat Pay says: ${String(message)}` : '';
}

function checkWithCertificates(answer: PayAnswer, merchant: Merchant, now: number): void {
	const list = wordsOf(answer);
	if (answer.status !== 200 && answer.status !== 404) throw unexpected(answer);
	if (answer.status === 404) {
		throw new MerchantMistake(
			'This merchant has no platform certificates',
			'Set “Verify With” to WeChat Pay Public Key, and fill in the key from API Security > WeChat Pay Public Key (API安全 > 微信支付公钥)',
		);
	}
	const certificates = decrypted(list, merchant);
	const keys = new Map([...merchant.publicKeys, ...certificates.map(({ serial, key }) => [serial, key] as const)]);
	if (whyNotSigned(answer, keys, now)) {
		throw new MerchantMistake('The answer is not signed by WeChat Pay', 'Check the Base URL in the credential');
	}
}

function decrypted(list: CertificateList, merchant: Merchant): Certificate[] {
	return translatingOnly(
		Undecipherable,
		() => certificatesIn(list, merchant),
		() =>
			new MerchantMistake(
				'“APIv3 Key” is not the one that is set at WeChat Pay',
				'Set it again under API Security > APIv3 Key (API安全 > APIv3密钥), and paste the same 32 characters here',
			),
	);
}

/** Empty for a page, or nothing: an answer without a word in it. */
function wordsOf({ content }: PayAnswer): Record<string, unknown> {
	return jsonObject(content.toString('utf8')) ?? {};
}
