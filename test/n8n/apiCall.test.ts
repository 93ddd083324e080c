import type { IDataObject } from 'n8n-workflow';
import { type Server, startServer, Tokens } from '../transport/server';
import { binary, bytesOf } from './engine';
import { useWebServer } from './webServer';
import { customerService, files, items, officialAccount, useWechat } from './wechat';

/** What only programmers need: any endpoint, with the token handled, and the token goes nowhere else. */
const wechat = useWechat();
const web = useWebServer();

const call = (parameters: IDataObject) => officialAccount('apiCall', 'call', parameters);
const post = (path: string, body: unknown, more: IDataObject = {}) => call({ method: 'POST', path, send: 'json', body: body as never, ...more });

test('GET: query parameters from the path and from the list, and the raw answer', async () => {
	const openid = await wechat.client.follower({ remark: 'Li' });
	const query = { parameter: [{ name: 'openid', value: openid }] };
	const run = await wechat.run(call({ method: 'GET', path: '/cgi-bin/user/info?lang=en', query }));
	expect(run.json('WeChat')).toEqual([await wechat.client.get('/cgi-bin/user/info', { openid, lang: 'en' })]);
	expect(await wechat.calls()).toMatchObject([{ method: 'GET', query: { lang: 'en', openid } }, {}]);
});

test.each([
	['an object from an expression', '={{ { tag: { name: $json.name } } }}'],
	['a text', '{ "tag": { "name": "茶 & co" } }'],
	['a text with an expression in it', '={ "tag": { "name": "{{ $json.name }}" } }'],
])('POST: the body is %s', async (_, body) => {
	const run = await wechat.run(post('/cgi-bin/tags/create', body), { items: items({ name: '茶 & co' }) });
	expect(run.json('WeChat')).toEqual([{ tag: { id: 100, name: '茶 & co' } }]);
	expect((await wechat.calls()).map((one) => one.body)).toEqual([{ tag: { name: '茶 & co' } }]);
});

test('POST without a body sends an empty object: WeChat wants one', async () => {
	const run = await wechat.run(post('/cgi-bin/tags/members/getblacklist', ''));
	expect(run.json('WeChat')).toEqual([{ total: 0, count: 0, next_openid: '' }]);
});

test('POST with query parameters too', async () => {
	const query = { parameter: [{ name: 'appid', value: 'a' }] };
	await wechat.run(post('/cgi-bin/tags/create', { tag: { name: 'VIP' } }, { query }));
	expect(await wechat.calls()).toMatchObject([{ query: { appid: 'a' }, body: { tag: { name: 'VIP' } } }]);
});

test('the answer is WeChat’s own, also its “ok”', async () => {
	const openid = await wechat.client.follower();
	const run = await wechat.run(post('/cgi-bin/user/info/updateremark', { openid, remark: 'Li' }));
	expect(run.json('WeChat')).toEqual([{ errcode: 0, errmsg: 'ok' }]);
});

test('an upload: the file of an earlier node, as media', async () => {
	const node = call({
		...{ method: 'POST', path: '/cgi-bin/media/upload', send: 'file', binaryPropertyName: 'photo' },
		query: { parameter: [{ name: 'type', value: 'image' }] },
	});
	const run = await wechat.run(node, {
		items: [{ json: {}, binary: { photo: await binary(files.jpg, 'a.jpg', 'image/jpeg') } }],
	});
	expect(run.json('WeChat')).toEqual([{ type: 'image', media_id: expect.any(String), created_at: expect.any(Number) }]);
});

test('a download: a file where the endpoint answers with one', async () => {
	const { media_id } = await wechat.client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
	const query = { parameter: [{ name: 'media_id', value: media_id }] };
	const run = await wechat.run(call({ method: 'GET', path: '/cgi-bin/media/get', query, outputPropertyName: 'photo' }));
	const [item] = run.items('WeChat')!;
	expect(item.json).toEqual({ file_name: `${media_id}.jpg`, mime_type: 'image/jpeg', bytes: files.jpg.length });
	expect(await bytesOf(item, 'photo')).toEqual(files.jpg);
});

test('an id of 19 digits keeps every one', async () => {
	await wechat.fault({ path: '/cgi-bin/tags/get', body: '{"id":1234567890123456789,"list":[{"n":9007199254740993}]}' });
	const run = await wechat.run(call({ method: 'GET', path: '/cgi-bin/tags/get' }));
	expect(run.json('WeChat')).toEqual([{ id: '1234567890123456789', list: [{ n: '9007199254740993' }] }]);
});

describe('byte for byte', () => {
	let server: Server;
	beforeEach(async () => {
		server = await startServer();
		new Tokens(server);
		wechat.credential({ baseUrl: server.url });
	});
	afterEach(async () => await server.close());

	test.each([
		['typed', '{ "msg_id": 1234567890123456789, "n": 1.50 }'],
		['typed around an expression', '={ "msg_id": {{ "1234567890123456789" }}, "n": 1.50 }'],
	])('a number of 19 digits, %s in JSON, goes out with every digit', async (_, body) => {
		const run = await wechat.run(post('/cgi-bin/message/mass/get', body));
		expect(run.error).toBeUndefined();
		const [{ body: sent, headers }] = server.at('/cgi-bin/message/mass/get');
		expect(sent.toString()).toBe('{ "msg_id": 1234567890123456789, "n": 1.50 }');
		expect(headers['content-type']).toContain('application/json');
	});

	test('an upload under another form field name, with form fields', async () => {
		const node = call({
			...{ method: 'POST', path: '/customservice/kfaccount/uploadheadimg', send: 'file', formField: 'photo' },
			formFields: { field: [{ name: 'description', value: '{"title":"茶"}' }, { name: 'empty', value: '' }] },
		});
		const run = await wechat.run(node, { items: [{ json: {}, binary: { data: await binary(files.jpg, 'a.jpg', 'image/jpeg') } }] });
		expect(run.error).toBeUndefined();
		const [{ body, headers }] = server.at('/customservice/kfaccount/uploadheadimg');
		const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type']! } }).formData();
		expect([form.get('description'), form.get('empty'), form.get('media')]).toEqual(['{"title":"茶"}', '', null]);
		const photo = form.get('photo') as File;
		expect([photo.name, photo.type, Buffer.from(await photo.arrayBuffer())]).toEqual(['a.jpg', 'image/jpeg', files.jpg]);
	});
});

test('what WeChat refuses is an error, as everywhere', async () => {
	const run = await wechat.run(call({ method: 'GET', path: '/cgi-bin/no/such/thing' }));
	expect(run.error).toMatchObject({ name: 'NodeApiError', message: 'WeChat refused: invalid url (40066)', httpCode: '40066' });
});

test('of a Mini Program and in Customer Service it is the same', async () => {
	const run = await wechat.run(customerService('apiCall', 'call', { method: 'GET', path: '/cgi-bin/customservice/getkflist' }));
	expect(run.json('WeChat')).toMatchObject([{ kf_list: [{ kf_account: 'lan@lotustea' }, { kf_account: 'he@lotustea' }] }]);
});

test('a write is not repeated when its answer was lost, a GET is', async () => {
	await wechat.fault({ path: '/cgi-bin/tags/create', drop: true });
	expect((await wechat.run(post('/cgi-bin/tags/create', { tag: { name: 'VIP' } }))).error).toMatchObject({
		description: expect.stringContaining('It is not known whether WeChat carried it out'),
	});
	expect(await wechat.calls('/cgi-bin/tags/create')).toHaveLength(1);
	await wechat.fault({ path: '/cgi-bin/tags/get', drop: true });
	expect((await wechat.run(call({ method: 'GET', path: '/cgi-bin/tags/get' }))).error).toBeUndefined();
});

describe('the token never leaves for another host', () => {
	test.each([
		['an address', (url: string) => `${url}/steal`],
		['an address without its protocol', (url: string) => url.replace('http:', '') + '/steal'],
		['a host after backslashes', (url: string) => url.replace('http://', '/\\') + '/steal'],
		['a host in front of an @', (url: string) => `@${url.replace('http://', '')}/steal`],
		['a name that continues the host', () => '.evil.example/steal'],
		['a port that continues the host', () => ':80/steal'],
		['no slash at its beginning', () => 'cgi-bin/tags/get'],
		['a space in it', () => '/cgi-bin/tags/get ?a=1'],
		['a line break in it', () => '/cgi-bin/tags/get\r\nHost: evil.example'],
		['a tab in it', () => '/\t/evil.example'],
		['a fragment', () => '/cgi-bin/tags/get#x'],
	])('a path with %s is refused, and nobody is called', async (_, path) => {
		const run = await wechat.run(call({ method: 'GET', path: `={{ ${JSON.stringify(path(web.url))} }}` }));
		expect(run.error).toMatchObject({
			message: '“Path” must be a path such as /cgi-bin/get_api_domain_ip',
			description: expect.stringContaining('the host comes from the credential'),
		});
		expect([web.asked, await wechat.calls(), await wechat.tokenCalls()]).toEqual([[], [], []]);
	});

	test.each([
		['in the path', { path: '/cgi-bin/tags/get?access_token=abc' }],
		['in the path, encoded', { path: '/cgi-bin/tags/get?access%5Ftoken=abc' }],
		['among the parameters', { path: '/cgi-bin/tags/get', query: { parameter: [{ name: 'access_token', value: 'abc' }] } }],
	])('an access_token %s is refused', async (_, parameters) => {
		const run = await wechat.run(call({ method: 'GET', ...parameters }));
		expect(run.error?.message).toBe('The access token is added by itself');
		expect(await wechat.calls()).toEqual([]);
	});

	test.each(['/cgi-bin/../cgi-bin/tags/get', '/cgi-bin/tags/get?openid=a&lang=b', '/cgi-bin/tags/get?a=%E8%8C%B6'])(
		'%s goes to WeChat',
		async (path) => {
			await wechat.run(call({ method: 'GET', path }));
			expect(await wechat.calls()).toMatchObject([{ path: '/cgi-bin/tags/get' }]);
		},
	);
});
