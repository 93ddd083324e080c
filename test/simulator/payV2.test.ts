import { decryptReqInfo, signV2, type SignType } from './http/payV2';
import { readXml, writeXml } from './http/payXml';
import { MERCHANT } from './client';
import { payScene } from './payScene';

/** The XML notices of v2 (wechat-pay.md §2.8). */
const scene = payScene();
type Values = Record<string, any>;

const OK = '<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>';
const notify = async (v2: string, more: Values = {}) =>
	await scene.client.control('/notify', { v2, url: scene.receiver.url, ...more });
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const last = () => scene.receiver.received.at(-1)!.body;
const fields = () => readXml(last())!;
const inside = () => readXml(decryptReqInfo(MERCHANT.apiV2Key, fields().req_info), 'root')!;
const isSigned = (type?: SignType) => fields().sign === signV2(fields(), MERCHANT.apiV2Key, type);

beforeEach(() => scene.receiver.answer(OK));

describe('a payment', () => {
	test('is told in XML, signed with MD5', async () => {
		const { tries } = await notify('payment');
		expect(tries).toMatchObject([{ status: 200 }]);
		expect(tries[0]).not.toHaveProperty('problem');
		const [{ method, headers }] = scene.receiver.received;
		expect([method, headers['content-type']]).toEqual(['POST', 'text/xml']);
		expect(Object.keys(headers).filter((name) => name.startsWith('wechatpay-'))).toEqual([]);
		expect(last()).toMatch(/^<xml>\n<return_code><!\[CDATA\[SUCCESS\]\]><\/return_code>\n/);
		expect(fields()).toEqual({
			...{ return_code: 'SUCCESS', result_code: 'SUCCESS', appid: MERCHANT.appids[0], mch_id: MERCHANT.mchid },
			nonce_str: expect.stringMatching(/^\w{32}$/),
			openid: scene.openid,
			...{ is_subscribe: 'Y', trade_type: 'JSAPI', bank_type: 'CMC', attach: 'table 7' },
			...{ total_fee: '9900', settlement_total_fee: '9900', fee_type: 'CNY', cash_fee: '9900', cash_fee_type: 'CNY' },
			transaction_id: expect.stringMatching(/^42\d{26}$/),
			out_trade_no: expect.stringMatching(/^LT\d{20}$/),
			time_end: expect.stringMatching(/^20\d{12}$/),
			sign: expect.stringMatching(/^[0-9A-F]{32}$/),
		});
		expect(isSigned()).toBe(true);
	});

	test('with HMAC-SHA256, named or not', async () => {
		await notify('payment', { signType: 'HMAC-SHA256' });
		expect([fields().sign_type, fields().sign.length, isSigned('HMAC-SHA256')]).toEqual(['HMAC-SHA256', 64, true]);
		await notify('payment', { signType: 'HMAC-SHA256', fields: { sign_type: null } });
		expect([fields().sign_type, isSigned('HMAC-SHA256')]).toEqual([undefined, true]);
		await notify('payment', { signType: 'MD5' });
		expect([fields().sign_type, isSigned()]).toEqual(['MD5', true]);
	});

	test('of any content: coupons, letters that XML does not like, nothing', async () => {
		const changes = { coupon_fee: 900, coupon_id_0: '1000', attach: ']]> & <茶>', openid: '', bank_type: null };
		await notify('payment', { fields: changes });
		expect(last()).toContain('<coupon_fee>900</coupon_fee>');
		expect(last()).toContain('<attach><![CDATA[]]]]><![CDATA[> & <茶>]]></attach>');
		expect(fields()).toMatchObject({ openid: '', coupon_id_0: '1000', attach: ']]> & <茶>' });
		expect(fields()).not.toHaveProperty('bank_type');
		expect(isSigned()).toBe(true);
	});
});

describe('a refund', () => {
	test('is not signed, but encrypted', async () => {
		await notify('refund', { fields: { refund_status: 'CHANGE', mch_id: MERCHANT.mchid } });
		expect(Object.keys(fields()).sort()).toEqual(['appid', 'mch_id', 'nonce_str', 'req_info', 'return_code']);
		expect(inside()).toMatchObject({
			...{ refund_status: 'CHANGE', total_fee: '9900', refund_fee: '4000', refund_recv_accout: '支付用户零钱' },
			success_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
			refund_id: expect.stringMatching(/^503\d{26}$/),
		});
	});
});

describe('the answer', () => {
	test.each<[string, string | number, string]>([
		['204', 204, 'HTTP 204'],
		['an empty 200', 200, 'the answer is no XML of v2: (empty)'],
		['the JSON of v3', '{"code":"SUCCESS"}', 'the answer is no XML of v2: {"code":"SUCCESS"}'],
		['success', 'success', 'the answer is no XML of v2: success'],
		['a no', OK.replace('SUCCESS', 'FAIL').replace('OK', 'later'), 'return_code is FAIL: later'],
		['XML that is cut', OK.slice(0, -3), 'the answer is no XML of v2: <xml>'],
		['another XML', '<root><return_code>SUCCESS</return_code></root>', 'the answer is no XML of v2: <root>'],
		['XML without the code', '<xml><return_msg>OK</return_msg></xml>', 'return_code is missing: OK'],
	])('%s is no yes: it comes again, the very same', async (_, answer, problem) => {
		scene.receiver.answer(answer, OK);
		const { tries } = await notify('payment');
		expect(tries).toMatchObject([{ problem: expect.stringContaining(problem) }]);
		const [first, second] = await scene.arrived(2);
		expect(second.body).toBe(first.body);
		await pause(60);
		expect(scene.receiver.received).toHaveLength(2);
		expect(await scene.client.control('/notifications')).toMatchObject([{ version: 'v2', acknowledged: true }]);
	});

	test.each([OK, '<xml><return_code>SUCCESS</return_code></xml>\n', `<?xml version="1.0"?>\n${OK}`])('%j is', async (answer) => {
		scene.receiver.answer(answer);
		await notify('refund');
		await pause(60);
		expect(scene.receiver.received).toHaveLength(1);
	});

	test('of several ordered at once is not waited for', async () => {
		scene.receiver.answer(500);
		expect((await notify('payment', { times: 2 })).tries).toHaveLength(2);
		await pause(60);
		expect(scene.receiver.received).toHaveLength(2);
	});
});

describe('a forged notice', () => {
	const forged = async (v2: string, tamper: string) => {
		scene.receiver.answer(401);
		const { tries } = await notify(v2, { tamper });
		await pause(40);
		expect(scene.receiver.received).toHaveLength(tamper === 'replay' ? 2 : 1);
		expect(tries).toHaveLength(scene.receiver.received.length);
		return last();
	};

	test.each(['signature', 'field', 'missingSign', 'wrongKey'])('of a payment (%s) is not rightly signed', async (tamper) => {
		await forged('payment', tamper);
		expect(isSigned()).toBe(false);
		expect(fields()).toMatchObject({ return_code: 'SUCCESS', mch_id: MERCHANT.mchid });
		if (tamper === 'missingSign') expect(fields()).not.toHaveProperty('sign');
		else expect(fields().sign).toMatch(/^[0-9A-F]{32}$/);
		expect(fields().total_fee).toBe(tamper === 'field' ? '9901' : '9900');
	});

	test.each(['payment', 'refund'])('of a %s about another merchant is otherwise true', async (v2) => {
		await forged(v2, 'otherMerchant');
		expect(fields().mch_id).toBe('1900099999');
		if (v2 === 'payment') expect(isSigned()).toBe(true);
		else expect(inside()).toHaveProperty('refund_fee');
	});

	test.each(['payment', 'refund'])('of a %s with a document type reads a file', async (v2) => {
		const body = await forged(v2, 'entity');
		expect(body).toMatch(/^<\?xml .*\n<!DOCTYPE xml \[<!ENTITY xxe SYSTEM "file:.*\]>\n<xml>/);
		expect(body).toMatch(/<(attach|return_msg)>&xxe;<\//);
		const rest = readXml(body.replace(/<!DOCTYPE.*\n/, ''))!;
		if (v2 === 'payment') expect(rest.sign).toBe(signV2(rest, MERCHANT.apiV2Key));
	});

	test('of a refund that was damaged, encrypted for another, or has nothing inside', async () => {
		await forged('refund', 'reqInfo');
		expect(readXml(decryptReqInfo(MERCHANT.apiV2Key, fields().req_info), 'root')).toBeUndefined();
		scene.receiver.received.length = 0;
		await forged('refund', 'wrongKey');
		expect(() => inside()).toThrow();
		scene.receiver.received.length = 0;
		await forged('refund', 'missingReqInfo');
		expect(fields()).not.toHaveProperty('req_info');
	});

	test.each(['payment', 'refund'])('of a %s that is cut; the same twice', async (v2) => {
		await forged(v2, 'truncate');
		expect(readXml(last())).toBeUndefined();
		scene.receiver.received.length = 0;
		await forged(v2, 'replay');
		const [first, second] = scene.receiver.received;
		expect(second.body).toBe(first.body);
		expect(await scene.client.control('/notifications')).toMatchObject([{ tamper: 'truncate' }, { tamper: 'replay' }]);
	});
});

test.each<[string, Values, string]>([
	['order', {}, 'v2 is one of payment, refund'],
	['payment', { url: null }, 'url must be a string'],
	['payment', { url: '' }, 'url is missing'],
	['payment', { signType: 'SHA1' }, 'signType is one of MD5, HMAC-SHA256'],
	['payment', { tamper: 'serial' }, 'tamper is one of signature, field'],
	['payment', { tamper: 'reqInfo' }, 'A payment cannot be forged by reqInfo'],
	['refund', { tamper: 'signature' }, 'A refund cannot be forged by signature'],
	['payment', { fields: 'x' }, 'fields must be an object'],
])('a mistaken order (%s %j) is told', async (v2, more, error) => {
	expect((await notify(v2, more)).error).toContain(error);
	expect(await scene.client.control('/notifications')).toEqual([]);
});

test('flat XML is read as it is written, and nothing else is', () => {
	const given = { a: '1', b: '', c: 'x y', d: '00012345678901234567' };
	expect(readXml(writeXml(given))).toEqual(given);
	for (const other of ['', '<xml>', '<xml><a>1</b></xml>', '<xml><a>1</a>text</xml>', '<!DOCTYPE x><xml></xml>']) {
		expect(readXml(other)).toBeUndefined();
	}
});
