import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import { wechatPayV2 } from '../../nodes/transport/wechatPayV2';
import { signV2 } from '../simulator/http/payV2';
import { readXml, writeXml, type XmlFields } from '../simulator/http/payXml';
import { change, payClientOf, storeOf } from './context';
import { MERCHANT, payCredential, thrown } from './payServer';
import { raw, type Answer, type Seen, type Server, startServer } from './server';

/** Pauses are noted instead of waited for. */
const mockPauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async (ms: number) => void mockPauses.push(ms),
}));

/** The old XML interface (API v2) as it is called: what goes out, and what becomes of each answer. */
const NUMBER = { out_trade_no: 'LT2026-1' };
const QUERY = { method: 'POST', path: '/pay/orderquery', body: { appid: 'wx1', ...NUMBER }, repeatable: true } as const;
const PAY = { method: 'POST', path: '/pay/micropay', body: { appid: 'wx1', ...NUMBER, total_fee: 1 }, makes: { what: 'order', number: NUMBER } } as const;
const REFUND = { ...PAY, path: '/secapi/pay/refund', repeatable: true, makes: { what: 'refund', number: { out_refund_no: 'R1' } } } as const;
const SEND = { ...PAY, path: '/mmpaymkttransfers/sendredpack', repeatable: true, makes: { what: 'red packet', number: { mch_billno: 'GIFT1' } } } as const;

const xml = (fields: XmlFields, status = 200): Answer => raw(writeXml(fields), { 'content-type': 'text/xml' }, status);
const OK = { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS' };
const signed = (fields: XmlFields, type: 'MD5' | 'HMAC-SHA256' = 'HMAC-SHA256', key = MERCHANT.apiV2Key): Answer => {
	const all = { ...OK, nonce_str: 'n0nce', ...fields };
	return xml({ ...all, sign: signV2(all, key, type) });
};
const no = (err_code: string, err_code_des = '不行'): Answer => xml({ ...OK, result_code: 'FAIL', err_code, err_code_des });
const cut: Answer = (response) => response.socket?.destroy();
const NO_CERTIFICATE = raw('<html><head><title>400 No required SSL certificate was sent</title></head></html>', { 'content-type': 'text/html' }, 400);

let server: Server;
let answers: Answer[];

beforeEach(async () => {
	mockPauses.length = 0;
	server = await startServer();
	server.answers = () => (answers.length > 1 ? answers.shift()! : answers[0]);
});
afterEach(async () => await server.close());

const client = (more = {}) => payClientOf(storeOf(payCredential(server.url, more)), wechatPayV2);
const sent = ({ body }: Seen): XmlFields => readXml(body.toString('utf8'))!;

describe('what goes out', () => {
	test('whose call it is, signed by the algorithm that the endpoint knows; no other signature, no token', async () => {
		answers = [signed({})];
		await client({ mchid: '1900000555' }).json(QUERY);
		const [seen] = server.seen;
		const fields = sent(seen);
		expect(fields).toMatchObject({ mch_id: '1900000555', appid: 'wx1', ...NUMBER, sign_type: 'HMAC-SHA256' });
		expect(fields.sign).toBe(signV2(fields, MERCHANT.apiV2Key, 'HMAC-SHA256'));
		expect(seen.headers).toMatchObject({ 'content-type': 'text/xml; charset=utf-8', 'user-agent': 'n8n-nodes-wechat-business' });
		expect(seen.headers).not.toHaveProperty('authorization');
		expect(seen.method).toBe('POST');
	});

	test.each(['/mmpaymkttransfers/sendredpack', '/tools/authcodetoopenid'])('%s knows MD5 only', async (path) => {
		answers = [signed({}, 'MD5')];
		await client().json({ ...QUERY, path });
		const fields = sent(server.seen[0]);
		expect(fields).not.toHaveProperty('sign_type');
		expect(fields.sign).toBe(signV2(fields, MERCHANT.apiV2Key, 'MD5'));
	});

	test.each([
		['apiV2Key', '', PAY, /WeChat Pay API credential: “APIv2 Key” is empty, and the old XML interface \(API v2\) needs it$/],
		['clientCertificate', '', REFUND, /WeChat Pay API credential: “Client Certificate” is empty, and WeChat Pay asks for it here$/],
		['clientCertificate', 'x', SEND, /“Client Certificate” is no certificate in PEM form$/],
		['mchid', '', PAY, /“Merchant ID” is empty$/],
	])('%s “%s”: nothing does, and nothing was done', async (name, value, request, message) => {
		const error = await thrown(Unreachable, client({ [name]: value }).json(request));
		expect(error.message).toMatch(message);
		expect(error.outcome).toBe('not done');
		expect(server.seen).toEqual([]);
	});

	test('nothing, once the execution has been stopped', async () => {
		answers = [xml({ ...OK, send_listid: '1' })];
		await thrown(Unreachable, payClientOf(storeOf(payCredential(server.url)), wechatPayV2, AbortSignal.abort()).json(SEND));
		expect(server.seen).toEqual([]);
	});

	test('no certificate is needed where WeChat asks for none', async () => {
		answers = [signed({ trade_state: 'NOTPAY' })];
		expect(await client({ clientCertificate: '' }).json(QUERY)).toMatchObject({ trade_state: 'NOTPAY' });
	});
});

describe('good answers', () => {
	test.each(['MD5', 'HMAC-SHA256'] as const)('are told as they came: %s', async (type) => {
		answers = [signed({ transaction_id: '4200000000000000000000000001', attach: '' }, type)];
		expect(await client().json(QUERY)).toMatchObject({ transaction_id: '4200000000000000000000000001', attach: '' });
	});

	test('say so: what tells of no result is none, signed or not', async () => {
		answers = [xml({ return_code: 'SUCCESS', return_msg: 'OK' })];
		const error = await thrown(Unreachable, client().json(SEND));
		expect(error.message).toMatch(/not one of WeChat Pay's\. The red packet GIFT1 may exist all the same/);
	});

	test('of red packets are not signed; where one is, it must be right', async () => {
		answers = [xml({ ...OK, send_listid: '1' })];
		expect(await client().json(SEND)).toMatchObject({ send_listid: '1' });
		answers = [xml({ ...OK, send_listid: '1', sign: 'F'.repeat(32) })];
		expect((await thrown(Unreachable, client().json(SEND))).message).toMatch(/cannot be trusted/);
	});

	test.each([
		['not signed', xml(OK), /Its signature is wrong/],
		['signed with another key', signed({}, 'MD5', 'x'.repeat(32)), /Its signature is wrong/],
		['changed on the way', xml({ ...OK, sign: signV2(OK, MERCHANT.apiV2Key, 'MD5'), total_fee: '1' }), /Its signature is wrong/],
		['signed with what is no text', raw(writeXml({ ...OK, sign: { a: '1' } })), /Its signature could not be checked/],
		['no answer of WeChat’s', xml({ error: 'no' }), /not one of WeChat Pay's/],
		['a page', raw('<html>hi</html>', {}, 200), /HTTP status 200/],
		['empty', raw('', {}, 200), /HTTP status 200/],
		['a bad gateway', raw('<html>502</html>', {}, 502), /HTTP status 502/],
		['another 400', raw('<html>400 Bad Request</html>', {}, 400), /HTTP status 400/],
	])('are none when %s: a write may be done, and is not repeated without a number that protects it', async (_, answer, message) => {
		answers = [answer];
		const error = await thrown(Unreachable, client().json(PAY));
		expect(error.message).toMatch(message);
		expect(error.message).toMatch(/The order LT2026-1 may exist all the same: never take a new number for it$/);
		expect(error.outcome).toBe('unknown');
		expect(server.seen).toHaveLength(1);
	});
});

describe('refusals', () => {
	test.each([
		['a business no', no('NOTENOUGH', '余额不足'), 'NOTENOUGH', '余额不足', /top it up/],
		['no words', xml({ ...OK, result_code: 'FAIL', err_code: 'ORDERNOTEXIST' }), 'ORDERNOTEXIST', 'OK', /no order/],
		['a wrong key', xml({ return_code: 'FAIL', return_msg: '签名错误' }), 'SIGN_ERROR', '签名错误', /APIv2 Key/],
		['not even read', xml({ return_code: 'FAIL', return_msg: '缺少参数' }), 'FAIL', '缺少参数', /did not take the request, and nothing was done/],
		['words that are none', raw(writeXml({ return_code: 'FAIL', return_msg: { a: '1' } })), 'FAIL', 'no reason given', /nothing was done/],
		['the customer is at it', no('USERPAYING', '需要用户输入支付密码'), 'USERPAYING', '需要用户输入支付密码', /password/],
	])('%s: its words, its code, what to do; nothing was done', async (_, answer, errcode, errmsg, hint) => {
		answers = [answer];
		const error = await thrown(WechatRefusal, client().json(REFUND));
		expect(error.refusal).toMatchObject({ errcode, errmsg });
		expect(error.refusal.hint).toMatch(hint);
		expect(error.outcome).toBe('not done');
		expect(error.numbers).toEqual({ out_refund_no: 'R1' });
		expect(server.seen).toHaveLength(1);
	});

	test.each([
		['SYSTEMERROR', no('SYSTEMERROR')],
		['one that nobody knows', no('A_CODE_OF_NEXT_YEAR')],
		['none', xml({ ...OK, result_code: 'FAIL' })],
		['busy, and not even read', xml({ return_code: 'FAIL', return_msg: '系统繁忙，请稍后再试' })],
	])('%s: a call with a number is repeated, and then nobody knows', async (_, answer) => {
		answers = [answer];
		const error = await thrown(WechatRefusal, client().json(SEND));
		expect(error.outcome).toBe('unknown');
		expect(error.message).toMatch(/The red packet GIFT1 may exist all the same/);
		expect(server.seen).toHaveLength(3);
		expect(new Set(server.seen.map((seen) => sent(seen).nonce_str)).size).toBe(3);
		expect(mockPauses).toEqual([1000, 2000]);
	});

	test('SYSTEMERROR once, then done', async () => {
		answers = [no('SYSTEMERROR'), xml({ ...OK, send_listid: '1' })];
		expect(await client().json(SEND)).toMatchObject({ send_listid: '1' });
	});

	test('a payment code is charged once', async () => {
		answers = [no('SYSTEMERROR')];
		expect((await thrown(WechatRefusal, client().json(PAY))).outcome).toBe('unknown');
		expect(server.seen).toHaveLength(1);
	});

	test('too many calls: nothing was done, a pause helps', async () => {
		answers = [no('FREQ_LIMIT'), xml({ ...OK, send_listid: '1' })];
		expect(await client().json(SEND)).toMatchObject({ send_listid: '1' });
		expect(mockPauses).toEqual([1000]);
	});

	test('cut after it was sent, and then refused: nobody knows', async () => {
		answers = [cut, no('NOTENOUGH')];
		const error = await thrown(WechatRefusal, client().json(SEND));
		expect(error.outcome).toBe('unknown');
		expect(error.message).toMatch(/GIFT1 may exist all the same/);
	});

	test('busy, and then the credential has been changed: nobody knows', async () => {
		const store = storeOf(payCredential(server.url));
		server.answers = () => {
			change(store, { apiV2Key: '' });
			return no('SYSTEMERROR');
		};
		const error = await thrown(Unreachable, payClientOf(store, wechatPayV2).json(SEND));
		expect(error.message).toMatch(/“APIv2 Key” is empty.*The red packet GIFT1 may exist all the same/);
		expect(error.outcome).toBe('unknown');
		expect(server.seen).toHaveLength(1);
	});

	test('no client certificate arrived: it says what cannot send one, and that nothing was done', async () => {
		answers = [NO_CERTIFICATE];
		const error = await thrown(WechatRefusal, client().json(SEND));
		expect(error.message).toBe('WeChat refused: no client certificate was sent (CA_ERROR)');
		expect(error.refusal.hint).toMatch(/n8n 1 cannot send one: update to n8n 2/);
		expect(error.outcome).toBe('not done');
		expect(server.seen).toHaveLength(1);
	});

	test('keys are not told, whatever the answer repeats', async () => {
		answers = [xml({ return_code: 'FAIL', return_msg: `签名错误 key=${MERCHANT.apiV2Key}` })];
		const error = await thrown(WechatRefusal, client().json(QUERY));
		expect(JSON.stringify([error.message, error.refusal])).not.toContain(MERCHANT.apiV2Key);
	});
});
