import { endpoints } from './api/endpoints';
import { type Endpoint, type Field, findEndpoint, offeredTo, type Param, type Shape } from './api/inventory';
import { Client, MINI, SERVICE } from './client';
import { type Simulator, startSimulator } from './simulator';

/**
 * Every endpoint the simulator does must refuse what the documents do not know. All calls here are made of the
 * inventory alone, so that an endpoint added later is tested the day it appears.
 */
let simulator: Simulator;
beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());

type Values = Record<string, any>;
const implemented = Object.keys(endpoints).map((path): Endpoint => {
	const endpoint = findEndpoint(path);
	if (!endpoint) throw new Error(`${path} is implemented but not documented`);
	return endpoint;
});

/** A value of the right type; whether it is a sensible one does not matter here. */
function example(shape: Shape): unknown {
	const fields = Object.fromEntries((shape.fields ?? []).map((field) => [field.name, example(field)]));
	const scalars: Values = { integer: 1, number: 1, boolean: 1, string: 'x', object: fields, map: {} };
	return shape.type === 'list'
		? [shape.fields ? fields : scalars[shape.of ?? 'string']]
		: scalars[shape.type ?? 'string'];
}

function complete(endpoint: Endpoint, place: Param['in']): Values {
	const params = endpoint.params.filter((param) => param.in === place);
	return Object.fromEntries(params.map((param) => [param.name, param.values?.[0] ?? example(param)]));
}

async function send(endpoint: Endpoint, change: (given: Record<Param['in'], Values>) => void): Promise<Values> {
	const given = {
		query: complete(endpoint, 'query'),
		body: complete(endpoint, 'body'),
		form: complete(endpoint, 'form'),
		text: {},
	};
	change(given);
	const client = new Client(simulator.url, offeredTo(endpoint, 'service') ? SERVICE.appid : MINI.appid);
	if (endpoint.method === 'GET') return await client.get(endpoint.path, given.query);
	if (!endpoint.params.some((param) => param.in === 'form'))
		return await client.post(endpoint.path, given.body, given.query);
	const { media, ...fields } = given.form;
	// A form without a file still has its other fields.
	const file = { name: media === undefined ? '' : 'a.jpg', content: Buffer.from('x'), fields };
	return await client.upload(endpoint.path, given.query, { ...file, field: media === undefined ? 'nothing' : 'media' });
}

const name = ({ method, path }: Endpoint) => `${method} ${path}`;
const byName = (list: Endpoint[]) => list.map((endpoint) => [name(endpoint), endpoint] as const);
const params = implemented.flatMap((endpoint) =>
	endpoint.params.map((param) => [name(endpoint), param.name, param, endpoint] as const),
);
const isSimple = (param: Param) => param.in !== 'form' && param.in !== 'text';

test('there are endpoints to test', () => {
	expect(implemented.length).toBeGreaterThan(30);
	expect(params.length).toBeGreaterThan(50);
});

describe('an unknown parameter', () => {
	test.each(byName(implemented))('in the query of %s', async (_, endpoint) => {
		const answer = await send(endpoint, ({ query }) => (query.no_such_thing = '1'));
		expect(answer).toEqual({ errcode: 40097, errmsg: expect.stringContaining('no_such_thing') });
	});

	test.each(byName(implemented.filter(({ method, params }) => method === 'POST' && params.every(isSimple))))(
		'in the body of %s',
		async (_, endpoint) => {
			const answer = await send(endpoint, ({ body }) => (body.no_such_thing = 1));
			expect(answer).toEqual({ errcode: 40097, errmsg: expect.stringContaining('no_such_thing') });
		},
	);

	const nested = params.filter(([, , param]) => param.in === 'body' && param.fields);
	test.each(nested)('inside of %s: %s', async (_, __, param, endpoint) => {
		const answer = await send(endpoint, ({ body }) => {
			const value = body[param.name];
			(Array.isArray(value) ? value[0] : value).no_such_thing = 1;
		});
		expect(answer).toEqual({ errcode: 40097, errmsg: expect.stringMatching(`${param.name}.*no_such_thing`) });
	});
});

describe('a missing parameter', () => {
	const required = params.filter(([, , param]) => param.required);
	test.each(required)('%s without %s', async (_, __, param, endpoint) => {
		const answer = await send(endpoint, (given) => delete given[param.in][param.name]);
		// The one unknown field of a form without media is what stands in for the file.
		if (param.in === 'form') expect([41005, 40097]).toContain(answer.errcode);
		else expect(answer.errmsg).toContain(`${param.name} is missing`);
		expect(answer.errcode).toBeGreaterThan(40000);
	});

	const inner = params.flatMap(([path, , param, endpoint]) =>
		(param.fields ?? [])
			.filter((field) => field.required)
			.map((field) => [path, param.name, field.name, param, field, endpoint] as const),
	);
	test.each(inner)('%s: %s without %s', async (_, __, ___, param, field, endpoint) => {
		const answer = await send(endpoint, ({ body }) => {
			const value = body[param.name];
			delete (Array.isArray(value) ? value[0] : value)[field.name];
		});
		expect(answer.errmsg).toMatch(new RegExp(`${param.name}(\\[0\\])?\\.${field.name} is missing`));
	});
});

describe('a badly typed parameter', () => {
	const typed = params.filter(([, , param]) => param.in === 'body' && param.type);
	const wrong = (field: Field) => (field.type === 'string' ? 7 : 'seven');
	test.each(typed)('%s with %s', async (_, __, param, endpoint) => {
		const answer = await send(endpoint, ({ body }) => (body[param.name] = wrong(param)));
		expect(answer).toEqual({ errcode: 47001, errmsg: expect.stringContaining(param.name) });
	});
});

describe('a call of the wrong form', () => {
	test.each(byName(implemented))('%s by the other method', async (_, { method, path }) => {
		const client = new Client(simulator.url);
		const answer = await client.raw(method === 'GET' ? 'POST' : 'GET', path, {
			body: method === 'GET' ? {} : undefined,
		});
		expect(answer.status).toBe(200);
		expect(answer.data).toMatchObject({ errcode: method === 'GET' ? 43001 : 43002 });
	});

	const posts = implemented.filter(({ method, params }) => method === 'POST' && params.every(isSimple));
	test.each(byName(posts))('%s with no, broken, escaped, listed JSON', async (_, endpoint) => {
		const client = new Client(simulator.url, offeredTo(endpoint, 'service') ? SERVICE.appid : MINI.appid);
		const errcode = async (body: string) =>
			(
				await client.raw('POST', endpoint.path, {
					query: complete(endpoint, 'query'),
					body: Buffer.from(body),
					headers: { 'content-type': 'application/json' },
				})
			).data.errcode;
		expect(await errcode('')).toBe(44002);
		expect(await errcode('{"a":')).toBe(47001);
		expect(await errcode('[]')).toBe(47001);
		expect(await errcode('{"a":"\\u8336"}')).toBe(40033);
		// An escaped backslash before u is text: the body is then judged by its parameters.
		expect(await errcode('{"a":"\\\\u8336"}')).toBe(40097);
	});

	test('a path that WeChat does not have', async () => {
		expect(await new Client(simulator.url).get('/cgi-bin/nothing')).toMatchObject({ errcode: 40066 });
	});

	test('a path that only the simulator does not have says so', async () => {
		const answer = await new Client(simulator.url, MINI.appid).raw('GET', '/wxa/getgrayreleaseplan', {});
		expect([answer.status, answer.data.error]).toEqual([501, expect.stringContaining('/wxa/getgrayreleaseplan')]);
	});

	test('a body sent in chunks is refused by the gateway', async () => {
		const { Readable } = await import('node:stream');
		const client = new Client(simulator.url);
		const answer = await client.raw('POST', '/cgi-bin/tags/create', {
			body: Readable.from(['{"tag":{"name":"VIP"}}']),
		});
		expect(answer.status).toBe(412);
	});
});

describe('permissions', () => {
	test('of the other product', async () => {
		expect(await new Client(simulator.url, MINI.appid).get('/cgi-bin/tags/get')).toMatchObject({ errcode: 48001 });
		const typing = { touser: 'x', command: 'Typing' };
		expect(await new Client(simulator.url).post('/cgi-bin/message/custom/business/typing', typing)).toMatchObject({
			errcode: 48001,
		});
	});

	test('of service accounts only', async () => {
		const client = new Client(simulator.url);
		const code = { action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: 'poster-7' } } };
		await client.control('/accounts', { type: 'subscription' });
		expect(await client.post('/cgi-bin/qrcode/create', code)).toMatchObject({ errcode: 48001 });
		await client.control('/accounts', { type: 'service' });
		expect(await client.post('/cgi-bin/qrcode/create', code)).not.toMatchObject({ errcode: 48001 });
	});

	test('of an account that is not verified', async () => {
		const client = new Client(simulator.url);
		await client.control('/accounts', { verified: false });
		expect(await client.get('/cgi-bin/tags/get')).toEqual({
			errcode: 48001,
			errmsg: expect.stringMatching(/^api unauthorized rid: /),
		});
		expect(await client.get('/cgi-bin/material/get_materialcount')).not.toHaveProperty('errcode');
		await client.control('/accounts', { verified: true });
	});
});

test('the daily quota of a path ends in 45009, and quota/get tells how it stands', async () => {
	const client = new Client(simulator.url);
	await client.control('/reset', {});
	await client.control('/accounts', { quota: { '/cgi-bin/tags/get': 2 } });
	const quota = async () => (await client.post('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/tags/get' })).quota;
	expect(await quota()).toEqual({ daily_limit: 2, used: 0, remain: 2 });
	await client.get('/cgi-bin/tags/get');
	await client.get('/cgi-bin/tags/get');
	expect(await quota()).toEqual({ daily_limit: 2, used: 2, remain: 0 });
	expect(await client.get('/cgi-bin/tags/get')).toEqual({
		errcode: 45009,
		errmsg: expect.stringMatching(/^reach max api daily quota limit rid: /),
	});
	expect(await client.post('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/none' })).toMatchObject({
		errcode: 76021,
	});
	expect(await client.post('/cgi-bin/openapi/quota/get', { cgi_path: '/wxa/getwxacode' })).toMatchObject({
		errcode: 76022,
	});
});
