import { MERCHANT } from './client';
import { payEndpoints } from './api/pay/endpoints';
import { type PayEndpoint, payEndpoint, type PayField, type PayParam } from './api/pay/inventory';
import inventory from './payInventory.json';
import { payScene } from './payScene';

/**
 * Every endpoint of WeChat Pay that the simulator does must refuse what the documents do not know. All calls here are
 * made of the inventory alone, so that an endpoint added later is tested the day it appears.
 */
const scene = payScene();
type Values = Record<string, any>;
type Given = Record<'path' | 'query' | 'body', Values>;

const implemented = Object.keys(payEndpoints).map((key): PayEndpoint => {
	const endpoint = payEndpoint(key);
	if (!endpoint) throw new Error(`${key} is implemented but not documented`);
	return endpoint;
});

/** A value of the right type; whether it is a sensible one does not matter here. */
function example(field: PayField): unknown {
	const fields = Object.fromEntries((field.fields ?? []).map((inner) => [inner.name, example(inner)]));
	const scalars: Values = { integer: 1, boolean: true, string: 'LT123456', object: fields };
	const value = ['mchid', 'sp_mchid'].includes(field.name) ? MERCHANT.mchid : scalars[field.type ?? 'string'];
	return field.type === 'list' ? [field.of === 'object' ? fields : scalars[field.of ?? 'string']] : value;
}

function complete({ params, oneOf = [] }: PayEndpoint, place: PayParam['in']): Values {
	const others = oneOf.flatMap(([, ...rest]) => rest);
	const wanted = params.filter((param) => param.in === place && !others.includes(param.name));
	return Object.fromEntries(wanted.map((param) => [param.name, example(param)]));
}

async function send(endpoint: PayEndpoint, change: (given: Given) => void) {
	const given = {
		path: complete(endpoint, 'path'),
		query: complete(endpoint, 'query'),
		body: complete(endpoint, 'body'),
	};
	change(given);
	const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => given.path[name]);
	const body = endpoint.method === 'GET' ? undefined : given.body;
	const { status, data } = await scene.pay.send(endpoint.method, path, { query: given.query, body });
	return { status, ...data } as Values;
}

const name = ({ method, path }: PayEndpoint) => `${method} ${path}`;
const all = implemented.map((endpoint) => [name(endpoint), endpoint] as const);
const posts = all.filter(([, { method }]) => method !== 'GET' && method !== 'DELETE');
const params = implemented.flatMap((endpoint) =>
	endpoint.params
		.filter((param) => param.in === 'query' || param.in === 'body')
		.map((param) => [name(endpoint), param.name, param, endpoint] as const),
);

/** Every field of a body with the way to it: names, and 0 for the element of a list. */
function fieldsOf(
	fields: PayField[],
	way: Array<string | number> = [],
): Array<{ way: Array<string | number>; field: PayField }> {
	return fields.flatMap((field) => {
		const here = [...way, field.name];
		return [{ way: here, field }, ...fieldsOf(field.fields ?? [], field.type === 'list' ? [...here, 0] : here)];
	});
}

const bodyFields = implemented.flatMap((endpoint) =>
	fieldsOf(endpoint.params.filter((param) => param.in === 'body')).map(
		({ way, field }) => [name(endpoint), `/${way.join('/')}`, way, field, endpoint] as const,
	),
);

function parent(body: Values, way: ReadonlyArray<string | number>): Values {
	return way.slice(0, -1).reduce<Values>((inner, key) => inner[key], body);
}

test('there are endpoints to test', () => {
	expect(implemented.length).toBeGreaterThanOrEqual(13);
	expect(bodyFields.length).toBeGreaterThan(150);
});

describe('an unknown parameter', () => {
	const issue = '字段校验失败，此字段不存在';

	test.each(all)('in the query of %s', async (_, endpoint) => {
		const answer = await send(endpoint, ({ query }) => (query.no_such_thing = '1'));
		expect(answer).toMatchObject({
			status: 400,
			code: 'PARAM_ERROR',
			detail: { field: '/no_such_thing', value: '1', issue, location: 'query' },
		});
	});

	test.each(posts)('in the body of %s', async (_, endpoint) => {
		const answer = await send(endpoint, ({ body }) => (body.no_such_thing = 7));
		expect(answer).toMatchObject({
			status: 400,
			detail: { field: '/no_such_thing', value: 7, issue, location: 'body' },
		});
	});

	const objects = bodyFields.filter(([, , , field]) => field.fields);
	test.each(objects)('inside of %s %s', async (_, pointer, way, field, endpoint) => {
		const answer = await send(endpoint, ({ body }) => {
			const value = parent(body, way)[field.name];
			(Array.isArray(value) ? value[0] : value).no_such_thing = 1;
		});
		expect(answer.detail).toMatchObject({ field: expect.stringMatching(`^${pointer}(/0)?/no_such_thing$`), issue });
	});
});

describe('a missing parameter', () => {
	const issue = '必填性规则校验失败，此字段为必填项';

	test.each(params.filter(([, , param]) => param.required))('%s without %s', async (_, __, param, endpoint) => {
		const answer = await send(endpoint, (given) => delete given[param.in as 'query' | 'body'][param.name]);
		expect(answer).toMatchObject({
			status: 400,
			code: 'PARAM_ERROR',
			message: `输入源“/${param.in}/${param.name}”映射到值字段“${param.name}”${issue}`,
			detail: { field: `/${param.name}`, value: '', issue, location: param.in },
		});
	});

	const inner = bodyFields.filter(([, , way, field]) => way.length > 1 && field.required);
	test.each(inner)('%s without %s', async (_, pointer, way, field, endpoint) => {
		const answer = await send(endpoint, ({ body }) => delete parent(body, way)[field.name]);
		expect(answer.detail).toEqual({ field: pointer, value: '', issue, location: 'body' });
	});

	test('one of two is enough, and both are too many', async () => {
		const endpoint = payEndpoint('POST /v3/refund/domestic/refunds')!;
		const none = await send(endpoint, ({ body }) => delete body.transaction_id);
		const both = await send(endpoint, ({ body }) => (body.out_trade_no = 'LT123456'));
		expect([none, both]).toMatchObject([
			{ code: 'PARAM_ERROR', detail: { field: '/transaction_id', issue: expect.stringContaining('二选一') } },
			{ code: 'PARAM_ERROR', detail: { field: '/transaction_id', issue: expect.stringContaining('只能填写一个') } },
		]);
	});
});

describe('a badly typed parameter', () => {
	const typed = bodyFields.filter(([, , , field]) => field.type);
	test.each(typed)('%s with %s', async (_, pointer, way, field, endpoint) => {
		for (const wrong of [field.type === 'string' ? 7 : 'seven', null]) {
			const answer = await send(endpoint, ({ body }) => (parent(body, way)[field.name] = wrong));
			expect(answer).toMatchObject({
				status: 400,
				code: 'PARAM_ERROR',
				detail: { field: pointer, value: wrong ?? '', location: 'body' },
			});
		}
	});

	const lists = bodyFields.filter(([, , , field]) => field.type === 'list');
	test.each(lists)('%s with an element of %s', async (_, pointer, way, field, endpoint) => {
		const answer = await send(endpoint, ({ body }) => (parent(body, way)[field.name] = [true]));
		expect(answer.detail).toMatchObject({ field: `${pointer}/0`, value: true });
	});

	test('money is an integer', async () => {
		const endpoint = payEndpoint('POST /v3/pay/transactions/native')!;
		for (const total of [0.01, 99.5, '9900', 1e21]) {
			const answer = await send(endpoint, ({ body }) => (body.amount.total = total));
			expect(answer.detail).toMatchObject({
				field: '/amount/total',
				value: total,
				issue: expect.stringContaining('64 位有符号整数'),
			});
		}
	});
});

describe('the mchid of a call', () => {
	const named = all.filter(([, endpoint]) => endpoint.params.some((param) => param.name === 'mchid'));
	test.each(named)('is the one that signs (%s)', async (_, endpoint) => {
		const answer = await send(endpoint, ({ query, body }) => {
			for (const values of [query, body]) if (values.mchid) values.mchid = '1900000001';
		});
		expect(answer).toMatchObject({
			status: 400,
			code: 'PARAM_ERROR',
			message: 'http header中的mchid与post payload中的mchid不匹配',
			detail: { field: '/mchid', value: '1900000001' },
		});
	});
});

describe('the inventory', () => {
	test('has the whole core of APIv3, of direct merchants and partners, where member cards are told, and of API v2 what shops need', () => {
		const [v3, v2] = [true, false].map((wanted) => inventory.filter(({ path }) => path.startsWith('/v3/') === wanted));
		expect([v3.length, v2.length]).toEqual([325, 20]);
		expect(new Set(inventory.map(({ mode }) => mode))).toEqual(new Set(['direct', 'partner']));
		for (const { path } of v2) expect(path).toMatch(/^\/(mmpaymkttransfers|pay|secapi\/pay|tools)\/\w+$/);
	});

	test('knows types, lists, what is required inside and what is encrypted', () => {
		const { params: order } = payEndpoint('POST /v3/pay/transactions/jsapi')!;
		const param = (wanted: string) => order.find((one) => one.name === wanted);
		expect(param('amount')?.fields?.[0]).toEqual({ name: 'total', required: true, type: 'integer' });
		expect(param('limit_pay')).toMatchObject({ type: 'list', of: 'string', required: false });
		expect(param('detail')?.fields?.find((one) => one.name === 'goods_detail')).toMatchObject({
			type: 'list',
			of: 'object',
		});
		const identity = param('payer')?.fields?.find((one) => one.name === 'identity');
		expect(identity?.fields).toContainEqual({ name: 'number', required: true, type: 'string', encrypted: true });
	});

	test('takes the direct merchant’s list where both modes have one', () => {
		expect(payEndpoint('POST /v3/refund/domestic/refunds')?.params.map((param) => param.name)).not.toContain(
			'sub_mchid',
		);
		expect(payEndpoint('POST /v3/pay/partner/transactions/jsapi')?.mode).toBe('partner');
	});
});
