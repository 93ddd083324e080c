import { clientOf, credential, storeOf } from './context';
import { type Server, startServer, TOKEN_PATH, Tokens } from './server';

let server: Server;
let tokens: Tokens;

beforeEach(async () => {
	server = await startServer();
	tokens = new Tokens(server);
});
afterEach(async () => await server.close());

const client = (baseUrl = server.url) => clientOf(storeOf(credential(baseUrl)));

describe('a GET with a JSON body loses next_openid', () => {
	it('so a GET has its parameters in the URL, and no body', async () => {
		await client().json({ method: 'GET', path: '/cgi-bin/user/get', query: { next_openid: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M', count: 0 } });
		const [{ method, query, body, headers }] = server.at('/cgi-bin/user/get');
		expect({ method, query }).toEqual({
			method: 'GET',
			query: { next_openid: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M', count: '0', access_token: tokens.current },
		});
		expect(body).toHaveLength(0);
		expect(headers).not.toHaveProperty('content-type');
		expect(headers).not.toHaveProperty('transfer-encoding');
	});
});

describe('a POST', () => {
	it('sends its text as raw UTF-8: no \\u codes, which WeChat shows as they are', async () => {
		const body = { tag: { name: '会员 "VIP" <b>&amp; 🍵\n' }, url: 'https://example.com/?a=1&b=2' };
		await client().json({ method: 'POST', path: '/cgi-bin/tags/create', body });
		const [seen] = server.at('/cgi-bin/tags/create');
		expect(seen.body.toString('utf8')).toBe(JSON.stringify(body));
		expect(seen.body.toString('latin1')).not.toMatch(/\\u[0-9a-f]{4}/i);
		expect(seen.body.includes(Buffer.from('会员'))).toBe(true);
		expect(seen.headers['content-type']).toBe('application/json; charset=utf-8');
		expect(seen.headers['content-length']).toBe(String(seen.body.length));
		expect(seen.headers).not.toHaveProperty('transfer-encoding');
	});

	it('has the token in its URL and nowhere else, beside its own query', async () => {
		await client().json({ method: 'POST', path: '/cgi-bin/media/upload', query: { type: 'image' }, body: {} });
		const [{ query, body, headers }] = server.at('/cgi-bin/media/upload');
		expect(query).toEqual({ type: 'image', access_token: tokens.current });
		expect(body.toString() + JSON.stringify(headers)).not.toContain(tokens.current);
	});

	it('that says itself who calls goes out without a token, and none is fetched for it', async () => {
		server.answers = () => ({ errcode: 0, errmsg: 'ok' });
		const account = { appid: 'wx1', appsecret: 's1' };
		await client().json({ method: 'POST', path: '/cgi-bin/clear_quota/v2', query: account, body: account, withoutToken: true });
		expect(server.at('/cgi-bin/clear_quota/v2').map(({ query, body }) => [query, JSON.parse(body.toString())])).toEqual([[account, account]]);
		expect(server.at(TOKEN_PATH)).toEqual([]);
	});

	it('sends JSON that was written by hand as it is: its numbers keep their digits', async () => {
		const body = '{"msg_id": 12345678901234567890, "text":"茶"}';
		await client().json({ method: 'POST', path: '/cgi-bin/message/mass/get', body });
		expect(server.at('/cgi-bin/message/mass/get')[0].body.toString()).toBe(body);
	});

	it('without parameters sends {}: an empty body is 44002', async () => {
		await client().json({ method: 'POST', path: '/cgi-bin/openapi/quota/get' });
		expect(server.at('/cgi-bin/openapi/quota/get')[0].body.toString()).toBe('{}');
	});

	it('goes to the base URL, with or without a slash at its end, and below the path of a relay', async () => {
		for (const end of ['', '/', '//', '/relay/wechat', '/relay/wechat/']) {
			server.seen.length = 0;
			await client(server.url + end).json({ method: 'POST', path: '/cgi-bin/tags/get' });
			const below = end.startsWith('/relay') ? '/relay/wechat' : '';
			expect(server.seen.map(({ path }) => path)).toEqual([below + TOKEN_PATH, `${below}/cgi-bin/tags/get`]);
		}
	});
});

describe('an upload', () => {
	const content = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 31) % 256));
	const request = {
		method: 'POST',
		path: '/cgi-bin/media/upload',
		query: { type: 'image' },
		parts: [
			{ name: 'description', value: '{"title":"茶"}' },
			{ name: 'media', fileName: '茶 tea.jpg', contentType: 'image/jpeg', content },
		],
	} as const;

	it('sends the file byte for byte, with its length: WeChat takes no chunks', async () => {
		await client().json({ ...request, parts: [...request.parts] });
		const [{ headers, body }] = server.at(request.path);
		const form = await new Response(new Uint8Array(body), { headers: { 'content-type': String(headers['content-type']) } }).formData();
		const file = form.get('media') as File;
		expect(Buffer.from(await file.arrayBuffer())).toEqual(content);
		expect({ name: file.name, type: file.type }).toEqual({ name: '茶 tea.jpg', type: 'image/jpeg' });
		expect(form.get('description')).toBe('{"title":"茶"}');
		expect(headers['content-length']).toBe(String(body.length));
		expect(headers).not.toHaveProperty('transfer-encoding');
	});

	it('is sent again with the same bytes after the token was renewed', async () => {
		const store = storeOf(credential(server.url));
		await clientOf(store).json({ method: 'GET', path: '/cgi-bin/getcallbackip' });
		tokens.kill();
		expect(await clientOf(store).json({ ...request, parts: [...request.parts] })).toEqual({ errcode: 0, errmsg: 'ok' });
		const [first, second, ...more] = server.at(request.path);
		expect(more).toEqual([]);
		expect(second.query.access_token).not.toBe(first.query.access_token);
		expect(second.query.type).toBe('image');
		expect(second.body.equals(first.body)).toBe(true);
		expect(second.headers['content-type']).toBe(first.headers['content-type']);
		expect(second.body.includes(content)).toBe(true);
	});
});
