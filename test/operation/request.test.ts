import type { Field, Parameters, Request } from '../../nodes/operation/operation';
import { buildRequest } from '../../nodes/operation/request';

/** The shown fields' values → the HTTP call. */

const field = (name: string, more: Partial<Field> = {}): Field =>
	({ displayName: name, name, type: 'string', default: '', ...more }) as Field;
const kind = (name: string, at?: string | false): Field => ({ name, at, properties: [], read: async () => undefined });

const POST: Request = { method: 'POST', path: '/p' };
const GET: Request = { method: 'GET', path: '/p' };

const body = (fields: Field[], parameters: Parameters, request: Request = POST) => buildRequest(fields, parameters, request).body;

test('GET: everything goes into the query, and there is no body', () => {
	expect(buildRequest([field('openid'), field('lang')], { openid: 'o1', lang: 'en' }, GET)).toEqual({
		method: 'GET',
		path: '/p',
		query: { openid: 'o1', lang: 'en' },
	});
});

test('POST: everything goes into the body, an empty one too', () => {
	expect(buildRequest([field('a')], { a: 0 }, POST)).toEqual({ method: 'POST', path: '/p', query: {}, body: { a: 0 } });
	expect(body([], {})).toEqual({});
});

test('POST: what WeChat takes in the query', () => {
	const wire = buildRequest([field('type'), field('a')], { type: 'image', a: 1 }, { ...POST, query: ['type'] });
	expect(wire).toMatchObject({ query: { type: 'image' }, body: { a: 1 } });
	expect(wire.body).not.toHaveProperty('type');
});

describe('what only WeChat may read', () => {
	const name = field('user_name', { encrypted: true } as never);

	test('is named by its place', () => {
		expect(buildRequest([name, field('a')], { user_name: 'Li', a: 1 }, POST)).toMatchObject({ body: { user_name: 'Li', a: 1 }, encrypted: ['user_name'] });
		expect(buildRequest([{ ...name, at: 'payee.name' }], { user_name: 'Li' }, POST).encrypted).toEqual(['payee.name']);
	});

	test('in a collection too', () => {
		const more = field('more', { type: 'collection', options: [name] } as never);
		expect(buildRequest([more], { more: { user_name: 'Li' } }, POST)).toMatchObject({ body: { user_name: 'Li' }, encrypted: ['user_name'] });
	});

	test('is not named when it is not there', () => {
		expect(buildRequest([name], {}, POST)).not.toHaveProperty('encrypted');
	});
});

test.each([true, undefined] as const)('repeatable: %p is handed on', (repeatable) => {
	expect(buildRequest([], {}, { ...POST, repeatable }).repeatable).toBe(repeatable);
});

describe('where a value goes', () => {
	test.each<[string, Field[], Parameters, object]>([
		['its own name', [field('a')], { a: 1 }, { a: 1 }],
		['a path', [field('t', { at: 'tag.name' }), kind('id', 'tag.id')], { t: 'VIP', id: 2 }, { tag: { name: 'VIP', id: 2 } }],
		[
			'a path with an index',
			[field('t', { at: 'news.articles.0.title' }), field('u', { at: 'news.articles.0.url' })],
			{ t: 'T', u: 'U' },
			{ news: { articles: [{ title: 'T', url: 'U' }] } },
		],
		['under the name of another value', [field('m', { at: '{msgtype}.media_id' })], { m: 'm1', msgtype: 'voice' }, { voice: { media_id: 'm1' } }],
		['nowhere', [field('a', { at: false }), kind('b', false), field('c')], { a: 1, b: 2, c: 3 }, { c: 3 }],
		['a kind, by its name', [kind('touser')], { touser: 'o1' }, { touser: 'o1' }],
	])('%s', (_, fields, parameters, expected) => {
		expect(body(fields, parameters)).toEqual(expected);
	});

	test('of a GET too', () => {
		expect(buildRequest([field('a', { at: 'b' })], { a: 1 }, GET).query).toEqual({ b: 1 });
	});
});

test.each([
	['', { a: '' }],
	[false, { a: false }],
	[0, { a: 0 }],
	[null, { a: null }],
	[undefined, {}],
])('a value of %p is sent as it is; nothing is not sent', (a, expected) => {
	expect(body([field('a')], { a })).toEqual(expected);
});

test('a parameter without a field is not sent', () => {
	expect(body([field('a')], { a: 1, b: 2 })).toEqual({ a: 1 });
});

test('of two fields of one name that exclude one another, the one that is shown says where it goes', () => {
	const news = field('title', { at: 'news.articles.0.title' });
	const link = field('title', { at: 'link.title' });
	expect(body([news], { title: 'T' })).toEqual({ news: { articles: [{ title: 'T' }] } });
	expect(body([link], { title: 'T' })).toEqual({ link: { title: 'T' } });
});

test('the members of a collection count as fields of their own', () => {
	const options = field('options', {
		type: 'collection',
		options: [
			field('businessid'),
			field('is_ai_msg', { at: 'aimsgcontext.is_ai_msg' }),
			field('shape', { at: false }),
			field('left_out'),
		] as never,
	} as never);
	expect(body([options], { options: { businessid: 7, is_ai_msg: 1, shape: 'x' } })).toEqual({
		businessid: 7,
		aimsgcontext: { is_ai_msg: 1 },
	});
});

test('a list of entries goes out whole', () => {
	const list = field('list', { type: 'fixedCollection', at: 'msgmenu.list' } as never);
	expect(body([list], { list: [{ id: '1' }, { id: '2' }] })).toEqual({ msgmenu: { list: [{ id: '1' }, { id: '2' }] } });
});

describe('a file', () => {
	const file = { content: Buffer.from('x'), fileName: 'a.jpg', contentType: 'image/jpeg' };

	test('makes a form of it, the file under its field and last, texts before it', () => {
		const fields = [kind('media'), field('type'), field('n'), field('t', { at: 'description.title' })];
		const wire = buildRequest(fields, { media: file, type: 'video', n: 5, t: 'Tea' }, { ...POST, file: 'media', query: ['type'] });
		expect(wire).toEqual({
			method: 'POST',
			path: '/p',
			query: { type: 'video' },
			parts: [
				{ name: 'n', value: '5' },
				{ name: 'description', value: '{"title":"Tea"}' },
				{ name: 'media', ...file },
			],
		});
		expect(wire).not.toHaveProperty('body');
	});
});

test('a pure function: the parameters stay as they are, and two calls share nothing', () => {
	const fields = [field('a', { at: 'x.a' }), field('b', { at: 'x.b' })];
	const parameters = Object.freeze({ a: 1, b: 2 });
	const first = buildRequest(fields, parameters, POST);
	expect(buildRequest(fields, { a: 3 }, POST).body).toEqual({ x: { a: 3 } });
	expect(first.body).toEqual({ x: { a: 1, b: 2 } });
});

describe('what pay operations add', () => {
	test('a number in the path is one step of it, whatever is in it, and goes nowhere else', () => {
		const wire = buildRequest([field('no'), field('a')], { no: 'a/b c|*?1', a: 1 }, { ...POST, path: '/v3/orders/{no}/close' });
		expect(wire).toMatchObject({ path: '/v3/orders/a%2Fb%20c%7C*%3F1/close', query: {}, body: { a: 1 } });
		expect(wire.body).not.toHaveProperty('no');
	});

	test('what is fixed goes where the fields go; what is not known is left out', () => {
		const fixed = { mchid: '19', 'amount.currency': 'CNY', notify_url: undefined };
		const total = field('total', { at: 'amount.total' });
		expect(body([total], { total: 9990 }, { ...POST, fixed })).toStrictEqual({ mchid: '19', amount: { currency: 'CNY', total: 9990 } });
		expect(buildRequest([], {}, { ...GET, fixed: { mchid: '19' } }).query).toEqual({ mchid: '19' });
	});

	test('what is made is named by its number', () => {
		const wire = buildRequest([field('no')], { no: 'R1' }, { ...POST, makes: { what: 'refund', by: 'no' } });
		expect(wire.makes).toEqual({ what: 'refund', number: { no: 'R1' } });
	});

	test('what is encrypted inside a list is said beside what single fields say; how a thing is looked up goes along', () => {
		const makes = { what: 'batch', by: 'no', lookUp: 'Look there' };
		const wire = buildRequest([field('no'), field('name', { encrypted: true })], { no: 'B1', name: 'N' }, { ...POST, makes, encrypted: ['list.name'] });
		expect(wire).toMatchObject({ encrypted: ['list.name', 'name'], makes: { lookUp: 'Look there' } });
	});

	test('what says all in its path goes out without a body', () => {
		expect(buildRequest([field('no')], { no: 'B1' }, { ...POST, path: '/v3/{no}/cancel', bodiless: true }).body).toBe('');
	});
});
