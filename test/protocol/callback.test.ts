import { createHash } from 'node:crypto';
import {
	type CallbackKeys,
	echo,
	encrypt,
	isSigned,
	open,
	PushRefused,
	seal,
	signature,
} from '../../nodes/protocol/callback';
import { parseXml } from '../../nodes/protocol/xml';
import { callbackVectors, keysOf, type Vector, vector } from './vectors';

const NOW = 1714112445;
const nonce = '415670741';
const timestamp = String(NOW);
const random = Buffer.from('0123456789abcdef');
const secure = keysOf(vector('doc-safe-in-json'));
const plain: CallbackKeys = { ...secure, encodingAesKey: '' };
const message = '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hi]]></Content><MsgId>24012345678901234567</MsgId></xml>';

/** A push in plain mode, rightly signed. */
function plainPush(body: string, at = timestamp) {
	return { query: { signature: signature(plain.token, at, nonce), timestamp: at, nonce, openid: 'o1' }, body: Buffer.from(body) };
}

/** A push in secure mode, rightly signed. */
function securePush(content: string, envelope = (encrypted: string) => `<xml><Encrypt>${encrypted}</Encrypt></xml>`) {
	const encrypted = encrypt(content, secure, random);
	const query = {
		...plainPush('').query,
		encrypt_type: 'aes',
		msg_signature: signature(secure.token, timestamp, nonce, encrypted),
	};
	return { query, body: Buffer.from(envelope(encrypted)) };
}

function refusal(action: () => unknown): string {
	try {
		action();
	} catch (error) {
		expect(error).toBeInstanceOf(PushRefused);
		return (error as Error).message;
	}
	throw new Error('believed');
}

describe('known answers', () => {
	const seconds = (each: Vector) => Number(each.timestamp);
	const signed = callbackVectors.filter((each) => each.signature);
	const sealed = callbackVectors.filter((each) => each.msg_signature);

	test('are all here', () => {
		expect(signed.map(({ id }) => id)).toEqual(['doc-echostr', 'doc-plain', 'doc-safe-in-json']);
		expect(sealed.map(({ id }) => id)).toEqual([
			'doc-safe-in-json',
			'doc-safe-out-json',
			'easywechat-dec',
			'wechatpy-work-echostr',
			'wechatpy-work-enc',
		]);
	});

	test.each(signed)('$id: signature', (each) => {
		const parts = [each.token, each.timestamp ?? '', each.nonce ?? ''];
		expect(signature(...parts)).toBe(each.signature);
		expect(signature(...parts.reverse())).toBe(each.signature);
		expect(isSigned(each.signature ?? '', ...parts)).toBe(true);
	});

	test.each(sealed)('$id: msg_signature', (each) => {
		const parts = [each.token, each.timestamp ?? '', each.nonce ?? '', each.encrypt ?? each.echostr_encrypted ?? ''];
		expect(signature(...parts)).toBe(each.msg_signature);
		expect(isSigned(each.msg_signature ?? '', ...parts)).toBe(true);
	});

	test('doc-echostr: the check of the URL', () => {
		const each = vector('doc-echostr');
		expect(echo({ ...each }, keysOf(each), seconds(each))).toBe('4375120948345356249');
	});

	test('doc-plain: a push in plain mode', () => {
		const each = vector('doc-plain');
		expect(open({ query: { ...each }, body: Buffer.from(each.body ?? '') }, keysOf(each), seconds(each))).toEqual({
			message: {
				ToUserName: 'gh_97417a04a28d',
				FromUserName: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
				CreateTime: 1714037059,
				MsgType: 'event',
				Event: 'debug_demo',
				debug_str: 'hello world',
			},
			sealed: false,
			format: 'json',
		});
	});

	test('doc-safe-in-json: a push in secure mode', () => {
		const each = vector('doc-safe-in-json');
		const body = Buffer.from(JSON.stringify({ ToUserName: 'gh_97417a04a28d', Encrypt: each.encrypt }));
		expect(open({ query: { ...each }, body }, keysOf(each), seconds(each))).toEqual({
			message: JSON.parse(each.plaintext ?? ''),
			sealed: true,
			format: 'json',
		});
	});

	test.each([
		['easywechat-dec', { MsgType: 'text', Content: 'hello', MsgId: '12345' }],
		['wechatpy-work-enc', { MsgType: 'text', Content: 'test', AgentID: '1' }],
	])('%s: a push in secure mode, XML', (id, content) => {
		const each = vector(id);
		const body = Buffer.from(`<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${each.encrypt}]]></Encrypt></xml>`);
		const opened = open({ query: { ...each }, body }, keysOf(each), seconds(each));
		expect(opened).toMatchObject({ message: content, sealed: true, format: 'xml' });
	});

	test.each(['doc-safe-out-json', 'wechatpy-work-enc'])('%s: sealed to the same bytes', (id) => {
		const each = vector(id);
		const envelope = { timestamp: each.timestamp ?? '', nonce: each.nonce ?? '', random: Buffer.from(each.random ?? '') };
		expect(seal(each.plaintext ?? '', keysOf(each), { ...envelope, format: 'json' })).toBe(
			`{"Encrypt":"${each.encrypt}","MsgSignature":"${each.msg_signature}","TimeStamp":${each.timestamp},"Nonce":"${each.nonce}"}`,
		);
		expect(seal(each.plaintext ?? '', keysOf(each), { ...envelope, format: 'xml' })).toBe(
			`<xml><Encrypt><![CDATA[${each.encrypt}]]></Encrypt><MsgSignature><![CDATA[${each.msg_signature}]]></MsgSignature>` +
				`<TimeStamp>${each.timestamp}</TimeStamp><Nonce><![CDATA[${each.nonce}]]></Nonce></xml>`,
		);
	});
});

describe('signature', () => {
	test('is of the sorted parts, joined', () => {
		const sha1 = createHash('sha1').update('Bab').digest('hex');
		expect(signature('b', 'B', 'a')).toBe(sha1);
		const parts = ['b', 'a'];
		signature(...parts);
		expect(parts).toEqual(['b', 'a']);
	});

	test('what is no signature is false, and does not throw', () => {
		const right = signature('a', 'b');
		expect(isSigned(right, 'a', 'b')).toBe(true);
		const wrong = ['', right.slice(1), `${right}0`, right.toUpperCase(), `${right.slice(0, 39)}é`, '中'.repeat(40), ` ${right.slice(1)}`];
		for (const claim of [...wrong, undefined, null, 0, [right], { length: 40 }, Buffer.from(right)]) {
			expect(isSigned(claim as string, 'a', 'b')).toBe(false);
		}
	});

	test('every changed character is false', () => {
		const right = signature('a', 'b');
		for (let i = 0; i < right.length; i++) {
			const other = right[i] === '0' ? '1' : '0';
			expect(isSigned(right.slice(0, i) + other + right.slice(i + 1), 'a', 'b')).toBe(false);
		}
	});
});

describe('echo', () => {
	const query = { signature: signature(secure.token, timestamp, nonce), timestamp, nonce, echostr: '4375120948345356249' };

	test('is the same in plain and in secure mode', () => {
		expect(echo(query, plain, NOW)).toBe('4375120948345356249');
		expect(echo(query, secure, NOW)).toBe('4375120948345356249');
	});

	test('is not given to strangers', () => {
		expect(refusal(() => echo({ ...query, signature: signature('guess', timestamp, nonce) }, plain, NOW))).toMatch(/Token/);
		expect(refusal(() => echo({ ...query, nonce: '1' }, plain, NOW))).toMatch(/Token/);
		expect(refusal(() => echo(query, plain, NOW + 301))).toMatch(/clock/);
		for (const name of ['signature', 'timestamp', 'nonce', 'echostr'] as const) {
			for (const value of [undefined, '', [query[name]], { 0: query[name] }, 1, null]) {
				expect(refusal(() => echo({ ...query, [name]: value }, plain, NOW))).toContain(name);
			}
		}
	});
});

describe('open', () => {
	test('reads XML and JSON in both modes', () => {
		const content = { MsgType: 'text', Content: 'hi', MsgId: '24012345678901234567' };
		const json = '{"MsgType":"text","Content":"hi","MsgId":24012345678901234567}';
		const inJson = (encrypted: string) => JSON.stringify({ ToUserName: 'gh_1', Encrypt: encrypted });
		expect(open(plainPush(message), plain, NOW)).toEqual({ message: content, sealed: false, format: 'xml' });
		expect(open(plainPush(json), plain, NOW)).toEqual({ message: content, sealed: false, format: 'json' });
		expect(open(securePush(message), secure, NOW)).toEqual({ message: content, sealed: true, format: 'xml' });
		expect(open(securePush(json, inJson), secure, NOW)).toEqual({ message: content, sealed: true, format: 'json' });
	});

	test('finds the format behind white space and a byte order mark', () => {
		expect(open(plainPush(` \r\n\t${message}\n`), plain, NOW).format).toBe('xml');
		expect(open(plainPush('\ufeff\n{"MsgType":"event"}'), plain, NOW).format).toBe('json');
	});

	test('MsgId rounded to a double', () => {
		expect(open(securePush(message), secure, NOW).message.MsgId).toBe('24012345678901234567');
		expect(open(plainPush('{"MsgId":9007199254740993}'), plain, NOW).message.MsgId).toBe('9007199254740993');
	});

	test('a reply that was sealed is a push that can be opened', () => {
		for (const format of ['xml', 'json'] as const) {
			const body = Buffer.from(seal(message, secure, { timestamp, nonce, random, format }));
			const { MsgSignature } = format === 'xml' ? parseXml(body.toString()) : JSON.parse(body.toString());
			expect(open({ query: { timestamp, nonce, msg_signature: MsgSignature }, body }, secure, NOW)).toMatchObject({
				message: { Content: 'hi' },
				sealed: true,
				format,
			});
		}
	});

	test('compatible mode: what is encrypted counts, not the plaintext beside it', () => {
		const both = (encrypted: string) => `<xml><MsgType>text</MsgType><Content>forged</Content><Encrypt>${encrypted}</Encrypt></xml>`;
		expect(open(securePush(message, both), secure, NOW).message).toEqual(parseXml(message));
	});

	test('compatible mode without an EncodingAESKey: the plaintext counts', () => {
		const both = '<xml><MsgType>text</MsgType><Content>hi</Content><Encrypt>AAAA</Encrypt></xml>';
		expect(open(plainPush(both), plain, NOW).message).toEqual({ MsgType: 'text', Content: 'hi' });
	});
});

describe('open refuses', () => {
	test('plaintext accepted in secure mode', () => {
		const forged = securePush(message);
		for (const body of [message, '{"MsgType":"text"}', '<xml><Encrypt></Encrypt><MsgType>text</MsgType></xml>', '{"Encrypt":["x"]}']) {
			expect(refusal(() => open({ ...forged, body: Buffer.from(body) }, secure, NOW))).toMatch(/not encrypted/);
			expect(refusal(() => open(plainPush(body), secure, NOW))).toMatch(/not encrypted/);
		}
	});

	test('forged msg_signature accepted', () => {
		const push = securePush(message);
		const guesses = ['0'.repeat(40), signature('guess', timestamp, nonce), push.query.signature, push.query.msg_signature.toUpperCase()];
		for (const msg_signature of guesses) {
			expect(refusal(() => open({ ...push, query: { ...push.query, msg_signature } }, secure, NOW))).toMatch(/msg_signature/);
		}
		const { msg_signature: _, ...withoutIt } = push.query;
		expect(refusal(() => open({ ...push, query: withoutIt }, secure, NOW))).toMatch(/msg_signature/);
	});

	test('a body of another push under a right signature', () => {
		const { query } = securePush(message);
		const { body } = securePush(message.replace('hi', 'ho'));
		expect(refusal(() => open({ query, body }, secure, NOW))).toMatch(/msg_signature/);
	});

	test('a right signature of another token', () => {
		expect(refusal(() => open(plainPush(message), { ...plain, token: 'other' }, NOW))).toMatch(/signature.*Token/);
		expect(refusal(() => open(securePush(message), { ...secure, token: 'other' }, NOW))).toMatch(/msg_signature.*Token/);
	});

	test('everything while the credential has no Token: anybody could sign', () => {
		const none = { ...plain, token: '' };
		const query = { timestamp, nonce, signature: signature('', timestamp, nonce), echostr: '1' };
		expect(refusal(() => open({ query, body: Buffer.from(message) }, none, NOW))).toMatch(/Token.*missing/);
		expect(refusal(() => echo(query, none, NOW))).toMatch(/Token.*missing/);
	});

	test('an encrypted push while the EncodingAESKey is missing', () => {
		expect(refusal(() => open(securePush(message), plain, NOW))).toMatch(/EncodingAESKey is missing/);
		expect(refusal(() => open(plainPush('{"ToUserName":"gh_1","Encrypt":"AAAA"}'), plain, NOW))).toMatch(/EncodingAESKey is missing/);
	});

	test('a push for another App ID, or under another key', () => {
		expect(refusal(() => open(securePush(message), { ...secure, appId: 'wx1' }, NOW))).toMatch(/App ID/);
		expect(refusal(() => open(securePush(message), { ...secure, encodingAesKey: 'B'.repeat(43) }, NOW))).toMatch(/EncodingAESKey/);
		expect(refusal(() => open(securePush(message), { ...secure, encodingAesKey: 'short' }, NOW))).toMatch(/EncodingAESKey/);
		expect(refusal(() => open(securePush(message), { ...secure, encodingAesKey: ' ' }, NOW))).toMatch(/EncodingAESKey/);
	});

	test('a replay with an old timestamp, and one from the future', () => {
		for (const [push, keys] of [[plainPush(message), plain], [securePush(message), secure]] as const) {
			for (const now of [NOW - 300, NOW, NOW + 300]) open(push, keys, now);
			for (const now of [NOW - 301, NOW + 301, NOW + 86400, 0, NaN, NOW * 1000]) {
				expect(refusal(() => open(push, keys, now))).toMatch(/clock/);
			}
		}
		expect(refusal(() => open(plainPush(message), plain, NOW + 3600))).toContain('3600 s');
	});

	test.each(['', ' ', 'now', '1e9', '0x662b3f7d', `${NOW}.5`, `+${NOW}`, ` ${NOW}`, `0${NOW}`, `${NOW}\n`, `-${NOW}`, '１７１４１１２４４５', 'Infinity'])(
		'the timestamp %p, although it is signed',
		(at) => {
			expect(refusal(() => open(plainPush(message, at), plain, NOW))).toMatch(/clock/);
		},
	);
});
