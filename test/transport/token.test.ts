import { Client } from '../../nodes/transport/client';
import { WechatRefusal } from '../../nodes/transport/errors';
import { wechat } from '../../nodes/transport/wechat';
import { change, clientOf, credential, CredentialStore, executeContext, stored, storeOf } from './context';
import { type Seen, type Server, startServer, TOKEN_PATH, Tokens } from './server';

const READ = { method: 'GET', path: '/cgi-bin/getcallbackip' } as const;
const WRITE = { method: 'POST', path: '/cgi-bin/tags/create', body: { tag: { name: 'VIP' } } } as const;
const OK = { errcode: 0, errmsg: 'ok' };

let server: Server;
let tokens: Tokens;
let store: CredentialStore;

beforeEach(async () => {
	server = await startServer();
	tokens = new Tokens(server);
	store = storeOf(credential(server.url));
});
afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

const callOf = ({ query }: Seen) => query.access_token;
const forces = () => server.at(TOKEN_PATH).map(({ body }) => JSON.parse(body.toString()).force_refresh as boolean);

/** Time passes on this machine. */
function pass(ms: number): void {
	const then = Date.now() + ms;
	const real = performance.now();
	jest.spyOn(Date, 'now').mockImplementation(() => then + performance.now() - real);
}

/** A token that was fetched long ago, and what became of it since. */
async function afterFirstUse(): Promise<string> {
	await clientOf(store).json(READ);
	server.seen.length = 0;
	return tokens.current;
}

async function failure(promise: Promise<unknown>): Promise<WechatRefusal> {
	const error: unknown = await promise.then(() => undefined, (thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(WechatRefusal);
	return error as WechatRefusal;
}

describe('the first use of a credential', () => {
	it('fetches one token, without force', async () => {
		expect(await clientOf(store).json(READ)).toEqual(OK);
		const [token, ...calls] = server.seen;
		const { appId, appSecret } = stored(store);
		expect(token).toMatchObject({ method: 'POST', path: TOKEN_PATH, query: {} });
		expect(token.headers['content-type']).toBe('application/json');
		expect(JSON.parse(token.body.toString())).toEqual({
			grant_type: 'client_credential',
			appid: appId,
			secret: appSecret,
			force_refresh: false,
		});
		expect(calls.map(callOf)).toEqual([tokens.current]);
	});

	it('keeps it in the credential, with its App ID and its end five minutes early', async () => {
		const before = Date.now();
		await clientOf(store).json(READ);
		const { accessToken, expiresAt, issuedAppId, appId } = stored(store);
		expect({ accessToken, issuedAppId }).toEqual({ accessToken: tokens.current, issuedAppId: appId });
		expect(Number(expiresAt) - before).toBeGreaterThanOrEqual(115 * 60_000);
		expect(Number(expiresAt) - before).toBeLessThan(115 * 60_000 + 5000);
	});

	it('forgives spaces and line breaks that came with the copied values', async () => {
		const { appId, appSecret } = stored(store);
		change(store, { appId: ` ${String(appId)}\n`, appSecret: `${String(appSecret)} `, baseUrl: ` ${server.url}/ ` });
		for (let n = 0; n < 2; n++) expect(await clientOf(store).json(READ)).toEqual(OK);
		expect(JSON.parse(server.seen[0].body.toString())).toMatchObject({ appid: appId, secret: appSecret });
		expect(tokens.fetched).toBe(1);
	});

	it('is the only fetch: the next executions take the stored token', async () => {
		await clientOf(store).json(READ);
		for (let n = 0; n < 3; n++) await clientOf(store).json(WRITE);
		expect(tokens.fetched).toBe(1);
		expect(store.writes).toBe(1);
	});

	it('of ten executions at once is one fetch', async () => {
		await Promise.all(Array.from({ length: 10 }, async () => await clientOf(store).json(READ)));
		expect(tokens.fetched).toBe(1);
	});
});

describe('a token that ran out, lost after hours', () => {
	it('is replaced before the call, so that no call fails', async () => {
		await afterFirstUse();
		pass(116 * 60_000);
		tokens.kill();
		await clientOf(store).json(WRITE);
		expect(server.seen.map(({ path }) => path)).toEqual([TOKEN_PATH, WRITE.path]);
		expect(forces()).toEqual([false]);
		expect(stored(store).accessToken).toBe(tokens.current);
	});

	it('is not replaced while it lives', async () => {
		await afterFirstUse();
		pass(114 * 60_000);
		await clientOf(store).json(READ);
		expect(tokens.fetched).toBe(0);
	});

	it.each([40001, 40014, 42001])('is replaced once when WeChat says %d, also for a write', async (errcode) => {
		await afterFirstUse();
		const dead = tokens.current;
		tokens.kill();
		const { answers } = server;
		server.answers = (request) => (callOf(request) === dead ? { errcode, errmsg: 'no rid: 1-2-3' } : answers(request));
		expect(await clientOf(store).json(WRITE)).toEqual(OK);
		expect(server.seen.map(({ path }) => path)).toEqual([WRITE.path, TOKEN_PATH, WRITE.path]);
		expect(forces()).toEqual([false]);
		expect(server.at(WRITE.path).map(callOf)).toEqual([dead, tokens.current]);
		await clientOf(store).json(WRITE);
		expect(tokens.fetched).toBe(1);
	});

	it('in the middle of 50 calls costs one renewal and loses no call', async () => {
		await afterFirstUse();
		const client = clientOf(store);
		for (let n = 1; n <= 50; n++) {
			if (n === 25) tokens.kill();
			expect(await client.json({ ...WRITE, body: { n } })).toEqual(OK);
		}
		expect(tokens.fetched).toBe(1);
		const done = server.at(WRITE.path).filter((request) => callOf(request) === tokens.current);
		expect(server.at(WRITE.path)).toHaveLength(51);
		expect(done.map(({ body }) => JSON.parse(body.toString()).n)).toEqual(Array.from({ length: 26 }, (_, n) => n + 25));
	});
});

describe('one client that calls often', () => {
	async function busy() {
		await afterFirstUse();
		const context = executeContext(store);
		return { client: new Client(context, wechat), reads: jest.spyOn(context, 'getCredentials') };
	}

	it('asks n8n for the credential when it has not used it for a second', async () => {
		const { client, reads } = await busy();
		for (let n = 0; n < 5; n++) await client.json(READ);
		expect(reads).toHaveBeenCalledTimes(1);
		pass(1100);
		await client.json(READ);
		expect(reads).toHaveBeenCalledTimes(2);
	});

	it('looks there for the token that another process has renewed, as soon as its own is refused', async () => {
		const { client } = await busy();
		await client.json(READ);
		tokens.kill();
		await clientOf(store).json(READ);
		expect(tokens.fetched).toBe(1);
		expect(await client.json(WRITE)).toEqual(OK);
		expect(tokens.fetched).toBe(1);
	});

	it('goes on with the token that was fetched for it', async () => {
		const { client, reads } = await busy();
		pass(116 * 60_000);
		for (let n = 0; n < 3; n++) await client.json(READ);
		expect([tokens.fetched, reads.mock.calls.length]).toEqual([1, 1]);
	});
});

describe('a token that died, and ten executions at once', () => {
	it('renew it once', async () => {
		const dead = await afterFirstUse();
		tokens.kill();
		const answers = await Promise.all(Array.from({ length: 10 }, async () => await clientOf(store).json(WRITE)));
		expect(answers).toEqual(Array.from({ length: 10 }, () => OK));
		expect(forces()).toEqual([false]);
		expect(server.at(WRITE.path).filter((request) => callOf(request) === dead)).toHaveLength(10);
	});

	it('renew it once by force when the dead one comes back', async () => {
		await afterFirstUse();
		tokens.kill();
		tokens.stuck = true;
		await Promise.all(Array.from({ length: 10 }, async () => await clientOf(store).json(WRITE)));
		expect(forces()).toEqual([false, true]);
	});

	it('renew it once, also those that come when it is renewed but not stored yet', async () => {
		const late = new LateStore();
		store = storeOf(stored(store), late);
		await afterFirstUse();
		late.write();
		tokens.kill();
		for (let n = 0; n < 3; n++) expect(await clientOf(store).json(WRITE)).toEqual(OK);
		expect(forces()).toEqual([false]);
		late.write();
		expect(stored(store).accessToken).toBe(tokens.current);
	});

	it('that ran out by the clock renew it once, before the store is written', async () => {
		const late = new LateStore();
		store = storeOf(stored(store), late);
		await afterFirstUse();
		late.write();
		pass(116 * 60_000);
		tokens.kill();
		for (let n = 0; n < 3; n++) await clientOf(store).json(WRITE);
		expect(tokens.fetched).toBe(1);
		expect(server.at(WRITE.path)).toHaveLength(3);
	});

	it('of two accounts renew one each', async () => {
		const other = await startServer();
		try {
			const theirs = new Tokens(other);
			const second = storeOf(credential(other.url));
			await Promise.all([store, second].map(async (each) => await clientOf(each).json(READ)));
			tokens.kill();
			theirs.kill();
			await Promise.all([store, second, store, second].map(async (each) => await clientOf(each).json(WRITE)));
			expect([tokens.fetched, theirs.fetched]).toEqual([2, 2]);
			expect(stored(store).accessToken).toBe(tokens.current);
		} finally {
			await other.close();
		}
	});
});

describe('force_refresh, twenty a day', () => {
	it('is used once, for the dead token that came back', async () => {
		const dead = await afterFirstUse();
		tokens.kill();
		tokens.stuck = true;
		expect(await clientOf(store).json(WRITE)).toEqual(OK);
		expect(forces()).toEqual([false, true]);
		expect(server.at(WRITE.path).map(callOf)).toEqual([dead, tokens.current]);
		expect(stored(store).accessToken).toBe(tokens.current);
	});

	it('is not used for a token whose time is over, not even when WeChat hands out the same one once more', async () => {
		const same = await afterFirstUse();
		pass(116 * 60_000);
		await clientOf(store).json(READ);
		expect(forces()).toEqual([false]);
		expect(server.at(READ.path).map(callOf)).toEqual([same]);
	});

	it('is not used to have a token that lives replaced when the first call ever fails otherwise', async () => {
		const { answers } = server;
		server.answers = (request) => (request.path === WRITE.path ? { errcode: 48001, errmsg: 'api unauthorized' } : answers(request));
		expect((await failure(clientOf(store).json(WRITE))).refusal.errcode).toBe(48001);
		expect(forces()).toEqual([false]);
	});
});

describe('when a new token does not help', () => {
	it('says so after one repetition, with WeChat’s code and what to do', async () => {
		await afterFirstUse();
		const { answers } = server;
		server.answers = (request) =>
			request.path === WRITE.path ? { errcode: 40001, errmsg: 'invalid credential rid: 6741-aa-bb' } : answers(request);
		tokens.kill();
		const { message, refusal } = await failure(clientOf(store).json(WRITE));
		expect(message).toBe('WeChat refused: invalid credential (40001)');
		expect(refusal).toMatchObject({ errcode: 40001, errmsg: 'invalid credential', rid: '6741-aa-bb', details: {} });
		expect(refusal.hint).toMatch(/App Secret/);
		expect(server.at(WRITE.path)).toHaveLength(2);
	});

	it.each([40013, 41001, 48001, 40164, 61004])('%d is no reason to fetch another one', async (errcode) => {
		await afterFirstUse();
		const { answers } = server;
		server.answers = (request) => (request.path === READ.path ? { errcode, errmsg: 'no' } : answers(request));
		expect((await failure(clientOf(store).json(READ))).refusal.errcode).toBe(errcode);
		expect(server.seen).toHaveLength(1);
	});

	it('says what WeChat says to the token call, and which address to put on the whitelist', async () => {
		server.answers = () => ({ errcode: 40164, errmsg: 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 1-2-3' });
		const { message, refusal } = await failure(clientOf(store).json(READ));
		expect(message).toMatch(/40164/);
		expect(refusal).toMatchObject({ errcode: 40164, hint: expect.stringContaining('203.0.113.9') });
		expect(refusal.hint).not.toContain('::ffff');
	});

	it('asks again next time: a failed renewal is not remembered', async () => {
		const { answers } = server;
		server.answers = () => ({ errcode: 40164, errmsg: 'invalid ip 203.0.113.9, not in whitelist' });
		const results = await Promise.allSettled([1, 2, 3].map(async () => await clientOf(store).json(READ)));
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		expect(tokens.fetched).toBe(1);
		expect(store.writes).toBe(0);
		server.answers = answers;
		expect(await clientOf(store).json(READ)).toEqual(OK);
	});
});

describe('a token of another App ID', () => {
	it('is not used after the App ID was edited in the dialog', async () => {
		const old = await afterFirstUse();
		change(store, { appId: 'wx-another-account' });
		await clientOf(store).json(READ);
		expect(server.seen.map(({ path }) => path)).toEqual([TOKEN_PATH, READ.path]);
		expect(JSON.parse(server.seen[0].body.toString()).appid).toBe('wx-another-account');
		expect(stored(store).issuedAppId).toBe('wx-another-account');
		// The server of this test has one token for everybody: one that was never refused is no reason for force.
		expect(tokens.current).toBe(old);
		expect(forces()).toEqual([false]);
	});
});

describe('several processes of n8n (queue mode)', () => {
	it('take the token that another one has stored meanwhile', async () => {
		const dead = await afterFirstUse();
		tokens.kill();
		// Another account of this server: this process does not know the token that is good now.
		await clientOf(storeOf(credential(server.url))).json(READ);
		server.seen.length = 0;
		// The first try of this process still had the dead one in hand.
		const { answers } = server;
		server.answers = (request) => {
			if (callOf(request) === dead) change(store, { accessToken: tokens.current, expiresAt: Date.now() + 3_600_000 });
			return answers(request);
		};
		expect(await clientOf(store).json(WRITE)).toEqual(OK);
		expect(tokens.fetched).toBe(0);
		expect(server.at(WRITE.path).map(callOf)).toEqual([dead, tokens.current]);
	});

	it('do not get the token from before: one that this process fetched long ago may be dead as well', async () => {
		const ours = await afterFirstUse();
		// Another program forces; another process of n8n renews and stores; then that one dies, too.
		tokens.kill();
		await clientOf(storeOf(credential(server.url))).json(READ);
		const theirs = tokens.current;
		expect(theirs).not.toBe(ours);
		change(store, { accessToken: theirs, expiresAt: Date.now() + 3_600_000 });
		tokens.kill();
		server.seen.length = 0;
		expect(await clientOf(store).json(WRITE)).toEqual(OK);
		expect(forces()).toEqual([false]);
		expect(server.at(WRITE.path).map(callOf)).toEqual([theirs, tokens.current]);
	});
});

describe('what n8n stores', () => {
	it.each(['result', 'everything'] as const)('never holds the note about the dead token (n8n keeps the %s)', async (keeps) => {
		await clientOf(store, { keeps }).json(READ);
		tokens.kill();
		await clientOf(store, { keeps }).json(READ);
		pass(116 * 60_000);
		await clientOf(store, { keeps }).json(READ);
		expect(store.writes).toBe(3);
		expect(stored(store)).not.toHaveProperty('staleToken');
		expect(stored(store)).toMatchObject({ accessToken: tokens.current });
	});

	it('never holds it when the renewal fails, either', async () => {
		await clientOf(store, { keeps: 'everything' }).json(READ);
		tokens.kill();
		const { answers } = server;
		server.answers = (request) => (request.path === TOKEN_PATH ? { errcode: 40125, errmsg: 'invalid appsecret' } : answers(request));
		await failure(clientOf(store, { keeps: 'everything' }).json(READ));
		expect(stored(store)).not.toHaveProperty('staleToken');
	});
});

/** A database that is slow: what is written can be read after `write`. */
class LateStore extends CredentialStore {
	private waiting: Array<() => void> = [];

	override update(id: string, data: Parameters<CredentialStore['update']>[1]): void {
		this.waiting.push(() => super.update(id, data));
	}

	write(): void {
		for (const write of this.waiting.splice(0)) write();
	}
}
