import { hintFor, isCode, isThrottled, isUnsettled } from '../../../nodes/protocol/pay/codes';

/** wechat-pay.md §4.1, in every spelling that WeChat Pay uses. */
const DOCUMENTED = [
	...['USERPAYING', 'USER_PAYING', 'PARAM_ERROR', 'INVALID_REQUEST', 'APPID_MCHID_NOT_MATCH', 'MCH_NOT_EXISTS', 'ORDER_CLOSED', 'ORDERCLOSED'],
	...['ALREADY_EXISTS', 'ORDERPAID', 'ORDER_PAID', 'NO_STATEMENT_EXIST', 'STATEMENT_CREATING', 'SIGN_ERROR', 'NO_AUTH', 'NOAUTH', 'NOT_ENOUGH'],
	...['NOTENOUGH', 'OUT_TRADE_NO_USED', 'RULE_LIMIT', 'RULELIMIT', 'TRADE_ERROR', 'ACCOUNT_ERROR', 'USER_ACCOUNT_ABNORMAL', 'REQUEST_BLOCKED'],
	...['QUOTA_EXCEED', 'OPENID_MISMATCH', 'ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS', 'NOT_FOUND', 'FREQUENCY_LIMITED'],
	...['FREQUENCY_LIMIT_EXCEED', 'RATELIMIT_EXCEEDED', 'SYSTEM_ERROR', 'SYSTEMERROR', 'BANK_ERROR', 'BANKERROR', 'INVALID_TRANSACTIONID'],
	'SERVICE_UNAVAILABLE',
];

const UNKNOWN = hintFor('NO_SUCH_CODE');

test.each(DOCUMENTED)('%s has a hint of its own, in sentences', (code) => {
	const hint = hintFor(code);
	expect(hint).not.toBe(UNKNOWN);
	expect(hint).toMatch(/^\p{Lu}.{10,}\.$/u);
});

test.each(['NO_SUCH_CODE', '', 'constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'])('the unknown code %j says where to look', (code) => {
	expect(hintFor(code)).toMatch(/^Look up the code in the documents at https:\/\/pay\.weixin\.qq\.com\/.*request id/);
});

test('two spellings are one code', () => {
	for (const [one, other] of [['ORDER_PAID', 'ORDERPAID'], ['NO_AUTH', 'NOAUTH'], ['SYSTEM_ERROR', 'SYSTEMERROR'], ['NOT_ENOUGH', 'NOTENOUGH']]) {
		expect(hintFor(one)).toBe(hintFor(other));
		expect(isCode(one, other)).toBe(true);
		expect(isCode(other, one)).toBe(true);
	}
	expect(isCode('ORDERPAID', 'ORDER_CLOSED')).toBe(false);
	expect(isCode(undefined, 'ORDERPAID')).toBe(false);
	expect(isCode(5, 'ORDERPAID')).toBe(false);
});

describe('what happened', () => {
	const unsettled = (status: number) => DOCUMENTED.filter((code) => isUnsettled(code, status));
	const throttled = (status: number) => DOCUMENTED.filter((code) => isThrottled(code, status));

	test('is unknown for these codes, whatever the status', () => {
		expect(unsettled(400)).toEqual(['SYSTEM_ERROR', 'SYSTEMERROR', 'BANK_ERROR', 'BANKERROR', 'SERVICE_UNAVAILABLE']);
	});

	test.each([500, 502, 503, 599])('is unknown for status %d, but for the one code that comes with 500 by itself', (status) => {
		expect(isUnsettled('NO_SUCH_CODE', status)).toBe(true);
		expect(isUnsettled('NO_SUCH_CODE', 499)).toBe(false);
		expect(unsettled(status)).toEqual(DOCUMENTED.filter((code) => code !== 'OPENID_MISMATCH'));
	});

	test('is nothing when there were too many calls', () => {
		expect(throttled(400)).toEqual(['FREQUENCY_LIMITED', 'FREQUENCY_LIMIT_EXCEED', 'RATELIMIT_EXCEEDED']);
		expect(throttled(429)).toEqual(DOCUMENTED);
		expect(throttled(499)).toEqual(throttled(400));
	});
});
