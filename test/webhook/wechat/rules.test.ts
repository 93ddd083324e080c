import type { IDataObject } from 'n8n-workflow';
import { outputCount, outputOf, whyRulesAreWrong } from '../../../nodes/webhook/wechat/rules';
import { sceneOfCampaign } from '../../../nodes/protocol/campaign';
import type { Rule } from '../../../nodes/webhook/wechat/rule';
import { event, followed, followedBy, image, left, opened, said, scanned, tapped, templateResult, wrote } from './itemsOfPushes';

const byRules = (...rule: Rule[]) => ({ outputs: 'rules', rules: { rule }, unmatched: 'ignore' });
const fits = (rule: Rule, item: IDataObject) => outputOf(byRules(rule), item) === 0;

describe('by words of a message', () => {
	const values = '优惠券，Coupon、\n 退款！';

	it.each<[string, IDataObject]>([
		['is', wrote('coupon')],
		['is', wrote('  ＣＯＵＰＯＮ？！ ')],
		['is', wrote('退款')],
		['is', said('优惠券。')],
		['contains', wrote('请问有优惠券吗？')],
		['contains', wrote('my COUPON please')],
		['contains', said('我要退款。')],
		['startsWith', wrote('“退款”什么时候到')],
		['startsWith', wrote('coupons')],
	])('%s: fits $text', (match, item) => {
		expect(fits({ match, values }, item)).toBe(true);
	});

	it.each<[string, IDataObject]>([
		['is', wrote('coupons')],
		['is', wrote('我要退款')],
		['contains', wrote('coup on')],
		['startsWith', wrote('a coupon')],
		['contains', image],
		['contains', said()],
		['contains', tapped('coupon')],
		['contains', scanned('coupon')],
		// Has a Content of its own, and nobody wrote it.
		['contains', event('something_new', { Content: 'coupon' })],
	])('%s: does not fit %j', (match, item) => {
		expect(fits({ match, values }, item)).toBe(false);
	});

	it('an asterisk is an asterisk', () => {
		expect(fits({ match: 'is', values: '*' }, wrote('coupon'))).toBe(false);
		expect(fits({ match: 'is', values: '*' }, wrote('*'))).toBe(true);
	});

	it('values of another kind of match, left over from an earlier choice, are not read', () => {
		expect(fits({ match: 'regex', values: 'coupon', pattern: 'refund' }, wrote('coupon'))).toBe(false);
		expect(fits({ match: 'is', values: 'refund', pattern: 'coupon' }, wrote('coupon'))).toBe(false);
	});
});

describe('by a regular expression', () => {
	it.each([
		['order\\s*\\d{6}', 'My ORDER 202611 please'],
		['^退款$', ' 退款\n'],
		['\\d{3}，', '123，'],
		['^\\d{6}$', '２０２６１１'],
		['a{1,3}', 'a'],
	])('%s fits %j', (pattern, text) => {
		expect(fits({ match: 'regex', pattern }, wrote(text))).toBe(true);
	});

	it('concerns messages with text, and fits nothing when it cannot be read', () => {
		expect(fits({ match: 'regex', pattern: '.*' }, said('hello'))).toBe(true);
		for (const item of [image, followed, tapped('x')]) expect(fits({ match: 'regex', pattern: '.*' }, item)).toBe(false);
		for (const pattern of ['(?=a)', '[', '(a)\\1', '', ' ', undefined, null]) expect(fits({ match: 'regex', pattern }, wrote('aa'))).toBe(false);
	});
});

test('by menu keys', () => {
	const rule = { match: 'menuKey', values: 'COUPON,https://shop.example/*' };
	expect([tapped('coupon'), opened('https://shop.example/1')].map((item) => fits(rule, item))).toEqual([true, true]);
	expect([tapped('COUPON2'), wrote('COUPON'), scanned('COUPON')].map((item) => fits(rule, item))).toEqual([false, false, false]);
});

test('by scenes of campaigns', () => {
	const scene = sceneOfCampaign({ source: 'fair', campaign: 'tea, 茶', medium: null });
	for (const values of [scene, 'fair/*']) expect([followedBy(scene), scanned(scene)].every((item) => fits({ match: 'scene', values }, item))).toBe(true);
	expect(fits({ match: 'scene', values: 'fair' }, scanned(scene))).toBe(false);
});

test('by scenes', () => {
	const rule = { match: 'scene', values: 'qrscene_fair，store-*' };
	expect([followedBy('fair'), scanned('store-1')].map((item) => fits(rule, item))).toEqual([true, true]);
	expect([followed, left, wrote('fair'), tapped('fair')].map((item) => fits(rule, item))).toEqual([false, false, false, false]);
});

test.each([{}, { match: 'is' }, { match: 'contains', values: ' ,\n' }, { match: 'menuKey', values: '' }, { match: 'scene', values: null }, { match: 'toString', values: 'a' }])(
	'an unfinished rule fits nothing: %j',
	(rule) => {
		for (const item of [wrote('a'), wrote(''), image, followed, tapped(''), tapped('a')]) expect(fits(rule, item)).toBe(false);
	},
);

describe('the output', () => {
	const refund = { name: 'Refund', match: 'contains', values: '退款' };
	const words = { match: 'regex', pattern: '退|换' };
	const broken = { match: 'regex', pattern: '(?=退)' };

	it('one: everything at the first, whatever rules are left over', () => {
		expect(outputOf({ outputs: 'one' }, followed)).toBe(0);
		expect(outputOf({ ...byRules(refund), outputs: 'one' }, followed)).toBe(0);
		expect(outputOf({}, followed)).toBe(0);
		expect(outputCount({ outputs: 'one', rules: { rule: [refund, words] } })).toBe(1);
	});

	it('groups: one for each', () => {
		const items = [wrote('a'), scanned('a'), opened('https://a.example'), templateResult('success'), event('card_pass_check', { CardId: '1' })];
		expect(items.map((item) => outputOf({ outputs: 'groups' }, item))).toEqual([0, 1, 2, 3, 4]);
		expect(outputCount({ outputs: 'groups' })).toBe(5);
	});

	it('rules: the first that fits, also behind one that is broken', () => {
		expect(outputOf(byRules(refund, words), wrote('退款'))).toBe(0);
		expect(outputOf(byRules(words, refund), wrote('退款'))).toBe(0);
		expect(outputOf(byRules(refund, words), wrote('换货'))).toBe(1);
		expect(outputOf(byRules(broken, refund, words), wrote('退款'))).toBe(1);
	});

	it('rules: what none fits goes to the last output, or nowhere', () => {
		for (const rule of [[], [refund], [refund, words]]) {
			const rules = { outputs: 'rules', rules: { rule } };
			expect([outputOf({ ...rules, unmatched: 'output' }, image), outputCount({ ...rules, unmatched: 'output' })]).toEqual([rule.length, rule.length + 1]);
			expect([outputOf({ ...rules, unmatched: 'ignore' }, image), outputCount({ ...rules, unmatched: 'ignore' })]).toEqual([undefined, rule.length]);
		}
		for (const rules of [{}, undefined, null]) {
			expect([outputOf({ outputs: 'rules', rules }, image), outputCount({ outputs: 'rules', rules })]).toEqual([0, 1]);
		}
	});
});

describe('what is wrong with the rules', () => {
	const good = { name: 'Good', match: 'is', values: 'a' };

	it.each([
		[{ name: 'Refunds', match: 'regex', pattern: '退(?=款)' }, 'The rule "Refunds" has a regular expression that cannot be read at "(?=". Correct it; look-ahead, look-behind and back-references do not work here.'],
		[{ name: ' ', match: 'regex', pattern: '[a' }, 'The rule "Rule 2" has a regular expression that cannot be read at "[a". Correct it; look-ahead, look-behind and back-references do not work here.'],
		[{ name: 'Empty', match: 'contains', values: ' , ' }, 'The rule "Empty" does not say what to look for. Fill it in, or remove the rule.'],
		[{ match: 'regex', pattern: '' }, 'The rule "Rule 2" does not say what to look for. Fill it in, or remove the rule.'],
	])('%j', (rule, sentence) => {
		expect(whyRulesAreWrong({ rule: [good, rule, { match: 'regex', pattern: '(' }] })).toBe(sentence);
	});

	it('nothing, where they are in order or there are none', () => {
		expect(whyRulesAreWrong({ rule: [good, { match: 'regex', pattern: '退|换', values: '' }, { match: 'is', values: 'b', pattern: '(' }] })).toBeUndefined();
		for (const rules of [{ rule: [] }, {}, null, undefined]) expect(whyRulesAreWrong(rules)).toBeUndefined();
	});
});
