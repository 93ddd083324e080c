import type { IDataObject } from 'n8n-workflow';
import { items, officialAccount, SERVICE, useWechat } from './wechat';

/** Account: Get Quota and Reset Quota. */
const wechat = useWechat();

const choose = (value: unknown, mode = 'path') => ({ __rl: true, mode, value });
const getQuota = (cgi_path: unknown, mode?: string) => officialAccount('account', 'getQuota', { cgi_path: choose(cgi_path, mode) });
const resetQuota = (more: IDataObject, settings = {}) => officialAccount('account', 'resetQuota', more, settings);
const paths = async () => (await wechat.calls()).map(({ path }) => path);
const ONE = { reset: 'one', cgi_path: choose('/cgi-bin/tags/get') };

async function failure(node: ReturnType<typeof getQuota>) {
	const run = await wechat.run(node);
	expect(run.items('WeChat')).toBeUndefined();
	const { message, description } = run.error as { message: string; description?: string };
	return { message, description };
}

describe('the quota of a function', () => {
	test('chosen from the list it has a name; how fast it may be called is told where WeChat tells it', async () => {
		const quota = { daily_limit: 500_000, used: 7, remain: 499_993 };
		await wechat.fault({ path: '/cgi-bin/openapi/quota/get', body: { errcode: 0, errmsg: 'ok', quota, rate_limit: { call_count: 1000, refresh_second: 60 } } });
		expect((await wechat.run(getQuota('/cgi-bin/message/custom/send', 'list'))).json('WeChat')).toEqual([
			{ cgi_path: '/cgi-bin/message/custom/send', name: 'Customer Service Messages', ...quota, rate_limit_call_count: 1000, rate_limit_refresh_second: 60 },
		]);
	});

	test('an answer without a rate has the same keys', async () => {
		await wechat.fault({ path: '/cgi-bin/openapi/quota/get', body: { errcode: 0, quota: { daily_limit: 1, used: 0, remain: 1 } } });
		expect((await wechat.run(getQuota('/cgi-bin/tags/get'))).json('WeChat')).toMatchObject([{ rate_limit_call_count: null, rate_limit_refresh_second: null }]);
	});

	test.each<[unknown, string]>([
		['', '“Function” is empty'],
		['cgi-bin/tags/get', '“Function” must be a path that begins with “/”, such as /cgi-bin/message/custom/send, but it is “cgi-bin/tags/get”'],
		['https://api.weixin.qq.com/cgi-bin/tags/get', '“Function” must be a path that begins with “/”, such as /cgi-bin/message/custom/send, but it is “https://api.weixin.qq.com/cgi-bin/tags/g…”'],
	])('“%s”: nothing is called', async (entered, message) => {
		const path = `={{ "${entered}" }}`;
		expect((await failure(getQuota(path))).message).toBe(message);
		expect((await failure(resetQuota({ reset: 'one', cgi_path: choose(path) }))).message).toBe(message);
		expect(await paths()).toEqual([]);
	});

	test.each([
		['/cgi-bin/none', 76021, /leading slash/],
		['/sns/userinfo', 76021, /leading slash/],
		['/wxa/getwxacode', 76022, /does not have the function/],
	])('%s is refused with %d', async (path, errcode, words) => {
		expect(await failure(getQuota(path))).toEqual({ message: expect.stringContaining(`(${errcode})`), description: expect.stringMatching(words) });
	});
});

describe('resetting', () => {
	const used = async () => (await wechat.client.post('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/tags/get' })).quota.used;
	beforeEach(async () => {
		await wechat.client.get('/cgi-bin/tags/get');
		await wechat.client.control('/calls', undefined, 'DELETE');
	});

	test('all, by the access token', async () => {
		const run = await wechat.run(resetQuota({ reset: 'all' }), { items: items({ order: 7 }) });
		expect(run.json('WeChat')).toEqual([{ order: 7, reset: 'all', cgi_path: null }]);
		expect((await wechat.calls()).map(({ path, body, query }) => [path, body, query])).toEqual([['/cgi-bin/clear_quota', { appid: SERVICE.appid }, {}]]);
		expect(await used()).toBe(0);
	});

	test('all, by the App Secret: no token is fetched or sent, and the secret shows nowhere', async () => {
		await wechat.client.control('/accounts', { quota: { '/cgi-bin/stable_token': 0 } });
		const run = await wechat.run(resetQuota({ reset: 'allWithSecret' }));
		expect(run.error).toBeUndefined();
		expect(run.json('WeChat')).toEqual([{ reset: 'all', cgi_path: null }]);
		expect(await wechat.tokenCalls()).toEqual([]);
		const sent = { appid: SERVICE.appid, appsecret: '•••' };
		expect((await wechat.calls()).map(({ path, query, body }) => [path, query, body])).toEqual([['/cgi-bin/clear_quota/v2', sent, sent]]);
		expect(JSON.stringify(run.items('WeChat'))).not.toContain(SERVICE.secret);
	});

	test('a secret that WeChat does not take: it shows in no message', async () => {
		const secret = 'f'.repeat(32);
		wechat.credential({ appSecret: secret });
		const { message, description } = await failure(resetQuota({ reset: 'allWithSecret' }));
		expect(message).toContain('(40125)');
		expect(description).toContain('Copy it from');
		await wechat.fault({ path: '/cgi-bin/clear_quota/v2', body: { errcode: 48006, errmsg: `forbid ${secret}` } });
		const other = await failure(resetQuota({ reset: 'allWithSecret' }));
		expect(other.message).toBe('WeChat refused: forbid *** (48006)');
		expect(JSON.stringify(other)).not.toContain(secret);
	});

	test('nobody answers: neither the address nor the secret is told', async () => {
		wechat.credential({ baseUrl: 'http://127.0.0.1:1' });
		const run = await wechat.run(resetQuota({ reset: 'allWithSecret' }));
		expect(JSON.stringify([run.error, (run.error as Error).message])).not.toContain(SERVICE.secret);
		expect((run.error as Error).message).toContain('could not be reached');
	}, 20_000);

	test('no secret in the credential', async () => {
		wechat.credential({ appSecret: '', issuer: 'url', tokenUrl: 'http://127.0.0.1:1/' });
		expect(await failure(resetQuota({ reset: 'allWithSecret' }))).toEqual({
			message: 'The App Secret is empty',
			description: expect.stringContaining('All Functions'),
		});
		expect(await paths()).toEqual([]);
	});

	test('the eleventh time in a month', async () => {
		for (let n = 0; n < 10; n++) await wechat.client.post('/cgi-bin/clear_quota', { appid: SERVICE.appid });
		expect(await failure(resetQuota({ reset: 'all' }))).toEqual({
			message: 'WeChat refused: forbid to clear quota because of reaching the limit (48006)',
			description: expect.stringContaining('10 times for all functions'),
		});
	});

	test('is not tried again when nobody knows whether it was done: each one counts', async () => {
		await wechat.fault({ path: '/cgi-bin/openapi/quota/clear', drop: true, times: 3 });
		const { description } = await failure(resetQuota(ONE));
		expect(description).toMatch(/not known whether/);
		expect(await paths()).toEqual(['/cgi-bin/openapi/quota/clear']);
	});

	test.each([
		['all', { reset: 'all' }, '/cgi-bin/clear_quota'],
		['one function', ONE, '/cgi-bin/openapi/quota/clear'],
	])('%s: once for all items, of ten or fifty a month', async (_, more, path) => {
		const run = await wechat.run(resetQuota(more), { items: items({ n: 1 }, { n: 2 }, { n: 3 }) });
		expect(run.json('WeChat')!.map(({ n, reset }) => [n, reset])).toEqual([1, 2, 3].map((n) => [n, more.reset]));
		expect(await paths()).toEqual([path]);
	});

	test('each function that an item names', async () => {
		const node = resetQuota({ reset: 'one', cgi_path: choose('={{ $json.path }}') });
		await wechat.run(node, { items: items({ path: '/cgi-bin/tags/get' }, { path: '/cgi-bin/user/info' }, { path: '/cgi-bin/tags/get' }) });
		expect((await wechat.calls()).map(({ body }) => body)).toEqual([{ cgi_path: '/cgi-bin/tags/get' }, { cgi_path: '/cgi-bin/user/info' }]);
	});

	test('an AI agent may not, unless its user says so', async () => {
		const tool = { name: 'Reset', type: 'wechatOfficialAccountTool' };
		const calls = JSON.stringify([{ tool: 'Reset', input: {} }]);
		const ask = async (more: IDataObject) =>
			await wechat.run([], {
				nodes: [
					{ name: 'Start', type: 'start' },
					{ name: 'Agent', type: 'agent', parameters: { invokes: true, calls } },
					{ ...resetQuota({ ...ONE, ...more }), ...tool },
				],
				connections: [
					['Start', 'Agent'],
					['Reset', 'Agent', { type: 'ai_tool' }],
				],
			});
		expect(JSON.stringify((await ask({})).json('Agent') ?? (await ask({})).error)).toContain('may not do this');
		expect(await paths()).toEqual([]);
		await ask({ intended: true });
		expect(await paths()).toEqual(['/cgi-bin/openapi/quota/clear']);
	});
});
