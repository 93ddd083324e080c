import { verify } from 'node:crypto';
import { multipart } from '../../../nodes/protocol/multipart';
import { merchantOf } from '../../../nodes/protocol/pay/merchant';
import { authorizationFor, newNonce } from '../../../nodes/protocol/pay/request';
import { uploadMeta } from '../../../nodes/protocol/pay/uploadMeta';
import { ENTERED, merchantKey } from './material';

const merchant = merchantOf(ENTERED);
const NOW = 1_794_000_000_999;

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

/** What of the request is signed: the lines, apart from time and nonce. */
function expectSigned(header: string, [method, target, body]: [method: string, target: string, body: string]): void {
	const { nonce_str, timestamp, signature } = Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
	const message = `${method}\n${target}\n${timestamp}\n${nonce_str}\n${body}\n`;
	expect(verify('RSA-SHA256', Buffer.from(message), merchantKey as never, Buffer.from(signature, 'base64'))).toBe(true);
}

describe('what is signed', () => {
	test.each([
		['a URL', { url: 'https://api.mch.weixin.qq.com/v3/x' }, '/v3/x'],
		['a URL with a query', { url: 'https://api.mch.weixin.qq.com/v3/x?a=1&b=%E8%8C%B6+2' }, '/v3/x?a=1&b=%E8%8C%B6+2'],
		['a path in percent signs', { url: 'https://api.mch.weixin.qq.com/v3/x/a%2Fb%20c' }, '/v3/x/a%2Fb%20c'],
		['a fragment, which is not sent', { url: 'https://api.mch.weixin.qq.com/v3/x?a=1#b' }, '/v3/x?a=1'],
		['a base URL and a path', { baseURL: 'https://api.mch.weixin.qq.com', url: '/v3/x?a=1' }, '/v3/x?a=1'],
		['an empty base URL', { baseURL: '', url: 'https://api.mch.weixin.qq.com/v3/x' }, '/v3/x'],
		['letters that have to be encoded', { url: 'https://api.mch.weixin.qq.com/v3/茶?a=茶 b' }, '/v3/%E8%8C%B6?a=%E8%8C%B6%20b'],
	])('of %s', (_, request, target) => {
		expectSigned(authorizationFor(merchant, request), ['GET', target, '']);
	});

	test.each(['GET', 'POST', 'DELETE', 'PATCH', 'PUT'])('the method %s', (method) => {
		expectSigned(authorizationFor(merchant, { method, url: 'https://api.mch.weixin.qq.com/v3/x' }), [method, '/v3/x', '']);
	});

	test('a body, as text, letter for letter', () => {
		for (const body of ['{"a" : "茶🍵"}', '{}', '', ' ', '{"a":\r\n\r\n"b\r\n--"}']) {
			expectSigned(authorizationFor(merchant, { method: 'POST', url: 'https://h/v3/x', body }), ['POST', '/v3/x', body]);
		}
	});

	test('no body', () => {
		for (const body of [undefined, null]) expectSigned(authorizationFor(merchant, { url: 'https://h/v3/x', body }), ['GET', '/v3/x', '']);
	});

	test('by whom and when, in whole seconds', () => {
		const header = authorizationFor(merchant, { url: 'https://h/v3/x' });
		expect(header).toMatch(
			new RegExp(`^WECHATPAY2-SHA256-RSA2048 mchid="1900071234",nonce_str="[0-9a-f]{32}",timestamp="1794000000",serial_no="${merchant.serialNo}",`),
		);
	});
});

describe("a relay's own path does not get to WeChat Pay, and a signature over it would be refused", () => {
	const through = (baseUrl: string) => merchantOf({ ...ENTERED, baseUrl });

	test.each([
		['https://relay.example.com/pay', 'https://relay.example.com/pay/v3/x?a=1', '/v3/x?a=1'],
		['https://relay.example.com/pay/', 'https://relay.example.com/pay/v3/x?a=1', '/v3/x?a=1'],
		['https://relay.example.com/a/b', 'https://relay.example.com/a/b/v3/x', '/v3/x'],
		['https://relay.example.com/v3', 'https://relay.example.com/v3/v3/x', '/v3/x'],
		['https://relay.example.com', 'https://relay.example.com/v3/x', '/v3/x'],
		['https://relay.example.com/v', 'https://relay.example.com/v3/x', '/v3/x'],
	])('%s', (baseUrl, url, target) => {
		expectSigned(authorizationFor(through(baseUrl), { url }), ['GET', target, '']);
	});

	test('a path that n8n puts behind the base URL by itself is signed as it is', () => {
		expectSigned(authorizationFor(through('https://h/pay'), { baseURL: 'https://h/pay', url: '/v3/x' }), ['GET', '/v3/x', '']);
	});
});

describe('of an upload only its meta is signed', () => {
	const url = 'https://api.mch.weixin.qq.com/v3/merchant/media/upload';

	test.each([
		['a picture', 'tea.jpg', Buffer.from([0xff, 0xd8, 0, 13, 10, 13, 10, 255])],
		['an empty file', 'empty.png', Buffer.alloc(0)],
		['a file with a Chinese name', '茶 "1".jpg', Buffer.from('x')],
		['a name with line breaks', 'a\r\n\r\n--b.jpg', Buffer.from('x')],
		['a file that looks like a form', 'a.jpg', Buffer.from('\r\n--form\r\n\r\nforged\r\n--form--')],
	])('%s', (_, fileName, content) => {
		const meta = uploadMeta(fileName, content);
		const { body } = multipart([meta, { name: 'file', fileName, contentType: 'image/jpeg', content }]);
		const { value } = meta as { value: string };
		expectSigned(authorizationFor(merchant, { method: 'POST', url, body }), ['POST', '/v3/merchant/media/upload', value]);
	});

	test('which names the file and its hash', () => {
		expect(uploadMeta('茶.jpg', Buffer.from('abc'))).toEqual({
			name: 'meta',
			contentType: 'application/json',
			value: '{"filename":"茶.jpg","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}',
		});
	});
});

test('a nonce has 32 letters and digits, and is another one every time', () => {
	const nonces = Array.from({ length: 1000 }, newNonce);
	for (const nonce of nonces) expect(nonce).toMatch(/^[0-9A-Za-z]{32}$/);
	expect(new Set(nonces).size).toBe(1000);
});
