import type { IDataObject } from 'n8n-workflow';
import { startServer } from '../../transport/server';
import { items, MERCHANT, useWechat, wechatPay } from '../wechat';
import { codeOrder, NOWHERE, orders, PATHS, refundOf, refusedHere, sale } from './shop';

/** What WeChat Pay refuses is told in its words, with what to do; what the credential lacks is told before anybody is asked. */
const wechat = useWechat();

const get = (out_trade_no: string, settings = {}) => wechatPay('order', 'get', { out_trade_no }, settings);

const rid = expect.stringMatching(/^08[0-9A-F]+-\d+$/);

const mistake = {
	error: expect.stringMatching(/^WeChat refused: .*appid和openid不匹配.* \(PARAM_ERROR\)$/),
	errcode: 'PARAM_ERROR',
	errmsg: 'appid和openid不匹配',
	rid,
	hint: expect.stringMatching(/^WeChat Pay does not take one of the values/),
	safe_to_repeat: false,
	detail: { field: '/payer/openid', value: 'oNobody', issue: 'appid和openid不匹配', location: 'body' },
};

const toNobody = (settings = {}) =>
	wechatPay('order', 'create', { description: 'Tea', out_trade_no: '={{ $json.number }}', amount_total: '={{ $json.price }}', openid: '={{ $json.who }}' }, settings);

test('Stop Workflow: WeChat’s words and code, what to do, the number of the request, and the item', async () => {
	const run = await wechat.run(toNobody(), { items: items({ number: 'LT-0001', price: 1, who: 'oNobody' }) });
	expect(run.error).toMatchObject({
		name: 'NodeApiError',
		message: 'WeChat refused: appid和openid不匹配 (PARAM_ERROR)',
		description: expect.stringMatching(/^WeChat Pay does not take one of the values.* \(request 08[0-9A-F]+-268501013\) \(order LT-0001\)$/),
		httpCode: 'PARAM_ERROR',
		context: { itemIndex: 0 },
	});
});

describe.each([
	['continueRegularOutput', 0],
	['continueErrorOutput', 1],
] as const)('%s', (onError, output) => {
	test('a failed item says why, with the fields of the input; the others go on', async () => {
		const openid = await wechat.client.follower();
		const input = [
			{ number: 'LT-0001', price: 1, who: openid },
			{ number: 'LT-0002', price: 2, who: 'oNobody', nested: { a: [1] } },
			{ number: 'LT-0003', price: 'free', who: openid },
			{ number: 'LT-0004', price: 4, who: openid },
		];
		const run = await wechat.run(toNobody({ onError }), { items: items(...input) });
		expect(run.error).toBeUndefined();
		const failed = run.items('WeChat', output)!.filter(({ json }) => json.error);
		expect(failed.map(({ json }) => json)).toEqual([
			{ ...input[1], ...mistake, out_trade_no: 'LT-0002' },
			{
				...input[2],
				...{ error: '“Amount” must be an amount in yuan such as 99.00, but it is “free”', errcode: null, errmsg: null, rid: null, safe_to_repeat: false },
				hint: expect.stringContaining('Correct it'),
			},
		]);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
		expect(run.items('WeChat')!.filter(({ json }) => !json.error).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 3 }]);
		expect((await orders(wechat)).map(({ out_trade_no }) => out_trade_no)).toEqual(['LT-0001', 'LT-0004']);
	});
});

describe('what WeChat refuses for good is asked once, and says what to do', () => {
	test.each([
		['SIGN_ERROR', 'Merchant Private Key belong together'],
		['NO_AUTH', 'activate the product'],
		['APPID_MCHID_NOT_MATCH', 'App ID and merchant are not connected'],
		['MCH_NOT_EXISTS', 'Check the Merchant ID'],
		['OUT_TRADE_NO_USED', 'take a new number only for a different order'],
		['ORDER_CLOSED', 'Make a new one, with a new number'],
		['ORDERPAID', 'only to give the money back, refund it'],
		['RULE_LIMIT', 'its message says which'],
		['NOT_ENOUGH', 'with the same number'],
		['REQUEST_BLOCKED', 'risk control'],
		['ACCOUNT_ERROR', 'Ask the customer'],
		['SOMETHING_NEW', 'support of WeChat Pay'],
	])('%s', async (code, words) => {
		await wechat.fault({ path: PATHS.native, code, message: '原因', times: 9 });
		expect((await wechat.run(codeOrder())).error).toMatchObject({
			message: `WeChat refused: 原因 (${code})`,
			description: expect.stringContaining(words),
			httpCode: code,
		});
		expect((await wechat.run(codeOrder())).error?.message).not.toContain('may exist');
		expect(await wechat.calls()).toHaveLength(2);
	});
});

describe('the credential', () => {
	const nodes = [codeOrder(), refundOf('LT-2026-1'), get('LT-2026-1'), wechatPay('apiCall', 'call', { method: 'GET', path: '/v3/certificates' })];
	const { privateKey, publicKey } = MERCHANT;

	test.each<[string, IDataObject, string]>([
		['no number', { mchid: '' }, '“Merchant ID” is empty'],
		['letters in the number', { mchid: 'wx5e6e1a3d7c0f4b21' }, '“Merchant ID” must be a number'],
		['no private key', { privateKey: '' }, '“Merchant Private Key” is no key in PEM form'],
		['a damaged private key', { privateKey: privateKey.replace(/\n.{8}/, '\nAAAAAAAA') }, '“Merchant Private Key” cannot be read: the key is damaged or has a password'],
		['a public key in its place', { privateKey: publicKey }, '“Merchant Private Key” holds a public key, not a private key'],
		['no serial number', { serialNo: '' }, '“Certificate Serial Number” is empty'],
		['a serial number of something else', { serialNo: '4200001234' }, '“Certificate Serial Number” is no serial number'],
		['the id of the public key', { serialNo: MERCHANT.publicKeyId }, '“Certificate Serial Number” holds the id of the WeChat Pay public key'],
		['an APIv3 key of 31 bytes', { apiV3Key: 'x'.repeat(31) }, '“APIv3 Key” has 31 bytes instead of 32'],
		['no APIv3 key', { apiV3Key: '' }, '“APIv3 Key” is empty'],
		['no public key', { publicKey: '' }, '“Public Key” is empty'],
		['no id of the public key', { publicKeyId: '' }, '“Public Key ID” is empty'],
		['the private key as the public key', { publicKey: privateKey }, '“Public Key” holds a private key, not a public key'],
		['a Base URL that is none', { baseUrl: 'api.mch.weixin.qq.com' }, '“Base URL” is not a web address'],
	])('%s: one sentence names the field, and nobody is asked', async (_, values, sentence) => {
		wechat.payCredential(values);
		for (const node of nodes) {
			const { message, description } = await refusedHere(wechat, node);
			expect(message).toBe(`WeChat Pay API credential: ${sentence}`);
			expect(description).toMatch(/^[A-Z“].{15,}/);
		}
	});

	test('the serial number of another certificate: WeChat says so, nothing is made', async () => {
		wechat.payCredential({ serialNo: 'A'.repeat(40) });
		const { error } = await wechat.run(codeOrder());
		expect(error).toMatchObject({ httpCode: 'SIGN_ERROR', message: expect.stringContaining('商户证书序列号有误'), description: expect.stringContaining('Certificate Serial Number') });
		expect(await orders(wechat)).toEqual([]);
	});

	test.each([
		['line breaks lost', privateKey.replace(/\n/g, ' ')],
		['line breaks as \\n', privateKey.replace(/\n/g, '\\n')],
		['spaces around it', `\n ${privateKey}\n\n`],
	])('a private key pasted with %s is a private key', async (_, pasted) => {
		wechat.payCredential({ privateKey: pasted });
		expect((await wechat.run(codeOrder())).error).toBeUndefined();
	});

	test('with platform certificates instead of the public key', async () => {
		await wechat.client.control('/merchants', { mchid: MERCHANT.mchid, mode: 'platformCertificate' });
		wechat.payCredential({ verifyWith: 'platformCertificate', publicKey: '', publicKeyId: '' });
		expect((await wechat.run(codeOrder())).json('WeChat')).toMatchObject([{ status: 'NOTPAY' }]);
		expect(await wechat.calls('/v3/certificates')).toHaveLength(1);
	});
});

test('nobody answers at the Base URL: nothing was made, and it may be run again', async () => {
	wechat.payCredential({ baseUrl: 'http://127.0.0.1:9' });
	const { error } = await wechat.run(codeOrder());
	expect(error).toMatchObject({
		message: 'WeChat Pay could not be reached: nobody answers at that address',
		description: expect.stringContaining('then run it again'),
	});
	expect(error?.message).not.toContain('may exist');
});

test('a login page at the Base URL: it is not known whether the order exists', async () => {
	const server = await startServer();
	server.answers = () => (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>');
	wechat.payCredential({ baseUrl: server.url });
	const run = await wechat.run(codeOrder({}, { onError: 'continueRegularOutput' }));
	await server.close();
	expect(run.json('WeChat')).toMatchObject([{ error: expect.stringContaining('cannot be trusted'), out_trade_no: 'LT-2026-1' }]);
});

test('the answer to a question is not known either, but nothing was made', async () => {
	const { out_trade_no } = await sale(wechat, { notify_url: NOWHERE });
	await wechat.fault({ path: PATHS.order, badSignature: true, times: 3 });
	const { error } = await wechat.run(get(out_trade_no));
	expect(error?.message).toContain('cannot be trusted');
	expect(error?.message).not.toContain('may exist');
});
