import axios from 'axios';
import { Client, MINI, SERVICE } from './client';
import { type Simulator, startSimulator } from './simulator';

const MINUTE = 60_000;
const START = Date.parse('2026-11-22T10:00:00+08:00');

let now = START;
let simulator: Simulator;
let client: Client;

beforeAll(async () => {
	simulator = await startSimulator({ clock: () => now });
	client = new Client(simulator.url);
});
afterAll(async () => await simulator.close());
beforeEach(async () => {
	now = START;
	await client.control('/reset', {});
});

/** errcode of a call with this token; 0 if it is taken. */
async function verdict(access_token: string): Promise<number> {
	return (await client.get('/cgi-bin/getcallbackip', { access_token })).errcode ?? 0;
}

async function legacyToken(query: Record<string, string> = {}) {
	const params = { grant_type: 'client_credential', appid: SERVICE.appid, secret: SERVICE.secret, ...query };
	return (await axios.get(`${simulator.url}/cgi-bin/token`, { params })).data;
}

describe('stable_token', () => {
	test('hands out the same token with what is left of its life', async () => {
		const first = await client.stableToken();
		now += 10 * MINUTE;
		const second = await client.stableToken();
		expect(first.expires_in).toBe(7200);
		expect(second).toEqual({ access_token: first.access_token, expires_in: 6600 });
		expect(await verdict(first.access_token)).toBe(0);
	});

	test('renews in its last five minutes, and the old token goes on for five more', async () => {
		const { access_token: old } = await client.stableToken();
		now += 116 * MINUTE;
		const { access_token: fresh, expires_in } = await client.stableToken();
		expect(fresh).not.toBe(old);
		expect(expires_in).toBe(7200);
		now += 4.9 * MINUTE;
		expect([await verdict(old), await verdict(fresh)]).toEqual([0, 0]);
		now += 0.2 * MINUTE;
		expect([await verdict(old), await verdict(fresh)]).toEqual([42001, 0]);
	});

	test('force_refresh makes the token before it void at once', async () => {
		const { access_token: old } = await client.stableToken();
		const { access_token: fresh } = await client.stableToken({ force_refresh: true });
		expect([await verdict(old), await verdict(fresh)]).toEqual([40001, 0]);
	});

	test('forced twice within 30 s behaves as normal mode', async () => {
		const { access_token: first } = await client.stableToken({ force_refresh: true });
		now += 29_000;
		expect((await client.stableToken({ force_refresh: true })).access_token).toBe(first);
		now += 1000;
		expect((await client.stableToken({ force_refresh: true })).access_token).not.toBe(first);
	});

	test('can be forced 20 times a day, and again after midnight in China', async () => {
		const force = async () => (await client.stableToken({ force_refresh: true })).access_token as string;
		const tokens = new Set<string>();
		for (let n = 0; n < 21; n++) {
			tokens.add(await force());
			now += MINUTE;
		}
		expect(tokens.size).toBe(20);
		now = Date.parse('2026-11-23T00:00:00+08:00');
		await client.stableToken();
		expect(tokens.has(await force())).toBe(false);
	});

	test('and the legacy token do not touch one another', async () => {
		const { access_token: stable } = await client.stableToken();
		const { access_token: legacy } = await legacyToken();
		await client.stableToken({ force_refresh: true });
		expect([await verdict(stable), await verdict(legacy)]).toEqual([40001, 0]);
	});
});

describe('the legacy token', () => {
	test('is made void by the next', async () => {
		const first = await legacyToken();
		const second = await legacyToken();
		expect(first.expires_in).toBe(7200);
		expect([await verdict(first.access_token), await verdict(second.access_token)]).toEqual([40001, 0]);
	});

	test('has its own quota, 2000 a day', async () => {
		await client.control('/accounts', { quota: { '/cgi-bin/token': 1 } });
		await legacyToken();
		expect(await legacyToken()).toMatchObject({ errcode: 45009 });
		expect(await client.stableToken()).toHaveProperty('access_token');
	});

	test.each([
		[{ grant_type: 'authorization_code' }, 40002, /^invalid grant_type/],
		[{ appid: 'wx0' }, 40013, /^invalid appid/],
		[{ secret: 'wrong' }, 40125, /^invalid appsecret/],
	])('is refused for %j', async (query, errcode, errmsg) => {
		expect(await legacyToken(query)).toEqual({ errcode, errmsg: expect.stringMatching(errmsg) });
	});
});

describe('who gets a token', () => {
	test.each([
		[{ grant_type: 'x' }, 40002],
		[{ appid: 'wx0' }, 40013],
		[{ secret: 'wrong' }, 40125],
		[{ secret: MINI.secret }, 40125],
		[{ secret: undefined }, 41004],
		[{ appid: undefined }, 41002],
		[{ force_refresh: 'yes' }, 47001],
	])('not %j', async (more, errcode) => {
		expect(await client.stableToken(more)).toMatchObject({ errcode });
	});

	test('only addresses of the whitelist, if there is one', async () => {
		await client.control('/accounts', { ipWhitelist: ['203.0.113.9'] });
		expect(await client.stableToken()).toEqual({
			errcode: 40164,
			errmsg: expect.stringMatching(
				/^invalid ip 127\.0\.0\.1 ipv6 ::ffff:127\.0\.0\.1, not in whitelist rid: \w{8}-\w{8}-\w{8}$/,
			),
		});
		await client.control('/accounts', { ipWhitelist: ['127.0.0.1'] });
		expect(await client.stableToken()).toHaveProperty('access_token');
	});
});

describe('a call', () => {
	test('without a token, with an unknown one, after its two hours', async () => {
		const { access_token } = await client.stableToken();
		expect(await client.get('/cgi-bin/getcallbackip', { access_token: '' })).toMatchObject({ errcode: 41001 });
		expect(await client.get('/cgi-bin/getcallbackip', { access_token: 'nobody' })).toEqual({
			errcode: 40001,
			errmsg: expect.stringMatching(/^invalid credential, access_token is invalid or not latest.* rid: /),
		});
		now += 120 * MINUTE;
		expect(await client.get('/cgi-bin/getcallbackip', { access_token })).toEqual({
			errcode: 42001,
			errmsg: expect.stringMatching(/^access_token expired rid: /),
		});
	});
});

describe('damage to order', () => {
	test.each([
		['expire', 42001],
		['void', 40001],
	])('%s: the token answers so, and stable_token gives a new one', async (action, errcode) => {
		const { access_token } = await client.stableToken();
		await client.control('/tokens', { action });
		expect(await verdict(access_token)).toBe(errcode);
		expect(await verdict((await client.stableToken()).access_token)).toBe(0);
	});

	test('stick: the dead token comes back until it is forced away', async () => {
		const { access_token } = await client.stableToken();
		await client.control('/tokens', { action: 'stick' });
		expect(await verdict(access_token)).toBe(40001);
		expect((await client.stableToken()).access_token).toBe(access_token);
		const { access_token: fresh } = await client.stableToken({ force_refresh: true });
		expect(await verdict(fresh)).toBe(0);
		expect((await client.stableToken()).access_token).toBe(fresh);
	});
});
