import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { logged } from './engine/log';
import { binary, type NodeInput, type Run, type RunInput } from './engine';
import { everythingOf, expectNone } from './leftBehind';
import { customerService, files, items, officialAccount, SERVICE, textTo, useWechat } from './wechat';

/**
 * AppSecret in the log: no secret and no token may be in anything that a workflow leaves behind. Failures of
 * many kinds, and then everything is searched: items, errors with their causes, hints, static data, the log.
 */
const wechat = useWechat();

const SEND = '/cgi-bin/message/custom/send';
const HEADER = 'a header for the token server';

/** What has been left behind in the test so far. */
let left: string[];
let secrets: Set<string>;
beforeEach(() => {
	left = [];
	secrets = new Set([SERVICE.secret, SERVICE.callback.token, SERVICE.callback.encodingAesKey, HEADER]);
	logged.length = 0;
});

async function run(nodes: NodeInput | NodeInput[], more: Partial<RunInput> = {}): Promise<Run> {
	try {
		const done = await wechat.run(nodes, more);
		left.push(everythingOf(done.record), JSON.stringify(done.record.data.resultData));
		left.push(JSON.stringify([done.savedStaticData, done.responses]));
		return done;
	} catch (error) {
		left.push(everythingOf(error));
		throw error;
	} finally {
		const { accessToken } = wechat.store.stored('wechatApi');
		if (accessToken) secrets.add(String(accessToken));
	}
}

function expectNoSecrets(): void {
	expectNone(secrets, [...left, ...logged]);
}

test('the search finds what is there: in items, in causes of errors, in the log', async () => {
	await run(officialAccount('tag', 'getAll'), { items: items({ mine: SERVICE.secret }) });
	expect(expectNoSecrets).toThrow();

	left = [everythingOf({ error: new Error('outer', { cause: new Error(`with ${SERVICE.secret}`) }) })];
	expect(expectNoSecrets).toThrow();

	left = [];
	console.log({ deep: { deeper: { token: SERVICE.callback.token } } });
	expect(expectNoSecrets).toThrow();

	logged.length = 0;
	await run(officialAccount('tag', 'getAll'));
	expect([...secrets].some((secret) => secret.startsWith('98_'))).toBe(true);
	expectNoSecrets();
});

const send = textTo('={{ $json.to }}', 'Hello');
const everyWay: Array<Partial<NodeInput>> = [
	{},
	{ onError: 'continueRegularOutput' },
	{ onError: 'continueErrorOutput' },
	{ retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
];

describe.each(everyWay)('%o', (settings) => {
	const node = { ...send, ...settings };

	test('WeChat refuses', async () => {
		for (const errcode of [40001, 42001, 40003, 45009, 48001, 40164]) {
			await wechat.fault({ path: SEND, errcode, times: 4 });
			await run(node, { items: items({ to: 'o1' }) });
			await wechat.client.control('/faults', {}, 'DELETE');
		}
		expect(left.join().includes('48001')).toBe(true);
		expectNoSecrets();
	});

	test('the connection is cut, a gateway answers, a page comes instead', async () => {
		for (const fault of [{ drop: true }, { status: 502 }, { body: '<html>Log in</html>' }, { errcode: -1 }]) {
			await wechat.fault({ path: SEND, ...fault, times: 2 });
			await run(node, { items: items({ to: 'o1' }), mode: 'manual' });
		}
		expect(left.join().includes('the connection was cut')).toBe(true);
		expectNoSecrets();
	});

	test('no token is to be had', async () => {
		secrets.add('x'.repeat(32));
		for (const values of [{ appSecret: 'x'.repeat(32) }, { appId: 'wx0000000000000000' }, { baseUrl: 'no address' }]) {
			wechat.credential(values);
			await run(node, { items: items({ to: 'o1' }) });
		}
		wechat.credential({});
		await wechat.client.control('/accounts', { ipWhitelist: ['203.0.113.1'] });
		await run(node, { items: items({ to: 'o1' }) });
		expect(left.join().includes('40164')).toBe(true);
		expectNoSecrets();
	});

	test('the network fails with a token at hand', async () => {
		await run(officialAccount('tag', 'getAll'));
		const withToken = wechat.store.stored('wechatApi');
		for (const baseUrl of ['http://127.0.0.1:9', 'http://no.such.host.invalid', 'no address at all']) {
			wechat.store.add('wechatApi', { ...withToken, baseUrl });
			await run(node, { items: items({ to: 'o1' }) });
		}
		expect(left.join().includes('nobody answers at that address')).toBe(true);
		expectNoSecrets();
	});

	test('mistakes of the user, and errors that nobody foresaw', async () => {
		await run({ ...textTo('={{ $json.no.such.thing }}', 'Hello'), ...settings });
		await run({ ...textTo('={{ {} }}', 'Hello'), ...settings });
		await run({ ...officialAccount('lottery', 'draw'), ...settings });
		await run({ ...customerService('message', 'send', { recipient: 'fromTrigger', content: 'Hello' }), ...settings });
		await wechat.fault({ path: '/cgi-bin/tags/get', body: '{"tags":"a word"}' });
		await run({ ...officialAccount('tag', 'getAll'), ...settings });
		await wechat.fault({ path: '/cgi-bin/tags/create', body: '{"tag":null}' });
		await run({ ...officialAccount('tag', 'create', { name: 'VIP' }), ...settings });
		expectNoSecrets();
	});
});

test('WeChat cannot be asked for a token', async () => {
	wechat.credential({ baseUrl: 'http://127.0.0.1:9' });
	await run(send, { items: items({ to: 'o1' }) });
	expect(left.join().includes('nobody answers at that address')).toBe(true);
	expectNoSecrets();
});

test('uploads, downloads, the library in static data, an agent', async () => {
	const to = await wechat.customer();
	const photo = { json: { to }, binary: { data: await binary(files.jpg, 'a.jpg', 'image/jpeg') } };
	const image = customerService('message', 'send', { recipient: 'openid', touser: to, msgtype: 'image' });
	const { parameters } = image;
	await run(image, { items: [photo] });
	await wechat.fault({ path: '/cgi-bin/media/upload', drop: true, times: 1 });
	await run(image, { items: [photo] });
	const at = (mediaUrl: string) => ({ ...image, parameters: { ...parameters, mediaSource: 'url', mediaUrl } });
	await run(at('http://127.0.0.1:9/a.jpg'));
	await run(at(`${wechat.url}/simulator/none.png`));
	await run(officialAccount('media', 'download', { from: 'message', media_id: 'gone' }));
	await run([], {
		nodes: [
			{ name: 'Start', type: 'start' },
			{ name: 'Agent', type: 'agent', parameters: { calls: JSON.stringify([{ tool: 'Write', input: {} }]) } },
			{ ...textTo('o1', 'Hello'), name: 'Write', type: 'wechatCustomerServiceTool' },
		],
		connections: [
			['Start', 'Agent'],
			['Write', 'Agent', { type: 'ai_tool' }],
		],
	});
	expect(left.join().includes('40003')).toBe(true);
	expectNoSecrets();
});

describe('something between n8n and WeChat', () => {
	/** Repeats in its answers everything that it was sent, as some gateways do in their error pages. */
	const echo = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += chunk));
		request.on('end', () => {
			const said = `${request.url} ${JSON.stringify(request.headers)} ${body}`;
			if (request.url?.includes('stable_token') && !how.refusesToken) {
				response.end(JSON.stringify({ access_token: '98_echoed-token-of-a-gateway', expires_in: 7200 }));
			} else {
				response.writeHead(how.status ?? 200, { 'content-type': how.json ? 'application/json' : 'text/html' });
				response.end(how.json ? JSON.stringify({ errcode: 40035, errmsg: said }) : `<html>${said}</html>`);
			}
		});
	});
	let how: { refusesToken?: boolean; json?: boolean; status?: number };
	beforeAll(async () => await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve)));
	afterAll(async () => {
		echo.closeAllConnections();
		await new Promise((resolve) => echo.close(resolve));
	});

	test.each<typeof how>([
		{ json: true },
		{ json: true, refusesToken: true },
		{ json: false },
		{ json: false, refusesToken: true },
		{ json: false, status: 500 },
		{ json: true, status: 403, refusesToken: true },
	])('repeats the request in its answer: %o', async (given) => {
		how = given;
		const { port } = echo.address() as AddressInfo;
		secrets.add('98_echoed-token-of-a-gateway');
		const values: IDataObject[] = [
			{ baseUrl: `http://127.0.0.1:${port}` },
			{ issuer: 'url', tokenUrl: `http://127.0.0.1:${port}/t`, headerName: 'x-key', headerValue: HEADER },
		];
		for (const value of values) {
			wechat.credential({ ...value, baseUrl: `http://127.0.0.1:${port}` });
			await run(send, { items: items({ to: 'o1' }) });
		}
		expect(left.join().includes('o1')).toBe(true);
		expectNoSecrets();
	});
});
