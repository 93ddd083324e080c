import type { ServerResponse } from 'node:http';
import type { INodeParameters, IWebhookFunctions } from 'n8n-workflow';
import { passOn } from '../../nodes/webhook/passOn';
import { hopsOf } from '../../nodes/webhook/sendOn';
import { executeContext } from '../transport/context';
import { startServer, type Server } from '../transport/server';
import { logged, N8n } from './n8n';
import { send, type Sender, sealed, sender, text, type Wire } from './wechat/pushes';

const SUCCESS = { status: 200, contentType: 'text/plain', body: 'success' };
const DEAD = 'http://127.0.0.1:9/dead';

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const inFiveMinutes = () => Date.now() + 300_000;

const servers: Server[] = [];
const running: N8n[] = [];

beforeEach(() => (logged.length = 0));
afterEach(async () => {
	const ended = running.splice(0);
	await Promise.all(ended.map(async (n8n) => await n8n.close()));
	await Promise.all(servers.splice(0).map(async (server) => await server.close()));
	expect(ended.flatMap(({ thrown, problems }) => [...thrown, ...problems])).toEqual([]);
});

/** Another service: how it answers in turn, the last answer to all that follows. */
async function receiver(...statuses: Array<number | 'slow'>): Promise<Server & { at: Server['at']; times: number[] }> {
	const server = await startServer();
	servers.push(server);
	const times: number[] = [];
	server.answers = () => {
		times.push(Date.now());
		const status = statuses.length > 1 ? statuses.shift()! : (statuses[0] ?? 200);
		const answer = (response: ServerResponse) => response.writeHead(status === 'slow' ? 200 : status).end('of no interest');
		return (response: ServerResponse) => (status === 'slow' ? void setTimeout(() => answer(response), 5000) : void answer(response));
	};
	return Object.assign(server, { times });
}

async function until(isSo: () => boolean, ms = 10_000): Promise<void> {
	const end = Date.now() + ms;
	while (!isSo() && Date.now() < end) await pause(20);
	expect(isSo()).toBe(true);
}

async function trigger(who: Sender, receivers: Array<string | INodeParameters>, more: INodeParameters = {}): Promise<N8n> {
	const receiver = receivers.map((one) => (typeof one === 'string' ? { url: one } : one));
	const n8n = await N8n.start({ store: who.store, parameters: { respond: 'immediately', additionalFields: { alsoSendTo: { receiver } }, ...more } });
	running.push(n8n);
	return n8n;
}

const warnings = () => logged.filter((line) => line.startsWith('warn') || line.startsWith('error'));

/** Without a trigger around it. */
const context = () => executeContext(sender().store) as unknown as IWebhookFunctions;

describe('another service gets', () => {
	it.each(['plain', 'compatible', 'secure'] as const)('in %s mode the same bytes, query and content type', async (mode) => {
		const other = await receiver();
		const who = sender({ mode });
		const n8n = await trigger(who, [`${other.url}/shop/wechat?key=1`]);
		const wire = sealed(who.account, text({ Content: '一  "二"\n三 & <x>' }));
		await send(n8n.url, { ...wire, contentType: 'text/xml; charset=UTF-8' });
		await until(() => other.seen.length === 1);
		const [{ method, path, query, headers, body }] = other.seen;
		expect({ method, path }).toEqual({ method: 'POST', path: '/shop/wechat' });
		expect(query).toEqual({ key: '1', ...wire.query });
		expect(body).toEqual(Buffer.from(wire.body));
		expect(headers['content-type']).toBe('text/xml; charset=UTF-8');
		expect(headers['content-length']).toBe(String(Buffer.byteLength(wire.body)));
		expect(headers.host).toBe(new URL(other.url).host);
		expect(headers['x-wechat-hops']).toBe('1');
	});

	it('the JSON of a Mini Program, with all digits', async () => {
		const other = await receiver();
		const who = sender({ mode: 'plain', format: 'json' });
		const n8n = await trigger(who, [other.url]);
		const wire = sealed(who.account, text());
		await send(n8n.url, wire);
		await until(() => other.seen.length === 1);
		expect(other.seen[0].body.toString()).toBe(wire.body);
		expect(other.seen[0].headers['content-type']).toBe('application/json');
	});

	it("WeChat Pay's headers, but not those of the connection or of n8n's own user", async () => {
		const other = await receiver();
		const headers = {
			'wechatpay-signature': 'c2lnbmF0dXJl+/==',
			'wechatpay-serial': 'PUB_KEY_ID_0116',
			'wechatpay-nonce': 'n',
			'wechatpay-timestamp': '1764000000',
			'content-type': 'application/json',
			...{ 'user-agent': 'Mozilla/4.0', accept: '*/*', 'request-id': '08F78BB5', 'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048' },
			...{ cookie: 'n8n-auth=abc', authorization: 'Basic abc', host: 'n8n.example.com', 'content-encoding': 'gzip', connection: 'close' },
			...{ 'x-forwarded-for': '1.2.3.4', 'x-forwarded-host': 'n8n.example.com', 'cf-ray': '1', 'cdn-loop': 'cloudflare', via: '1.1 x', 'x-real-ip': '1.2.3.4' },
		};
		passOn(context(), [{ url: other.url, tries: 1 }], { headers, query: {}, body: Buffer.from('{"id":"EV-1"}') }, inFiveMinutes());
		await until(() => other.seen.length === 1);
		const [seen] = other.seen;
		const told = Object.keys(headers).filter((name) => /^(wechatpay-|content-type|user-agent|accept$|request-id)/.test(name)) as Array<keyof typeof headers>;
		expect(told).toHaveLength(9);
		for (const name of told) expect(seen.headers[name]).toBe(headers[name]);
		const ofConnection = ['host', 'connection', 'content-length', 'accept-encoding', 'x-wechat-hops'];
		expect(Object.keys(seen.headers).filter((name) => !told.includes(name as never) && !ofConnection.includes(name))).toEqual([]);
		expect(seen.url).toBe('/');
	});

	it('bytes that are no text', async () => {
		const other = await receiver();
		const body = Buffer.from([0x7b, 0xff, 0x00, 0xfe, 0x0d, 0x0a, 0x7d]);
		passOn(context(), [{ url: other.url, tries: 1 }], { headers: { 'content-type': 'application/json' }, query: {}, body }, inFiveMinutes());
		await until(() => other.seen.length === 1);
		expect(other.seen[0].body).toEqual(body);
	});

	it('what the filters leave out here, once, although WeChat repeats it', async () => {
		const other = await receiver();
		const who = sender({ mode: 'secure' });
		const n8n = await trigger(who, [other.url], { filters: { neverOpenids: String(text().FromUserName) } });
		const message = text();
		for (let n = 0; n < 3; n++) expect(await send(n8n.url, sealed(who.account, message))).toMatchObject(SUCCESS);
		await until(() => other.seen.length > 0);
		await pause(200);
		expect(other.seen).toHaveLength(1);
		expect(n8n.executions).toEqual([]);
	});

	it('what starts a workflow here, once, although WeChat repeats it', async () => {
		const other = await receiver();
		const who = sender({ mode: 'secure' });
		const n8n = await trigger(who, [other.url]);
		const message = text();
		for (let n = 0; n < 3; n++) expect(await send(n8n.url, sealed(who.account, message))).toMatchObject(SUCCESS);
		await until(() => other.seen.length > 0);
		await pause(200);
		expect(other.seen).toHaveLength(1);
		expect(n8n.executions).toHaveLength(1);
	});

	it('no forgery, nothing that is too old, nothing without a signature', async () => {
		const other = await receiver();
		const who = sender({ mode: 'secure' });
		const n8n = await trigger(who, [other.url]);
		const good = sealed(who.account, text());
		const forgeries: Wire[] = [
			{ ...good, query: { ...good.query, msg_signature: '0'.repeat(40) } },
			{ ...good, query: {} },
			{ ...good, body: String(good.body).replace(/.(?=]]><\/Encrypt>)/, 'x') },
			sealed(who.account, text(), Date.now() - 301_000),
		];
		for (const forged of forgeries) expect(await send(n8n.url, forged)).toMatchObject({ status: 403 });
		await pause(200);
		expect(other.seen).toEqual([]);
	});

	it('it at a URL that an expression yields', async () => {
		const other = await receiver();
		const who = sender();
		const n8n = await trigger(who, [{ url: `={{ "${other.url}" + "/by-expression" }}`, tries: '={{ 1 + 1 }}' }]);
		await send(n8n.url, sealed(who.account, text()));
		await until(() => other.seen.length === 1);
		expect(other.seen[0].path).toBe('/by-expression');
	});
});

describe('who does not take it', () => {
	it('keeps nobody waiting, and is tried as often as was set, with longer and longer pauses', async () => {
		const [broken, slow, good] = [await receiver(503), await receiver('slow'), await receiver()];
		const who = sender({ mode: 'secure' });
		const n8n = await trigger(who, [{ url: broken.url, tries: 3 }, { url: slow.url, tries: 3 }, DEAD, { url: good.url, tries: 1 }]);
		// The first push warms up.
		await send(n8n.url, sealed(who.account, text()));
		const answered = await send(n8n.url, sealed(who.account, text()));
		expect(answered).toMatchObject(SUCCESS);
		expect(answered!.ms).toBeLessThan(300);
		await until(() => broken.seen.length >= 6);
		await pause(4500);
		expect(broken.seen).toHaveLength(6);
		const [first, second, third] = [0, 2, 4].map((n) => broken.times[n]);
		expect(second - first).toBeGreaterThanOrEqual(900);
		expect(second - first).toBeLessThan(1900);
		expect(third - second).toBeGreaterThanOrEqual(1900);
		expect(third - second).toBeLessThan(2900);
		// It has answered in the end.
		expect(slow.seen).toHaveLength(2);
		expect(good.seen).toHaveLength(2);
	});

	it('three times, where nothing else was set', async () => {
		const broken = await receiver(500);
		const who = sender();
		const n8n = await trigger(who, [broken.url]);
		await send(n8n.url, sealed(who.account, text()));
		await until(() => broken.seen.length === 3);
		await pause(200);
		expect(warnings()).toHaveLength(1);
	});

	it('is tried again only when that may help', async () => {
		const expected: Array<[number, number]> = [[401, 1], [403, 1], [404, 1], [301, 1], [204, 1], [429, 2], [500, 2], [502, 2]];
		const outcomes = await Promise.all(
			expected.map(async ([status]) => {
				const other = await receiver(status);
				passOn(context(), [{ url: other.url, tries: 2 }], { headers: {}, query: {}, body: Buffer.from('x') }, inFiveMinutes());
				await pause(2500);
				return [status, other.seen.length];
			}),
		);
		expect(outcomes).toEqual(expected);
	});

	it('a redirection has delivered nothing, and the log says where to look', async () => {
		const other = await receiver(301);
		passOn(context(), [{ url: other.url, tries: 2 }], { headers: {}, query: {}, body: Buffer.from('x') }, inFiveMinutes());
		await until(() => warnings().length === 1);
		expect(warnings()[0]).toMatch(/HTTP status 301, a redirection: enter the address that it leads to/);
	});

	it('is left alone once it has taken it', async () => {
		const other = await receiver(500, 200);
		passOn(context(), [{ url: other.url, tries: 3 }], { headers: {}, query: {}, body: Buffer.from('x') }, inFiveMinutes());
		await until(() => other.seen.length === 2);
		await pause(2300);
		expect(other.seen).toHaveLength(2);
		expect(warnings()).toEqual([]);
	});

	it('is not tried again when its timestamp convinces nobody any more', async () => {
		const broken = await receiver(500);
		const who = sender({ mode: 'secure' });
		const n8n = await trigger(who, [{ url: broken.url, tries: 5 }]);
		// At the beginning of a second, because the timestamp has whole ones: less than one is left.
		await pause(1010 - (Date.now() % 1000));
		await send(n8n.url, sealed(who.account, text(), Date.now() - 299_000));
		await until(() => warnings().length === 1);
		expect(broken.seen).toHaveLength(1);
	});

	it('is named in one line, without the path, a key, a password or what was sent', async () => {
		const gone = await receiver(404);
		const { port } = new URL(gone.url);
		const who = sender();
		const n8n = await trigger(who, [
			{ url: `http://lotus:pass-word@127.0.0.1:${port}/webhook/secret-path?key=secret-key`, tries: 1 },
			{ url: 'http://127.0.0.1:9/webhook/secret-path?key=secret-key', tries: 1 },
		]);
		const wire = sealed(who.account, text({ Content: 'secret-content' }));
		await send(n8n.url, wire);
		await until(() => warnings().length === 2);
		const workflow = /\(workflow workflow-\d+\)/;
		expect(warnings().map((line) => line.replace(workflow, '()')).sort()).toEqual([
			`warn 'WeChat (): 127.0.0.1:${port} did not take what was sent on. it answered with HTTP status 404'`,
			"warn 'WeChat (): 127.0.0.1:9 did not take what was sent on. nobody answers at that address'",
		]);
		for (const secret of ['secret-', 'pass-word', 'lotus:', wire.query.signature]) expect(warnings().join('\n')).not.toContain(secret);
	});
});

describe('a list with mistakes in it', () => {
	it('harms neither the push nor the others', async () => {
		const good = await receiver();
		const who = sender({ mode: 'secure' });
		const mistakes = ['no url', 'http://', 'ftp://127.0.0.1/x', 'http://[::bad', '   ', '/webhook/x', { url: '={{ $json.nothing.there }}' }, { tries: 2 }];
		const n8n = await trigger(who, [...mistakes.map((one) => (typeof one === 'string' ? { url: one, tries: 1 } : { ...one, tries: 1 })), good.url]);
		expect(await send(n8n.url, sealed(who.account, text()))).toMatchObject(SUCCESS);
		await until(() => good.seen.length === 1);
		expect(n8n.executions).toHaveLength(1);
		await until(() => warnings().length === 5);
		expect(warnings().join('\n')).not.toMatch(/TypeError|\.ts:|\.js:/);
	});
});

describe('triggers that send to each other', () => {
	it.each(['plain', 'secure'] as const)('in %s mode another WeChat Trigger verifies it by the same keys', async (mode) => {
		const who = sender({ mode });
		const second = await trigger(who, []);
		const first = await trigger(who, [{ url: second.url, tries: 1 }], { events: ['event.subscribe'] });
		await send(first.url, sealed(who.account, text({ Content: '续茶' })));
		await until(() => second.executions.length === 1);
		expect(second.items[0]).toMatchObject({ text: '续茶', reply_by: null });
		expect(first.executions).toEqual([]);
		expect(warnings()).toEqual([]);
	});

	it('two that name each other end, with one execution each', async () => {
		const who = sender({ mode: 'secure' });
		const toB: INodeParameters = { url: '', tries: 3 };
		const a = await trigger(who, [toB]);
		const b = await trigger(who, [{ url: a.url, tries: 3 }]);
		toB.url = b.url;
		expect(await send(a.url, sealed(who.account, text()))).toMatchObject(SUCCESS);
		await until(() => b.executions.length === 1);
		await pause(500);
		expect([a.executions.length, b.executions.length]).toEqual([1, 1]);
		expect(warnings()).toEqual([]);
	});

	it('what has come through three is not sent on', async () => {
		const other = await receiver();
		const request = (hops: string) => ({ headers: { 'x-wechat-hops': hops }, query: {}, body: Buffer.from('x') });
		passOn(context(), [{ url: other.url, tries: 1 }], request('2'), inFiveMinutes());
		passOn(context(), [{ url: other.url, tries: 1 }], request('3'), inFiveMinutes());
		passOn(context(), [], request('3'), inFiveMinutes());
		await until(() => other.seen.length === 1);
		await pause(200);
		expect(other.seen).toHaveLength(1);
		expect(other.seen[0].headers['x-wechat-hops']).toBe('3');
		expect(warnings()).toHaveLength(1);
		expect(warnings()[0]).toContain('two of them name each other');
	});

	it('a chain ends after three', async () => {
		const who = sender({ mode: 'secure' });
		const other = await receiver();
		let next = other.url;
		const chain: N8n[] = [];
		for (let n = 0; n < 4; n++) {
			const one = await trigger(who, [{ url: next, tries: 1 }]);
			chain.unshift(one);
			next = one.url;
		}
		await send(next, sealed(who.account, text()));
		await until(() => chain[3].executions.length === 1);
		await pause(300);
		expect(chain.map(({ executions }) => executions.length)).toEqual([1, 1, 1, 1]);
		expect(other.seen).toEqual([]);
	});

	it.each([
		[undefined, 0],
		['2', 2],
		['-1', 0],
		['x', 0],
		['1, 1', 0],
		['2.9', 2],
		[['1', '2'], 0],
	])('the header %j counts as %d', (value, hops) => {
		expect(hopsOf({ 'x-wechat-hops': value })).toBe(hops);
	});
});
