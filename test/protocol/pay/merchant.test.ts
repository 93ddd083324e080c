import { generateKeyPairSync } from 'node:crypto';
import { BACKUP_HOST, HOST, merchantOf } from '../../../nodes/protocol/pay/merchant';
import { MerchantMistake } from '../../../nodes/protocol/pay/mistake';
import { ENTERED, foreign, MERCHANT, merchantKey, thrown, WECHAT_PAY, wechatPayKey } from './material';

const ID = WECHAT_PAY.publicKeyId;
const OTHER_ID = 'PUB_KEY_ID_0119000712342026112200000000000002';
const otherKey = foreign.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const NO_PUBLIC_KEY = { publicKeyId: '', publicKey: '' };
const PLATFORM = { verifyWith: 'platformCertificate' };

const merchant = (changed: object = {}) => merchantOf({ ...ENTERED, ...changed });
const mistake = (changed: object) => thrown(MerchantMistake, () => merchant(changed));

describe('what is right', () => {
	test('becomes keys', () => {
		const { privateKey, publicKeys, ...rest } = merchant();
		expect(rest).toEqual({
			mchid: '1900071234',
			serialNo: MERCHANT.serialNo,
			apiV3Key: MERCHANT.apiV3Key,
			verifyWith: 'publicKey',
			baseUrl: HOST,
		});
		expect(privateKey.equals(merchantKey)).toBe(true);
		expect([...publicKeys.keys()]).toEqual([ID]);
		expect(publicKeys.get(ID)?.equals(wechatPayKey)).toBe(true);
	});

	test('may have spaces and line breaks around it, as copying leaves them', () => {
		const around = Object.fromEntries(Object.entries(ENTERED).map(([name, value]) => [name, `\n ${value}\t\r\n`]));
		expect(merchantOf(around)).toEqual(merchant());
	});

	test.each([
		['colons', MERCHANT.serialNo.replace(/..(?!$)/g, '$&:')],
		['lower case', MERCHANT.serialNo.toLowerCase()],
		['spaces', MERCHANT.serialNo.replace(/.{4}/g, '$& ')],
		['colons and lower case', MERCHANT.serialNo.toLowerCase().replace(/..(?!$)/g, '$&:')],
	])('a serial number may have %s, as openssl and browsers show it', (_, serialNo) => {
		expect(merchant({ serialNo }).serialNo).toBe(MERCHANT.serialNo);
	});

	test.each([`${'茶'.repeat(10)}ab`, '0'.repeat(32), '!"$%&/()=?`*+#,.-;:_<>|^~{}[]\\@x'.padEnd(32, 'x')])('the APIv3 key may be %j: 32 bytes', (apiV3Key) => {
		expect(merchant({ apiV3Key }).apiV3Key).toBe(apiV3Key);
	});

	test.each([
		['', HOST],
		[`${HOST}/`, HOST],
		['https://relay.example.com/pay//', 'https://relay.example.com/pay'],
		['HTTP://127.0.0.1:8080', 'HTTP://127.0.0.1:8080'],
		[undefined, HOST],
	])('the base URL %p is %s', (baseUrl, expected) => {
		expect(merchant({ baseUrl }).baseUrl).toBe(expected);
	});

	test('the hosts are those that WeChat Pay documents', () => {
		expect([HOST, BACKUP_HOST]).toEqual(['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com']);
	});
});

describe("which of WeChat Pay's keys", () => {
	test('a public key by default, also for a credential from before there was a choice', () => {
		expect(merchant({ verifyWith: undefined }).verifyWith).toBe('publicKey');
		expect(merchant({ verifyWith: 'something' }).verifyWith).toBe('publicKey');
	});

	test('a platform certificate needs no public key', () => {
		const { verifyWith, publicKeys } = merchant({ ...PLATFORM, ...NO_PUBLIC_KEY });
		expect({ verifyWith, size: publicKeys.size }).toEqual({ verifyWith: 'platformCertificate', size: 0 });
	});

	test('while WeChat Pay changes a merchant over, both', () => {
		const { verifyWith, publicKeys } = merchant(PLATFORM);
		expect({ verifyWith, ids: [...publicKeys.keys()] }).toEqual({ verifyWith: 'platformCertificate', ids: [ID] });
	});

	test('while the public key is replaced, two; the first one is named in requests', () => {
		const { publicKeys } = merchant({ publicKeyId2: OTHER_ID, publicKey2: otherKey });
		expect([...publicKeys.keys()]).toEqual([ID, OTHER_ID]);
		expect(publicKeys.get(OTHER_ID)?.equals(foreign.publicKey)).toBe(true);
		expect(publicKeys.get(ID)?.equals(wechatPayKey)).toBe(true);
	});
});

describe('what is wrong is named', () => {
	const { privateKey: ecKey } = generateKeyPairSync('ec', {
		namedCurve: 'P-256',
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	});

	test.each<[object, string, RegExp]>([
		[{ mchid: '' }, '“Merchant ID” is empty', /Merchant Information \(账户中心 > 商户信息\)/],
		[{ mchid: undefined }, '“Merchant ID” is empty', /商户信息/],
		[{ mchid: 'wx5e6e1a3d7c0f4b21' }, '“Merchant ID” must be a number', /商户信息/],
		[{ mchid: '19000 71234' }, '“Merchant ID” must be a number', /商户信息/],
		[{ mchid: '19000"71234' }, '“Merchant ID” must be a number', /商户信息/],
		[{ mchid: '12345' }, '“Merchant ID” must be a number', /商户信息/],
		[{ serialNo: '' }, '“Certificate Serial Number” is empty', /商户API证书 > 管理证书/],
		[{ serialNo: MERCHANT.serialNo.slice(9) }, '“Certificate Serial Number” is no serial number', /40 characters/],
		[{ serialNo: 'G'.repeat(40) }, '“Certificate Serial Number” is no serial number', /40 characters/],
		[{ serialNo: 'A'.repeat(65) }, '“Certificate Serial Number” is no serial number', /40 characters/],
		[{ serialNo: ID }, '“Certificate Serial Number” holds the id of the WeChat Pay public key', /your own merchant API certificate/],
		[{ serialNo: ID.toLowerCase() }, '“Certificate Serial Number” holds the id of the WeChat Pay public key', /your own/],
		[{ privateKey: '' }, '“Merchant Private Key” is no key in PEM form', /BEGIN PRIVATE KEY/],
		[{ privateKey: WECHAT_PAY.publicKey }, '“Merchant Private Key” holds a public key, not a private key', /apiclient_key\.pem/],
		[{ privateKey: ecKey }, '“Merchant Private Key” is a key of another kind than RSA', /as WeChat Pay issued it/],
		[{ apiV3Key: '' }, '“APIv3 Key” is empty', /API安全 > APIv3密钥/],
		[{ apiV3Key: MERCHANT.apiV3Key.slice(1) }, '“APIv3 Key” has 31 bytes instead of 32', /not the APIv2 key/],
		[{ apiV3Key: `${MERCHANT.apiV3Key}1` }, '“APIv3 Key” has 33 bytes instead of 32', /not the APIv2 key/],
		[{ apiV3Key: '茶'.repeat(32) }, '“APIv3 Key” has 96 bytes instead of 32', /not the APIv2 key/],
		[{ publicKeyId: '' }, '“Public Key ID” is empty', /set “Verify With” to Platform Certificate/],
		[NO_PUBLIC_KEY, '“Public Key ID” is empty', /set “Verify With” to Platform Certificate/],
		[{ publicKeyId: MERCHANT.serialNo }, '“Public Key ID” is no id of a WeChat Pay public key', /begins with PUB_KEY_ID_/],
		[{ publicKeyId: 'PUB_KEY_ID_' }, '“Public Key ID” is no id of a WeChat Pay public key', /begins with PUB_KEY_ID_/],
		[{ publicKeyId: `${ID}\r\nX-Evil: 1` }, '“Public Key ID” is no id of a WeChat Pay public key', /begins with PUB_KEY_ID_/],
		[{ publicKey: '' }, '“Public Key” is empty', /pub_key\.pem/],
		[{ publicKey: MERCHANT.privateKey }, '“Public Key” holds a private key, not a public key', /pub_key\.pem/],
		[{ ...PLATFORM, publicKey: '' }, '“Public Key” is empty', /pub_key\.pem/],
		[{ ...PLATFORM, publicKeyId: '' }, '“Public Key ID” is empty', /PUB_KEY_ID_/],
		[{ publicKeyId2: OTHER_ID }, '“Public Key 2” is empty', /pub_key\.pem/],
		[{ publicKey2: otherKey }, '“Public Key ID 2” is empty', /PUB_KEY_ID_/],
		[{ publicKeyId2: 'x', publicKey2: otherKey }, '“Public Key ID 2” is no id of a WeChat Pay public key', /PUB_KEY_ID_/],
		[{ publicKeyId2: OTHER_ID, publicKey2: 'x' }, '“Public Key 2” is no key in PEM form', /BEGIN PUBLIC KEY/],
		[{ baseUrl: 'api.mch.weixin.qq.com' }, '“Base URL” is not a web address', /https:\/\/ in front/],
		[{ baseUrl: 'ftp://api.mch.weixin.qq.com' }, '“Base URL” is not a web address', /https:\/\/ in front/],
		[{ baseUrl: 'https://' }, '“Base URL” is not a web address', /https:\/\/ in front/],
		[{ baseUrl: 'https://api mch' }, '“Base URL” is not a web address', /https:\/\/ in front/],
	])('%#: %.60j', (changed, what, description) => {
		const found = mistake(changed);
		expect(found.what).toBe(what);
		expect(found.description).toMatch(description);
		expect(found.message).toBe(`${found.what}. ${found.description}`);
		for (const secret of [MERCHANT.apiV3Key.slice(1), MERCHANT.privateKey.slice(40, 70)]) expect(found.message).not.toContain(secret);
	});
});
