import { Client, MINI, SERVICE } from './client';
import { type Simulator, startSimulator } from './simulator';

/** wechat-api.md A, "quota": resetting it, and what WeChat saw of a call. */
let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const OK = { errcode: 0, errmsg: 'ok' };
const MONTH = 32 * 24 * 3600;
const owner = { appid: SERVICE.appid, appsecret: SERVICE.secret };

const used = async (cgi_path = '/cgi-bin/tags/get') => (await client.post('/cgi-bin/openapi/quota/get', { cgi_path })).quota.used;
const clear = async (cgi_path = '/cgi-bin/tags/get') => await client.post('/cgi-bin/openapi/quota/clear', { cgi_path });
const clearAll = async (appid = SERVICE.appid) => await client.post('/cgi-bin/clear_quota', { appid });
const clearBySecret = async (body: object = owner) => (await client.raw('POST', '/cgi-bin/clear_quota/v2', { body, query: { access_token: '' } })).data;

test('one function starts anew, the others go on', async () => {
	await client.get('/cgi-bin/tags/get');
	await client.get('/cgi-bin/getcallbackip');
	expect(await clear()).toEqual(OK);
	expect([await used(), await used('/cgi-bin/getcallbackip')]).toEqual([0, 1]);
	expect(await clear('/cgi-bin/none')).toMatchObject({ errcode: 76021 });
	expect(await clear('/sns/userinfo')).toMatchObject({ errcode: 76021 });
	expect(await clear('/wxa/getwxacode')).toMatchObject({ errcode: 76022 });
});

test('all functions start anew, also without a token and for an account whose calls are used up', async () => {
	await client.get('/cgi-bin/tags/get');
	expect(await clearAll()).toEqual(OK);
	expect(await used()).toBe(0);
	await client.control('/accounts', { quota: { '/cgi-bin/clear_quota': 1 } });
	await client.get('/cgi-bin/tags/get');
	expect(await clearAll()).toEqual(OK);
	expect(await clearAll()).toEqual(OK);
	await client.control('/accounts', { quota: { '/cgi-bin/clear_quota': 0 } });
	expect(await clearAll()).toMatchObject({ errcode: 45009 });
	expect(await clearBySecret()).toEqual(OK);
});

test('nobody resets the quota of another account', async () => {
	expect(await clearAll(MINI.appid)).toMatchObject({ errcode: 40013 });
	expect(await clearBySecret({ ...owner, appsecret: MINI.secret })).toMatchObject({ errcode: 40125 });
	expect(await clearBySecret({ ...owner, appid: 'wx0' })).toMatchObject({ errcode: 40013 });
});

test('ten times a month for all, by token and by secret together; fifty times for one', async () => {
	for (let n = 0; n < 5; n++) expect([await clearAll(), await clearBySecret()]).toEqual([OK, OK]);
	expect(await clearAll()).toEqual({ errcode: 48006, errmsg: expect.stringMatching(/^forbid to clear quota/) });
	expect(await clearBySecret()).toMatchObject({ errcode: 48006 });
	for (let n = 0; n < 50; n++) expect(await clear()).toEqual(OK);
	expect(await clear()).toMatchObject({ errcode: 48006 });
	await client.control('/clock', { advance: MONTH });
	client.forgetToken();
	expect([await clearAll(), await clear()]).toEqual([OK, OK]);
});

describe('what WeChat saw of a call', () => {
	const refused = async (of = client): Promise<string> => {
		const { errmsg } = await of.post('/cgi-bin/tags/create', { tag: { name: '' } }, {});
		return /rid: (\S+)$/.exec(errmsg as string)![1];
	};
	const look = async (rid: string) => await client.post('/cgi-bin/openapi/rid/get', { rid });

	test('its request and its answer', async () => {
		const { request, ...ok } = await look(await refused());
		expect(ok).toEqual(OK);
		expect(request).toEqual({
			invoke_time: expect.any(Number),
			cost_in_ms: expect.any(Number),
			request_url: expect.stringMatching(/^access_token=98_/),
			request_body: '{"tag":{"name":""}}',
			response_body: expect.stringContaining('"errcode":45157'),
			client_ip: '127.0.0.1',
		});
	});

	test('not of another account, not after seven days, not of what never was', async () => {
		expect(await look('6207df1a-08ef8516-2a6c18c6')).toMatchObject({ errcode: 76001 });
		expect(await look('nonsense')).toMatchObject({ errcode: 76002 });
		const { errmsg } = await client.as(MINI.appid).get('/cgi-bin/tags/get');
		expect(await look(/rid: (\S+)$/.exec(errmsg as string)![1])).toMatchObject({ errcode: 76003 });
		const old = await refused();
		await client.control('/clock', { advance: 7 * 24 * 3600 + 60 });
		client.forgetToken();
		expect(await look(old)).toMatchObject({ errcode: 76004 });
	});
});
