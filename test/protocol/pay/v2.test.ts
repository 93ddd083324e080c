import { createCipheriv, createHash } from 'node:crypto';
import { Undecipherable } from '../../../nodes/protocol/pay/cipher';
import { MerchantMistake } from '../../../nodes/protocol/pay/mistake';
import { NotAuthentic } from '../../../nodes/protocol/pay/signature';
import { apiV2KeyIn, checkV2Sign, decryptReqInfo, signV2 } from '../../../nodes/protocol/pay/v2';
import { payVectors } from '../vectors';
import { thrown } from './material';

/** The sample of WeChat Pay's documentation of API v2. */
const SAMPLE = payVectors.v2Sign;

const { key, params } = SAMPLE;

describe('the signature of API v2', () => {
	test('is that of the documentation, by either algorithm', () => {
		expect(signV2(params, key, 'MD5')).toBe(SAMPLE.md5);
		expect(signV2(params, key, 'HMAC-SHA256')).toBe(SAMPLE.hmacSha256);
	});

	test('leaves out what is empty and the signature itself', () => {
		expect(signV2({ ...params, attach: '', sign: 'x' }, key, 'MD5')).toBe(SAMPLE.md5);
	});

	test('sorts by byte, capitals first', () => {
		const text = 'B=2&a=1&key=k';
		expect(signV2({ a: '1', B: '2' }, 'k', 'MD5')).toBe(createHash('md5').update(text).digest('hex').toUpperCase());
	});

	test.each([
		['MD5 by its length', { ...params, sign: SAMPLE.md5 }],
		['HMAC-SHA256 by its length', { ...params, sign: SAMPLE.hmacSha256 }],
		['MD5, declared', declared('MD5')],
		['HMAC-SHA256, declared', declared('HMAC-SHA256')],
	])('is accepted: %s', (_, fields) => {
		expect(() => checkV2Sign(fields, key)).not.toThrow();
	});

	test.each([
		['none', params, /signature is wrong/],
		['empty', { ...params, sign: '' }, /signature is wrong/],
		['one letter off', { ...params, sign: SAMPLE.md5.replace(/.$/, '4') }, /signature is wrong/],
		['in lower case', { ...params, sign: SAMPLE.md5.toLowerCase() }, /signature is wrong/],
		['of other fields', { ...params, body: 'Test', sign: SAMPLE.md5 }, /signature is wrong/],
		['a field more', { ...params, total_fee: '1', sign: SAMPLE.md5 }, /signature is wrong/],
		['MD5 where HMAC-SHA256 is declared', { ...params, sign_type: 'HMAC-SHA256', sign: signV2({ ...params, sign_type: 'HMAC-SHA256' }, key, 'MD5') }, /signature is wrong/],
		['an algorithm that there is not', { ...params, sign_type: 'SHA1', sign: SAMPLE.md5 }, /signed in a way that is not supported/],
	])('is refused: %s', (_, fields, reason) => {
		const { message } = thrown(NotAuthentic, () => checkV2Sign(fields, key));
		expect(message).toMatch(reason);
		expect(message).not.toContain(key);
	});

	test('is refused with another key', () => {
		thrown(NotAuthentic, () => checkV2Sign({ ...params, sign: SAMPLE.md5 }, key.replace('1', '2')));
	});
});

describe('what a refund notice hides', () => {
	const encrypted = (text: string, secret = key) => {
		const cipher = createCipheriv('aes-256-ecb', createHash('md5').update(secret).digest('hex'), null);
		return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
	};

	test('is read with the APIv2 key', () => {
		expect(decryptReqInfo(encrypted('<root><a>微信</a></root>'), key)).toBe('<root><a>微信</a></root>');
	});

	test.each([['with another key', encrypted('<root/>', 'x')], ['cut', encrypted('<root/>').slice(0, 8)], ['nothing', ''], ['no base64', '!!!']])('is not: %s', (_, reqInfo) => {
		const { message } = thrown(Undecipherable, () => decryptReqInfo(reqInfo, key));
		expect(message).toMatch(/the APIv2 Key in the credential is not the one that WeChat uses/);
		expect(message).not.toContain(key);
	});
});

describe('the APIv2 key in the credential', () => {
	test('is taken with spaces around it', () => {
		expect(apiV2KeyIn({ apiV2Key: ` ${key}\n` })).toBe(key);
	});

	test.each([
		[undefined, /“APIv2 Key” is empty, and the old XML interface \(API v2\) needs it/],
		['', /“APIv2 Key” is empty/],
		[key.slice(1), /“APIv2 Key” has 31 bytes instead of 32/],
	])('%s is refused', (apiV2Key, reason) => {
		const { message } = thrown(MerchantMistake, () => apiV2KeyIn({ apiV2Key }));
		expect(message).toMatch(reason);
		if (apiV2Key) expect(message).not.toContain(apiV2Key);
	});
});

function declared(sign_type: 'HMAC-SHA256' | 'MD5') {
	const fields = { ...params, sign_type };
	return { ...fields, sign: signV2(fields, key, sign_type) };
}
