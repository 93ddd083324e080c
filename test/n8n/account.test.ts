import type { IDataObject } from 'n8n-workflow';
import { endpoints as called } from '../../nodes/WechatOfficialAccount/resources/setup/probes';
import { items, MINI, officialAccount, SERVICE, useWechat } from './wechat';
import { useWebServer } from './webServer';

/** Check Setup: what the account may do, one row each; what WeChat refuses is a row, not a failure. */
const wechat = useWechat();
const web = useWebServer();

const KEYS = ['allowed', 'capability', 'check', 'detail', 'endpoint', 'what_to_do', 'why_not'];
const SERVER_URL = 'Server URL reachable (callback check)';
const QUOTA = 'Daily quota of customer service messages';

const checkSetup = officialAccount('account', 'checkSetup');

interface Row extends IDataObject {
	capability: string;
	allowed: boolean | null;
	why_not: string | null;
	what_to_do: string | null;
	detail: string | null;
}

/** Nothing that is asked of every row may fail: keys, reasons where they belong, no secret. */
function judged(rows: IDataObject[] | undefined): Row[] {
	const secrets = [SERVICE.secret, MINI.secret, SERVICE.callback.token, String(wechat.store.stored('wechatApi').accessToken || 'none')];
	for (const row of rows!) {
		expect(Object.keys(row).sort()).toEqual(KEYS);
		for (const key of ['why_not', 'what_to_do']) {
			expect([row, key, row[key]]).toEqual([row, key, row.allowed === true ? null : expect.stringMatching(/\S/)]);
		}
		expect(secrets.filter((secret) => JSON.stringify(row).includes(secret))).toEqual([]);
	}
	return rows as Row[];
}

async function check(): Promise<Row[]> {
	const run = await wechat.run(checkSetup);
	expect(run.error).toBeUndefined();
	return judged(run.json('WeChat'));
}

const named = (rows: Row[], capability: string): Row => rows.find((row) => row.capability === capability)!;
const withAllowed = (rows: Row[], allowed: unknown): string[] =>
	rows.filter((row) => row.allowed === allowed).map(({ capability }) => capability);
const change = async (settings: IDataObject) => await wechat.client.control('/accounts', settings);
const reachable = async () => await change({ callback: { url: 'https://shop.example.com/webhook/wechat' } });
const paths = async () => (await wechat.calls()).map(({ path }) => path);

describe('the questions', () => {
	test('each is asked once, also for many items, and only what is named is called', async () => {
		await reachable();
		const run = await wechat.run(checkSetup, { items: items({ a: 1 }, { a: 2 }) });
		const rows = run.items('WeChat')!;
		expect(rows.map(({ pairedItem }) => pairedItem)).toEqual(rows.map((_, index) => ({ item: index < rows.length / 2 ? 0 : 1 })));
		expect(rows.slice(0, rows.length / 2).map(({ json }) => json)).toEqual(rows.slice(rows.length / 2).map(({ json }) => json));
		const calls = await wechat.calls();
		const questions = calls.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`);
		expect(new Set(questions).size).toBe(questions.length);
		const asked = new Set(['POST /cgi-bin/stable_token', ...calls.map(({ method, path }) => `${method} ${path}`)]);
		expect([...asked].sort()).toEqual([...called].sort());
	});

	test('one after the other: the next waits for a slow answer', async () => {
		await wechat.fault({ path: '/cgi-bin/tags/get', hang: 400 });
		await check();
		const calls = await wechat.calls();
		const slow = calls.findIndex(({ path }) => path === '/cgi-bin/tags/get');
		expect(calls[slow + 1].at - calls[slow].at).toBeGreaterThanOrEqual(395);
	});

	test('nothing is changed in WeChat', async () => {
		const openid = await wechat.customer({ tags: ['VIP'] });
		const before = await wechat.client.control('/state');
		await check();
		expect({ ...(await wechat.client.control('/state')), now: 0 }).toEqual({ ...before, now: 0 });
		expect(await wechat.phone(openid)).toEqual([]);
	});
});

describe('a verified service account', () => {
	test('may do everything, and hears how much there is', async () => {
		await reachable();
		await wechat.customer({ tags: ['VIP'] });
		await wechat.client.control('/news', { articles: [{ title: 'Tea' }] });
		const rows = await check();
		expect(withAllowed(rows, true)).toEqual(rows.map(({ capability }) => capability));
		expect(rows.length).toBeGreaterThan(17);
		expect(named(rows, 'Read followers').detail).toBe('1 follower');
		expect(named(rows, 'Tags').detail).toBe('2 tags');
		expect(named(rows, 'Publish articles').detail).toBe('1 published article');
		expect(named(rows, 'Customer service messages and staff').detail).toBe('2 members of staff');
	});

	test('that is not verified is told to be verified', async () => {
		await change({ verified: false });
		expect(named(await check(), 'Tags')).toMatchObject({
			allowed: false,
			why_not: 'api unauthorized (48001)',
			what_to_do: expect.stringMatching(/^A service account .*verification \(微信认证\)/),
		});
	});
});

describe('a subscription account', () => {
	beforeEach(async () => {
		wechat.credential({ accountType: 'subscription' });
		await change({ type: 'subscription' });
		await reachable();
	});

	test('that is not verified: replies and drafts only, and how to get the rest', async () => {
		await change({ verified: false });
		const rows = await check();
		expect(withAllowed(rows, true)).toEqual([
			'Access token',
			'IP whitelist',
			SERVER_URL,
			"WeChat's addresses that n8n calls (for your firewall)",
			"WeChat's addresses that call n8n (for your firewall)",
			'Read the menu',
			'Drafts',
			'Media library',
		]);
		expect(withAllowed(rows, null)).toEqual([]);
		expect(named(rows, 'Read followers')).toMatchObject({
			why_not: 'api unauthorized (48001)',
			what_to_do: expect.stringMatching(/^A subscription account .*a personal account cannot have it/),
			detail: null,
		});
		expect(named(rows, 'Publish articles').what_to_do).toMatch(/by hand in the WeChat console\.$/);
		expect(named(rows, QUOTA)).toMatchObject({
			why_not: 'could not use this cgi_path, no permission (76022)',
			what_to_do: expect.stringMatching(/^A subscription account /),
		});
	});

	test('that is verified: no template messages by any means', async () => {
		const rows = await check();
		expect(withAllowed(rows, false)).toEqual(['Daily quota of template messages', 'Template messages']);
		expect(named(rows, 'Template messages').what_to_do).toMatch(/^Only a verified service account .* Subscription notices/);
	});
});

test.each([
	['test', /^A test account/],
	['overseas', /outside mainland China/],
	['', /^This account may not use this function/],
])('without permission, the account type “%s” is told what fits it', async (accountType, words) => {
	wechat.credential({ accountType });
	await change({ verified: false });
	expect(named(await check(), 'Tags').what_to_do).toMatch(words);
});

describe('no access token', () => {
	/** The first row says why; nothing else was asked. */
	const refused = async (rows: Row[], more: string[] = []) => {
		expect(rows[0].capability).toBe('Access token');
		const others = rows.filter(({ capability }) => !['Access token', ...more].includes(capability));
		expect(others.length).toBeGreaterThan(15);
		for (const row of others) expect(row).toMatchObject({ allowed: null, why_not: 'Needs the access token', detail: null });
		expect(await paths()).toEqual([]);
	};

	describe.each([
		['at hand from before', true],
		['not there yet', false],
	])('a token %s', (_, isThere) => {
		beforeEach(async () => {
			if (isThere) await wechat.run(officialAccount('tag', 'getAll'));
			await wechat.client.control('/calls', undefined, 'DELETE');
		});

		/** Keeps the token that is there. */
		const entered = (values: IDataObject) => {
			const { accessToken, expiresAt, issuedAppId } = wechat.store.stored('wechatApi');
			wechat.credential({ ...values, ...(isThere && { accessToken, expiresAt, issuedAppId }) });
		};

		test('does not hide that the address is not in the whitelist', async () => {
			await change({ ipWhitelist: ['203.0.113.9'] });
			const rows = await check();
			for (const row of [rows[0], named(rows, 'IP whitelist')]) {
				expect(row).toMatchObject({
					allowed: false,
					why_not: expect.stringMatching(/^invalid ip 127\.0\.0\.1 .*\(40164\)$/),
					what_to_do: expect.stringContaining('Add 127.0.0.1 to the IP whitelist'),
				});
			}
			await refused(rows, ['IP whitelist']);
		});

		test('does not hide that the App Secret is wrong', async () => {
			entered({ appSecret: 'f'.repeat(32) });
			const rows = await check();
			expect(rows[0]).toMatchObject({
				allowed: false,
				why_not: expect.stringMatching(/^invalid appsecret.* \(40125\)$/),
				what_to_do: expect.stringContaining('Copy it from'),
			});
			await refused(rows);
		});
	});

	test('an App ID that WeChat does not know, an empty App Secret', async () => {
		wechat.credential({ appId: 'wx0000000000000000' });
		await refused(await check());
		wechat.credential({ appSecret: '' });
		const rows = await check();
		expect(rows[0]).toMatchObject({ allowed: null, why_not: 'The App Secret is empty' });
		await refused(rows);
	});

	test('nobody answers at the Base URL', async () => {
		wechat.credential({ baseUrl: 'http://127.0.0.1:1' });
		const rows = await check();
		expect(rows[0]).toMatchObject({ allowed: null, why_not: expect.stringContaining('nobody answers at that address') });
		await refused(rows);
	}, 20_000);

	test('a token that WeChat refuses again and again: it is not renewed for every question', async () => {
		await wechat.fault({ path: '/cgi-bin/callback/check', errcode: 40001, times: 9 });
		const rows = await check();
		expect(rows[0].allowed).toBe(true);
		expect(named(rows, SERVER_URL)).toMatchObject({ allowed: null, why_not: expect.stringContaining('(40001)') });
		expect(named(rows, 'Tags')).toMatchObject({ allowed: null, why_not: 'Needs the access token' });
		expect(await paths()).toEqual(['/cgi-bin/callback/check', '/cgi-bin/callback/check']);
		expect((await wechat.tokenCalls()).length).toBeLessThanOrEqual(4);
	});
});

describe('the Server URL', () => {
	test('was never entered in the console', async () => {
		const rows = await check();
		expect(withAllowed(rows, false)).toEqual([SERVER_URL]);
		expect(named(rows, SERVER_URL)).toMatchObject({
			why_not: expect.stringMatching(/\(40201\)$/),
			what_to_do: expect.stringContaining('Paste the production URL of the WeChat Trigger'),
		});
	});

	test('is reached: by which operator, and what that proves', async () => {
		await reachable();
		const { detail } = named(await check(), SERVER_URL);
		expect(detail).toMatch(/^Host: 203\.0\.113\.80 \(UNICOM\)\. Ping from UNICOM to 203\.0\.113\.80: 0% lost, 23\.079ms\. /);
		expect(detail).toMatch(/WeChat only looks up and pings the host/);
	});

	test('has a host that nobody knows', async () => {
		await change({ callback: { url: 'https://typo.invalid/webhook' } });
		expect(named(await check(), SERVER_URL)).toMatchObject({ allowed: false, what_to_do: expect.stringContaining('DNS') });
	});

	test('lets no ping through, which proves nothing', async () => {
		await change({ callback: { url: 'http://192.168.1.7/webhook' } });
		expect(named(await check(), SERVER_URL)).toMatchObject({
			allowed: null,
			what_to_do: expect.stringContaining('Many firewalls drop pings'),
			detail: expect.stringContaining('100% lost'),
		});
	});
});

describe('a question that goes wrong', () => {
	test('two are cut off, with an answer in between: their rows say so, the others go on', async () => {
		await reachable();
		for (const path of ['/cgi-bin/user/get', '/cgi-bin/draft/count']) await wechat.fault({ path, drop: true, times: 3 });
		const rows = await check();
		expect(withAllowed(rows, null)).toEqual(['Read followers', 'Drafts']);
		expect(named(rows, 'Drafts').why_not).toBe('WeChat could not be reached: the connection was cut');
		expect(withAllowed(rows, false)).toEqual([]);
	}, 20_000);

	test('WeChat is gone half way: after two in a row the others are not waited for', async () => {
		for (const path of ['/cgi-bin/getcallbackip', '/cgi-bin/openapi/quota/get']) await wechat.fault({ path, drop: true, times: 3 });
		const rows = await check();
		expect(named(rows, QUOTA).why_not).toContain('the connection was cut');
		expect(named(rows, 'Tags')).toMatchObject({ allowed: null, why_not: expect.stringMatching(/^Not asked: /) });
		expect(await paths()).not.toContain('/cgi-bin/tags/get');
	}, 20_000);

	test.each([
		['WeChat is busy', '/cgi-bin/draft/count', -1, 'Drafts', null],
		['a code that nobody knows', '/cgi-bin/draft/count', 99999, 'Drafts', null],
		['WeChat does not like the question', '/cgi-bin/draft/count', 40035, 'Drafts', null],
		['the day is used up', '/cgi-bin/draft/count', 45009, 'Drafts', false],
		['the function is blocked', '/cgi-bin/draft/count', 48004, 'Drafts', false],
		['no comments', '/cgi-bin/comment/list', 88000, 'Comments', false],
		['the numbers are not ready', '/datacube/getusersummary', 61503, 'Reports', true],
	])('%s', async (_, path, errcode, capability, allowed) => {
		await wechat.fault({ path, errcode, times: 3 });
		const row = named(await check(), capability);
		expect(row.allowed).toBe(allowed);
		if (allowed !== true) expect(row.why_not).toMatch(new RegExp(`\\(${errcode}\\)$`));
	}, 20_000);

	test.each([
		[500_000, true, null, '500,000 of 500,000 left today'],
		[1, false, 'The daily quota is used up', '0 of 1 left today'],
		[0, false, 'The daily quota of this account is 0', '0 of 0 left today'],
	])('a daily quota of %d, one used', async (limit, allowed, why_not, detail) => {
		await change({ quota: { '/cgi-bin/user/info': limit } });
		const openid = await wechat.customer();
		if (limit === 1) await wechat.client.get('/cgi-bin/user/info', { openid });
		expect(named(await check(), 'Daily quota of reading followers')).toMatchObject({ allowed, why_not, detail });
	});
});

describe('a token server of the company', () => {
	beforeEach(() => wechat.credential({ issuer: 'url', tokenUrl: `${web.url}/token` }));

	test('its address counts, and the first question is not asked twice', async () => {
		web.pages['/token'] = { type: 'text/plain', body: await wechat.client.token() };
		const before = (await wechat.tokenCalls()).length;
		const rows = await check();
		expect(rows[0]).toMatchObject({ allowed: true, endpoint: 'GET /cgi-bin/get_api_domain_ip' });
		expect(named(rows, 'IP whitelist')).toMatchObject({ allowed: null, why_not: expect.stringContaining('token server') });
		expect((await paths()).filter((path) => path === '/cgi-bin/get_api_domain_ip')).toHaveLength(1);
		expect(await wechat.tokenCalls()).toHaveLength(before);
	});

	test('that returns a dead token', async () => {
		web.pages['/token'] = { type: 'text/plain', body: '98_dead_since_yesterday' };
		const rows = await check();
		expect(rows[0]).toMatchObject({ allowed: null, why_not: expect.stringContaining('dead token') });
		expect(named(rows, 'Tags').why_not).toBe('Needs the access token');
	});
});

describe('a Mini Program', () => {
	beforeEach(() => wechat.credential({ appId: MINI.appid, appSecret: MINI.secret, accountType: 'miniProgram' }));

	test('is sent to its own node, and asked only what it has', async () => {
		const rows = await check();
		expect(rows[0]).toMatchObject({ allowed: null, what_to_do: expect.stringMatching(/^Use the node WeChat Mini Program/) });
		expect(rows.slice(1).map(({ capability, allowed }) => [capability, allowed])).toEqual([
			['Access token', true],
			['IP whitelist', true],
			[SERVER_URL, false],
			["WeChat's addresses that n8n calls (for your firewall)", true],
			["WeChat's addresses that call n8n (for your firewall)", true],
			[QUOTA, true],
			['Subscription notices', true],
			['Customer service messages and staff', true],
		]);
	});

	test('gets no advice that is for Official Accounts', async () => {
		await wechat.fault({ path: '/cgi-bin/customservice/getkflist', errcode: 48001 });
		expect(named(await check(), 'Customer service messages and staff').what_to_do).toMatch(/^This Mini Program .*applied for\.$/);
	});
});

describe('as a tool of an AI Agent', () => {
	test.each([
		['run by the engine', false],
		['invoked by the agent', true],
	])('%s, it hands all rows to the agent', async (_, invokes) => {
		const run = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { invokes, calls: JSON.stringify([{ tool: 'Check', input: {} }]) } },
				{ ...checkSetup, name: 'Check', type: 'wechatOfficialAccountTool' },
			],
			connections: [
				['Start', 'Agent'],
				['Check', 'Agent', { type: 'ai_tool' }],
			],
		});
		expect(run.error).toBeUndefined();
		const answer = JSON.stringify(run.json('Agent'));
		for (const words of ['Access token', SERVER_URL, '(40201)', 'Reports']) expect(answer).toContain(words);
		expect(answer).not.toContain(SERVICE.secret);
	});
});
