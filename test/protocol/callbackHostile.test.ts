import { echo, encrypt, open, PushRefused, signature } from '../../nodes/protocol/callback';
import { below, oneOf, randomNumbers } from './random';
import { keysOf, vector } from './vectors';

const NOW = 1714112445;
const timestamp = String(NOW);
const nonce = '415670741';
const secure = keysOf(vector('doc-safe-in-json'));
const plain = { ...secure, encodingAesKey: '' };
const message = '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[customer]]></Content></xml>';
const encrypted = encrypt(message, secure, Buffer.from('0123456789abcdef'));
const query = {
	timestamp,
	nonce,
	signature: signature(secure.token, timestamp, nonce),
	msg_signature: signature(secure.token, timestamp, nonce, encrypted),
};
const envelopes = [`<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`, `{"Encrypt":"${encrypted}"}`];

/** The sentence for the log; fails if the push is believed, or anything but PushRefused comes out. */
function refusal(action: () => unknown): string {
	let opened: unknown;
	try {
		opened = action();
	} catch (error) {
		if (!(error instanceof PushRefused)) throw error;
		expect(error.message).toMatch(/^[A-Z][^\n]{10,100}\.$/);
		expect(error.message).not.toMatch(/customer|AAAAA|wxba5fad|415670741/);
		return error.message;
	}
	throw new Error(`believed: ${JSON.stringify(opened)}`);
}

/** A plaintext body under a signature that is right: the worst a sender can do who saw one URL. */
const openPlain = (body: string | Buffer) => open({ query, body: Buffer.from(body as string) }, plain, NOW);

/** The same text as the content of an envelope, encrypted and signed. */
function openSealed(content: string) {
	const inner = encrypt(content, secure, Buffer.alloc(16));
	const msg_signature = signature(secure.token, timestamp, nonce, inner);
	return open({ query: { ...query, msg_signature }, body: Buffer.from(`<xml><Encrypt>${inner}</Encrypt></xml>`) }, secure, NOW);
}

test('the envelopes are right before they are damaged', () => {
	for (const envelope of envelopes) {
		expect(open({ query, body: Buffer.from(envelope) }, secure, NOW).message).toEqual({ MsgType: 'text', Content: 'customer' });
	}
});

test('every truncation of an envelope', () => {
	for (const envelope of envelopes) {
		for (let length = 0; length < envelope.length; length++) {
			refusal(() => open({ query, body: Buffer.from(envelope).subarray(0, length) }, secure, NOW));
		}
	}
});

test('every bit of an envelope', () => {
	for (const envelope of envelopes) {
		for (let bit = 0; bit < envelope.length * 8; bit++) {
			const body = Buffer.from(envelope);
			body[bit >> 3] ^= 1 << (bit & 7);
			refusal(() => open({ query, body }, secure, NOW));
		}
	}
});

test('every bit of what the signature covers in the URL', () => {
	for (const name of ['timestamp', 'nonce', 'msg_signature'] as const) {
		for (let bit = 0; bit < query[name].length * 8; bit++) {
			const value = Buffer.from(query[name]);
			value[bit >> 3] ^= 1 << (bit & 7);
			const changed = { ...query, [name]: value.toString('latin1') };
			refusal(() => open({ query: changed, body: Buffer.from(envelopes[0]) }, secure, NOW));
		}
	}
});

test('query values that are no plain texts', () => {
	for (const name of ['timestamp', 'nonce', 'msg_signature', 'signature'] as const) {
		const right = query[name];
		const hostile = [undefined, null, '', 0, Number(right), true, [], [right], [right, right], { toString: () => right }, new String(right), Symbol('x')];
		for (const value of hostile) {
			const changed = { ...query, [name]: value };
			expect(refusal(() => openPlainWith(changed, name))).toContain(name);
		}
	}
	for (const none of [undefined, null, [], 'x']) {
		refusal(() => open({ query: none as never, body: Buffer.from(envelopes[0]) }, secure, NOW));
		refusal(() => echo(none as never, secure, NOW));
	}

	function openPlainWith(changed: Record<string, unknown>, name: string) {
		if (name === 'msg_signature') return open({ query: changed, body: Buffer.from(envelopes[0]) }, secure, NOW);
		return open({ query: changed, body: Buffer.from(message) }, plain, NOW);
	}
});

test('bodies that are no bytes', () => {
	for (const body of [undefined, null, message, {}, [60], { type: 'Buffer', data: [60] }, new Uint8Array([60])]) {
		expect(refusal(() => open({ query, body: body as never }, plain, NOW))).toMatch(/no body/);
	}
});

test('a body of 2 MiB, before anything is read of it', () => {
	const start = Date.now();
	const body = Buffer.alloc(2 * 1024 * 1024, '<');
	for (const keys of [plain, secure]) expect(refusal(() => open({ query, body }, keys, NOW))).toMatch(/1 MiB/);
	expect(refusal(() => open({ query: {}, body }, plain, NOW))).toMatch(/1 MiB/);
	expect(Date.now() - start).toBeLessThan(200);
});

test('1 MiB is the limit', () => {
	const filler = 'x'.repeat(1024 * 1024 - '{"a":""}'.length);
	expect(openPlain(`{"a":"${filler}"}`).message.a).toBe(filler);
	expect(refusal(() => openPlain(`{"a":"${filler}x"}`))).toMatch(/1 MiB/);
});

const entities = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">';

describe.each([
	['nothing', ''],
	['white space', ' \n'],
	['text', 'customer'],
	['an array', '[{"MsgType":"customer"}]'],
	['a JSON text', '"customer"'],
	['a form', 'MsgType=customer'],
	['half of XML', '<xml><MsgType>customer'],
	['half of JSON', '{"MsgType":"customer"'],
	['XML inside JSON', '{<xml></xml>}'],
	['a web page', '<html><body>customer</body></html>'],
	['a document type', '<!DOCTYPE xml><xml><MsgType>customer</MsgType></xml>'],
	['a file', '<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><MsgType>&f;</MsgType></xml>'],
	['an entity bomb', `<!DOCTYPE xml [${entities}]><xml><MsgType>&b;</MsgType></xml>`],
	['deep XML', `<xml>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</xml>`],
	['deep JSON', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
	['wide XML', `<xml>${'<a/>'.repeat(100_000)}</xml>`],
	['an XML prototype', '<xml><__proto__><MsgType>customer</MsgType></__proto__></xml>'],
	['an XML constructor', '<xml><constructor><prototype><MsgType>customer</MsgType></prototype></constructor></xml>'],
	['a JSON prototype', '{"__proto__":{"MsgType":"customer"}}'],
	['a JSON constructor', '{"constructor":{"prototype":{"MsgType":"customer"}}}'],
])('%s', (_what, body) => {
	test('is refused as plaintext', () => {
		expect(refusal(() => openPlain(body))).toMatch(/body/);
	});

	test('is refused as an envelope', () => {
		refusal(() => open({ query, body: Buffer.from(body) }, secure, NOW));
	});

	test('is refused inside an envelope', () => {
		refusal(() => openSealed(body));
	});

	test('changes no prototype', () => {
		refusal(() => openPlain(body));
		expect(({} as Record<string, unknown>).MsgType).toBeUndefined();
	});
});

test('an envelope whose Encrypt is a prototype’s', () => {
	refusal(() => open({ query, body: Buffer.from(`{"__proto__":{"Encrypt":"${encrypted}"}}`) }, secure, NOW));
});

test('two of Encrypt: no choice between the one that is signed and the other', () => {
	const both = `<xml><Encrypt>${encrypted}</Encrypt><Encrypt>AAAA</Encrypt></xml>`;
	refusal(() => open({ query, body: Buffer.from(both) }, secure, NOW));
});

test(']]> in a message does not end it', () => {
	const content = 'a]]>b</Content><Content>c';
	const body = `<xml><Content><![CDATA[${content.replace(']]>', ']]]]><![CDATA[>')}]]></Content></xml>`;
	expect(openSealed(body).message).toEqual({ Content: content });
	expect(openPlain(body).message).toEqual({ Content: content });
});

test('timestamp and nonce can be signed alike, but not replayed by moving digits', () => {
	const joined = timestamp + nonce;
	for (let cut = 0; cut <= joined.length; cut++) {
		const [at, rest] = [joined.slice(0, cut), joined.slice(cut)];
		if (at === timestamp) continue;
		refusal(() => open({ query: { ...query, timestamp: at, nonce: rest }, body: Buffer.from(message) }, plain, NOW));
		refusal(() => open({ query: { ...query, timestamp: rest, nonce: at }, body: Buffer.from(message) }, plain, NOW));
	}
});

test('anything at all is believed or refused, and nothing else is thrown', () => {
	const random = randomNumbers(99);
	const values = [...Object.values(query), undefined, null, [], ['a'], {}, 0, '', 'x', '\ud800', '__proto__'];
	const pieces = ['<xml>', '</xml>', '<Encrypt>', '</Encrypt>', encrypted, '<![CDATA[', ']]>', '{', '}', '"Encrypt":', '"', '[', ']', '&', '\0', '\xff', 'a', ' '];
	for (let round = 0; round < 5_000; round++) {
		const changed: Record<string, unknown> = { ...query };
		if (random() < 0.5) changed[oneOf(random, Object.keys(query))] = oneOf(random, values);
		const body = Buffer.from(Array.from({ length: below(random, 12) }, () => oneOf(random, pieces)).join(''), 'latin1');
		for (const keys of [plain, secure]) {
			try {
				expect(open({ query: changed, body }, keys, NOW).message).toBeInstanceOf(Object);
			} catch (error) {
				if (!(error instanceof PushRefused)) throw error;
			}
		}
	}
});
