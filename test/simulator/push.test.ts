import { Client, MINI, SERVICE } from './client';
import { buildXml, decrypt, encrypt, parseXml, signature } from './push/protocol';
import { type Received, type Receiver, startReceiver } from './receiver';
import { type Simulator, startSimulator } from './simulator';

let simulator: Simulator;
let receiver: Receiver;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
	receiver = await startReceiver();
	await setCallback({});
});
afterEach(async () => await receiver.close());
afterAll(async () => await simulator.close());

const { token } = SERVICE.callback;
const keys = { appId: SERVICE.appid, token, encodingAesKey: SERVICE.callback.encodingAesKey };
const text = { openid: 'oAlice', MsgType: 'text', Content: 'Tea & <b>莲花</b>?' };

async function setCallback(callback: object): Promise<void> {
	await client.control('/accounts', { callback: { url: receiver.url, mode: 'plain', ...callback } });
}

function signedBy({ query }: Received, ...parts: string[]): string {
	return signature(token, query.timestamp, query.nonce, ...parts);
}

describe('what arrives', () => {
	test('in plain mode: XML, signed for its URL only', async () => {
		const { message } = await client.control('/push', text);
		const [push] = receiver.received;
		expect(push).toMatchObject({ method: 'POST', headers: { 'content-type': 'text/xml' } });
		expect(Object.keys(push.query).sort()).toEqual(['nonce', 'openid', 'signature', 'timestamp']);
		expect(push.query).toMatchObject({ openid: 'oAlice', signature: signedBy(push) });
		expect(parseXml(push.body)).toEqual({ ...message, CreateTime: String(message.CreateTime) });
		expect(message).toMatchObject({ ToUserName: SERVICE.ghId, FromUserName: 'oAlice', Content: 'Tea & <b>莲花</b>?' });
	});

	test('a MsgId that no double holds comes with every digit', async () => {
		await setCallback({ format: 'json' });
		await client.control('/push', { ...text, MsgId: '6054768590064713729' });
		expect(receiver.received[0].body).toContain('"MsgId":6054768590064713729');
		await setCallback({ format: 'xml' });
		await client.control('/push', { ...text, MsgId: '6054768590064713729' });
		expect(receiver.received[1].body).toContain('<MsgId>6054768590064713729</MsgId>');
	});

	test('an event has no MsgId; its inner fields are elements', async () => {
		const ScanCodeInfo = { ScanType: 'qrcode', ScanResult: '1' };
		await client.control('/push', {
			openid: 'oAlice',
			MsgType: 'event',
			Event: 'scancode_waitmsg',
			EventKey: 'k',
			ScanCodeInfo,
		});
		const body = parseXml(receiver.received[0].body);
		expect(body).toMatchObject({ Event: 'scancode_waitmsg', ScanCodeInfo });
		expect(body).not.toHaveProperty('MsgId');
	});

	test('in secure mode: the recipient and what is encrypted, no more', async () => {
		await setCallback({ mode: 'secure' });
		const { message } = await client.control('/push', text);
		const [push] = receiver.received;
		const { Encrypt, ...rest } = parseXml(push.body);
		expect(rest).toEqual({ ToUserName: SERVICE.ghId });
		expect(push.query).toMatchObject({
			encrypt_type: 'aes',
			signature: signedBy(push),
			msg_signature: signedBy(push, String(Encrypt)),
		});
		expect(parseXml(decrypt(String(Encrypt), keys))).toMatchObject({ Content: text.Content, MsgId: message.MsgId });
	});

	test('in compatible mode: both', async () => {
		await setCallback({ mode: 'compatible' });
		await client.control('/push', text);
		const [push] = receiver.received;
		const { Encrypt, ...plain } = parseXml(push.body);
		expect(push.query.msg_signature).toBe(signedBy(push, String(Encrypt)));
		expect(parseXml(decrypt(String(Encrypt), keys))).toEqual(plain);
	});

	test('to a Mini Program in JSON', async () => {
		const mini = client.as(MINI.appid);
		await mini.control('/accounts', { callback: { url: receiver.url } });
		const { message } = await mini.control('/push', text);
		const [push] = receiver.received;
		expect(push.headers['content-type']).toBe('application/json');
		const { ToUserName, Encrypt } = JSON.parse(push.body);
		expect(ToUserName).toBe(MINI.ghId);
		const opened = decrypt(Encrypt, {
			appId: MINI.appid,
			token: MINI.callback.token,
			encodingAesKey: MINI.callback.encodingAesKey,
		});
		expect(opened).toContain(`"MsgId":${message.MsgId}`);
	});

	test('the URL keeps what it had in its query', async () => {
		await setCallback({ url: `${receiver.url}?shop=7` });
		await client.control('/push', text);
		expect(receiver.received[0].query).toMatchObject({ shop: '7', signature: signedBy(receiver.received[0]) });
	});
});

describe('tries', () => {
	test('after five seconds the connection is cut and the push comes again, three times in all', async () => {
		receiver.answer(() => {});
		const { tries, outcome, reply } = await client.control('/push', text);
		expect([outcome, reply, tries.length]).toEqual(['unavailable', null, 3]);
		for (const { ms, status, problem } of tries) {
			expect(ms).toBeGreaterThanOrEqual(4990);
			expect(ms).toBeLessThan(5600);
			expect([status, problem]).toEqual([0, 'no answer within 5000 ms']);
		}
		// The last cut takes a moment to be seen.
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(receiver.received.map(({ cut }) => cut)).toEqual([true, true, true]);
		const bodies = receiver.received.map(({ body }) => parseXml(body));
		expect(bodies[1]).toEqual(bodies[0]);
		expect(bodies[2]).toEqual(bodies[0]);
	});

	test('an answer that began but did not end in time is none', async () => {
		receiver.answer((_, response) => response.write('succ'), 'success');
		const { tries, outcome } = await client.control('/push', { ...text, limit: 300 });
		expect([tries.map(({ status }: any) => status), outcome]).toEqual([[0, 200], 'success']);
	});

	test('a status other than 2xx is a failed try', async () => {
		receiver.answer(500, 302, 'success');
		const { tries, outcome } = await client.control('/push', text);
		expect([tries.map(({ status }: any) => status), outcome]).toEqual([[500, 302, 200], 'success']);
	});

	test('nobody at the URL', async () => {
		await setCallback({ url: 'http://127.0.0.1:1/' });
		const { tries, outcome } = await client.control('/push', text);
		expect([tries.length, tries[0].problem, outcome]).toEqual([
			3,
			expect.stringContaining('ECONNREFUSED'),
			'unavailable',
		]);
	});

	test('no URL: the follower did it all the same', async () => {
		await setCallback({ url: '' });
		expect(await client.control('/push', text)).toMatchObject({ tries: [], outcome: 'empty' });
		expect(Object.values<any>(await client.control('/conversations'))[0][0]).toMatchObject({
			via: 'push',
			type: 'text',
		});
	});

	test('the very same push twice', async () => {
		const { repeats, message } = await client.control('/push', { ...text, times: 2 });
		expect(repeats).toHaveLength(1);
		expect(receiver.received.map(({ body }) => parseXml(body).MsgId)).toEqual([message.MsgId, message.MsgId]);
		const chats = await client.control('/conversations');
		expect(chats.oAlice).toHaveLength(1);
	});
});

describe('what the follower sees', () => {
	const swapped = { ToUserName: 'oAlice', FromUserName: SERVICE.ghId, CreateTime: 1795382461 };
	const reply = (fields: object) => buildXml({ ...swapped, ...fields });
	const hello = reply({ MsgType: 'text', Content: '<a href="https://example.com">茶</a>' });
	const sealedReply = (changes: object = {}) => {
		const Encrypt = encrypt(hello, keys, Buffer.alloc(16, 7));
		return buildXml({
			Encrypt,
			MsgSignature: signature(token, '1795382461', 'n', Encrypt),
			TimeStamp: 1795382461,
			Nonce: 'n',
			...changes,
		});
	};
	const outcome = async (answer: string, push: Record<string, unknown> = text) => {
		receiver.answer(answer);
		return await client.control('/push', push);
	};

	test.each([
		['success', 'success'],
		['', 'empty'],
	])('after "%s": nothing (%s)', async (answer, expected) => {
		expect(await outcome(answer)).toMatchObject({
			outcome: expected,
			reply: null,
			tries: [{ status: 200, body: answer }],
		});
		expect((await client.control('/conversations')).oAlice).toHaveLength(1);
	});

	test('a passive reply, in plain mode', async () => {
		const result = await outcome(hello);
		expect(result).toMatchObject({
			outcome: 'reply',
			reply: { MsgType: 'text', Content: '<a href="https://example.com">茶</a>' },
		});
		const { oAlice } = await client.control('/conversations');
		expect(oAlice[1]).toMatchObject({ from: 'account', via: 'passive', type: 'text' });
	});

	test('an encrypted reply, in secure mode', async () => {
		await setCallback({ mode: 'secure' });
		expect(await outcome(sealedReply())).toMatchObject({ outcome: 'reply', reply: { MsgType: 'text' } });
	});

	test('either, in compatible mode', async () => {
		await setCallback({ mode: 'compatible' });
		expect(await outcome(sealedReply())).toMatchObject({ outcome: 'reply' });
		expect(await outcome(hello)).toMatchObject({ outcome: 'reply' });
	});

	test('a Mini Program can only hand over to staff', async () => {
		const mini = client.as(MINI.appid);
		await mini.control('/accounts', { callback: { url: receiver.url, mode: 'plain' } });
		const base = { ToUserName: 'oAlice', FromUserName: MINI.ghId, CreateTime: 1795382461 };
		receiver.answer(
			JSON.stringify({ ...base, MsgType: 'transfer_customer_service' }),
			JSON.stringify({ ...base, MsgType: 'text', Content: 'hi' }),
		);
		expect(await mini.control('/push', text)).toMatchObject({ outcome: 'reply' });
		expect(await mini.control('/push', text)).toMatchObject({
			outcome: 'unavailable',
			tries: [{ problem: expect.stringContaining('Mini Program') }],
		});
	});

	const article = { Title: 't', Description: 'd', PicUrl: 'p', Url: 'u' };
	const bad: Array<[string, string, string, object?]> = [
		['is no XML', '{"ok":true}', 'XML'],
		['is only white space', ' success', 'XML'],
		['is to someone else', reply({ MsgType: 'text', Content: 'x', ToUserName: 'oBob' }), 'ToUserName'],
		['comes from someone else', reply({ MsgType: 'text', Content: 'x', FromUserName: 'gh_other' }), 'FromUserName'],
		['has milliseconds', reply({ MsgType: 'text', Content: 'x', CreateTime: 1795382461000 }), 'CreateTime'],
		['has no content', reply({ MsgType: 'text' }), 'Content'],
		['is of a type there is not', reply({ MsgType: 'markdown' }), 'markdown'],
		['names foreign media', reply({ MsgType: 'image', Image: { MediaId: 'nothing' } }), 'MediaId'],
		['has music without a cover', reply({ MsgType: 'music', Music: { Title: 'x' } }), 'ThumbMediaId'],
		[
			'has two articles for a message',
			reply({ MsgType: 'news', ArticleCount: 2, Articles: { item: [article, article] } }),
			'2 articles',
		],
		[
			'miscounts its articles',
			reply({ MsgType: 'news', ArticleCount: 2, Articles: { item: article } }),
			'ArticleCount',
		],
		['is encrypted in plain mode', sealedReply(), 'plain mode'],
		['is plain in secure mode', hello, 'secure mode', { mode: 'secure' }],
		['is signed wrongly', sealedReply({ MsgSignature: 'x' }), 'MsgSignature', { mode: 'secure' }],
	];
	test.each(bad.map(([what, ...rest]) => [what, rest] as const))(
		'"unavailable", when the reply %s',
		async (_, [body, problem, callback]) => {
			await setCallback(callback ?? {});
			const result = await outcome(body);
			expect(result).toMatchObject({ outcome: 'unavailable', reply: null });
			expect(result.tries).toEqual([
				expect.objectContaining({ status: 200, problem: expect.stringContaining(problem) }),
			]);
			expect((await client.control('/conversations')).oAlice.at(-1)).toMatchObject({ from: 'wechat', via: 'notice' });
		},
	);

	test('to an event two articles may answer, and its failure is not told', async () => {
		const click = { openid: 'oAlice', MsgType: 'event', Event: 'subscribe' };
		expect(
			await outcome(reply({ MsgType: 'news', ArticleCount: 2, Articles: { item: [article, article] } }), click),
		).toMatchObject({ outcome: 'reply' });
		expect(await outcome('nonsense', click)).toMatchObject({ outcome: 'unavailable' });
		expect((await client.control('/conversations')).oAlice.at(-1).via).toBe('push');
	});
});

describe('forged pushes', () => {
	beforeEach(async () => await setCallback({ mode: 'secure' }));
	const forge = async (tamper: string) => {
		await client.control('/push', { ...text, tamper });
		const [push] = receiver.received;
		const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]/.exec(push.body)?.[1] ?? '';
		return {
			push,
			encrypted,
			signed: push.query.msg_signature === signedBy(push, encrypted),
			age: Date.now() / 1000 - Number(push.query.timestamp),
		};
	};

	test('signature: signed by someone who does not know the token', async () => {
		const { push, encrypted, signed } = await forge('signature');
		expect([signed, push.query.signature === signedBy(push)]).toEqual([false, false]);
		expect(decrypt(encrypted, keys)).toContain('oAlice');
	});

	test('body: changed after signing', async () => {
		const { push, encrypted, signed } = await forge('body');
		expect([signed, push.query.signature === signedBy(push), encrypted.length > 100]).toEqual([false, true, true]);
	});

	test('timestamp: true, but ten minutes old', async () => {
		const { signed, age } = await forge('timestamp');
		expect(signed).toBe(true);
		expect(Math.round(age / 60)).toBe(10);
	});

	test('truncate: half of it', async () => {
		const { push } = await forge('truncate');
		expect(() => parseXml(push.body)).toThrow();
	});

	test('plaintext: not encrypted at all', async () => {
		const { push } = await forge('plaintext');
		expect(parseXml(push.body)).toMatchObject({ Content: text.Content });
		expect(push.query.signature).toBe(signedBy(push));
	});

	test('come once and leave no trace with WeChat', async () => {
		receiver.answer(403);
		const { tries } = await client.control('/push', { ...text, tamper: 'signature' });
		expect(tries).toHaveLength(1);
		expect(await client.control('/conversations')).toEqual({});
		expect((await client.control('/state')).accounts[0].followers).toBe(0);
	});

	test('in plain mode a changed body cannot be told from a true one', async () => {
		await setCallback({ mode: 'plain' });
		await client.control('/push', { ...text, tamper: 'body' });
		const [push] = receiver.received;
		expect([parseXml(push.body).Content, push.query.signature]).toEqual(['changed on the way', signedBy(push)]);
	});
});

describe('the check of the URL', () => {
	test('wants echostr back, exactly', async () => {
		receiver.answer(
			({ query }, response) => response.end(query.echostr),
			({ query }, response) => response.end(`${query.echostr}\n`),
			403,
		);
		expect(await client.control('/verify', {})).toMatchObject({ ok: true, status: 200 });
		const [{ method, query }] = receiver.received;
		expect([method, query.signature]).toEqual(['GET', signedBy(receiver.received[0])]);
		expect(await client.control('/verify', {})).toMatchObject({ ok: false, problem: 'The body is not echostr' });
		expect(await client.control('/verify', {})).toMatchObject({ ok: false, status: 403 });
	});

	test('without a URL or without anyone there', async () => {
		await setCallback({ url: '' });
		expect(await client.control('/verify', {})).toMatchObject({
			ok: false,
			problem: expect.stringContaining('no callback URL'),
		});
		await setCallback({ url: 'http://127.0.0.1:1/' });
		expect(await client.control('/verify', {})).toMatchObject({
			ok: false,
			problem: expect.stringContaining('ECONNREFUSED'),
		});
	});
});
