import { uploadMeta } from '../../nodes/protocol/pay/uploadMeta';
import { Unreachable } from '../../nodes/transport/errors';
import type { WireRequest } from '../../nodes/transport/request';
import { payClientOf, storeOf } from './context';
import { authorizationIn, BY_CERTIFICATE, certificates, isSigned, MERCHANT, payCredential, PLATFORM, signed, thrown, WECHAT_PAY } from './payServer';
import { type Server, startServer } from './server';

let server: Server;

beforeEach(async () => {
	server = await startServer();
	server.answers = () => signed({});
});
afterEach(async () => await server.close());

const client = (more = {}) => payClientOf(storeOf(payCredential(server.url, more)));

describe('what is signed is what arrives', () => {
	const QUERIES = {
		plain: 'a1',
		'two words': "it's (100%) = a+b & c?d#e",
		chinese: '莲花茶 🍵',
		reserved: '[]{}|\\^`"<>~*!$,;:@/',
		zero: 0,
		no: false,
		empty: '',
	};

	it.each<[string, WireRequest]>([
		['a GET', { method: 'GET', path: '/v3/certificates' }],
		['a GET with a query', { method: 'GET', path: '/v3/bill/tradebill', query: QUERIES }],
		['a number in the path', { method: 'GET', path: `/v3/pay/transactions/out-trade-no/${encodeURIComponent("LT-2026/*|'@ 茶")}`, query: { mchid: '1' } }],
		['a POST', { method: 'POST', path: '/v3/pay/transactions/jsapi', body: { description: '茶 "green" 🍵\n', amount: { total: 1 } } }],
		['a POST with a query', { method: 'POST', path: '/v3/x', query: QUERIES, body: { a: 1 } }],
		['a POST without a body', { method: 'POST', path: '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/1/cancel' }],
		['JSON that was written by hand', { method: 'POST', path: '/v3/x', body: '{ "id": 12345678901234567890,\r\n"text":"茶" }' }],
		['a DELETE', { method: 'DELETE', path: '/v3/x/1', query: { a: 'b c' } }],
		['a PATCH', { method: 'PATCH', path: '/v3/x/1', body: { a: '茶' } }],
		['a PUT', { method: 'PUT', path: '/v3/x/1', body: {} }],
	])('%s', async (_, request) => {
		await client().json(request);
		const [seen] = server.seen;
		expect(isSigned(seen)).toBe(true);
		expect(seen.method).toBe(request.method);
		const given = Object.entries(request.query ?? {}).map(([name, value]) => [name, String(value)]);
		expect(seen.query).toEqual(Object.fromEntries(given));
		expect(isSigned({ ...seen, url: `${seen.url}&` })).toBe(false);
	});

	it('of an upload its meta, while the whole form arrives', async () => {
		const content = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 31) % 256));
		const meta = uploadMeta('茶 "1".jpg', content);
		const parts = [meta, { name: 'file', fileName: '茶 "1".jpg', contentType: 'image/jpeg', content }];
		await client().json({ method: 'POST', path: '/v3/merchant/media/upload', parts });
		const [seen] = server.seen;
		expect(isSigned(seen, (meta as { value: string }).value)).toBe(true);
		expect(isSigned(seen)).toBe(false);
		expect(seen.body.includes(content)).toBe(true);
		expect(seen.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
		expect(seen.headers['content-length']).toBe(String(seen.body.length));
	});
});

describe('the headers', () => {
	it('say who it is, when, and which key is to answer', async () => {
		await client({ mchid: ' 1900071234\n' }).json({ method: 'GET', path: '/v3/x' });
		const [seen] = server.seen;
		const { scheme, mchid, serial_no, nonce_str, timestamp } = authorizationIn(seen);
		expect({ scheme, mchid, serial_no }).toEqual({ scheme: 'WECHATPAY2-SHA256-RSA2048', mchid: '1900071234', serial_no: MERCHANT.serialNo });
		expect(nonce_str).toMatch(/^[0-9A-Za-z]{32}$/);
		expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(10);
		expect(seen.headers).toMatchObject({
			accept: 'application/json',
			'user-agent': 'n8n-nodes-wechat-business',
			'wechatpay-serial': WECHAT_PAY.publicKeyId,
		});
		expect(seen.headers).not.toHaveProperty('content-type');
	});

	it('of a body say that it is JSON', async () => {
		await client().json({ method: 'POST', path: '/v3/x', body: {} });
		expect(server.seen[0].headers['content-type']).toBe('application/json; charset=utf-8');
		expect(server.seen[0].headers).not.toHaveProperty('transfer-encoding');
	});

	it('name the first of two public keys', async () => {
		const other = 'PUB_KEY_ID_0000000000000000000000000000000001';
		await client({ publicKeyId2: other, publicKey2: WECHAT_PAY.publicKey }).json({ method: 'GET', path: '/v3/x' });
		expect(server.seen[0].headers['wechatpay-serial']).toBe(WECHAT_PAY.publicKeyId);
	});

	it('name the newest certificate, which is fetched before', async () => {
		server.answers = ({ path }) => (path === '/v3/certificates' ? certificates(PLATFORM[0]) : signed({}, {}, BY_CERTIFICATE));
		const store = storeOf(payCredential(server.url, { verifyWith: 'platformCertificate', publicKeyId: '', publicKey: '' }));
		for (let n = 0; n < 2; n++) await payClientOf(store).json({ method: 'GET', path: '/v3/x' });
		expect(server.seen.map(({ path, headers }) => [path, headers['wechatpay-serial']])).toEqual([
			['/v3/certificates', undefined],
			['/v3/x', PLATFORM[0].serial],
			['/v3/x', PLATFORM[0].serial],
		]);
	});
});

describe('the base URL', () => {
	it('may end in slashes', async () => {
		await client({ baseUrl: `${server.url}//` }).json({ method: 'GET', path: '/v3/x' });
		expect(server.seen[0].url).toBe('/v3/x');
		expect(isSigned(server.seen[0])).toBe(true);
	});

	it("may be a relay below a path of its own, which WeChat Pay never sees and which is not signed", async () => {
		await client({ baseUrl: `${server.url}/relay/pay` }).json({ method: 'POST', path: '/v3/x', query: { a: 1 }, body: {} });
		const [seen] = server.seen;
		expect(seen.url).toBe('/relay/pay/v3/x?a=1');
		expect(isSigned({ ...seen, url: '/v3/x?a=1' })).toBe(true);
	});

	it('is the only address that is called: redirects are not followed', async () => {
		const elsewhere = await startServer();
		server.answers = () => (response) => response.writeHead(307, { location: `${elsewhere.url}/v3/x` }).end();
		const { message } = await thrown(Unreachable, client().json({ method: 'POST', path: '/v3/x', body: {} }));
		expect(message).toBe("WeChat Pay's server answered with HTTP status 307");
		expect(elsewhere.seen).toEqual([]);
		await elsewhere.close();
	});
});

describe('a credential that will not do', () => {
	it.each([
		[{ mchid: '' }, '“Merchant ID” is empty'],
		[{ serialNo: 'x' }, '“Certificate Serial Number” is no serial number'],
		[{ privateKey: 'x' }, '“Merchant Private Key” is no key in PEM form'],
		[{ apiV3Key: 'short' }, '“APIv3 Key” has 5 bytes instead of 32'],
		[{ publicKeyId: '' }, '“Public Key ID” is empty'],
		[{ publicKey: MERCHANT.privateKey }, '“Public Key” holds a private key, not a public key'],
		[{ baseUrl: 'api.mch.weixin.qq.com' }, '“Base URL” is not a web address'],
	])('%# is said before anything is sent', async (more, what) => {
		const request = { method: 'POST', path: '/v3/x', body: {}, repeatable: true, makes: { what: 'order', number: { out_trade_no: 'LT1' } } } as const;
		const { message, description, outcome } = await thrown(Unreachable, client(more).json(request));
		expect(message).toBe(`WeChat Pay API credential: ${what}`);
		expect(description).toMatch(/^\p{Lu}.{20,}/u);
		expect(outcome).toBe('not done');
		expect(server.seen).toEqual([]);
	});
});
