import type { KeyObject } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { CertificateDesk, type CertificateList } from '../protocol/pay/certificates';
import { clockMistake } from '../protocol/pay/check';
import { Undecipherable } from '../protocol/pay/cipher';
import { hintFor, isCode, isThrottled, isUnsettled } from '../protocol/pay/codes';
import { BACKUP_HOST, HOST, merchantOf, type Merchant } from '../protocol/pay/merchant';
import { headersFor } from '../protocol/pay/request';
import { encryptAt } from '../protocol/pay/sensitive';
import { checkSignature, NotAuthentic, signatureIn } from '../protocol/pay/signature';
import { answerIn, isSuccess, jsonIn, type Received } from './answer';
import { fromCredential } from './credentialMistake';
import { Unreachable, WechatRefusal } from './errors';
import type { Credentials, Exchange, Product, Refusal, Verdict } from './product';
import { asJson, type WireRequest, type Written } from './request';

const desk = new CertificateDesk();

/** What is sent again is the same to the byte (wechat-pay.md §4.3), which no second encryption of a name would be. */
const sealed = new WeakMap<WireRequest, { by: string; written: Written }>();

const CERTIFICATES =
	'Test the credential: it says what is wrong. Newer merchants have no platform certificates and set “Verify With” to WeChat Pay Public Key';

/** WeChat Pay's merchant API: api.mch.weixin.qq.com (wechat-pay.md). The credential signs; here answers are verified. */
export const wechatPay: Product = {
	credentialType: 'wechatPayApi',
	name: 'WeChat Pay',

	hosts(credentials) {
		const { baseUrl } = checked(credentials);
		return baseUrl === HOST ? [HOST, BACKUP_HOST] : [baseUrl];
	},

	headers(credentials, now) {
		const merchant = checked(credentials);
		return headersFor(namedKey(merchant, now)?.id);
	},

	write(request, credentials, now) {
		const { encrypted = [] } = request;
		if (encrypted.length === 0) return asJson(request);
		const key = namedKey(checked(credentials), now);
		if (!key) throw new Unreachable('There is no key of WeChat Pay to encrypt with', CERTIFICATES, 'not done');
		const before = sealed.get(request);
		if (before?.by === key.id) return before.written;
		const written = asJson({ body: encryptAt(request.body as IDataObject, encrypted, key.key) as IDataObject });
		sealed.set(request, { by: key.id, written });
		return written;
	},

	prepare: withoutTest,

	async ready(credentials, ask, now) {
		const merchant = checked(credentials);
		if (merchant.verifyWith === 'publicKey') return;
		const certificate = await desk.newest(merchant, async () => await downloaded(ask), now).catch((error: unknown) => {
			if (error instanceof Unreachable) return Promise.reject(error);
			const known = error instanceof NotAuthentic || error instanceof Undecipherable;
			const what = known ? error.message : "WeChat Pay's list of certificates cannot be read.";
			return Promise.reject(new Unreachable(what, CERTIFICATES, 'not done'));
		});
		if (!certificate && merchant.publicKeys.size === 0) throw new Unreachable('WeChat Pay API credential: this merchant has no platform certificates', CERTIFICATES, 'not done');
	},

	// Nothing of the credential could have run out: every request is signed anew.
	renew: withoutTest,

	async judge(received, exchange): Promise<Verdict> {
		if (!isSuccess(received)) return refused(received, exchange);
		const forged = isUnsigned(exchange.request.path) ? undefined : await whyNotAuthentic(received, exchange);
		if (forged) return { lost: `The answer cannot be trusted to be WeChat Pay's. ${forged}` };
		return { answer: received.content.length === 0 ? { json: {} } : answerIn(received) };
	},

	secrets: ({ apiV3Key, apiV2Key }) => [apiV3Key, apiV2Key].map((key) => String(key ?? '')).filter((secret) => secret.length >= 8),
};

/** Filled, so that n8n does not run the credential's test before the call. */
function withoutTest(credentials: Credentials): Credentials {
	return { ...credentials, checked: 'yes' };
}

/** The one of its keys that WeChat Pay is to answer with, and with which it is written to (wechat-pay.md §1.5, §1.6). */
function namedKey(merchant: Merchant, now: number): { id: string; key: KeyObject } | undefined {
	const certificate = merchant.verifyWith === 'publicKey' ? undefined : desk.known(merchant, now);
	if (certificate) return { id: certificate.serial, key: certificate.key };
	const [publicKey] = merchant.publicKeys;
	return publicKey && { id: publicKey[0], key: publicKey[1] };
}

/** Downloads and overseas statements: what they hold is proved otherwise, if at all (wechat-pay.md §1.3). */
function isUnsigned(path: string): boolean {
	return /^\/(v3\/(billdownload\/file|bill\/downloadurl|transferdownload\/|(global\/)?merchant-service\/images\/(?!upload$)|(global\/)?statements)|hk\/v3\/statements)/.test(path);
}

/**
 * WeChat's key of this id or serial number: from the credential, or a platform certificate, fetched when it is needed.
 * @param ask makes a signed call
 * @param patient after a failure does not ask again for a minute: for what anybody may have sent
 */
export async function keyOf(
	serial: string,
	merchant: Merchant,
	ask: Exchange['ask'],
	now: number,
	patient = false,
): Promise<KeyObject | undefined> {
	const known = merchant.publicKeys.get(serial);
	if (known || !/^[0-9A-F]{32,64}$/i.test(serial)) return known;
	return await desk.find(merchant, serial.toUpperCase(), async () => await downloaded(ask), now, patient);
}

/** Not verified by signature: it is what the signatures are verified with. The APIv3 key proves it (wechat-pay.md §1.5). */
async function downloaded(ask: Exchange['ask']): Promise<CertificateList> {
	const received = await ask({ method: 'GET', path: '/v3/certificates' });
	const json = jsonIn(received.content);
	if (isSuccess(received) && json) return json as CertificateList;
	// A merchant who has the public key only.
	if (received.status === 404 && isCode(json?.code, 'RESOURCE_NOT_EXISTS')) return {};
	throw new NotAuthentic(`WeChat Pay's certificates could not be fetched (HTTP status ${received.status}).`);
}

async function whyNotAuthentic({ headers, content }: Received, exchange: Exchange): Promise<string | undefined> {
	try {
		const signature = signatureIn(headers, exchange.now / 1000);
		const key = await keyOf(signature.serial, checked(exchange.credentials), exchange.ask, exchange.now);
		if (!key) return `It is signed with a key that the credential does not have (${signature.serial}).`;
		checkSignature(signature, content, key);
		return undefined;
	} catch (error) {
		if (error instanceof NotAuthentic || error instanceof Undecipherable || error instanceof Unreachable) return error.message;
		return 'Its signature could not be checked.';
	}
}

/** Words of an error are not signed: they are for reading, no decision about money hangs on them (wechat-pay.md §1.3). */
function refused(received: Received, { credentials, now }: Exchange): Verdict {
	const { status, headers } = received;
	const { code, message, detail } = jsonIn(received.content) ?? {};
	if (typeof code !== 'string') return { lost: `WeChat Pay's server answered with HTTP status ${status}` };
	const refusal: Refusal = {
		errcode: code,
		errmsg: String(message ?? 'no reason given'),
		rid: headers['request-id'] ?? null,
		hint: (isCode(code, 'SIGN_ERROR') && clockMistake(received, now)?.message) || hintFor(code),
		details: detail && typeof detail === 'object' ? { detail } : {},
		kind: isThrottled(code, status) ? 'throttled' : isUnsettled(code, status) ? 'busy' : 'final',
	};
	const merchant = checked(credentials);
	if (!isOfAnOldKey(refusal, merchant)) return { refusal };
	desk.forget(merchant);
	return { refusal: { ...refusal, kind: 'stale' } };
}

/** The certificate that the request named is no more: the public key took over, or another one. Nothing was done. */
function isOfAnOldKey({ errcode, errmsg }: Refusal, { verifyWith }: Merchant): boolean {
	return verifyWith === 'platformCertificate' && isCode(errcode, 'PARAM_ERROR') && /Wechatpay-Serial/i.test(errmsg);
}

/** Whether WeChat Pay has refused a call with one of these codes. */
export function isRefusedWith(error: unknown, codes: string[]): boolean {
	return error instanceof WechatRefusal && codes.some((code) => isCode(error.refusal.errcode, code));
}

function checked(credentials: Credentials): Merchant {
	return fromCredential(() => merchantOf(credentials));
}
