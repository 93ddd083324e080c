import { generateKeyPairSync } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { WechatPayApi } from '../../credentials/WechatPayApi.credentials';
import { Client, MERCHANT } from '../simulator/client';
import { type Simulator, startSimulator } from '../simulator/simulator';
import { executeContext, payClientOf, storeOf } from '../transport/context';
import { raw, type Server, startServer } from '../transport/server';
import { saveAndTest } from './dialog';

const type = new WechatPayApi();
const ORDER = '/v3/pay/transactions/out-trade-no/n8n_credential_test';
/** Before a test moves the clock of n8n. */
const realNow = Date.now.bind(Date);

let simulator: Simulator;
let wechat: Client;
let server: Server;
let entered: Record<string, string>;

beforeAll(async () => {
	// The world has its own clock, so that a test may move that of n8n.
	simulator = await startSimulator({ clock: realNow });
	wechat = new Client(simulator.url);
});
afterAll(async () => await simulator.close());
beforeEach(async () => {
	await wechat.control('/reset', {});
	server = await startServer();
	const { mchid, serialNo, privateKey, apiV3Key, publicKeyId, publicKey } = MERCHANT;
	entered = { mchid, serialNo, privateKey, apiV3Key, verifyWith: 'publicKey', publicKeyId, publicKey, baseUrl: simulator.url };
});
afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

const foreign = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const merchant = async (settings: object) => await wechat.control('/merchants', { mchid: MERCHANT.mchid, ...settings });

async function withCertificates(mode = 'platformCertificate'): Promise<void> {
	await merchant({ mode });
	Object.assign(entered, { verifyWith: 'platformCertificate', publicKeyId: '', publicKey: '' });
}

const calls = async (): Promise<string[]> =>
	(await wechat.control('/calls')).map(({ method, path }: { method: string; path: string }) => `${method} ${path}`);

/** Two sentences: what happened, and what to do; nothing of n8n's, nothing secret. */
function expectTwoSentences(message: string): void {
	expect(message.split(/\. (?=\p{Lu})/u).length).toBeGreaterThan(1);
	expect(message).not.toMatch(/undefined|NaN|\[object|Error:|\bis not a\b.*function|forbidden - perhaps|Invalid URL/i);
	expect(message.length).toBeLessThan(400);
	const lines = [MERCHANT.privateKey, foreign.privateKey].flatMap((pem) => pem.split('\n').filter((line) => line.length > 20 && !line.startsWith('---')));
	for (const secret of [MERCHANT.apiV3Key, ...lines]) expect(message).not.toContain(secret);
}

describe('Test in the dialog', () => {
	it.each([
		['a client certificate that belongs to the key', { clientCertificate: MERCHANT.clientCertificate, apiV2Key: MERCHANT.apiV2Key }, 'OK', /successful/],
		['one that does not', { clientCertificate: MERCHANT.certificates[0].certificate }, 'Error', /“Client Certificate” does not belong to “Merchant Private Key”\. Take /],
		['what is none', { clientCertificate: MERCHANT.privateKey }, 'Error', /“Client Certificate” holds a private key, not a certificate\. Paste /],
		['an APIv2 key that is cut', { apiV2Key: 'x'.repeat(31) }, 'Error', /“APIv2 Key” has 31 bytes instead of 32\. Paste /],
	])('of the old interface (API v2) what is entered must be right: %s', async (_, more, status, message) => {
		const tested = await saveAndTest({ ...entered, ...more }, { type });
		expect(tested).toMatchObject({ status, message: expect.stringMatching(message) });
		expectTwoSentences(status === 'OK' ? 'One. Two.' : tested.message);
	});

	it('is successful for the right values with a public key: no order, and an echo', async () => {
		const { status, message, stored } = await saveAndTest(entered, { type });
		expect({ status, message }).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(await calls()).toEqual([`GET ${ORDER}`, 'POST /v3/security/echo', `GET ${ORDER}`]);
		expect(stored).toEqual(entered);
	});

	it('is successful for the right values with platform certificates', async () => {
		await withCertificates();
		const { status, message } = await saveAndTest(entered, { type });
		expect({ status, message }).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(await calls()).toEqual([`GET ${ORDER}`, 'GET /v3/certificates', `GET ${ORDER}`]);
	});

	it('is successful while WeChat Pay changes the merchant over, from both ends', async () => {
		await merchant({ mode: 'switching' });
		expect((await saveAndTest(entered, { type })).status).toBe('OK');
		entered.verifyWith = 'platformCertificate';
		expect((await saveAndTest(entered, { type })).status).toBe('OK');
	});

	it('is successful for what copying leaves around the values', async () => {
		for (const name of Object.keys(entered)) entered[name] = ` ${entered[name]} \n`;
		entered.privateKey = entered.privateKey.replaceAll('\n', ' ');
		entered.serialNo = MERCHANT.serialNo.toLowerCase().replace(/..(?!$)/g, '$&:');
		expect((await saveAndTest(entered, { type })).message).toBe('Connection successful!');
	});

	it('asks WeChat Pay every time: the key was changed to a wrong one', async () => {
		const { stored } = await saveAndTest(entered, { type });
		const { status, message } = await saveAndTest({ ...stored, privateKey: foreign.privateKey }, { type });
		expect({ status, message }).toEqual({ status: 'Error', message: expect.stringMatching(/^“Merchant Private Key” does not belong/) });
	});

	it('is successful for a merchant to whom the echo is not offered', async () => {
		await wechat.control('/faults', { path: '/v3/security/echo', code: 'NO_AUTH' });
		expect((await saveAndTest(entered, { type })).status).toBe('OK');
	});

	it.each<[string, () => Promise<unknown> | void, RegExp]>([
		['no Merchant ID', () => void (entered.mchid = ''), /^“Merchant ID” is empty\. Copy it from pay\.weixin\.qq\.com/],
		['an App ID for the Merchant ID', () => void (entered.mchid = 'wx5e6e1a3d7c0f4b21'), /^“Merchant ID” must be a number\. /],
		['another Merchant ID', () => void (entered.mchid = '1900071235'), /^There is no merchant with this “Merchant ID”\. Check the number\. WeChat Pay says: /],
		['another serial number', () => void (entered.serialNo = 'A'.repeat(40)), /^“Certificate Serial Number” is not that of a certificate of this merchant\. Compare .*API安全.*WeChat Pay says: /],
		['the id of the public key as serial number', () => void (entered.serialNo = MERCHANT.publicKeyId), /^“Certificate Serial Number” holds the id of the WeChat Pay public key\. Here belongs /],
		['no serial number', () => void (entered.serialNo = ''), /^“Certificate Serial Number” is empty\. It has 40 characters/],
		['a private key that is no PEM', () => void (entered.privateKey = MERCHANT.privateKey.replace(/-----[^-]+-----/g, '')), /^“Merchant Private Key” is no key in PEM form\. Open the \.pem file/],
		['a damaged private key', () => void (entered.privateKey = MERCHANT.privateKey.replace(/\n.{64}\n/, '\n')), /^“Merchant Private Key” cannot be read.*\. Paste all of the \.pem file/],
		['a certificate for the private key', () => void (entered.privateKey = MERCHANT.certificates[0].certificate), /^“Merchant Private Key” holds a certificate, not a private key\. Paste the content of apiclient_key\.pem/],
		['the private key of another merchant', () => void (entered.privateKey = foreign.privateKey), /^“Merchant Private Key” does not belong to the certificate with this serial number\. Compare .*WeChat Pay says: 错误的签名/],
		['an APIv3 key of another length', () => void (entered.apiV3Key = 'short'), /^“APIv3 Key” has 5 bytes instead of 32\. Paste the 32 characters .*not the APIv2 key/],
		['no APIv3 key', () => void (entered.apiV3Key = ''), /^“APIv3 Key” is empty\. Paste/],
		['the public key of another merchant', () => void (entered.publicKey = foreign.publicKey), /^“Public Key” does not belong to “Public Key ID”.*\. Paste the WeChat Pay public key and its id again/],
		['the id of another public key', () => void (entered.publicKeyId = 'PUB_KEY_ID_0119000712352026112200000000000001'), /^“Public Key ID” is not that of this merchant\. Paste .*Wechatpay-Serial/],
		['a serial number for the id of the public key', () => void (entered.publicKeyId = MERCHANT.certificates[0].serial), /^“Public Key ID” is no id of a WeChat Pay public key\. It begins with PUB_KEY_ID_/],
		['no public key', () => void (entered.publicKey = ''), /^“Public Key” is empty\. Paste the content of pub_key\.pem/],
		['half of a second public key', () => void (entered.publicKeyId2 = 'PUB_KEY_ID_2'), /^“Public Key 2” is empty\. Paste/],
		['a base URL without https://', () => void (entered.baseUrl = 'api.mch.weixin.qq.com'), /^“Base URL” is not a web address\. Enter it with https:\/\//],
		['a host that there is not', () => void (entered.baseUrl = 'https://api.mch.invalid'), /^api\.mch\.invalid could not be reached: (there is no such host|the host name could not be looked up)\. Check the network and the Base URL/],
		['a host where nobody answers', () => void (entered.baseUrl = 'http://127.0.0.1:9'), /^127\.0\.0\.1:9 could not be reached: nobody answers at that address\. Check the network/],
		['a host that cuts the connection', async () => await wechat.control('/faults', { path: ORDER, drop: true }), /^127\.0\.0\.1:\d+ could not be reached: the connection was cut\. Check/],
		['a host that is not WeChat Pay', () => page(200), /^WeChat Pay answered with HTTP status 200\. Check the Base URL/],
		['a host that is not WeChat Pay and knows no such page', () => page(404), /^WeChat Pay answered with HTTP status 404\. Check the Base URL/],
		['an IP address that the merchant does not allow', async () => await wechat.control('/faults', { path: ORDER, code: 'NO_AUTH', message: '此IP地址不允许调用该接口' }), /^WeChat Pay answered with NO_AUTH\. WeChat Pay says: 此IP/],
		['a clock that is ten minutes ahead', () => clock(600_000), /^The clock of this n8n server is 10 minutes ahead\. Set it right \(switch on time synchronisation\)/],
		['a clock that is ten minutes behind', () => clock(-600_000), /^The clock of this n8n server is 10 minutes behind\. Set it right/],
		['somebody in between who changes the answer', async () => await wechat.control('/faults', { path: '/v3/security/echo', badSignature: true }), /or the answer is not from WeChat Pay\. Paste/],
	])('%s: says what happened and what to do', async (_, happens, sentence) => {
		await happens();
		const { status, message, stored } = await saveAndTest(entered, { type });
		expect(message).toMatch(sentence);
		expectTwoSentences(message);
		expect({ status, stored }).toEqual({ status: 'Error', stored: entered });
	});

	it.each<[string, () => Promise<unknown> | void, RegExp]>([
		['a merchant who has none', async () => await merchant({ mode: 'publicKey' }), /^This merchant has no platform certificates\. Set “Verify With” to WeChat Pay Public Key/],
		['another APIv3 key', () => void (entered.apiV3Key = 'x'.repeat(32)), /^“APIv3 Key” is not the one that is set at WeChat Pay\. Set it again under API Security/],
		['another private key', () => void (entered.privateKey = foreign.privateKey), /^“Merchant Private Key” does not belong/],
		['somebody in between who changes the answer', async () => await wechat.control('/faults', { path: '/v3/certificates', badSignature: true }), /^The answer is not signed by WeChat Pay\. Check the Base URL/],
		['too many calls', async () => await wechat.control('/faults', { path: '/v3/certificates', code: 'FREQUENCY_LIMITED' }), /^WeChat Pay answered with FREQUENCY_LIMITED\. WeChat Pay says: /],
		['half of a public key', () => void (entered.publicKeyId = MERCHANT.publicKeyId), /^“Public Key” is empty\. Paste/],
	])('platform certificates, and %s: says what happened and what to do', async (_, happens, sentence) => {
		await withCertificates();
		await happens();
		const { status, message } = await saveAndTest(entered, { type });
		expect(message).toMatch(sentence);
		expectTwoSentences(message);
		expect(status).toBe('Error');
	});

	it('a public key, and a merchant who has certificates: says which field', async () => {
		await merchant({ mode: 'platformCertificate' });
		const { message } = await saveAndTest(entered, { type });
		expect(message).toMatch(/^“Public Key ID” is not that of this merchant\. /);
		expectTwoSentences(message);
	});

	it('a host that takes the connection and says nothing, after 15 seconds', async () => {
		const silent = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => silent.once('listening', resolve));
		entered.baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
		const asked: unknown[] = [];
		// n8n's helper as it is, but it waits 100 ms where the credential allows more.
		const { helpers } = executeContext(storeOf(entered));
		const httpRequest = async (options: IHttpRequestOptions) => {
			asked.push(options.timeout);
			return (await helpers.httpRequest({ ...options, timeout: 100 })) as unknown;
		};
		const failure: unknown = await type.preAuthentication.call({ helpers: { httpRequest } } as never, entered).catch((error: unknown) => error);
		expect((failure as Error).message).toMatch(/could not be reached: no answer in time\. Check/);
		expect(asked).toEqual([15_000]);
		silent.close();
	});

	function page(status: number): void {
		server.answers = () => raw('<!doctype html><title>Welcome to nginx!</title>', { 'content-type': 'text/html' }, status);
		entered.baseUrl = server.url;
	}

	/** The clock of n8n; WeChat Pay's is right, and so is the header Date. */
	function clock(offMs: number): void {
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + offMs);
	}
});

describe('in production', () => {
	const READ = { method: 'GET', path: ORDER, query: { mchid: MERCHANT.mchid } } as const;

	it.each([['never tested', {}], ['tested before', { checked: '' }], ['with something in its hidden field', { checked: 'x' }]])(
		'the credential is not tested and not written: %s',
		async (_, more) => {
			const store = storeOf({ ...entered, ...more } as never);
			await expect(payClientOf(store).json(READ)).rejects.toMatchObject({ refusal: { errcode: 'ORDER_NOT_EXIST' } });
			expect(await calls()).toEqual([`GET ${ORDER}`]);
			expect(store.writes).toBe(0);
		},
	);

	it('not even after a 401, on which n8n renews what it takes for a token', async () => {
		const store = storeOf({ ...entered, privateKey: foreign.privateKey });
		await expect(payClientOf(store).json(READ)).rejects.toMatchObject({ refusal: { errcode: 'SIGN_ERROR' } });
		expect(await calls()).toEqual([`GET ${ORDER}`]);
		expect(store.writes).toBe(0);
	});
});

describe('the fields', () => {
	const { properties } = type;
	const byName = Object.fromEntries(properties.map((property) => [property.name, property]));

	it("have the names that users' credentials are stored under", () => {
		expect({ name: type.name, displayName: type.displayName }).toEqual({ name: 'wechatPayApi', displayName: 'WeChat Pay API' });
		expect(properties.map(({ name }) => name)).toEqual([
			...['mchid', 'serialNo', 'privateKey', 'apiV3Key', 'verifyWith', 'publicKeyId', 'publicKey', 'publicKeyId2', 'publicKey2'],
			...['appId', 'notifyUrl', 'subMchid', 'baseUrl', 'apiV2Key', 'clientCertificate', 'checked'],
		]);
		expect(byName.verifyWith.options?.map((option) => (option as { value: string }).value)).toEqual(['publicKey', 'platformCertificate']);
		expect([byName.verifyWith.default, byName.baseUrl.default]).toEqual(['publicKey', 'https://api.mch.weixin.qq.com']);
	});

	it('mask every secret', () => {
		const masked = properties.filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name);
		expect(masked).toEqual(['privateKey', 'apiV3Key', 'apiV2Key', 'clientCertificate']);
	});

	it('hide the one because of which n8n runs the test', () => {
		expect(byName.checked).toMatchObject({ type: 'hidden', default: '', typeOptions: { expirable: true } });
		expect(properties.filter(({ typeOptions }) => typeOptions?.expirable)).toHaveLength(1);
	});

	it.each(properties.filter(({ type: kind }) => kind !== 'hidden').map((property) => [property.displayName, property] as const))(
		'%s says what to enter',
		(_, { description }) => {
			expect(description).toMatch(/\w{3}.*\w{3}/);
		},
	);

	it('cannot be used by the HTTP Request node, which would believe unsigned answers', () => {
		expect(type.restrictToSupportedNodes).toBe(true);
	});
});
