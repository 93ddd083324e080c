import { v2Answer, v2Message } from '../../../nodes/protocol/pay/v2Message';
import { v2HintFor, v2Outcome } from '../../../nodes/protocol/pay/v2Codes';
import { signV2 } from '../../simulator/http/payV2';
import { readXml } from '../../simulator/http/payXml';

const KEY = 'x'.repeat(32);

describe('a call', () => {
	test.each(['MD5', 'HMAC-SHA256'] as const)('says whose it is, and is signed: %s', (algorithm) => {
		const fields = readXml(v2Message({ appid: 'wx1', total_fee: 1, empty: '', none: null, not: undefined }, '1900071234', KEY, algorithm))!;
		expect(fields).toEqual({
			...{ appid: 'wx1', total_fee: '1', mch_id: '1900071234', nonce_str: expect.stringMatching(/^\w{32}$/) },
			...(algorithm === 'MD5' ? {} : { sign_type: algorithm }),
			sign: signV2(fields, KEY, algorithm),
		});
	});

	test('never has the same nonce', () => {
		const nonces = [1, 2, 3].map(() => readXml(v2Message({}, '1', KEY, 'MD5'))!.nonce_str);
		expect(new Set(nonces).size).toBe(3);
	});

	test('what is signed is what arrives, whatever was entered', () => {
		const fields = readXml(v2Message({ wishing: ' 恭喜\r\n<b>&amp; ]]> "\u0007\ud800"\r' }, '1', KEY, 'MD5'))!;
		expect(fields.wishing.trim()).toBe('恭喜\n<b>&amp; ]]> ""');
		expect(fields.wishing).not.toContain('\r');
		expect(fields.sign).toBe(signV2(fields, KEY, 'MD5'));
	});

	test('cannot be taken over by what was entered', () => {
		const fields = readXml(v2Message({ mch_id: '2', nonce_str: 'n', remark: ']]></remark><total_fee>1</total_fee><remark><![CDATA[' }, '1', KEY, 'MD5'))!;
		expect(fields).toMatchObject({ mch_id: '1', remark: ']]></remark><total_fee>1</total_fee><remark><![CDATA[' });
		expect(fields.nonce_str).not.toBe('n');
		expect(fields).not.toHaveProperty('total_fee');
	});
});

describe('an answer', () => {
	test('keeps all digits, and what is nested', () => {
		const xml = '<xml><a><![CDATA[4200000000000000000000000001]]></a><hblist><hbinfo><amount>1</amount></hbinfo></hblist></xml>';
		expect(v2Answer(Buffer.from(xml))).toEqual({ a: '4200000000000000000000000001', hblist: { hbinfo: { amount: '1' } } });
	});

	test.each(['', '{"code":"NO"}', '<html>400</html>', '<xml><a>', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>'])('%s is none', (text) => {
		expect(v2Answer(Buffer.from(text))).toBeUndefined();
	});
});

describe('codes', () => {
	test.each([
		...['SYSTEMERROR', 'BANKERROR', 'BIZERR_NEED_RETRY', 'PROCESSING', 'SYSTEM_ERROR', 'A_CODE_OF_NEXT_YEAR', 'constructor'].map((code) => [code, 'busy']),
		...['FREQ_LIMIT', 'FREQUENCY_LIMITED'].map((code) => [code, 'throttled']),
		...['USERPAYING', 'NOTENOUGH', 'ORDERPAID', 'SEND_FAILED', 'AUTHCODEEXPIRE', 'PARAM_ERROR', 'NOT_FOUND', 'FAIL', 'INVALID_REQ_TOO_MUCH', 'API_METHOD_CLOSED', 'ACCEPTMODE_ERROR'].map((code) => [code, 'final']),
	])('%s: %s', (code, outcome) => {
		expect(v2Outcome(code)).toBe(outcome);
		expect(v2HintFor(code).length).toBeGreaterThan(20);
	});

	test('one that nobody knows asks not to take a new number', () => {
		expect(v2HintFor('A_CODE_OF_NEXT_YEAR')).toMatch(/never take a new number/);
		expect(v2HintFor('SEND_FAILED')).toMatch(/take a new number/);
		expect(v2HintFor('SIGN_ERROR')).toMatch(/APIv2 Key/);
	});
});
