import type { Reaction } from '../../../nodes/protocol/errcodes/errcode';
import { meaning, reaction } from '../../../nodes/protocol/errcodes/errcodes';
import table from '../../../nodes/protocol/errcodes/errcodes.json';
import { furtherCodes } from '../../../nodes/protocol/errcodes/furtherCodes.data';
import { hint } from '../../../nodes/protocol/errcodes/hints';
import { hintsByAccountType } from '../../../nodes/protocol/errcodes/hintsByAccountType.data';
import { hints, hintsByReaction } from '../../../nodes/protocol/errcodes/hints.data';

/** Of the reference, and of the pages of single functions. */
const listed = Object.keys(table).map(Number);
const codes = [...listed, ...Object.keys(furtherCodes).map(Number)];

const ACCOUNT_TYPES = ['miniProgram', 'overseas', 'service', 'subscription', 'test'];
const rid = '6207df1a-08ef8516-2a6c18c6';

/** Codes that users of the Official Account, of customer service and of the trigger meet: each has a sentence of its own. */
const MET = [
	-1, 40001, 40002, 40003, 40004, 40005, 40006, 40007, 40008, 40009, 40013, 40014, 40029, 40031, 40032, 40033, 40035,
	40037, 40048, 40066, 40125, 40132, 40137, 40163, 40164, 40200, 40243, 41001, 41005, 41006, 42001, 43004, 43019, 43101,
	43116, 44002, 44003, 44004, 45001, 45002, 45003, 45004, 45007, 45008, 45009, 45011, 45015, 45028, 45047, 45056, 45057,
	45058, 45059, 45064, 45065, 45066, 45157, 45158, 45159, 45171, 46003, 46004, 47001, 47003, 48001, 48002, 48004, 48006,
	48008, 50001, 50002, 50005, 53503, 53504, 53505, 61004, 61500, 61501, 61503, 65301, 65303, 65320, 65400, 65401, 65402,
	65403, 65404, 65405, 65406, 65407, 65408, 65409, 65410, 65411, 65412, 65413, 65414, 65415, 65416, 65417, 76021, 87009,
	88000, 88001, 88002, 88003, 88004, 88005, 88007, 88008, 88010, 89503, 89504, 89505, 89506, 89507,
];

/** n8n's UX guidelines: say what to do, not that something is broken. */
const UNFRIENDLY = /\b(error|problem|failure|mistake)s?\b/i;

function expectPlain(text: string) {
	expect(text).toMatch(/^[A-Z0-9].+[.a-z/]$/s);
	expect(text).not.toMatch(UNFRIENDLY);
	expect(text).not.toMatch(/undefined|\{|\}|\s{2}|\.\./);
	expect(text.length).toBeLessThanOrEqual(300);
}

describe('the table of codes', () => {
	it('has the 294 codes of the reference, each with meaning and reaction', () => {
		expect(listed).toHaveLength(294);
		expect(codes.filter((code) => listed.includes(code))).toEqual(listed);
		for (const code of codes) {
			expect(meaning(code)).toBeTruthy();
			expect(Object.keys(hintsByReaction)).toContain(reaction(code));
		}
	});

	it.each<[number, Reaction]>([
		[-1, 'retry-backoff'],
		[40003, 'fix-input'],
		[40164, 'fix-credential'],
		[42001, 'refresh-retry'],
		[43101, 'user'],
		[45009, 'quota'],
		[45015, 'window'],
		[45065, 'state'],
		[48001, 'permission'],
	])('%i calls for %s', (code, expected) => {
		expect(reaction(code)).toBe(expected);
	});

	it('knows nothing about other codes', () => {
		for (const code of [0, 1, 99999, NaN]) {
			expect(reaction(code)).toBeUndefined();
			expect(meaning(code)).toBeUndefined();
		}
	});
});

describe('hint', () => {
	it.each(codes)('%i: says what to do, in plain words, within 300 characters', (code) => {
		expectPlain(hint(code, ''));
		expectPlain(hint(code, `invalid ip 255.255.255.255 ipv6 2408:4001:f10:6f75:abcd:ef01:2345:6789, not in whitelist rid: ${rid}`));
	});

	it('has a sentence of its own for every code that users meet, and for no code that is not documented', () => {
		const written = Object.keys(hints).map(Number);
		expect(MET.filter((code) => !written.includes(code))).toEqual([]);
		expect(written.filter((code) => !codes.includes(code))).toEqual([]);
	});

	it.each(Object.entries(furtherCodes))('%s, of the page of one function, has its own sentence', (code, { hint: sentence }) => {
		expect(hint(Number(code), '')).toBe(sentence);
	});

	it.each(Object.entries(hintsByReaction))('%s: says what to do also without a sentence of its own', (name, advice) => {
		expectPlain(`WeChat says: some meaning. ${advice}`);
		const other = listed.find((code) => reaction(code) === name && !hints[code]);
		if (other !== undefined) expect(hint(other, '')).toBe(`WeChat says: ${meaning(other)}. ${advice}`);
	});

	it.each([
		['IPv4', `invalid ip 47.1.2.3 ipv6 ::ffff:47.1.2.3, not in whitelist rid: ${rid}`, 'Add 47.1.2.3 to'],
		['IPv4 in older words', 'invalid ip 47.1.2.3, not in whitelist hint: [4IP_rA04044809]', 'Add 47.1.2.3 to'],
		['IPv6 only', `invalid ip 2408:4001:f10::7 ipv6 2408:4001:f10::7, not in whitelist rid: ${rid}`, 'Add 2408:4001:f10::7 to'],
		['IPv6 only, without IPv4', `invalid ip  ipv6 2408:4001:f10::7, not in whitelist rid: ${rid}`, 'Add 2408:4001:f10::7 to'],
		['both', 'invalid ip 47.1.2.3 ipv6 2408:4001:f10::7, not in whitelist', 'Add 47.1.2.3 and 2408:4001:f10::7 to'],
		['none', `not in whitelist rid: ${rid}`, 'Add the IP address of this n8n server to'],
	])('40164 names the address to whitelist: %s', (_case, errmsg, expected) => {
		expect(hint(40164, errmsg)).toContain(expected);
		expect(hint(40164, errmsg)).toContain('IP白名单');
	});

	it('61004 and 89503 name the address too', () => {
		expect(hint(61004, 'access clientip is not registered requestIP: 47.1.2.3')).toContain('47.1.2.3');
		expect(hint(61004, 'access clientip is not registered requestIP: 2408:4001:f10::7')).toContain('2408:4001:f10::7');
		expect(hint(89503, `ip 47.1.2.3 rid: ${rid}`)).toContain('47.1.2.3');
	});

	describe('by the type of the account', () => {
		const written = Object.entries(hintsByAccountType).flatMap(([code, byType]) => Object.entries(byType).map(([type, text]) => [Number(code), type, text] as const));

		it.each(written)('%i for %s: in plain words, other than for the rest, of a code and a type that there are', (code, type, text) => {
			expectPlain(text);
			expect(hint(code, '', type)).toBe(text);
			expect(hint(code, '')).not.toBe(text);
			expect(listed).toContain(code);
			expect(ACCOUNT_TYPES).toContain(type);
		});

		it.each<[number, string, RegExp]>([
			[48001, 'subscription', /^A subscription account .* personal account cannot have it/],
			[48001, 'service', /^A service account .* verification \(微信认证\)/],
			[48001, 'test', /^A test account/],
			[48001, 'overseas', /outside mainland China/],
			[48001, 'miniProgram', /^This Mini Program/],
			[40200, 'overseas', /mpnews/],
			[45009, 'test', /a tenth/],
			[45015, 'miniProgram', /opened the chat/],
			[45028, 'subscription', /one a day/],
			[45028, 'service', /four a month/],
			[45047, 'miniProgram', /2 after they open the chat/],
			[50001, 'miniProgram', /requestSubscribeMessage/],
		])('%i for %s: %s', (code, type, words) => expect(hint(code, '', type)).toMatch(words));

		it.each(['', 'unknown'])('“%s” hears what holds for all', (type) => expect(hint(45028, '', type)).toBe(hint(45028, '')));

		it('an address to whitelist is named for every type', () => {
			for (const type of ACCOUNT_TYPES) expect(hint(40164, 'invalid ip 47.1.2.3, not in whitelist', type)).toContain('47.1.2.3');
		});
	});

	it('40003 says that an openid belongs to an App ID', () => {
		expect(hint(40003, 'invalid openid')).toMatch(/App ID it came from/);
	});

	it('48001 says which account it takes, 45015 and 45047 explain the window', () => {
		expect(hint(48001, '')).toContain('认证服务号');
		expect(hint(45015, '')).toContain('48 hours');
		expect(hint(45047, '')).toMatch(/5 after .+ 3 after/);
	});

	it.each([
		[65301, /list again/],
		[65302, /WeChat ID \(微信号\)/],
		[65316, /all menus for some followers together/],
	])('%i says what is to be changed about the menu', (code, words) => expect(hint(code, '')).toMatch(words));

	it('tells where to look an unknown code up, with the call if WeChat named it', () => {
		expectPlain(hint(99999, ''));
		expect(hint(99999, '')).toContain('99999 at https://developers.weixin.qq.com/');
		expect(hint(99999, `something new rid: ${rid}`)).toContain(rid);
		expectPlain(hint(-2147483648, `x rid: ${'a'.repeat(500)}`));
	});

	it('never repeats what WeChat said, which may hold a token', () => {
		const secret = '86_SecretToken-of_the_account';
		for (const code of [...codes, 99999]) {
			expect(hint(code, `access_token=${secret} secret=${secret}`)).not.toContain(secret);
		}
	});
});
