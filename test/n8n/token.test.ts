import { officialAccount, SERVICE, textTo, useWechat } from './wechat';

/** 40001 after some hours: the token is fetched, kept in the credential and renewed, the way n8n does it. */
const wechat = useWechat();

const getTags = officialAccount('tag', 'getAll');

const work = async (keeps?: 'everything') => {
	const run = await wechat.run(getTags, { keeps });
	expect(run.error).toBeUndefined();
};

/** What was answered to the calls of WeChat, tokens left out. */
const answers = async () => (await wechat.calls()).map(({ errcode }) => errcode);

const forced = async () => (await wechat.tokenCalls()).map(({ body }) => (body as { force_refresh: boolean }).force_refresh);

describe.each([
	['n8n 2', undefined],
	['n8n 1.123, which keeps whatever was in the object', 'everything'],
] as const)('%s', (_, keeps) => {
	test('a new token for every call: it is fetched once and kept in the credential', async () => {
		for (let runs = 0; runs < 3; runs++) await work(keeps);
		expect(await wechat.tokenCalls()).toHaveLength(1);
		expect(wechat.store.writes).toBe(1);
		expect(wechat.store.stored('wechatApi')).toMatchObject({
			appSecret: SERVICE.secret,
			accessToken: expect.stringMatching(/^98_/),
			issuedAppId: SERVICE.appid,
		});
	});

	test('nothing is kept but the token, how long it lives, and whose it is', async () => {
		const before = wechat.store.stored('wechatApi');
		await work(keeps);
		await wechat.client.control('/tokens', { action: 'void' });
		await work(keeps);
		const after = wechat.store.stored('wechatApi');
		expect(after).toMatchObject(before);
		expect(after).not.toHaveProperty('staleToken');
		const added = Object.keys(after).filter((key) => !(key in before) && after[key] !== '');
		const defaults = ['issuer', 'accountType'];
		expect(added.filter((key) => !defaults.includes(key)).sort()).toEqual(['accessToken', 'expiresAt', 'issuedAppId']);
	});

	test.each([
		['expire', [0, 42001, 0], [false, false]],
		['void', [0, 40001, 0], [false, false]],
		// stable_token hands out the dead one again: only then it is forced, which WeChat allows twenty times a day.
		['stick', [0, 40001, 0], [false, false, true]],
	])('a token that died (%s) is renewed, and the call is made once more', async (action, expected, force) => {
		await work(keeps);
		await wechat.client.control('/tokens', { action });
		await work(keeps);
		expect(await answers()).toEqual(expected);
		expect(await forced()).toEqual(force);
		await work(keeps);
		expect(await forced()).toEqual(force);
	});
});

test('the App ID in the credential was changed: the old token is not used for the other account', async () => {
	await work();
	const { accessToken, expiresAt, issuedAppId } = wechat.store.stored('wechatApi');
	const other = 'wx1111111111111111';
	await wechat.client.control('/accounts', { appid: other, secret: 'f'.repeat(32) });
	wechat.credential({ appId: other, appSecret: 'f'.repeat(32), accessToken, expiresAt, issuedAppId });
	await work();
	expect((await wechat.calls()).map(({ appid }) => appid)).toEqual([SERVICE.appid, other]);
});

test('a token whose time is over is not tried: another one is fetched first, without force', async () => {
	wechat.credential({ accessToken: '98_of_yesterday', expiresAt: Date.now() - 1, issuedAppId: SERVICE.appid });
	await work();
	expect([await answers(), await forced()]).toEqual([[0], [false]]);
	expect(wechat.store.stored('wechatApi').expiresAt).toBeGreaterThan(Date.now() + 6000_000);
});

test('five workflows meet a dead token at once: one renewal, no force', async () => {
	await work();
	await wechat.client.control('/tokens', { action: 'void' });
	await Promise.all(Array.from({ length: 5 }, async () => await work()));
	expect(await forced()).toEqual([false, false]);
	expect((await answers()).filter((errcode) => errcode === 0)).toHaveLength(6);
});

test('a token that WeChat refuses again and again: one renewal, then the error', async () => {
	await work();
	await wechat.fault({ path: '/cgi-bin/tags/get', errcode: 40001, times: 9 });
	const run = await wechat.run(getTags);
	expect(run.error).toMatchObject({
		httpCode: '40001',
		// Not n8n's "Forbidden by access permissions", which it makes of "getStableAccessToken".
		message: expect.stringMatching(/^WeChat refused: invalid credential, .*getStableAccessToken.* \(40001\)$/),
		description: expect.stringContaining('App Secret'),
	});
	expect(await answers()).toEqual([0, 40001, 40001]);
});

test('a wrong App Secret says so, before anything is called', async () => {
	wechat.credential({ appSecret: 'wrong' });
	const run = await wechat.run(textTo('o1', 'Hello'));
	expect(run.error).toMatchObject({
		message: expect.stringContaining('invalid appsecret'),
		description: expect.stringContaining('App Secret'),
		httpCode: '40125',
	});
	expect(await wechat.calls()).toEqual([]);
	expect(wechat.store.writes).toBe(0);
});

test('an IP address that is not in the whitelist is named', async () => {
	await wechat.client.control('/accounts', { ipWhitelist: ['203.0.113.9'] });
	const run = await wechat.run(getTags);
	expect(run.error).toMatchObject({ httpCode: '40164', description: expect.stringContaining('127.0.0.1') });
});
