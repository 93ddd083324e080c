import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { describe as inWords } from '../../nodes/operation/failure';
import { change, clientOf, credential, type CredentialStore, logged, stored, storeOf } from './context';
import { raw, type Answer, type Seen, type Server, startServer, TOKEN_PATH } from './server';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async () => undefined,
}));

const SECRETS = {
	appSecret: 'appSecret0f3c2b6a9d8e4715a6b0c9d2',
	accessToken: '98_accessToken/with+every=sign~and-more',
	callbackToken: 'callbackTokenOfTheShop2026',
	encodingAesKey: 'encodingAesKeyZx9Pn4Kd8Rf1Ym6Vs3Hb5Gc0JtLaE',
	headerValue: 'Bearer header-value-of-the-token-server',
};
const NEW_TOKEN = '98_the-next-access-token_0123456789';
const ALL = [...Object.values(SECRETS), NEW_TOKEN];
/** As they stand in a URL, in JSON, in a log. */
const TRACES = ALL.flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]);

const READ = { method: 'GET', path: '/cgi-bin/user/get' } as const;
const WRITE = { method: 'POST', path: '/cgi-bin/tags/create', body: { tag: { name: 'VIP' } } } as const;

let server: Server;
let store: CredentialStore;

beforeEach(async () => {
	logged.length = 0;
	server = await startServer();
	const { accessToken, ...rest } = SECRETS;
	const known = credential(server.url, rest);
	store = storeOf({ ...known, accessToken, issuedAppId: known.appId, expiresAt: Date.now() + 3_600_000 });
});
afterEach(async () => await server.close());

/** Everything that an error holds, or that n8n's log got meanwhile. */
function everything(error: unknown): string {
	const { message, stack, description } = error as Error & { description?: string };
	return [
		...[message, stack, description, String(error)],
		JSON.stringify(error),
		JSON.stringify(inWords(error)),
		inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity }),
		...logged,
	].join('\n');
}

const tracesIn = (text: string) => TRACES.filter((trace) => text.includes(trace));

async function failure(request: typeof READ | typeof WRITE, to = store): Promise<unknown> {
	const error: unknown = await clientOf(to)
		.json(request)
		.then(() => undefined, (thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(Error);
	return error;
}

/** The server says everything that it was told. */
const echoed = ({ url, query, headers, body }: Seen): string =>
	`you sent ${url} ${JSON.stringify(query)} ${JSON.stringify(headers)} ${body.toString()}`;

describe('AppSecret in the log', () => {
	it.each<[string, (request: Seen) => Answer]>([
		['a refusal whose words repeat them', (request) => ({ errcode: 48001, errmsg: `api unauthorized: ${echoed(request)} rid: 1-2` })],
		['a refusal that repeats them elsewhere', (request) => ({ errcode: 48001, errmsg: 'no', url: [{ deep: echoed(request) }] })],
		['a refused token', (request) => ({ errcode: 40001, errmsg: echoed(request), access_token: request.query.access_token })],
		['a page instead of an answer', (request) => raw(`<html>${echoed(request)}</html>`, { 'content-type': 'text/html' })],
		['a failed gateway', (request) => raw(echoed(request), { 'x-debug': 'failed' }, 502)],
		['a cut connection', () => (response) => response.socket?.destroy()],
		[
			'an answer that breaks off',
			(request) => (response) => {
				response.writeHead(200, { 'content-length': '100000' });
				response.write(`{"errmsg":${JSON.stringify(echoed(request))}`);
				setTimeout(() => response.socket?.destroy(), 20);
			},
		],
		['a redirect to nowhere', ({ url }) => raw('', { location: `http://not a host${url}` }, 302)],
		['a redirect in a circle', ({ url }) => raw('', { location: url }, 302)],
		['a redirect to where nobody answers', ({ url }) => raw('', { location: `http://127.0.0.1:9${url}` }, 302)],
		['a file where none was asked for', (request) => raw(echoed(request), { 'content-type': 'application/octet-stream' })],
	])('%s: no secret in the error or in the log', async (_, answer) => {
		server.answers = (request) =>
			request.path === TOKEN_PATH ? { access_token: NEW_TOKEN, expires_in: 7200 } : answer(request);
		expect(tracesIn(everything(await failure(WRITE)))).toEqual([]);
		expect(server.seen[0].query.access_token).toBe(SECRETS.accessToken);
	});

	it.each<[string, (request: Seen) => Answer]>([
		['refuses and repeats them', (request) => ({ errcode: 40125, errmsg: `invalid appsecret ${echoed(request)}` })],
		['answers with a page', (request) => raw(`<html>${echoed(request)}</html>`)],
		['answers with a failure', (request) => raw(echoed(request), {}, 500)],
		['does not answer', () => (response) => response.socket?.destroy()],
		['redirects in a circle', ({ url }) => raw('', { location: url }, 307)],
	])('a token call that %s: no secret in the error or in the log', async (_, answer) => {
		change(store, { accessToken: '' });
		server.answers = answer;
		expect(tracesIn(everything(await failure(WRITE)))).toEqual([]);
		expect(server.seen[0].body.toString()).toContain(SECRETS.appSecret);
	});

	it.each<[string, (request: Seen) => Answer]>([
		['refuses and repeats them', (request) => ({ errcode: 40001, errmsg: `invalid key ${echoed(request)}` })],
		['answers with a page', (request) => raw(`<html>${echoed(request)}</html>`)],
		['answers with a failure', (request) => raw(echoed(request), {}, 401)],
		['does not answer', () => (response) => response.socket?.destroy()],
		['gives the dead token again', () => ({ access_token: SECRETS.accessToken })],
	])('a token server that %s: no secret in the error or in the log', async (_, answer) => {
		change(store, { issuer: 'url', tokenUrl: `${server.url}/token`, headerName: 'Authorization' });
		server.answers = (request) =>
			request.path === '/token' ? answer(request) : { errcode: 42001, errmsg: 'access_token expired' };
		expect(tracesIn(everything(await failure(WRITE)))).toEqual([]);
		expect(server.at('/token')[0].headers.authorization).toBe(SECRETS.headerValue);
	});

	it.each([
		['a host that there is not', { baseUrl: 'http://api.weixin.invalid' }],
		['a port where nobody answers', { baseUrl: 'http://127.0.0.1:9' }],
		['no address', { baseUrl: 'api weixin' }],
		['a port that there is not', { baseUrl: 'http://127.0.0.1:99999' }],
	])('a base URL with %s: the URL that has the token is not in the error', async (_, changed) => {
		change(store, changed);
		expect(tracesIn(everything(await failure(WRITE)))).toEqual([]);
	});

	it('a header that cannot be sent', async () => {
		change(store, { issuer: 'url', tokenUrl: `${server.url}/token`, headerName: 'two words\n', accessToken: '' });
		expect(tracesIn(everything(await failure(WRITE)))).toEqual([]);
	});
});

describe('what a call gives', () => {
	it('has no secret in output or log, also when the token is renewed on the way', async () => {
		server.answers = ({ path, query }) => {
			if (path === TOKEN_PATH) return { access_token: NEW_TOKEN, expires_in: 7200 };
			return query.access_token === NEW_TOKEN ? { errcode: 0, errmsg: 'ok', tag: { id: 100 } } : { errcode: 42001, errmsg: 'expired' };
		};
		const output: IDataObject = await clientOf(store).json(WRITE);
		expect(output).toEqual({ errcode: 0, errmsg: 'ok', tag: { id: 100 } });
		expect(tracesIn(logged.join('\n'))).toEqual([]);
		expect(stored(store).accessToken).toBe(NEW_TOKEN);
	});
});

describe('hiding secrets', () => {
	it('leaves the rest of an answer as it is, whatever the secret looks like', async () => {
		for (const callbackToken of ['null', 'true', '40031', 'errcode', 'hint', '"}]', 'stale']) {
			change(store, { callbackToken });
			server.answers = () => ({ errcode: 40031, errmsg: 'invalid openid list', list: ['o1'], flag: true, none: null, n: 40031 });
			const error = await failure(READ);
			expect(inWords(error).facts).toMatchObject({ errcode: 40031, list: ['o1'], flag: true, none: null, n: 40031, rid: null });
		}
	});

	it('hides no word of two letters', async () => {
		change(store, { callbackToken: 'op' });
		server.answers = () => ({ errcode: 40031, errmsg: 'invalid openid list' });
		expect(inWords(await failure(READ)).message).toBe('WeChat refused: invalid openid list (40031)');
	});
});
