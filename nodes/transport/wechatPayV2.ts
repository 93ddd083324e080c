import type { IDataObject } from 'n8n-workflow';
import { clientCertificateOf } from '../protocol/pay/clientCertificate';
import { merchantOf } from '../protocol/pay/merchant';
import { HEADERS } from '../protocol/pay/request';
import { NotAuthentic } from '../protocol/pay/signature';
import { apiV2KeyIn, checkV2Sign, type V2Fields } from '../protocol/pay/v2';
import { v2HintFor, v2Outcome } from '../protocol/pay/v2Codes';
import { type V2Algorithm, v2Answer, v2Message } from '../protocol/pay/v2Message';
import type { XmlObject } from '../protocol/xml';
import { fromCredential } from './credentialMistake';
import type { Received } from './answer';
import type { Credentials, Product, Refusal, Verdict } from './product';
import { wechatPay } from './wechatPay';

/** Money goes out here: WeChat asks for the merchant's certificate in the connection itself. */
const WITH_CERTIFICATE = /^\/(secapi|mmpaymkttransfers)\//;

/** They know no `sign_type`, which leaves MD5 (wechat-pay.md §3.12, §3.15). */
const MD5_ONLY = /^\/(mmpaymkttransfers|tools)\//;

/** Their answers are not signed: it is the connection that proves whose they are. */
const UNSIGNED = /^\/mmpaymkttransfers\//;

/** What WeChat's server says, as a page, to a connection without a certificate. */
const NO_CERTIFICATE = /SSL certificate/i;

/** In the words of a call that was not even read, which have no code. */
const SYSTEM_WORDS = /系统|繁忙|超时|SYSTEM|BUSY|TIMEOUT/i;

/**
 * The old XML interface of WeChat Pay (API v2), on which payment codes and red packets still run (wechat-pay.md §4.2).
 * A call's body has flat fields; `mch_id`, `nonce_str`, `sign_type` and `sign` are added here.
 */
export const wechatPayV2: Product = {
	credentialType: 'wechatPayApi',
	name: 'WeChat Pay',
	withoutToken: true,
	hosts: wechatPay.hosts,
	headers: () => ({ 'user-agent': HEADERS['user-agent'] }),

	write({ path, body }, credentials, now) {
		const merchant = fromCredential(() => merchantOf(credentials));
		const apiV2Key = fromCredential(() => apiV2KeyIn(credentials));
		const agentOptions = WITH_CERTIFICATE.test(path)
			? { ...fromCredential(() => clientCertificateOf(credentials.clientCertificate, merchant, now)) }
			: undefined;
		return { body: v2Message(body as IDataObject, merchant.mchid, apiV2Key, algorithmFor(path)), contentType: 'text/xml; charset=utf-8', agentOptions };
	},

	// The key does not run out.
	prepare: (credentials) => credentials,
	renew: (current) => current,

	judge(received, { request, credentials }): Verdict {
		const said = v2Answer(received.content);
		if (!said) return unreadable(received);
		if (said.return_code === 'FAIL' || (said.return_code === 'SUCCESS' && said.result_code === 'FAIL')) return { refusal: refusal(textsOf(said)) };
		if (said.return_code !== 'SUCCESS' || said.result_code !== 'SUCCESS') return { lost: "The answer is not one of WeChat Pay's" };
		const forged = said.sign === undefined && UNSIGNED.test(request.path) ? undefined : whyNotAuthentic(said as V2Fields, credentials);
		if (forged) return { lost: `The answer cannot be trusted to be WeChat Pay's. ${forged}` };
		return { answer: { json: said } };
	},

	secrets: wechatPay.secrets,
};

/** What of an answer is text: in the words of a refusal nothing is nested. */
function textsOf(said: XmlObject): V2Fields {
	return Object.fromEntries(Object.entries(said).filter((field): field is [string, string] => typeof field[1] === 'string'));
}

function algorithmFor(path: string): V2Algorithm {
	return MD5_ONLY.test(path) ? 'MD5' : 'HMAC-SHA256';
}

function whyNotAuthentic(said: V2Fields, credentials: Credentials): string | undefined {
	try {
		checkV2Sign(said, apiV2KeyIn(credentials));
		return undefined;
	} catch (error) {
		if (error instanceof NotAuthentic) return error.message;
		return 'Its signature could not be checked.';
	}
}

function unreadable({ status, content }: Received): Verdict {
	if (status === 400 && NO_CERTIFICATE.test(content.toString('utf8', 0, 4096))) {
		return { refusal: { ...about('CA_ERROR', 'no client certificate was sent'), kind: 'final' } };
	}
	return { lost: `WeChat Pay's server answered with HTTP status ${status}` };
}

/** Refusals are for reading, whether they are signed or not: no money moves by them (wechat-pay.md §4.2). */
function refusal({ return_code, return_msg = '', err_code, err_code_des }: V2Fields): Refusal {
	if (return_code === 'SUCCESS') {
		const code = err_code || 'UNKNOWN';
		return { ...about(code, err_code_des || return_msg), kind: v2Outcome(code) };
	}
	const code = err_code || (return_msg.includes('签名') ? 'SIGN_ERROR' : 'FAIL');
	return { ...about(code, return_msg), kind: SYSTEM_WORDS.test(return_msg) ? 'busy' : v2Outcome(code) };
}

function about(errcode: string, errmsg: string): Omit<Refusal, 'kind'> {
	return { errcode, errmsg: errmsg || 'no reason given', rid: null, hint: v2HintFor(errcode), details: {} };
}
