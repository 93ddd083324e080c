import { readParams, type SourceRecord } from '../../scripts/inventory/params';
import { parseSchema } from '../../scripts/inventory/schema';
import { endpoints } from './api/endpoints';
import { findEndpoint, offeredTo } from './api/inventory';
import inventory from './inventory.json';

/** How scripts/inventory.ts reads the reference. */
function read(given: Partial<SourceRecord>) {
	const record = { area: 'C', resource: 'r', operation: 'o', method: 'POST', path: '/p', limits: '', source: [] };
	return readParams({ ...record, requiredParams: [], optionalParams: [], ...given });
}

describe('a schema', () => {
	test('of scalars, lists and objects in one another', () => {
		expect(parseSchema('tag:Tag{id:int, name?:string}, ids:list string, more?:map Data{value:string}')).toEqual([
			{
				name: 'tag',
				required: true,
				type: 'object',
				fields: [
					{ name: 'id', required: true, type: 'integer' },
					{ name: 'name', required: false, type: 'string' },
				],
			},
			{ name: 'ids', required: true, type: 'list', of: 'string' },
			{ name: 'more', required: false, type: 'map' },
		]);
	});

	test('that only names a class says nothing of its fields', () => {
		expect(parseSchema('text?:TextMessage{<<inherits X.Types.TextMessage>>:}')).toEqual([
			{ name: 'text', required: false, type: 'object' },
		]);
	});
});

describe('a parameter', () => {
	test.each<[string, object]>([
		['openid(q)', { name: 'openid', in: 'query', type: 'string' }],
		['media(multipart)', { name: 'media', in: 'form' }],
		['type(image,voice)(q)', { name: 'type', in: 'query', values: ['image', 'voice'] }],
		['grant_type=client_credential', { name: 'grant_type', in: 'body', values: ['client_credential'] }],
		[
			'tag{id,name}',
			{
				name: 'tag',
				type: 'object',
				fields: [
					{ name: 'id', required: false },
					{ name: 'name', required: false },
				],
			},
		],
		['user_list[{openid,lang}]', { name: 'user_list', type: 'list' }],
		['touser[2..10000]', { name: 'touser', type: 'list' }],
		['cgi_path(starts with /)', { name: 'cgi_path', in: 'body' }],
		['force_refresh(bool,default false)', { name: 'force_refresh', in: 'body' }],
	])('%s', (text, expected) => {
		expect(read({ requiredParams: [text] })).toEqual([expect.objectContaining({ required: true, ...expected })]);
	});

	test('of a GET is in the query', () => {
		expect(read({ method: 'GET', optionalParams: ['page'] })).toMatchObject([
			{ name: 'page', in: 'query', required: false },
		]);
	});

	test('or another: one of them must be there', () => {
		expect(read({ requiredParams: ['touser or towxname'] })).toMatchObject([
			{ name: 'touser', required: false, or: ['towxname'] },
			{ name: 'towxname', required: false, or: ['touser'] },
		]);
	});

	test('"<object named after msgtype>" stands for the objects of the schema', () => {
		const params = read({
			requiredParams: ['msgtype', '<object>'],
			requestSchema: 'msgtype:string, text?:Text{content:string}',
		});
		expect(params).toMatchObject([
			{ name: 'msgtype' },
			{ name: 'text', required: false, in: 'body', fields: [{ name: 'content' }] },
		]);
	});

	test('the table of inner fields says what is required, the schema their types', () => {
		const nestedParams = { order_key: ['number', 'mchid?'], 'list(Array)': ['item'], 'list(Array).item': ['name'] };
		const params = read({
			requiredParams: ['order_key', 'list'],
			requestSchema: 'order_key:Key{number?:int, mchid:string}',
			nestedParams,
		});
		expect(params).toMatchObject([
			{
				type: 'object',
				fields: [
					{ name: 'number', required: true, type: 'integer' },
					{ name: 'mchid', required: false, type: 'string' },
				],
			},
			{ type: 'list', fields: [{ name: 'item', type: 'object', fields: [{ name: 'name' }] }] },
		]);
	});
});

describe('the inventory', () => {
	test('has areas A, C and D without cards, guides and shops, one method per path', () => {
		const methods = new Map<string, string>();
		for (const { area, resource, path, method } of inventory) {
			expect(area).toMatch(/^[ACD]$/);
			expect(resource).not.toMatch(/^(card|guide|poi)/);
			expect(methods.get(path) ?? method).toBe(method);
			methods.set(path, method);
		}
		expect(inventory.length).toBe(256);
	});

	test('links every record it can to the official page', () => {
		const links = inventory.flatMap(({ docs }) => docs ?? []);
		expect(links.length).toBeGreaterThan(230);
		expect(links.every((link) => link.startsWith('https://developers.weixin.qq.com/'))).toBe(true);
	});

	test('knows which account has what', () => {
		const offered = (path: string) =>
			(['service', 'miniProgram'] as const).filter((type) => offeredTo(findEndpoint(path)!, type));
		expect(offered('/cgi-bin/stable_token')).toEqual(['service', 'miniProgram']);
		expect(offered('/cgi-bin/message/custom/send')).toEqual(['service', 'miniProgram']);
		expect(offered('/cgi-bin/tags/get')).toEqual(['service']);
		expect(offered('/wxa/getwxacode')).toEqual(['miniProgram']);
	});

	test('documents everything the simulator does', () => {
		expect(Object.keys(endpoints).filter((path) => !findEndpoint(path))).toEqual([]);
	});
});
