import { createPublicKey } from 'node:crypto';
import { Aes, Formatter, Hash, Rsa, Transformer } from 'wechatpay-axios-plugin';
import { decryptResource, decryptSensitive, encryptSensitive } from '../../../nodes/protocol/pay/cipher';
import { appParameters, authorization, checkSignature, payParameters } from '../../../nodes/protocol/pay/signature';
import { checkV2Sign, decryptReqInfo, signV2, type V2Fields } from '../../../nodes/protocol/pay/v2';
import { v2Message } from '../../../nodes/protocol/pay/v2Message';
import { parseXml } from '../../../nodes/protocol/xml';
import { below, oneOf, randomNumbers } from '../random';
import { encrypted, MERCHANT, merchantKey, wechatPayKey, WECHAT_PAY } from './material';

/** Our cryptography beside that of the SDK wechatpay-axios-plugin, on texts that nobody chose. */
const random = randomNumbers(20260102);
const ALPHABET = [...'aZ09 _-./&=<>"\'\\\n', '茶', '“', '🍵'];
const text = (most: number): string => Array.from({ length: below(random, most) }, () => oneOf(random, ALPHABET)).join('');
const TEXTS = Array.from({ length: 50 }, () => text(60));

const MCHID = '1900071234';
const MERCHANT_PUBLIC = createPublicKey(MERCHANT.privateKey);
const V2_KEY = MERCHANT.apiV2Key;

describe('API v3', () => {
	test('the header Authorization has the SDK’s signature', () => {
		for (const body of TEXTS) {
			const request = { method: 'POST', target: `/v3/x?a=${encodeURIComponent(body)}`, timestamp: 1722850421, nonce: 'n0nce', body };
			const signature = Rsa.sign(Formatter.request(request.method, request.target, request.timestamp, request.nonce, body), merchantKey);
			const signer = { mchid: MCHID, serialNo: MERCHANT.serialNo, privateKey: merchantKey };
			const theirs = Formatter.authorization(MCHID, request.nonce, signature, request.timestamp, MERCHANT.serialNo);
			const sorted = (header: string) => header.split(/[ ,]/).sort();
			expect(sorted(authorization(signer, request))).toEqual(sorted(theirs));
		}
	});

	test('an answer that the SDK has signed as WeChat is genuine', () => {
		for (const body of TEXTS) {
			const signature = Rsa.sign(Formatter.response('1722850421', 'n0nce', body), WECHAT_PAY.privateKey);
			const read = { timestamp: '1722850421', nonce: 'n0nce', signature, serial: 'any' };
			expect(() => checkSignature(read, Buffer.from(body), wechatPayKey)).not.toThrow();
			expect(() => checkSignature(read, Buffer.from(`${body}.`), wechatPayKey)).toThrow();
		}
	});

	test('the pay button has the SDK’s signature', () => {
		const { appId, timeStamp, nonceStr, package: packed, paySign } = payParameters(
			{ appid: 'wx1', prepayId: 'wx201410272009395522657a690389285100', timestamp: 1722850421, nonce: 'n0nce' },
			merchantKey,
		);
		expect(Rsa.sign(Formatter.joinedByLineFeed(appId, timeStamp, nonceStr, packed), merchantKey)).toBe(paySign);
	});

	test('so has that of an app', () => {
		const order = { appid: 'wx1', mchid: MCHID, prepayId: 'wx201410272009395522657a690389285100', timestamp: 1722850421, nonce: 'n0nce' };
		const { appid, timestamp, noncestr, prepayid, sign } = appParameters(order, merchantKey);
		expect(Rsa.sign(Formatter.joinedByLineFeed(appid, timestamp, noncestr, prepayid), merchantKey)).toBe(sign);
	});

	test('what is encrypted for WeChat’s eyes the SDK reads, and the other way round', () => {
		for (const name of TEXTS) {
			expect(Rsa.decrypt(encryptSensitive(name, wechatPayKey), WECHAT_PAY.privateKey)).toBe(name);
			expect(decryptSensitive(Rsa.encrypt(name, MERCHANT_PUBLIC), merchantKey)).toBe(name);
		}
	});

	test('a resource that the SDK has encrypted opens, and the SDK opens what we take for one', () => {
		for (const [index, plain] of TEXTS.entries()) {
			const [nonce, associated_data] = ['a-nonce-of12', index % 2 ? 'transaction' : ''];
			const ciphertext = Aes.AesGcm.encrypt(plain, MERCHANT.apiV3Key, nonce, associated_data);
			expect(encrypted(plain, { nonce, associated_data }).ciphertext).toBe(ciphertext);
			expect(decryptResource({ algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data }, MERCHANT.apiV3Key)).toBe(plain);
		}
	});
});

describe('API v2', () => {
	/** Names, some of them empty, in no order. */
	const fields = (): V2Fields => ({
		...Object.fromEntries(Array.from({ length: below(random, 12) }, () => [oneOf(random, ['a', 'B', 'b_1', 'detail', 'attach', 'Z', 'body', 'nonce']), text(20)])),
		mch_id: MCHID,
	});
	const ALL = Array.from({ length: 100 }, fields);

	test.each(['MD5', 'HMAC-SHA256'] as const)('%s is the SDK’s', (algorithm) => {
		for (const each of ALL) expect(signV2(each, V2_KEY, algorithm)).toBe(Hash.sign(algorithm, each, V2_KEY));
	});

	test.each(['MD5', 'HMAC-SHA256'] as const)('the SDK reads our call, and takes its signature (%s)', (algorithm) => {
		for (const each of ALL) {
			const read = Transformer.toObject.call({}, v2Message(each, MCHID, V2_KEY, algorithm)) as V2Fields;
			expect(Hash.sign(algorithm, read, V2_KEY)).toBe(read.sign);
			expect(read.mch_id).toBe(MCHID);
		}
	});

	test('we read the SDK’s call, and take its signature', () => {
		const [signed, written] = new Transformer(MCHID, Hash.keyObjectFrom(V2_KEY)).request as Array<(given: unknown) => unknown>;
		for (const each of [...ALL, ...ALL.map((one) => ({ ...one, sign_type: 'HMAC-SHA256' }))]) {
			const { sign, ...rest } = parseXml(written.call({}, signed.call({}, each)) as string) as V2Fields;
			expect(() => checkV2Sign({ ...rest, sign }, V2_KEY)).not.toThrow();
			expect(() => checkV2Sign({ ...rest, sign, mch_id: '1' }, V2_KEY)).toThrow();
		}
	});

	test('what a refund notice hides opens when the SDK has encrypted it', () => {
		for (const each of ALL) {
			const written = Transformer.toXml.call({}, each);
			// To whole blocks the SDK adds no padding, as PKCS#7 would.
			const xml = Buffer.byteLength(written) % 16 === 0 ? `${written} ` : written;
			expect(decryptReqInfo(Aes.AesEcb.encrypt(xml, Hash.md5(V2_KEY)), V2_KEY)).toBe(xml);
		}
	});
});
