import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import { change, clientOf, credential, CredentialStore, stored, storeOf } from './context';
import { raw, type Answer, type Seen, type Server, startServer, TOKEN_PATH } from './server';

const READ = { method: 'GET', path: '/cgi-bin/getcallbackip' } as const;
const WRITE = { method: 'POST', path: '/cgi-bin/tags/create', body: {} } as const;
const TOKEN = '98_a-token-of-the-company_0123456789';
const OTHER = '98_another-token-of-the-company_9876543210';

let server: Server;
/** What the company's token server answers. */
let issue: (request: Seen) => Answer;
/** What WeChat takes. */
let good: string;
let store: CredentialStore;

beforeEach(async () => {
	jest.restoreAllMocks();
	server = await startServer();
	good = TOKEN;
	issue = () => ({ access_token: good, expires_in: 7200 });
	server.answers = (request) => {
		if (request.path === '/wechat/token') return issue(request);
		return request.query.access_token === good ? { errcode: 0, errmsg: 'ok' } : { errcode: 40001, errmsg: 'invalid credential rid: 1-2' };
	};
	store = ownServer();
});
afterEach(async () => await server.close());

function ownServer(more = {}): CredentialStore {
	return storeOf(credential(server.url, { tokenUrl: `${server.url}/wechat/token?team=tea`, appSecret: '', ...more }));
}

function pass(ms: number): void {
	const then = Date.now() + ms;
	jest.spyOn(Date, 'now').mockImplementation(() => then);
}

const fetched = () => server.at('/wechat/token').length;

async function unreachable(promise: Promise<unknown>): Promise<Unreachable> {
	const error: unknown = await promise.then(() => undefined, (thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(Unreachable);
	return error as Unreachable;
}

afterEach(() => expect(server.at(TOKEN_PATH)).toEqual([]));

describe("the company's own token server", () => {
	it('is asked with its header and nothing of the account', async () => {
		store = ownServer({ headerName: 'X-Api-Key', headerValue: 'key of the shop' });
		await clientOf(store).json(READ);
		const [{ method, headers, query, body }] = server.at('/wechat/token');
		expect({ method, query, body: body.toString() }).toEqual({ method: 'GET', query: { team: 'tea' }, body: '' });
		expect(headers['x-api-key']).toBe('key of the shop');
		expect(server.at(READ.path)[0].headers).not.toHaveProperty('x-api-key');
	});

	it('is asked without a header when it wants none', async () => {
		await clientOf(store).json(READ);
		expect(Object.keys(server.at('/wechat/token')[0].headers)).not.toContain('');
	});

	it('says in JSON how long its token lives', async () => {
		const before = Date.now();
		await clientOf(store).json(READ);
		const { accessToken, expiresAt, appId, issuedAppId } = stored(store);
		expect({ accessToken, issuedAppId }).toEqual({ accessToken: TOKEN, issuedAppId: appId });
		expect(Math.round((Number(expiresAt) - before) / 10_000)).toBe(720);
	});

	it.each([
		['the bare token', () => raw(`${TOKEN}\n`, { 'content-type': 'text/plain' })],
		['JSON without a life', () => ({ access_token: TOKEN })],
		['JSON labelled as text', () => raw(JSON.stringify({ access_token: TOKEN, more: [1] }), { 'content-type': 'text/html' })],
	])('may answer with %s: it is asked again after 60 s', async (_, answer) => {
		issue = answer;
		await clientOf(store).json(READ);
		pass(59_000);
		await clientOf(store).json(READ);
		expect(fetched()).toBe(1);
		pass(2000);
		expect(await clientOf(store).json(READ)).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(fetched()).toBe(2);
		expect(server.at(READ.path).map(({ query }) => query.access_token)).toEqual([TOKEN, TOKEN, TOKEN]);
	});

	it('gives the same token to ten executions at once, for one question', async () => {
		await Promise.all(Array.from({ length: 10 }, async () => await clientOf(store).json(READ)));
		expect(fetched()).toBe(1);
	});

	it('is asked again when WeChat refuses its token, and the call goes on', async () => {
		await clientOf(store).json(READ);
		good = OTHER;
		expect(await clientOf(store).json(WRITE)).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(fetched()).toBe(2);
	});

	it('gives the same token to another App ID: the App ID was a typing error', async () => {
		await clientOf(store).json(READ);
		change(store, { appId: 'wx-without-the-typing-error' });
		expect(await clientOf(store).json(READ)).toEqual({ errcode: 0, errmsg: 'ok' });
	});

	it('that gives the dead token again is named as the cause', async () => {
		issue = () => ({ access_token: TOKEN, expires_in: 7200 });
		await clientOf(store).json(READ);
		good = OTHER;
		const { message, description } = await unreachable(clientOf(store).json(WRITE));
		expect(message).toMatch(/^Your token server returns a dead token/);
		expect(description).toMatch(/fetch a new one/);
		expect(fetched()).toBe(2);
		expect(server.at(WRITE.path)).toHaveLength(1);
	});
});

describe('a token server that does not work', () => {
	it.each<[string, () => Answer, RegExp]>([
		['a login page', () => raw('<html><body>Please log in</body></html>', { 'content-type': 'text/html' }), /did not answer with a token/],
		['nothing', () => raw(''), /did not answer with a token/],
		['two words', () => raw('no token'), /did not answer with a token/],
		['JSON of another kind', () => ({ token: TOKEN }), /did not answer with a token/],
		['a token that is no text', () => ({ access_token: 12345678901 }), /did not answer with a token/],
		['Unauthorized, which looks like a token', () => raw('Unauthorized', {}, 401), /HTTP status 401/],
		['Forbidden in JSON', () => raw('{"message":"Forbidden"}', {}, 403), /HTTP status 403/],
	])('%s: says what came and what to check', async (_, answer, what) => {
		issue = answer;
		const { message, description, outcome } = await unreachable(clientOf(store).json(WRITE));
		expect(message).toMatch(what);
		expect(description).toMatch(/Token URL/);
		expect(outcome).toBe('not done');
		expect(server.at(WRITE.path)).toEqual([]);
		expect(store.writes).toBe(0);
	});

	it("hands on WeChat's own refusal: its code and its hint", async () => {
		issue = () => ({ errcode: 40164, errmsg: 'invalid ip 203.0.113.9, not in whitelist' });
		const error: unknown = await clientOf(store).json(WRITE).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(WechatRefusal);
		expect((error as WechatRefusal).refusal).toMatchObject({ errcode: 40164, hint: expect.stringContaining('203.0.113.9') });
	});

	it.each(['tokens.example.com/wechat', 'https://', 'ftp://tokens.example.com', '/wechat/token', 'http://to kens'])(
		'at the address “%s”: says that it is none',
		async (tokenUrl) => {
			const { message, description } = await unreachable(clientOf(ownServer({ tokenUrl })).json(WRITE));
			expect(message).toBe('The Token URL is not a web address');
			expect(description).toMatch(/https:\/\//);
		},
	);

	it('that is not there: names its host', async () => {
		const tokenUrl = 'http://user:pass@127.0.0.1:9/token?key=k';
		const { message } = await unreachable(clientOf(ownServer({ tokenUrl })).json(WRITE));
		expect(message).toMatch(/^127\.0\.0\.1:9 could not be reached: /);
	});
});
