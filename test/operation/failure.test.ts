import { describe as describeFailure } from '../../nodes/operation/failure';
import { InvalidInput } from '../../nodes/operation/operation';
import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import type { Refusal } from '../../nodes/transport/product';

/** Any error of an operation in the user's words. */

const refusal: Refusal = { errcode: 40003, errmsg: 'invalid openid', rid: '6a-1b', hint: 'Check the openid', details: {}, kind: 'final' };
const unknown = { errcode: null, errmsg: null, rid: null };

test('WeChat refused: its words and code, our advice, and the request id for its support', () => {
	expect(describeFailure(new WechatRefusal(refusal))).toEqual({
		message: 'WeChat refused: invalid openid (40003)',
		description: 'Check the openid (request 6a-1b)',
		facts: { errcode: 40003, errmsg: 'invalid openid', rid: '6a-1b', hint: 'Check the openid' },
		code: '40003',
		unexpected: false,
	});
});

test('WeChat refused without a request id, and says what it was about', () => {
	const failure = describeFailure(new WechatRefusal({ ...refusal, rid: null, details: { fail_openid_list: ['o1'] } }));
	expect(failure).toMatchObject({
		description: 'Check the openid',
		facts: { rid: null, hint: 'Check the openid', fail_openid_list: ['o1'] },
	});
});

test.each([
	['a mistake of the user’s', new InvalidInput('“Text” is empty', 'Fill it in')],
	['nobody answers', new Unreachable('“Text” is empty', 'Fill it in', 'unknown')],
])('%s: the sentence and what to do', (_, error) => {
	expect(describeFailure(error)).toEqual({
		message: '“Text” is empty',
		description: 'Fill it in',
		facts: { ...unknown, hint: 'Fill it in' },
		code: undefined,
		unexpected: false,
	});
});

test('n8n’s own error keeps its description and is told apart', () => {
	const error = Object.assign(new Error('No credential'), { description: 'Choose one' });
	expect(describeFailure(error)).toEqual({
		message: 'No credential',
		description: 'Choose one',
		facts: { ...unknown, hint: 'Choose one' },
		code: undefined,
		unexpected: true,
	});
});

test('a defect has the same keys', () => {
	expect(describeFailure(new TypeError('x is not a function'))).toEqual({
		message: 'x is not a function',
		description: undefined,
		facts: { ...unknown, hint: null },
		code: undefined,
		unexpected: true,
	});
});
