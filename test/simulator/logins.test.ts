import { jsSdkSignature } from '../../nodes/protocol/jsSdk';
import { Client, SERVICE } from './client';
import { type Simulator, startSimulator } from './simulator';

let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const PAGE = 'https://shop.example.com/me?tab=orders';

function link(scope = 'snsapi_userinfo', change: (url: string) => string = (same) => same): string {
	const query = new URLSearchParams({ appid: SERVICE.appid, redirect_uri: PAGE, response_type: 'code', scope, state: 'abc123' });
	return change(`https://open.weixin.qq.com/connect/oauth2/authorize?${query}#wechat_redirect`);
}

const visit = async (more: object = {}) => await client.control('/visit', { link: link(), ...more });
const login = async (code: string, more: object = {}) =>
	await client.get('/sns/oauth2/access_token', { appid: SERVICE.appid, secret: SERVICE.secret, code, grant_type: 'authorization_code', ...more });
const renew = async (refresh_token: string) =>
	await client.get('/sns/oauth2/refresh_token', { appid: SERVICE.appid, grant_type: 'refresh_token', refresh_token });
const check = async (access_token: string, openid: string) => await client.get('/sns/auth', { access_token, openid });
const userinfo = async (access_token: string, openid: string) => await client.get('/sns/userinfo', { access_token, openid, lang: 'zh_CN' });
const later = async (seconds: number) => await client.control('/clock', { advance: seconds });

describe('a login link', () => {
	test('leads to the page with a code and the state', async () => {
		const { url, code, openid } = await visit();
		expect(url).toBe(`${PAGE}&code=${code}&state=abc123`);
		expect(openid).toMatch(/^o/);
	});

	test.each<[string, (url: string) => string]>([
		['of another account', (url) => url.replace(SERVICE.appid, 'wx0')],
		['without #wechat_redirect', (url) => url.replace('#wechat_redirect', '')],
		['of another site', (url) => url.replace('open.weixin', 'open.weixim')],
		['of another scope', (url) => url.replace('snsapi_userinfo', 'snsapi_login')],
		['in another order', (url) => url.replace(/appid=(\w+)&(redirect_uri=[^&]*)/, '$2&appid=$1')],
		['with a state of other signs', (url) => url.replace('abc123', 'a-b')],
		['without an address', (url) => url.replace(/redirect_uri=[^&]*/, 'redirect_uri=')],
	])('%s is not opened', async (_, change) => {
		expect(await visit({ link: link('snsapi_userinfo', change) })).toHaveProperty('error');
	});
});

describe('a code', () => {
	test('is taken once', async () => {
		const { code, openid } = await visit();
		expect(await login(code)).toEqual({
			access_token: expect.stringMatching(/^98_/),
			expires_in: 7200,
			refresh_token: expect.stringMatching(/^98_/),
			openid,
			scope: 'snsapi_userinfo',
			unionid: expect.stringMatching(/^oR5/),
		});
		expect(await login(code)).toMatchObject({ errcode: 40163 });
	});

	test('is taken for five minutes', async () => {
		const [early, late] = [await visit(), await visit()];
		await later(299);
		expect(await login(early.code)).toHaveProperty('openid');
		await later(2);
		expect(await login(late.code)).toMatchObject({ errcode: 42003 });
	});

	test('needs the right account and secret, and leaves a wrong one unused', async () => {
		const { code } = await visit();
		expect(await login(code, { secret: 'wrong' })).toMatchObject({ errcode: 40125 });
		expect(await login(code, { appid: 'wx0' })).toMatchObject({ errcode: 40013 });
		expect(await login('made-up')).toMatchObject({ errcode: 40029 });
		expect(await login(code)).toHaveProperty('openid');
	});

	test('of snsapi_base tells no unionid and opens no profile', async () => {
		const { code, openid } = await visit({ link: link('snsapi_base') });
		const { access_token, ...rest } = await login(code);
		expect(rest).toMatchObject({ scope: 'snsapi_base' });
		expect(rest).not.toHaveProperty('unionid');
		expect(await userinfo(access_token, openid)).toMatchObject({ errcode: 48001 });
	});

	test('of a snapshot says so', async () => {
		const { code } = await visit({ snapshot: true });
		expect(await login(code)).toMatchObject({ is_snapshotuser: 1 });
	});
});

describe("a visitor's token", () => {
	const start = async () => {
		const { code, openid } = await visit({ nickname: '小王' });
		return { ...(await login(code)), openid } as Record<string, string>;
	};

	test('opens the profile of that visitor only', async () => {
		const { access_token, openid, unionid } = await start();
		expect(await userinfo(access_token, openid)).toEqual({
			...{ openid, unionid, nickname: '小王', sex: 0, language: '', city: '', province: '', country: '', privilege: [] },
			headimgurl: expect.stringMatching(/^https:/),
		});
		expect(await userinfo(access_token, 'o-other')).toMatchObject({ errcode: 40003 });
		expect(await userinfo(await client.token(), openid)).toMatchObject({ errcode: 40001 });
		expect(await userinfo('', openid)).toMatchObject({ errcode: 41001 });
	});

	test('is good for two hours, longer when it is renewed', async () => {
		const { access_token, refresh_token, openid } = await start();
		await later(7000);
		expect(await renew(refresh_token)).toEqual({ access_token, expires_in: 7200, refresh_token, openid, scope: 'snsapi_userinfo' });
		await later(7000);
		expect(await check(access_token, openid)).toEqual({ errcode: 0, errmsg: 'ok' });
		await later(300);
		expect(await check(access_token, openid)).toMatchObject({ errcode: 42001 });
		const renewed = await renew(refresh_token);
		expect(renewed.access_token).not.toBe(access_token);
		expect(await check(renewed.access_token, openid)).toMatchObject({ errcode: 0 });
		expect(await check(renewed.access_token, 'o-other')).toMatchObject({ errcode: 40003 });
	});

	test('can be renewed for 30 days', async () => {
		const { refresh_token } = await start();
		await later(30 * 24 * 3600 + 1);
		expect(await renew(refresh_token)).toMatchObject({ errcode: 42002 });
		expect(await renew('made-up')).toMatchObject({ errcode: 40030 });
	});
});

describe('a ticket', () => {
	const ticket = async (type = 'jsapi') => await client.get('/cgi-bin/ticket/getticket', { type });

	test('is the same for two hours, and one per type', async () => {
		const first = await ticket();
		expect(first).toEqual({ errcode: 0, errmsg: 'ok', ticket: expect.stringMatching(/^[\w-]{86}$/), expires_in: 7200 });
		await later(7000);
		expect(await ticket()).toMatchObject({ ticket: first.ticket });
		expect((await ticket('wx_card')).ticket).not.toBe(first.ticket);
		await later(201);
		client.forgetToken();
		expect((await ticket()).ticket).not.toBe(first.ticket);
		expect(await ticket('other')).toMatchObject({ errcode: 40004 });
	});

	test('signs pages', async () => {
		const page = { timestamp: 1414587457, nonceStr: 'Wm3WZYTPz0wzccnW', url: 'https://shop.example.com/?a=1' };
		const signature = jsSdkSignature({ ...page, ticket: (await ticket()).ticket });
		const config = async (more: object = {}) => await client.control('/jsconfig', { appId: SERVICE.appid, ...page, signature, ...more });
		expect(await config({ url: `${page.url}#top` })).toEqual({ ok: true, errMsg: 'config:ok' });
		expect(await config({ url: 'https://shop.example.com/' })).toEqual({ ok: false, errMsg: 'config:invalid signature' });
		expect(await config({ appId: 'wx0' })).toMatchObject({ ok: false });
		await later(7201);
		expect(await config()).toMatchObject({ ok: false });
	});
});
