import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import axios from 'axios';
import { Client, MERCHANT, MINI, SERVICE } from './client';
import { type Simulator, startSimulator } from './simulator';

let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

describe('faults', () => {
	const tags = async () => await client.raw('GET', '/cgi-bin/tags/get', {});
	const fault = async (given: object) => await client.control('/faults', { path: '/cgi-bin/tags/get', ...given });

	test('an errcode, as often as ordered', async () => {
		await fault({ errcode: -1, times: 2 });
		const answers = [await tags(), await tags(), await tags()];
		expect(answers.map(({ data }) => data.errcode)).toEqual([-1, -1, undefined]);
		expect(answers[0].data.errmsg).toMatch(/^system error rid: /);
	});

	test('skip: the calls before go well', async () => {
		await fault({ errcode: -1, skip: 2 });
		const answers = [await tags(), await tags(), await tags(), await tags()];
		expect(answers.map(({ data }) => data.errcode)).toEqual([undefined, undefined, -1, undefined]);
	});

	test('a status, a body, both', async () => {
		await fault({ status: 502 });
		await fault({ body: '<html>login</html>' });
		await fault({ status: 500, body: { odd: 1 } });
		const answers = [await tags(), await tags(), await tags()];
		expect(answers.map(({ status, data }) => [status, data])).toEqual([
			[502, ''],
			[200, '<html>login</html>'],
			[500, { odd: 1 }],
		]);
	});

	test('hang: the answer comes late', async () => {
		await fault({ hang: 300 });
		const start = Date.now();
		expect((await tags()).data).toHaveProperty('tags');
		expect(Date.now() - start).toBeGreaterThanOrEqual(299);
	});

	test('drop: it is done, and nobody is told', async () => {
		await client.control('/faults', { path: '/cgi-bin/tags/create', drop: true });
		await expect(client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } })).rejects.toThrow('socket hang up');
		expect((await tags()).data.tags).toContainEqual({ id: 100, name: 'VIP', count: 0 });
		expect((await client.control('/calls')).find((call: any) => call.cut)).toMatchObject({
			path: '/cgi-bin/tags/create',
			errcode: 0,
		});
	});

	test('of another path are not ours; all can be cleared', async () => {
		await client.control('/faults', { path: '/cgi-bin/tags/create', errcode: -1 });
		expect((await tags()).data).toHaveProperty('tags');
		await client.control('/faults', {}, 'DELETE');
		expect(await client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } })).toHaveProperty('tag');
	});
});

describe('the log of calls', () => {
	test('has every call, token calls included, and no secret or token', async () => {
		const token = await client.token();
		await client.get('/cgi-bin/user/info', { openid: 'nobody' });
		await client.post('/cgi-bin/tags/create', { tag: { name: '贵宾' } });
		const calls = await client.control('/calls');
		expect(calls).toMatchObject([
			{
				n: 1,
				method: 'POST',
				path: '/cgi-bin/stable_token',
				appid: SERVICE.appid,
				errcode: 0,
				body: { secret: '•••' },
			},
			{
				n: 2,
				method: 'GET',
				path: '/cgi-bin/user/info',
				appid: SERVICE.appid,
				query: { openid: 'nobody' },
				errcode: 40003,
			},
			{
				n: 3,
				path: '/cgi-bin/tags/create',
				body: { tag: { name: '贵宾' } },
				errcode: 0,
				answer: expect.stringContaining('贵宾'),
			},
		]);
		expect(JSON.stringify(calls)).not.toContain(token);
		expect(JSON.stringify(calls)).not.toContain(SERVICE.secret);
	});

	test('from a number on; numbering goes on after it was emptied', async () => {
		await client.get('/cgi-bin/tags/get');
		expect(await client.control('/calls?since=1')).toMatchObject([{ n: 2 }]);
		await client.control('/calls', undefined, 'DELETE');
		expect(await client.control('/calls')).toEqual([]);
		await client.get('/cgi-bin/tags/get');
		expect(await client.control('/calls')).toMatchObject([{ n: 3 }]);
	});

	test('names uploads by their files', async () => {
		await client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: '茶.jpg', content: Buffer.from('tea') });
		const [call] = (await client.control('/calls')).slice(-1);
		expect(call).toMatchObject({
			query: { type: 'image' },
			body: { files: [{ field: 'media', filename: '茶.jpg', bytes: 3 }] },
			errcode: 40005,
		});
	});
});

describe('accounts', () => {
	test('two are ready: a service account and a Mini Program', async () => {
		const { url, accounts } = await client.control('/state');
		expect(url).toBe(simulator.url);
		expect(accounts).toMatchObject([
			{
				appid: SERVICE.appid,
				name: 'Lotus Tea 莲花茶',
				type: 'service',
				verified: true,
				ghId: SERVICE.ghId,
				followers: 0,
			},
			{ appid: MINI.appid, type: 'miniProgram', callback: { format: 'json' } },
		]);
	});

	test('can be changed in part, and made', async () => {
		await client.control('/accounts', { callback: { url: 'http://127.0.0.1:1/x' } });
		const made = await client.control('/accounts', { appid: 'wx9', type: 'subscription' });
		expect(made).toMatchObject({ appid: 'wx9', type: 'subscription', secret: expect.stringMatching(/^\w{32}$/) });
		expect(made.callback.encodingAesKey).toHaveLength(43);
		const { accounts } = await client.control('/state');
		expect(accounts[0].callback).toEqual({ ...SERVICE.callback, url: 'http://127.0.0.1:1/x' });
		expect(accounts).toHaveLength(3);
	});

	test('a reset undoes all of it', async () => {
		await client.control('/accounts', { callback: { token: 'x' } });
		await client.follower();
		const token = await client.token();
		await client.control('/reset', {});
		const [account] = (await client.control('/state')).accounts;
		expect([account.callback.token, account.followers]).toEqual([SERVICE.callback.token, 0]);
		expect(await client.get('/cgi-bin/tags/get', { access_token: token })).toMatchObject({ errcode: 40001 });
	});
});

test('the clock can be set forward', async () => {
	await client.token();
	await client.control('/clock', { advance: 7200 });
	expect(await client.get('/cgi-bin/tags/get')).toMatchObject({ errcode: 42001 });
});

test.each([
	['/push', { appid: 'wx0' }, 'No account wx0'],
	['/push', { tamper: 'all' }, 'tamper is one of'],
	['/push', { times: 0 }, 'times must be'],
	['/accounts', { color: 'red' }, 'color is no setting'],
	['/accounts', { callback: { mode: 'open' } }, 'mode is one of'],
	['/followers', {}, 'Give count'],
	['/tokens', { action: 'burn' }, 'action is one of'],
	['/faults', { path: '/x', delay: 3 }, 'delay is unknown'],
	['/nothing', {}, 'No POST /simulator/nothing'],
])('a mistaken order (%s %j) is told', async (path, body, error) => {
	expect((await client.control(path, body)).error).toContain(error);
});

test('events are told as they happen', async () => {
	const heard = new Promise<string>((resolve) => {
		get(`${simulator.url}/simulator/events`, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (chunk: string) => {
				text += chunk;
				if (text.includes('retry') && !text.includes('event'))
					void client.control('/push', { openid: 'oAlice', Content: '茶' });
				if (text.includes('event: message')) {
					resolve(text);
					response.destroy();
				}
			});
		});
	});
	expect(await heard).toMatch(/event: message\ndata: \{.*"openid":"oAlice".*茶.*\}\n\n/);
});

test.each([
	['/simulator', 'text/html'],
	['/simulator/', 'text/html'],
	['/', 'text/html'],
	['/simulator/main.js', 'text/javascript'],
	['/simulator/page.css', 'text/css'],
	['/simulator/merchant.js', 'text/javascript'],
])('the page is served (%s)', async (path, type) => {
	const { status, headers } = await axios.get(simulator.url + path);
	expect([status, headers['content-type']]).toEqual([200, `${type}; charset=utf-8`]);
});

test('the page never makes HTML of what people write', () => {
	const scripts = readdirSync(join(__dirname, 'page')).filter((name) => name.endsWith('.js'));
	const code = scripts.map((name) => readFileSync(join(__dirname, 'page', name), 'utf8')).join('\n');
	expect(scripts.length).toBeGreaterThan(4);
	expect(code).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc/);
});

test('as a program it says where it is and ends when asked', async () => {
	const child = spawn(process.execPath, [require.resolve('tsx/cli'), join(__dirname, 'main.ts')], {
		env: { ...process.env, PORT: '0' },
	});
	const said = await new Promise<string>((resolve) => {
		let text = '';
		child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk).includes('Ctrl+C') && resolve(text));
	});
	const [url] = /http:\/\/127\.0\.0\.1:\d+\/simulator/.exec(said) ?? [''];
	expect((await axios.get(url)).status).toBe(200);
	const { callback } = SERVICE;
	for (const value of [SERVICE.appid, SERVICE.secret, callback.token, callback.encodingAesKey])
		expect(said).toContain(value);
	for (const value of [MERCHANT.mchid, MERCHANT.serialNo, MERCHANT.apiV3Key, MERCHANT.publicKeyId])
		expect(said).toContain(value);
	// Keys can be copied as they stand.
	expect(said).toContain(`\n${MERCHANT.privateKey}`);
	expect(said).toContain(`\n${MERCHANT.publicKey}`);
	const ended = new Promise((resolve) => child.on('exit', resolve));
	child.kill('SIGTERM');
	expect(await ended).toBe(0);
});
