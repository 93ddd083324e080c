import { describe as describeFailure } from '../../nodes/operation/failure';
import { InvalidInput } from '../../nodes/operation/operation';
import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import type { Refusal } from '../../nodes/transport/product';

/** Any error of an operation in the user's words. */

const refusal: Refusal = { errcode: 40003, errmsg: 'invalid openid', rid: '6a-1b', hint: 'Check the openid', details: {}, kind: 'final' };
const unknown = { errcode: null, errmsg: null, rid: null, safe_to_repeat: false };

test('WeChat refused: its words and code, our advice, and the request id for its support', () => {
	expect(describeFailure(new WechatRefusal(refusal))).toEqual({
		message: 'WeChat refused: invalid openid (40003)',
		description: 'Check the openid (request 6a-1b)',
		facts: { errcode: 40003, errmsg: 'invalid openid', rid: '6a-1b', hint: 'Check the openid', safe_to_repeat: false },
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

test('the number that a call was to make something under is named, also when nothing was made', () => {
	const made = { what: 'order', number: { out_trade_no: 'LT-1' } };
	expect(describeFailure(new WechatRefusal(refusal, 'not done', made))).toMatchObject({
		message: 'WeChat refused: invalid openid (40003)',
		description: 'Check the openid (request 6a-1b) (order LT-1)',
		facts: { out_trade_no: 'LT-1', safe_to_repeat: false },
	});
	expect(describeFailure(new Unreachable('Nobody answered', 'Run it again', 'not done', made))).toMatchObject({
		description: 'Run it again (order LT-1)',
		facts: { out_trade_no: 'LT-1', safe_to_repeat: true },
	});
	expect(describeFailure(new Unreachable('Nobody answered', 'Look it up', 'unknown', made))).toMatchObject({
		message: 'Nobody answered. The order LT-1 may exist all the same: never take a new number for it',
		description: 'Look it up',
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

describe('whether the same call may go out again', () => {
	const made = { what: 'refund', number: { out_refund_no: 'R1' } };
	const throttled: Refusal = { ...refusal, kind: 'throttled' };
	const busy: Refusal = { ...refusal, kind: 'busy' };

	test.each([
		['it was refused for good', new WechatRefusal(refusal), false],
		['it was refused for good, after a lost answer', new WechatRefusal(refusal, 'unknown', made), false],
		['there were too many calls', new WechatRefusal(throttled), true],
		['WeChat does not know, and a number keeps it from being done twice', new WechatRefusal(busy, 'unknown', made), true],
		['WeChat does not know, and nothing keeps it from being done twice', new WechatRefusal(busy, 'unknown'), false],
		['nobody was reached', new Unreachable('a', 'b', 'not done'), true],
		['nobody was reached, but what comes before is made', Object.assign(new Unreachable('a', 'b', 'not done'), { madeBefore: { media_id: '1' } }), false],
		['the answer was lost, and a number keeps it from being done twice', new Unreachable('a', 'b', 'unknown', made), true],
		['the answer was lost, and nothing keeps it from being done twice', new Unreachable('a', 'b', 'unknown'), false],
	])('%s', (_, error, safe_to_repeat) => {
		expect(describeFailure(error).facts).toMatchObject({ safe_to_repeat });
	});

	test('what may have been made is in the message, and its number among the facts', () => {
		const { message, facts } = describeFailure(new Unreachable('The connection was cut', 'Look', 'unknown', made));
		expect(message).toBe('The connection was cut. The refund R1 may exist all the same: never take a new number for it');
		expect(facts).toMatchObject({ out_refund_no: 'R1' });
		expect(describeFailure(new Unreachable('Cut', 'Look', 'not done', made))).toMatchObject({ message: 'Cut', facts: { out_refund_no: 'R1' } });
	});
});
