import { decryptField, decryptResource, encryptField, encryptResource, newNonce } from './http/payCipher';
import { decryptReqInfo, encryptReqInfo, signV2 } from './http/payV2';
import { isSignedBy, lines, publicKeyOf, signWith } from './http/paySignature';
import vectors from './payVectors.json';
import keys from './world/pay/madeUpKeys.json';

/** `payVectors.json`: answers that WeChat Pay's own documentation gives, and of an official SDK. */
const pem = (kind: string, base64: string) =>
	`-----BEGIN ${kind}-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;
const sampleKey = pem('PRIVATE KEY', vectors.samplePrivateKeyPkcs8Base64);

test('a request of the official documentation is signed as it says', () => {
	const { method, uri, timestamp, nonce, body, signature } = vectors.requestSign;
	const message = lines(method, uri, timestamp, nonce, body);
	expect(signWith(sampleKey, message)).toBe(signature);
	expect(isSignedBy(sampleKey, message, signature)).toBe(true);
});

test('an answer of the official documentation is verified, and one with another letter is not', () => {
	const { wechatpayPublicKeySpkiBase64, timestamp, nonce, body, signature } = vectors.responseVerify;
	const key = pem('PUBLIC KEY', wechatpayPublicKeySpkiBase64);
	expect(isSignedBy(key, lines(timestamp, nonce, body), signature)).toBe(true);
	expect(isSignedBy(key, lines(timestamp, nonce, `${body} `), signature)).toBe(false);
	expect(isSignedBy(key, lines(timestamp, nonce, body), `WECHATPAY/SIGNTEST/${signature.slice(19)}`)).toBe(false);
	expect(isSignedBy(key, lines(timestamp, nonce, body), `!${signature}`)).toBe(false);
});

test('a resource of an official SDK is encrypted and decrypted as it says', () => {
	const { key, nonce, associatedData, ciphertext, plaintext } = vectors.aeadAes256Gcm;
	expect(encryptResource(key, plaintext, associatedData, nonce).ciphertext).toBe(ciphertext);
	expect(decryptResource(key, { ciphertext, associated_data: associatedData, nonce })).toBe(plaintext);
	expect(() => decryptResource(key, { ciphertext, associated_data: 'another', nonce })).toThrow();
});

test('a sensitive field is read with the right private key only', () => {
	const encrypted = encryptField(keys.wechatPay.publicKey, '莲花');
	expect(decryptField(keys.wechatPay.privateKey, encrypted)).toBe('莲花');
	expect(() => decryptField(keys.merchant.privateKey, encrypted)).toThrow();
});

test('fields of v2 are signed as the official sample says, by both algorithms', () => {
	const { params, key, md5, hmacSha256 } = vectors.v2Sign;
	expect(signV2(params, key)).toBe(md5);
	expect(signV2(params, key, 'HMAC-SHA256')).toBe(hmacSha256);
	expect(signV2({ ...params, sign: 'any', attach: '' }, key)).toBe(md5);
	expect(signV2({ ...params, attach: 'more' }, key)).not.toBe(md5);
});

// Made with `openssl enc -aes-256-ecb -K <the MD5 of the key in hex, as 32 letters> -a -A`.
const REQ_INFO = 'bDP/xixH0hFEaZusu714Uyyh0dv8MPgMqVLeIkI0QHBoWJbCzCFX0olPqtxTh2q95uvewe45Es+0+iD/4no6Cg==';

test('req_info of v2 is what OpenSSL makes of it', () => {
	const { key } = vectors.v2Sign;
	const plain = '<root><refund_status>SUCCESS</refund_status></root>';
	expect(encryptReqInfo(key, plain)).toBe(REQ_INFO);
	expect(decryptReqInfo(key, REQ_INFO)).toBe(plain);
	expect(() => decryptReqInfo(`${key.slice(1)}0`, REQ_INFO)).toThrow();
});

test('the made-up keys belong together', () => {
	const spki = (text: string) => publicKeyOf(text).export({ type: 'spki', format: 'pem' });
	expect(spki(keys.wechatPay.privateKey)).toBe(keys.wechatPay.publicKey);
	for (const { certificate, privateKey } of keys.platform) expect(spki(certificate)).toBe(spki(privateKey));
	expect(Buffer.byteLength(keys.merchant.apiV3Key)).toBe(32);
	expect(keys.merchant.apiV2Key).toMatch(/^\w{32}$/);
	expect(keys.merchant.serialNo).toMatch(/^[0-9A-F]{40}$/);
	expect(newNonce()).toMatch(/^[0-9A-Za-z]{32}$/);
});
