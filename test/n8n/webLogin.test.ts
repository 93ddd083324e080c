import type { IDataObject } from 'n8n-workflow';
import { logged } from './engine/log';
import { everythingOf, expectNone } from './leftBehind';
import { items, officialAccount, SERVICE, useWechat } from './wechat';

/** Visitors of web pages, and the JS-SDK: what goes wrong, and that neither a secret nor the account's token gets where it does not belong. */
const wechat = useWechat();

const PAGE = 'https://shop.example.com/me';
const TOKEN = '/sns/oauth2/access_token';

const login = (operation: string, parameters: IDataObject, settings = {}) => officialAccount('webLogin', operation, parameters, settings);
const getLink = (parameters: IDataObject) => login('getLink', { redirect_uri: PAGE, ...parameters });
const getVisitor = (parameters: IDataObject) => login('getVisitor', parameters);
const check = (parameters: IDataObject) => login('checkLogin', parameters);
const sign = (parameters: IDataObject) => login('getJsSdkSignature', { url: PAGE, ...parameters });

async function one(node: ReturnType<typeof login>, input: IDataObject = {}): Promise<IDataObject> {
	const run = await wechat.run(node, { items: items(input) });
	expect(run.error).toBeUndefined();
	return run.json('WeChat')![0];
}

async function failure(node: ReturnType<typeof login>, input: IDataObject = {}) {
	const { error } = await wechat.run(node, { items: items(input) });
	return { message: error?.message, description: (error as { description?: string } | undefined)?.description };
}

const linkOf = async (scope: string) => (await one(getLink({ scope }))).link;

/** Somebody opens the link. */
const visit = async (scope = 'snsapi_userinfo', more: object = {}) => await wechat.client.control('/visit', { link: await linkOf(scope), ...more });

describe('Get Link', () => {
	test('WeChat opens it, with any address and state', async () => {
		for (const redirect_uri of [`${PAGE}?a=1&b=2`, `${PAGE}/#/orders`, 'https://shop.example.com/茶', 'https://shop.example.com:8443']) {
			const { link, state } = await one(getLink({ redirect_uri: ` ${redirect_uri} ` }));
			const { url } = await wechat.client.control('/visit', { link });
			expect(new URL(url).origin + decodeURI(new URL(url).pathname)).toBe(new URL(redirect_uri).origin + decodeURI(new URL(redirect_uri).pathname));
			expect(state).toBeNull();
		}
		expect(await wechat.calls()).toEqual([]);
		expect(await wechat.tokenCalls()).toEqual([]);
	});

	test.each<[IDataObject, string]>([
		[{ redirect_uri: 'http://shop.example.com' }, '“Page Address” must be a web address that begins with https://'],
		[{ redirect_uri: 'shop.example.com' }, '“Page Address” must be'],
		[{ redirect_uri: 'https://localhost/' }, '“Page Address” must be'],
		[{ redirect_uri: 'https://192.168.1.7/me' }, '“Page Address” must be'],
		[{ redirect_uri: '={{ $json.none }}' }, '“Page Address” is empty'],
		[{ additionalFields: { state: 'a-b' } }, '“State” must be up to 128 letters and digits'],
		[{ additionalFields: { state: 'a'.repeat(129) } }, '“State” must be'],
	])('%j', async (parameters, message) => {
		expect((await failure(getLink(parameters))).message).toContain(message);
		expect(await wechat.calls()).toEqual([]);
	});
});

describe('Get Visitor', () => {
	test('takes the code from the query of the Webhook node', async () => {
		const { code, openid } = await visit();
		expect(await one(getVisitor({}), { query: { code, state: '' } })).toMatchObject({ openid, scope: 'snsapi_userinfo' });
	});

	test('OpenID only: the same columns, and no further call', async () => {
		const { code, openid } = await visit('snsapi_base');
		expect(await one(getVisitor({ code }))).toEqual({
			...{ openid, unionid: null, appid: SERVICE.appid, nickname: null, picture_url: null },
			...{ scope: 'snsapi_base', is_snapshot_user: false, profile_missing: null },
		});
		expect((await wechat.calls()).map(({ path }) => path)).toEqual([TOKEN]);
	});

	test('who saw a snapshot of the page is nobody', async () => {
		const { code } = await visit('snsapi_base', { snapshot: true });
		expect(await one(getVisitor({ code }))).toMatchObject({ is_snapshot_user: true });
	});

	test('tokens only when they are wanted; later the visitor is found without a link, and told by the same columns', async () => {
		const { code, openid } = await visit();
		const first = await one(getVisitor({ code, tokens: true }));
		expect(first).toMatchObject({ access_token: expect.stringMatching(/^98_/), refresh_token: expect.stringMatching(/^98_/) });
		await wechat.client.control('/clock', { advance: 7300 });
		const by = { loginBy: 'refreshToken', refresh_token: first.refresh_token };
		const again = await one(getVisitor(by));
		const { access_token: _, refresh_token: __, ...rest } = first;
		expect(again).toEqual({ ...rest, openid, is_snapshot_user: null });
		expect(await one(getVisitor({ ...by, tokens: true }))).toMatchObject({ refresh_token: first.refresh_token });
	});

	test('several items: each has its own visitor', async () => {
		const visits = [await visit(), await visit('snsapi_base')];
		const run = await wechat.run(getVisitor({ code: '={{ $json.c }}' }), { items: items(...visits.map(({ code }) => ({ c: code }))) });
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.openid, pairedItem])).toEqual(visits.map(({ openid }, item) => [openid, { item }]));
	});

	test('the code is spent: without the profile there is still the openid', async () => {
		const { code, openid } = await visit();
		await wechat.fault({ path: '/sns/userinfo', errcode: 45011 });
		expect(await one(getVisitor({ code }))).toMatchObject({
			openid,
			unionid: expect.stringMatching(/^oR5/),
			nickname: null,
			profile_missing: expect.stringMatching(/^WeChat refused: .*\(45011\)$/),
		});
	});

	test('no answer: asked again, which does no harm', async () => {
		const { code, openid } = await visit();
		await wechat.fault({ path: TOKEN, drop: true });
		// WeChat had taken the code: that is what it says now.
		expect((await failure(getVisitor({ code }))).message).toContain('(40163)');
		const next = await visit();
		await wechat.fault({ path: TOKEN, status: 502 });
		expect(await one(getVisitor({ code: next.code }))).toMatchObject({ openid: next.openid });
		expect(openid).not.toBe(next.openid);
	});

	test.each<[string, (code: string) => Promise<string>, string]>([
		['used', async (code) => (await one(getVisitor({ code })), code), '(40163)'],
		['too old', async (code) => (await wechat.client.control('/clock', { advance: 301 }), code), '(42003)'],
		['invented', async () => 'made-up', '(40029)'],
	])('a code that is %s', async (_, spoil, message) => {
		const { code } = await visit();
		const failed = await failure(getVisitor({ code: await spoil(code) }));
		expect(failed.message).toContain(message);
		expect(failed.description).toContain('open the page again');
	});

	test.each<[IDataObject, string]>([
		[{}, '“Code” is empty'],
		[{ loginBy: 'refreshToken', refresh_token: '={{ $json.none }}' }, '“Refresh Token” is empty'],
	])('nothing entered: %j', async (parameters, message) => {
		expect((await failure(getVisitor(parameters))).message).toBe(message);
		expect(await wechat.calls()).toEqual([]);
	});

	test('without an App Secret, as with a token server of one’s own', async () => {
		wechat.credential({ issuer: 'url', appSecret: '', tokenUrl: 'http://127.0.0.1:9' });
		const { code } = await wechat.client.control('/visit', { link: await linkOf('snsapi_base') });
		expect(await failure(getVisitor({ code }))).toEqual({ message: 'There is no App Secret in the credential', description: expect.stringContaining('Token From') });
		expect(await wechat.calls()).toEqual([]);
	});

	test('with the wrong App Secret', async () => {
		const { code } = await visit();
		wechat.credential({ appSecret: '0'.repeat(32) });
		expect(await failure(getVisitor({ code }))).toEqual({
			message: expect.stringContaining('(40125)'),
			description: expect.stringContaining('App Secret'),
		});
	});

	test.each([40001, 40014, 42001])('%d is about the visitor or the secret: the account’s token is not renewed', async (errcode) => {
		const { code } = await visit();
		await wechat.fault({ path: TOKEN, errcode });
		expect((await failure(getVisitor({ code }))).description).toContain('App Secret');
		expect(await wechat.calls(TOKEN)).toHaveLength(1);
		await wechat.fault({ path: '/sns/userinfo', errcode });
		expect(await one(getVisitor({ code }))).toMatchObject({ profile_missing: expect.stringContaining(`(${errcode})`) });
		expect(await wechat.calls('/sns/userinfo')).toHaveLength(1);
		expect(await wechat.tokenCalls()).toEqual([]);
	});

	test.each([40001, 40014, 42001])('%d of a refresh token is about the login, not about the App Secret', async (errcode) => {
		await wechat.fault({ path: '/sns/oauth2/refresh_token', errcode });
		const failed = await failure(getVisitor({ loginBy: 'refreshToken', refresh_token: 'made-up-token' }));
		expect(failed.message).toContain(`(${errcode})`);
		expect(failed.description).toContain('log in again');
		expect(failed.description).not.toContain('App Secret');
	});

	test('a token of the account that is there already stays where it is', async () => {
		await wechat.run(officialAccount('tag', 'getAll', {}));
		const before = wechat.store.stored('wechatApi').accessToken;
		expect(before).toMatch(/^98_/);
		const { code, openid } = await visit();
		const { access_token } = await one(getVisitor({ code, tokens: true }));
		await one(check({ openid, access_token }));
		expect(wechat.store.stored('wechatApi').accessToken).toBe(before);
		await wechat.run(officialAccount('tag', 'getAll', {}));
		expect(await wechat.tokenCalls()).toHaveLength(1);
	});
});

describe('Check Login', () => {
	const visitor = async () => {
		const { code, openid } = await visit();
		const { access_token } = await one(getVisitor({ code, tokens: true }));
		return { openid, access_token } as { openid: string; access_token: string };
	};

	test('is an answer, not a failure, when the login is over', async () => {
		const who = await visitor();
		expect(await one(check({ ...who }), { order: 7, unionid: 'u1' })).toMatchObject({ logged_in: true, why_not: null, order: 7, unionid: 'u1' });
		expect(await one(check({ ...who, openid: 'o-other' }))).toMatchObject({ openid: 'o-other', logged_in: false, why_not: 'invalid openid (40003)' });
		expect(await one(check({ ...who, access_token: 'made-up' }))).toMatchObject({ logged_in: false, why_not: expect.stringContaining('(40001)') });
		await wechat.client.control('/clock', { advance: 7201 });
		expect(await one(check({ ...who }))).toMatchObject({ logged_in: false, why_not: 'access_token expired (42001)' });
	});

	test('anything else is a failure', async () => {
		await wechat.fault({ path: '/sns/auth', errcode: 45011 });
		expect((await failure(check({ openid: 'o1', access_token: 'x' }))).message).toContain('(45011)');
		await wechat.fault({ path: '/sns/auth', drop: true, times: 3 });
		expect((await failure(check({ openid: 'o1', access_token: 'x' }))).message).toContain('WeChat could not be reached');
	});

	test.each<[IDataObject, string]>([
		[{ openid: '={{ $json.none }}', access_token: 'x' }, '“OpenID” is empty'],
		[{ openid: 'o1', access_token: '={{ $json.none }}' }, '“Access Token” is empty'],
	])('nothing entered: %j', async (parameters, message) => {
		expect((await failure(check(parameters))).message).toBe(message);
		expect(await wechat.calls()).toEqual([]);
	});
});

describe('Get JS-SDK Signature', () => {
	const takes = async (config: IDataObject, url: unknown) => (await wechat.client.control('/jsconfig', { ...config, url })).ok;
	const tickets = async () => await wechat.calls('/cgi-bin/ticket/getticket');

	test('is taken for this page, and one ticket serves many', async () => {
		const pages = [PAGE, `${PAGE}?a=1&b=%E8%8C%B6#top`, ` ${PAGE}/deep `].map((url) => ({ url }));
		const run = await wechat.run(sign({ url: '={{ $json.url }}' }), { items: items(...pages) });
		const out = run.json('WeChat')!;
		expect(out.map(({ url }) => url)).toEqual([PAGE, `${PAGE}?a=1&b=%E8%8C%B6`, `${PAGE}/deep`]);
		for (const { url, wx_config } of out) expect(await takes(wx_config as IDataObject, url)).toBe(true);
		expect(await takes(out[0].wx_config as IDataObject, out[1].url)).toBe(false);
		expect(new Set(out.map(({ nonceStr }) => nonceStr)).size).toBe(3);
		await one(sign({}));
		expect(await tickets()).toHaveLength(1);
	});

	test.each([
		['https://shop.example.com', 'https://shop.example.com/'],
		['https://Shop.example.com/茶?q=买 一&r=%E9%80%81#买', 'https://shop.example.com/%E8%8C%B6?q=%E4%B9%B0%20%E4%B8%80&r=%E9%80%81'],
	])('an address written by hand is signed as the phone has it: %s', async (url, onPhone) => {
		const { wx_config, ...rest } = await one(sign({ url }));
		expect(rest.url).toBe(onPhone);
		expect(await takes(wx_config as IDataObject, url)).toBe(true);
	});

	test('a ticket is fetched anew before its two hours are over', async () => {
		await one(sign({}));
		const later = jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 6901 * 1000);
		try {
			await one(sign({}));
		} finally {
			later.mockRestore();
		}
		expect(await tickets()).toHaveLength(2);
	});

	test('another credential gets a ticket of its own, also for the same App ID', async () => {
		await one(sign({}));
		wechat.credential({ appSecret: '0'.repeat(32) });
		expect((await failure(sign({}))).message).toContain('(40125)');
		wechat.credential({});
		await one(sign({}));
		expect(await tickets()).toHaveLength(1);
	});

	test('a failure is not remembered', async () => {
		await wechat.fault({ path: '/cgi-bin/ticket/getticket', errcode: 45009 });
		expect((await failure(sign({}))).message).toContain('(45009)');
		await one(sign({}));
		expect(await tickets()).toHaveLength(2);
	});

	test('what the page may do, and what is left out', async () => {
		const { wx_config } = await one(sign({ jsApiList: ['chooseImage'], additionalFields: { debug: true, openTagList: ['wx-open-subscribe'] } }));
		expect(wx_config).toMatchObject({ debug: true, jsApiList: ['chooseImage'], openTagList: ['wx-open-subscribe'] });
		const plain = await one(sign({}));
		expect(plain.wx_config).toMatchObject({ debug: false, jsApiList: ['updateAppMessageShareData', 'updateTimelineShareData'] });
		expect(plain.wx_config).not.toHaveProperty('openTagList');
		expect(JSON.stringify(plain)).not.toContain('ticket');
	});

	test.each<[string | string[], string[]]>([
		['={{ ["chooseImage", "scanQRCode"] }}', ['chooseImage', 'scanQRCode']],
		['={{ "chooseImage, scanQRCode" }}', ['chooseImage', 'scanQRCode']],
		['={{ $json.none }}', []],
		[[], []],
	])('a page takes nothing but a list: %j', async (entered, listed) => {
		const { wx_config } = await one(sign({ jsApiList: entered, additionalFields: { openTagList: entered } }));
		expect(wx_config).toMatchObject({ jsApiList: listed });
		expect((wx_config as IDataObject).openTagList ?? []).toEqual(listed);
	});

	test.each(['shop.example.com', '/me', 'https://', '={{ $json.none }}'])('no address: %j', async (url) => {
		expect((await failure(sign({ url }))).message).toContain('“Page Address” is');
		expect(await wechat.calls()).toEqual([]);
	});
});

describe('AppSecret in the log: no secret of the account and no token of a visitor is left behind', () => {
	/** A code that is still good, and what the visitor of another one got. */
	async function secretsOf() {
		const [{ code }, { code: spent, openid }] = [await visit(), await visit()];
		const query = { appid: SERVICE.appid, secret: SERVICE.secret, code: spent, grant_type: 'authorization_code' };
		const { access_token, refresh_token } = (await wechat.client.get(TOKEN, query)) as Record<string, string>;
		return { code, openid, access_token, refresh_token };
	}

	const SECRET = '={{ $json.secret }}';
	type Secrets = Awaited<ReturnType<typeof secretsOf>>;
	const calls: Array<[keyof Secrets, string, ReturnType<typeof login>]> = [
		['code', TOKEN, getVisitor({ code: SECRET })],
		['refresh_token', '/sns/oauth2/refresh_token', getVisitor({ loginBy: 'refreshToken', refresh_token: SECRET })],
		['access_token', '/sns/auth', check({ openid: 'o1', access_token: SECRET })],
	];

	test.each(calls)('%s, which somebody repeats in an answer', async (name, path, node) => {
		const secret = (await secretsOf())[name];
		await wechat.fault({ path, body: { errcode: 45011, errmsg: `you sent ${SERVICE.secret} and ${secret}` }, times: 2 });
		logged.length = 0;
		const failed = await wechat.run(node, { items: items({ secret }) });
		const [{ json }] = (await wechat.run({ ...node, onError: 'continueRegularOutput' }, { items: items({ secret }) })).items('WeChat')!;
		const { secret: _, ...item } = json;
		expect([failed.error?.message, item.error]).toEqual(Array(2).fill('WeChat refused: you sent *** and *** (45011)'));
		expectNone([SERVICE.secret, secret], [everythingOf(failed.error), JSON.stringify(item), ...logged]);
	});

	test.each([{ drop: true }, { body: '<html>Log in</html>' }])('when there is no answer: %j', async (fault) => {
		const secrets = await secretsOf();
		const left: string[] = [];
		logged.length = 0;
		for (const [name, path, node] of calls) {
			await wechat.fault({ path, ...fault, times: 3 });
			const { error } = await wechat.run(node, { items: items({ secret: secrets[name] }) });
			expect(error).toBeDefined();
			left.push(everythingOf(error));
		}
		expectNone([SERVICE.secret, secrets.code, secrets.refresh_token, secrets.access_token], [...left, ...logged]);
	});
});
