import { decryptResource, decryptSensitive, encryptSensitive, Undecipherable } from '../../../nodes/protocol/pay/cipher';
import { payVectors } from '../vectors';
import { encrypted, foreign, MERCHANT, merchantKey, sampleKey, thrown } from './material';

const { key, nonce, associatedData, ciphertext, plaintext } = payVectors.aeadAes256Gcm;
const vector = { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data: associatedData };
const KEY = MERCHANT.apiV3Key;

const refusal = (action: () => unknown) => thrown(Undecipherable, action).message;

describe('a resource', () => {
	test('of an official SDK decrypts to what it says', () => {
		expect(decryptResource(vector, key)).toBe(plaintext);
	});

	test.each(['', 'x', '茶🍵', '{"a":1}', 'long '.repeat(10_000)])('%.20p comes back', (plain) => {
		expect(decryptResource(encrypted(plain), KEY)).toBe(plain);
	});

	test('may have no associated data, or empty ones', () => {
		const { associated_data: _, ...without } = encrypted('x', { associated_data: '' });
		expect(decryptResource(without, KEY)).toBe('x');
		expect(decryptResource({ ...without, associated_data: '' }, KEY)).toBe('x');
		expect(decryptResource({ ...without, associated_data: null as never }, KEY)).toBe('x');
	});

	test('of which a byte was changed, anywhere, does not decrypt', () => {
		const whole = Buffer.from(ciphertext, 'base64');
		for (let at = 0; at < whole.length; at++) {
			const changed = Buffer.from(whole);
			changed[at] ^= 1;
			refusal(() => decryptResource({ ...vector, ciphertext: changed.toString('base64') }, key));
		}
	});

	test('that was cut, anywhere, does not decrypt', () => {
		const whole = Buffer.from(ciphertext, 'base64');
		for (let length = 0; length < whole.length; length++) {
			refusal(() => decryptResource({ ...vector, ciphertext: whole.toString('base64', 0, length) }, key));
			refusal(() => decryptResource({ ...vector, ciphertext: whole.toString('base64', whole.length - length) }, key));
		}
	});

	test('whose tag was cut does not decrypt: a few bytes could be guessed', () => {
		const tag = Buffer.from(encrypted('').ciphertext, 'base64');
		expect(tag).toHaveLength(16);
		for (let length = 0; length < 16; length++) {
			refusal(() => decryptResource({ ...encrypted(''), ciphertext: tag.toString('base64', 0, length) }, KEY));
		}
	});

	test.each([
		['another key', vector, KEY],
		['a key of 16 bytes', vector, key.slice(16)],
		['no key', vector, ''],
		['another nonce', { ...vector, nonce: 'uluk4a9R25RX' }, key],
		['no nonce', { ...vector, nonce: '' }, key],
		['a nonce that is none', { ...vector, nonce: undefined as never }, key],
		['other associated data', { ...vector, associated_data: 'associatedDatb' }, key],
		['missing associated data', { ...vector, associated_data: undefined }, key],
		['a ciphertext that is none', { ...vector, ciphertext: undefined as never }, key],
	])('with %s does not decrypt', (_, resource, by) => {
		const message = refusal(() => decryptResource(resource, by));
		expect(message).toMatch(/APIv3 key in the credential/);
		if (by) expect(message).not.toContain(by);
	});

	test.each(['AEAD_SM4_GCM', 'AEAD_AES_128_GCM', 'aead_aes_256_gcm', '', undefined])('encrypted with %p is not supported', (algorithm) => {
		expect(refusal(() => decryptResource({ ...vector, algorithm: algorithm as string }, key))).toMatch(/not supported/);
	});
});

/**
 * 张三 Zhang San for the documentation's merchant key, as OpenSSL encrypts it: WeChat Pay documents no example.
 * `openssl pkeyutl -encrypt -pubin -inkey p.pem -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha1 -pkeyopt rsa_mgf1_md:sha1`
 */
const OF_OPENSSL =
	'l95kziyOpUpOl+ACo+GgwCdyOX8BtnXnP08nTnq7SXKIys6YUYqq2KkfN6PZhUrMS1E3LOcJpPTQitRCnxeKOczwU0wg95+vJjw1tmfoWbQvJW3U7gAJz3M1Nv92Hdt1Lk6ZK2KwFMeFD0m50KBtjek7TtarW8zaZNKFDTxMJJmVjODDTRbsvu2PzzyyfcwUc+Aqq/u9dFbP0mZGUOsxKynlxbR27+BfbFpzvl5k8n0rPECj/Qv6iqd3D0wGdgGmpmg2Pu/N4Vkb2Hnl8rjoS1VVo/RWgF57BJLj8XLb3hTPmZvRJyMR/f7dD/Xcm6e2w6BK2cX9GejRtYJCIf2G3g==';

describe('a sensitive field', () => {
	test('of OpenSSL is read as what it was', () => {
		expect(decryptSensitive(OF_OPENSSL, sampleKey)).toBe('张三 Zhang San');
	});

	test.each(['张三', '6222020200112233', '', 'x'.repeat(214)])('%.20p comes back, and is another text every time', (text) => {
		const [one, other] = [1, 2].map(() => encryptSensitive(text, foreign.publicKey));
		expect(one).toMatch(/^[A-Za-z0-9+/]{342}==$/);
		expect(one).not.toBe(other);
		expect([one, other].map((sent) => decryptSensitive(sent, foreign.privateKey))).toEqual([text, text]);
	});

	test('takes 214 bytes: SHA-1 it is, not SHA-256', () => {
		expect(() => encryptSensitive('x'.repeat(215), foreign.publicKey)).toThrow();
	});

	test.each(['', 'AAAA', 'no base64!', '中'])('%p is none', (text) => {
		expect(refusal(() => decryptSensitive(text, foreign.privateKey))).toMatch(/another merchant key/);
	});

	test('for another key does not decrypt', () => {
		const sent = encryptSensitive('张三', foreign.publicKey);
		expect(refusal(() => decryptSensitive(sent, merchantKey))).toMatch(/another merchant key/);
	});
});
