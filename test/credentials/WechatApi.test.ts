import type { INodeProperties } from 'n8n-workflow';
import { WechatApi } from '../../credentials/WechatApi.credentials';
import { Client, SERVICE } from '../simulator/client';
import { type Simulator, startSimulator } from '../simulator/simulator';
import { raw, type Server, startServer } from '../transport/server';
import { saveAndTest } from './dialog';

let simulator: Simulator;
let wechat: Client;
let server: Server;
let entered: Record<string, string>;

beforeAll(async () => {
	simulator = await startSimulator();
	wechat = new Client(simulator.url);
});
afterAll(async () => await simulator.close());
beforeEach(async () => {
	await wechat.control('/reset', {});
	server = await startServer();
	entered = { appId: SERVICE.appid, appSecret: SERVICE.secret, baseUrl: simulator.url, issuer: 'wechat' };
});
afterEach(async () => await server.close());

/** Two sentences: what happened, and what to do; nothing of n8n's, nothing secret. */
function expectTwoSentences(message: string): void {
	expect(message.split(/\. (?=\p{Lu})/u).length).toBeGreaterThan(1);
	expect(message).not.toMatch(/undefined|NaN|\[object|Error:|\bis not a\b.*function|forbidden - perhaps/i);
	expect(message).not.toContain(entered.appSecret || 'nothing');
	expect(message.length).toBeLessThan(400);
}

describe('Test in the dialog', () => {
	it('is successful for the right values, and the token is kept', async () => {
		const { status, message, stored } = await saveAndTest(entered);
		expect({ status, message }).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(stored).toMatchObject({ issuedAppId: SERVICE.appid, accessToken: expect.stringMatching(/^98_/) });
		const calls = await wechat.control('/calls');
		expect(calls.map(({ path, errcode }: { path: string; errcode: number }) => [path, errcode])).toEqual([
			['/cgi-bin/stable_token', 0],
			['/cgi-bin/get_api_domain_ip', 0],
		]);
	});

	it('asks WeChat again, although there is a token: the secret was changed to a wrong one', async () => {
		const { stored } = await saveAndTest(entered);
		const { status, message } = await saveAndTest({ ...stored, appSecret: 'f'.repeat(32) });
		expect(status).toBe('Error');
		expect(message).toMatch(/40125/);
	});

	it('is successful for an account without permissions, and for a Mini Program', async () => {
		await wechat.control('/accounts', { verified: false, type: 'subscription' });
		expect((await saveAndTest(entered)).status).toBe('OK');
		await wechat.control('/accounts', { type: 'miniProgram' });
		expect((await saveAndTest(entered)).status).toBe('OK');
	});

	it.each<[string, () => Promise<unknown> | void, RegExp, RegExp]>([
		['a wrong App Secret', () => void (entered.appSecret = 'f'.repeat(32)), /invalid appsecret.*40125/, /Copy it from .* into the credential again/],
		['a wrong App ID', () => void (entered.appId = 'wx0000000000000000'), /invalid appid.*40013/, /Copy it into the credential again/],
		['no App ID', () => void (entered.appId = ''), /The App ID is empty/, /Copy it from the WeChat console/],
		['no App Secret', () => void (entered.appSecret = ''), /The App Secret is empty/, /Copy it from the WeChat console/],
		['an address that is not whitelisted', async () => await wechat.control('/accounts', { ipWhitelist: ['203.0.113.9'] }), /40164/, /127\.0\.0\.1.*whitelist/s],
		['a frozen App Secret', () => tokenCall({ errcode: 40243, errmsg: 'AppSecret has been frozen, please unfreeze it and try again' }), /40243/, /[Uu]nfreeze/],
		['a busy WeChat', () => tokenCall({ errcode: -1, errmsg: 'system error' }), /-1/, /[Ww]ait/],
		['a host that there is not', () => void (entered.baseUrl = 'https://api.weixin.invalid'), /^api\.weixin\.invalid could not be reached: (there is no such host|the host name could not be looked up)/, /Base URL/],
		['a host where nobody answers', () => void (entered.baseUrl = 'http://127.0.0.1:9'), /^127\.0\.0\.1:9 could not be reached: nobody answers/, /Base URL/],
		['a host that is not WeChat', () => page(200), /does not answer like WeChat/, /Check the Base URL/],
		['a host that is not WeChat and knows no such page', () => page(404), /does not answer like WeChat \(HTTP status 404\)/, /Check the Base URL/],
		['a base URL without https://', () => void (entered.baseUrl = 'api.weixin.qq.com'), /^The Base URL is not a web address/, /https:\/\//],
		['a token server that answers with a page', () => tokenServer(raw('<html>Log in</html>', { 'content-type': 'text/html' })), /did not answer with a token/, /check the Token URL/],
		['a token server that refuses', () => tokenServer(raw('Unauthorized', {}, 401)), /HTTP status 401/, /Header Value/],
		['a token server whose token is dead', () => tokenServer({ access_token: '98_dead-token_0123456789', expires_in: 7200 }), /does not take this access token \(40001\)/, /Check that App ID and token belong together/],
		['no token server', () => void Object.assign(entered, { issuer: 'url' }), /The Token URL is empty/, /Enter/],
	])('%s: says what happened and what to do', async (_, happens, what, todo) => {
		await happens();
		const { status, message, stored } = await saveAndTest(entered);
		expect(message).toMatch(what);
		expect(message).toMatch(todo);
		expectTwoSentences(message);
		expect(status).toBe('Error');
		expect(stored).not.toHaveProperty('staleToken');
	});

	it('a token server that works, and a WeChat that does not', async () => {
		tokenServer({ access_token: '98_good-token_0123456789', expires_in: 7200 });
		entered.baseUrl = server.url;
		const { answers } = server;
		const says = (answer: object) => (server.answers = (request) => (request.path === '/token' ? answers(request) : answer));
		says({ ip_list: ['203.0.113.10'] });
		expect((await saveAndTest(entered)).message).toBe('Connection successful!');
		for (const [answer, what] of [
			[{ errcode: 40164, errmsg: 'invalid ip 203.0.113.9, not in whitelist' }, /40164.*IP whitelist/],
			[{ errcode: 50002, errmsg: 'user limited' }, /Check the Base URL, and the account/],
			[raw('<html>Welcome to nginx!</html>', { 'content-type': 'text/html' }), /Check the Base URL/],
		] as const) {
			says(answer);
			const { status, message } = await saveAndTest(entered);
			expect(status).toBe('Error');
			expect(message).toMatch(what);
			expectTwoSentences(message);
		}
	});

	it.each(['result', 'everything'] as const)('keeps no note about a dead token (n8n keeps the %s)', async (keeps) => {
		const { stored } = await saveAndTest({ ...entered, accessToken: '98_old', issuedAppId: SERVICE.appid, expiresAt: 1 }, { keeps });
		expect(stored).not.toHaveProperty('staleToken');
		expect(stored.accessToken).not.toBe('98_old');
	});

	function tokenCall(answer: object): void {
		server.answers = () => answer;
		entered.baseUrl = server.url;
	}

	function page(status: number): void {
		server.answers = () => raw('<!doctype html><title>Welcome to nginx!</title>', { 'content-type': 'text/html' }, status);
		entered.baseUrl = server.url;
	}

	function tokenServer(answer: ReturnType<Server['answers']>): void {
		server.answers = () => answer;
		Object.assign(entered, { issuer: 'url', tokenUrl: `${server.url}/token`, appSecret: '' });
	}
});

describe('the fields', () => {
	const { properties, ...type } = new WechatApi();
	const byName = Object.fromEntries(properties.map((property) => [property.name, property]));
	const shown = properties.filter(({ type }) => type !== 'hidden');

	it('have the names that users\' credentials are stored under', () => {
		expect(type.name).toBe('wechatApi');
		expect(type.displayName).toBe('WeChat API');
		expect(properties.map(({ name }) => name).sort()).toEqual(
			[
				...['appId', 'appSecret', 'accountType', 'callbackToken', 'encodingAesKey', 'baseUrl'],
				...['issuer', 'tokenUrl', 'headerName', 'headerValue', 'testerOpenid'],
				...['accessToken', 'expiresAt', 'issuedAppId'],
			].sort(),
		);
		expect(values(byName.accountType)).toEqual(['miniProgram', 'overseas', 'service', 'subscription', 'test']);
		expect(values(byName.issuer)).toEqual(['url', 'wechat']);
		expect(byName.issuer.default).toBe('wechat');
		expect(byName.baseUrl.default).toBe('https://api.weixin.qq.com');
	});

	it('hide what belongs to n8n, the token so that n8n renews it', () => {
		expect(properties.filter(({ type }) => type === 'hidden').map(({ name }) => name)).toEqual(['accessToken', 'expiresAt', 'issuedAppId']);
		expect(byName.accessToken.typeOptions).toMatchObject({ expirable: true });
		expect(properties.filter(({ typeOptions }) => typeOptions?.expirable)).toHaveLength(1);
	});

	it('mask every secret', () => {
		const masked = properties.filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name);
		expect(masked.sort()).toEqual(['accessToken', 'appSecret', 'callbackToken', 'encodingAesKey', 'headerValue']);
	});

	it.each(shown.map((property) => [property.displayName, property] as const))('%s says what to enter', (_, property) => {
		expect(property.description ?? values(property).map((value) => optionOf(property, value)?.description).join()).toMatch(/\w{3}.*\w{3}/);
	});

	it.each(['appId', 'appSecret', 'accountType', 'callbackToken', 'encodingAesKey', 'testerOpenid'])(
		'%s names its page of the console in English and in Chinese',
		(name) => {
			expect(byName[name].description).toMatch(/\p{Script=Han}{2,}/u);
			expect(byName[name].description).toMatch(/console|mp\.weixin\.qq\.com|Configuration|Settings|Users/);
		},
	);

	it('show the App Secret or the token server, not both', () => {
		for (const name of ['appSecret', 'tokenUrl', 'headerName', 'headerValue']) {
			expect(byName[name].displayOptions).toEqual({ show: { issuer: [name === 'appSecret' ? 'wechat' : 'url'] } });
		}
	});

	it('cannot be used by the HTTP Request node, which would keep a dead token', () => {
		expect(type.restrictToSupportedNodes).toBe(true);
	});

	function values({ options = [] }: INodeProperties): string[] {
		return options.map((option) => String((option as { value?: unknown }).value)).sort();
	}

	function optionOf({ options = [] }: INodeProperties, value: string): { description?: string } | undefined {
		return options.find((option) => (option as { value?: unknown }).value === value) as { description?: string };
	}
});
