import type { Incoming } from '../../http/message';
import { isSignedBy, lines, SCHEME } from '../../http/paySignature';
import type { Merchant } from '../../world/pay/merchant';
import { wechatPayKeys } from '../../world/pay/wechatPayKeys';
import type { World } from '../../world/world';
import { type Detail, PayError } from './errors';

const NAMES = ['mchid', 'nonce_str', 'timestamp', 'serial_no', 'signature'] as const;
type Credentials = Record<(typeof NAMES)[number], string>;

const MAY_DIFFER_MS = 300_000;
const MOST_NONCE = 32;
/** How much of what was signed an answer repeats. */
const TRUNCATED = 1024;

/** Whose call it is: the gates of the Authorization header in WeChat Pay's order (wechat-pay.md §1.2, §4.1). */
export function authorize(world: World, request: Incoming): Merchant {
	const given = parseAuthorization(request.headers.authorization);
	const merchant = world.merchants.get(given.mchid);
	if (!merchant) {
		throw new PayError('MCH_NOT_EXISTS', { detail: detail('mchid', given.mchid, 'mchid not exists') });
	}
	if (given.serial_no !== merchant.serialNo) {
		refuse('serial_no', given.serial_no, 'serial_no not match', '商户证书序列号有误。请使用签名私钥匹配的证书序列号');
	}
	if (Math.abs(world.now() - Number(given.timestamp) * 1000) >= MAY_DIFFER_MS) {
		refuse(
			'timestamp',
			given.timestamp,
			'timestamp expired',
			'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
		);
	}
	checkSignature(merchant, given, request);
	return merchant;
}

/** `SCHEME k="v",k="v",…`: one space, five pairs in any order, nothing else. */
function parseAuthorization(header = ''): Credentials {
	const space = header.indexOf(' ');
	const malformed = (value: string): never =>
		refuse('', value, 'malformed', 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》');
	if (header === '') malformed('');
	if (header.slice(0, Math.max(space, 0)) !== SCHEME) {
		refuse('', header.slice(0, 40), 'unknown scheme', 'Http头Authorization认证类型不正确');
	}
	const pairs = header
		.slice(space + 1)
		.split(',')
		.map((pair) => /^(\w+)="([^"]*)"$/.exec(pair));
	if (pairs.length !== NAMES.length || pairs.some((pair) => !pair)) malformed('');
	const given = Object.fromEntries(pairs.map((pair) => [pair![1], pair![2]])) as Credentials;
	const wrong = NAMES.find((name) => !given[name]);
	if (wrong) malformed(wrong);
	if (!/^\d{10}$/.test(given.timestamp)) malformed('timestamp');
	if (!/^\w+$/.test(given.nonce_str) || given.nonce_str.length > MOST_NONCE) malformed('nonce_str');
	return given;
}

function checkSignature(merchant: Merchant, given: Credentials, { method, url, headers, body }: Incoming): void {
	const signed = signedBody(headers['content-type'], body);
	const message = lines(method, url, given.timestamp, given.nonce_str, signed);
	if (isSignedBy(merchant.privateKey, message, given.signature)) return;
	const truncated_sign_message = message.subarray(0, TRUNCATED).toString('utf8');
	const sign_information = { method, url, truncated_sign_message, sign_message_length: message.length };
	const wrong = { ...detail('signature', '', 'sign not match'), sign_information };
	throw new PayError('SIGN_ERROR', { detail: wrong });
}

/** Of an upload only its `meta` is signed. */
function signedBody(contentType: string | undefined, body: Buffer): Buffer {
	const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(contentType ?? '')?.[1];
	if (!boundary) return body;
	const part = body
		.toString('latin1')
		.split(`--${boundary}`)
		.find((text) => /name="meta"/.test(text));
	return Buffer.from(part?.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, '') ?? '', 'latin1');
}

/** The headers that every request brings, and those that a body needs. */
export function checkHeaders(merchant: Merchant, { headers, body }: Incoming): void {
	if (!headers.accept || !headers['user-agent']) {
		throw headerError(headers.accept ? 'User-Agent' : 'Accept', 'Http头缺少Accept或User-Agent');
	}
	if (body.length > 0 && !/^(application\/json|multipart\/form-data)\b/.test(headers['content-type'] ?? '')) {
		throw headerError('Content-Type', 'Http头Content-Type不正确，应为application/json');
	}
	const serial = headers['wechatpay-serial'];
	if (serial !== undefined && !wechatPayKeys(merchant).some(({ id }) => id === serial)) {
		throw headerError('Wechatpay-Serial', '平台证书序列号Wechatpay-Serial错误', serial);
	}
}

function headerError(field: string, message: string, value: unknown = ''): PayError {
	return new PayError('PARAM_ERROR', { message, detail: { field, value, issue: message, location: 'header' } });
}

function refuse(field: string, value: string, issue: string, message: string): never {
	throw new PayError('SIGN_ERROR', { message, detail: detail(field, value, issue) });
}

function detail(field: string, value: string, issue: string): Detail {
	return { field, value, issue, location: 'authorization' };
}
