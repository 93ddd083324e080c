import { buildXml } from '../../../nodes/protocol/xml';
import { forge, type Tamper } from '../../simulator/push/tamper';
import { change } from '../../transport/context';
import { logged, N8n } from '../n8n';
import { AES_KEY, type Answered, push, send, type Sender, sealed, sender, text, TOKEN, type Wire } from './pushes';

const running: N8n[] = [];

beforeEach(() => void (logged.length = 0));
afterEach(async () => {
	for (const n8n of running.splice(0)) {
		await n8n.close();
		expect(n8n.thrown).toEqual([]);
		expect(n8n.problems).toEqual([]);
	}
});

async function start(who: Sender): Promise<N8n> {
	const n8n = await N8n.start({ store: who.store });
	running.push(n8n);
	return n8n;
}

const modes = { plain: () => sender(), compatible: () => sender({ mode: 'compatible' }), secure: () => sender({ mode: 'secure' }) };

/** 403 that tells nothing, no execution, and one line in the log that holds no secret and nothing of the push. */
function expectRefused(n8n: N8n, answered: Answered | undefined, reason = /./): void {
	expect(answered).toMatchObject({ status: 403, contentType: 'text/plain', body: 'refused' });
	expect(n8n.executions).toEqual([]);
	expect(logged).toHaveLength(1);
	expect(logged[0]).toMatch(/^warn '?"?WeChat \(workflow workflow-\d+\): a push was refused\. [A-Z][^\n]+\.['"]$/);
	expect(logged[0]).toMatch(reason);
	for (const secret of [TOKEN, AES_KEY, '你好', 'secret-of-account']) expect(logged[0]).not.toContain(secret);
}

describe('a true push starts an execution', () => {
	it.each(Object.entries(modes))('in %s mode', async (_, make) => {
		const who = make();
		const n8n = await start(who);
		const answered = await send(n8n.url, sealed(who.account, text()));
		expect(answered).toMatchObject({ status: 200, contentType: 'text/plain', body: 'success' });
		expect(answered?.headers['content-length']).toBe('7');
		expect(n8n.items).toMatchObject([{ event: 'message.text', text: '你好', appid: who.appId }]);
		expect(logged).toEqual([expect.stringMatching(/^debug .*: message\.text: started the workflow'$/)]);
	});

	it('in compatible mode without a key in the credential: the plain part counts', async () => {
		const who = sender({ mode: 'compatible' }, { encodingAesKey: '' });
		const n8n = await start(who);
		await send(n8n.url, sealed(who.account, text()));
		expect(n8n.items).toMatchObject([{ text: '你好' }]);
		expect(n8n.items[0]).not.toHaveProperty('Encrypt');
	});

	it('in JSON, sealed', async () => {
		const who = sender({ mode: 'secure', format: 'json' });
		const n8n = await start(who);
		await send(n8n.url, sealed(who.account, text()));
		expect(n8n.items).toMatchObject([{ text: '你好' }]);
	});

	it('when token and key were pasted with spaces and a line break around them', async () => {
		const who = sender({ mode: 'secure' }, { callbackToken: ` ${TOKEN}\n`, encodingAesKey: `${AES_KEY} ` });
		const n8n = await start(who);
		await send(n8n.url, sealed(who.account, text()));
		expect(n8n.executions).toHaveLength(1);
	});

	it('when the App ID was: the item names it without them', async () => {
		const who = sender({ mode: 'secure' });
		who.store.add('credential-1', { ...who.store.stored('credential-1'), appId: ` ${who.appId}\n` });
		const n8n = await start(who);
		await send(n8n.url, sealed(who.account, text()));
		expect(n8n.items).toMatchObject([{ appid: who.appId }]);
	});

	it('up to five minutes late', async () => {
		const who = sender();
		const n8n = await start(who);
		await send(n8n.url, sealed(who.account, text(), Date.now() - 290_000));
		expect(n8n.executions).toHaveLength(1);
	});
});

describe('a forged push starts none', () => {
	const forgeries: Array<[keyof typeof modes, Tamper, RegExp]> = [
		['plain', 'signature', /The signature of the push does not match/],
		['plain', 'timestamp', /60[01] s off the clock/],
		['plain', 'truncate', /neither XML nor JSON/],
		['compatible', 'signature', /The msg_signature of the push does not match/],
		['compatible', 'body', /msg_signature/],
		['compatible', 'timestamp', /clock/],
		['compatible', 'truncate', /neither XML nor JSON/],
		['compatible', 'plaintext', /not encrypted/],
		['secure', 'signature', /msg_signature/],
		['secure', 'body', /msg_signature/],
		['secure', 'timestamp', /clock/],
		['secure', 'truncate', /neither XML nor JSON/],
		['secure', 'plaintext', /not encrypted, but the credential has an EncodingAESKey/],
	];

	it.each(forgeries)('in %s mode: %s', async (mode, tamper, reason) => {
		const who = modes[mode]();
		const n8n = await start(who);
		expectRefused(n8n, await send(n8n.url, forge(tamper, who.account, text(), Date.now())), reason);
	});

	it('whose signature is right, but not its msg_signature', async () => {
		const who = modes.secure();
		const n8n = await start(who);
		const { query, ...rest } = sealed(who.account, text());
		for (const msg_signature of [query.signature, String(query.msg_signature).toUpperCase(), 'f'.repeat(40), '']) {
			logged.length = 0;
			expectRefused(n8n, await send(n8n.url, { ...rest, query: { ...query, msg_signature } }), /msg_signature/);
		}
	});

	it('that another account sealed with the same token and key', async () => {
		const who = modes.secure();
		const n8n = await start(who);
		const other = { ...who.account, appid: 'wx-another-account' };
		expectRefused(n8n, await send(n8n.url, sealed(other, text())), /another App ID/);
	});

	it('that was sealed with another key', async () => {
		const who = modes.secure();
		const n8n = await start(who);
		const callback = { ...who.account.callback, encodingAesKey: AES_KEY.replace('lotus', 'grass') };
		expectRefused(n8n, await send(n8n.url, sealed({ ...who.account, callback }, text())), /cannot be decrypted/);
	});

	it('whose URL has a value twice', async () => {
		const who = modes.secure();
		const n8n = await start(who);
		for (const name of ['timestamp', 'nonce', 'msg_signature']) {
			logged.length = 0;
			const { query, ...rest } = sealed(who.account, text());
			expectRefused(n8n, await send(n8n.url, { ...rest, query: { ...query, [name]: [String(query[name]), 'x'] } }), new RegExp(name));
		}
	});

	it('whose URL has not what it must have', async () => {
		const who = modes.plain();
		const n8n = await start(who);
		for (const name of ['timestamp', 'nonce', 'signature']) {
			logged.length = 0;
			const { query, ...rest } = sealed(who.account, text());
			delete query[name];
			expectRefused(n8n, await send(n8n.url, { ...rest, query }), new RegExp(name));
		}
	});

	it('when the credential has no callback token: anybody can sign with nothing', async () => {
		const who = sender({ token: '' }, { callbackToken: '' });
		const n8n = await start(who);
		expectRefused(n8n, await send(n8n.url, sealed(who.account, text())), /Token of the message push is missing/);
	});

	it('when the key in the credential is damaged, true or not', async () => {
		const who = modes.secure();
		change(who.store, { encodingAesKey: AES_KEY.slice(1) });
		const n8n = await start(who);
		expectRefused(n8n, await send(n8n.url, sealed(who.account, text())), /does not have 43 letters/);
	});

	it('when it is encrypted and the credential has no key, true or not', async () => {
		const who = modes.secure();
		change(who.store, { encodingAesKey: '' });
		const n8n = await start(who);
		expectRefused(n8n, await send(n8n.url, sealed(who.account, text())), /EncodingAESKey is missing/);
	});
});

describe('a body that is none', () => {
	it.each(['plain', 'secure'] as const)('cut at every tenth byte, in %s mode', async (mode) => {
		const who = modes[mode]();
		const n8n = await start(who);
		const whole = sealed(who.account, text());
		for (let length = 0; length < whole.body.length - 1; length += 10) {
			logged.length = 0;
			expectRefused(n8n, await send(n8n.url, { ...whole, body: whole.body.slice(0, length) }));
		}
		expect((await send(n8n.url, whole))?.body).toBe('success');
	});

	it.each<[string, (body: Wire['body']) => Partial<Wire>]>([
		['nothing', () => ({ body: '' })],
		['a form', (body) => ({ body: `--x\r\n${String(body)}`, contentType: 'multipart/form-data; boundary=x' })],
		['a list', () => ({ body: '[]', contentType: 'application/json' })],
		['null', () => ({ body: 'null', contentType: 'application/json' })],
		['bytes', () => ({ body: Buffer.from(Array.from({ length: 256 }, (_, n) => n)), contentType: 'application/octet-stream' })],
		['2 MiB', () => ({ body: buildXml({ MsgType: 'text', Content: 'x'.repeat(2 * 1024 * 1024) }) })],
		['a document type', () => ({ body: '<!DOCTYPE xml [<!ENTITY a "b">]><xml><MsgType>text</MsgType></xml>' })],
		['a thousand levels', () => ({ body: `<xml>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</xml>` })],
		['a reserved name', () => ({ body: '<xml><__proto__><isAdmin>1</isAdmin></__proto__></xml>' })],
		['a reserved name in JSON', () => ({ body: '{"MsgType":"text","__proto__":{"isAdmin":1}}', contentType: 'application/json' })],
	])('%s, rightly signed for its URL (plain mode: anybody may have seen that)', async (_, other) => {
		const who = modes.plain();
		const n8n = await start(who);
		const true_ = sealed(who.account, text());
		expectRefused(n8n, await send(n8n.url, { ...true_, ...other(true_.body) }));
	});

	it.each([
		['a time that is none', { CreateTime: 'yesterday' }],
		['a time beyond all calendars', { CreateTime: '99999999999999999999' }],
		['no time', { CreateTime: undefined }],
		['no sender and no type', { FromUserName: undefined, MsgType: undefined }],
		['elements where texts belong', { FromUserName: { a: '1' }, MsgType: { b: '2' }, MsgId: { c: '3' } }],
	])('%s, rightly signed for its URL: an item all the same, and no failed execution', async (_, changed) => {
		const who = modes.plain();
		const n8n = await start(who);
		const wire = sealed(who.account, text());
		const body = buildXml({ ...push({ MsgType: 'text', Content: 'x', MsgId: '1' }), ...changed });
		expect(await send(n8n.url, { ...wire, body })).toMatchObject({ status: 200, body: 'success' });
		expect(n8n.executions).toHaveLength(1);
	});
});
