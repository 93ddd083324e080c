import type { IDataObject } from 'n8n-workflow';
import { withMerchants } from './cases/customerService/merchant';
import { binary } from './engine';
import { customerService, files, useWechat } from './wechat';
import { useWebServer } from './webServer';

/** Merchants of a Mini Program and its link to WeCom: what goes wrong, and the edges. */
const wechat = useWechat();
const web = useWebServer();

const choose = (value: unknown) => ({ __rl: true, mode: 'id', value });
const NOTHING = '={{ $json.nothing }}';
const run = async (resource: string, operation: string, parameters: IDataObject = {}, more: object = {}) =>
	await wechat.run(customerService(resource, operation, parameters), more);
const withPicture = async (content = files.jpg, name = 'a.jpg', type = 'image/jpeg') => ({
	items: [{ json: {}, binary: { data: await binary(content, name, type) } }],
});

describe('a mistake is one sentence, and WeChat is not called', () => {
	const fine = { account_name: 'jasmine', nickname: 'Jasmine', iconSource: 'url', iconUrl: 'https://example.com/a.jpg' };
	test.each<[string, string, IDataObject, string]>([
		['merchant', 'create', { ...fine, account_name: NOTHING }, '“Account Name” is empty'],
		['merchant', 'create', { ...fine, account_name: '茉莉' }, '“Account Name” must be 6 to 30 letters, digits or underscores'],
		['merchant', 'create', { ...fine, account_name: 'a'.repeat(31) }, '“Account Name” must be 6 to 30 letters'],
		['merchant', 'create', { ...fine, nickname: NOTHING }, '“Nickname” is empty'],
		['merchant', 'create', { ...fine, nickname: 'x'.repeat(31) }, '“Nickname” is too long: 31 characters'],
		['merchant', 'create', { ...fine, iconUrl: NOTHING }, '“Icon URL” is empty'],
		['merchant', 'create', { ...fine, iconSource: 'binary' }, '“Icon”: the item has no file in its field “data”'],
		['merchant', 'get', { findBy: 'merchant', business_id: choose(NOTHING) }, '“Merchant” is empty'],
		['merchant', 'get', { findBy: 'merchant', business_id: choose('jasmine') }, '“Merchant” must be the number of a merchant'],
		['merchant', 'get', { findBy: 'accountName', account_name: NOTHING }, '“Account Name” is empty'],
		['merchant', 'update', { business_id: choose('1') }, 'There is nothing to change'],
		['wecomLink', 'link', { corpid: NOTHING }, '“Company ID” is empty'],
		['wecomLink', 'unlink', { corpid: NOTHING }, '“Company ID” is empty'],
	])('%s %s: %#', async (resource, operation, parameters, sentence) => {
		await withMerchants(wechat);
		await wechat.client.control('/calls', {}, 'DELETE');
		const { error } = await run(resource, operation, parameters);
		expect(error!.message).toContain(sentence);
		expect(error!.description).toMatch(/^[A-Z].{8,}/);
		expect(await wechat.calls()).toEqual([]);
	});
});

test('the icon of a fixed web address is uploaded as temporary media: WeChat takes no other', async () => {
	await withMerchants(wechat);
	web.pages['/icon.png'] = { type: 'image/png', body: files.png };
	const created = await run('merchant', 'create', { account_name: 'jasmine', nickname: 'Jasmine', iconSource: 'url', iconUrl: `${web.url}/icon.png` });
	expect(created.json('WeChat')).toEqual([{ business_id: '1', account_name: 'jasmine', nickname: 'Jasmine' }]);
	expect((await wechat.calls()).map(({ path }) => path).slice(-2)).toEqual(['/cgi-bin/media/upload', '/cgi-bin/business/register']);
});

test('another icon', async () => {
	const client = await withMerchants(wechat, 'jasmine');
	const before = (await client.post('/cgi-bin/business/get', { business_id: 1 })).business_info;
	const updated = await run('merchant', 'update', { business_id: choose('1'), iconSource: 'binary' }, await withPicture(files.png, 'b.png', 'image/png'));
	expect(updated.error).toBeUndefined();
	const after = (await client.post('/cgi-bin/business/get', { business_id: 1 })).business_info;
	expect(after).toEqual({ ...before, icon_url: expect.stringContaining('/mmbiz_png/') });
});

test('by account name', async () => {
	await withMerchants(wechat, 'jasmine', 'oolong');
	const { json } = (await run('merchant', 'get', { findBy: 'accountName', account_name: 'oolong' })).items('WeChat')![0];
	expect(json).toMatchObject({ business_id: '2', account_name: 'oolong' });
});

test.each<[string, string, IDataObject, number, RegExp]>([
	['an account name that is taken', 'create', { account_name: 'jasmine', nickname: 'Jasmine', iconSource: 'binary' }, 45070, /^A merchant with this account name exists already/],
	['an account name that is too short', 'create', { account_name: 'apple', nickname: 'Jasmine', iconSource: 'binary' }, 45091, /^The account name is not accepted/],
	['a nickname that is too short', 'create', { account_name: 'oolong', nickname: '茶', iconSource: 'binary' }, 45078, /^The nickname is not accepted/],
	['a merchant that does not exist', 'update', { business_id: choose('9'), nickname: 'Oolong' }, 45071, /^WeChat does not know this merchant/],
])('%s: WeChat’s code, and what to do', async (_, operation, parameters, errcode, hint) => {
	await withMerchants(wechat, 'jasmine');
	const { error } = await run('merchant', operation, parameters, await withPicture());
	expect(error).toMatchObject({ httpCode: String(errcode), description: expect.stringMatching(hint) });
});

describe('Get Many', () => {
	const names = Array.from({ length: 101 }, (_, n) => `merchant_${n}`);
	const asked = async () => (await wechat.calls('/cgi-bin/business/list')).map(({ body }) => body);

	test('all, page by page; a page that is not full is the last', async () => {
		await withMerchants(wechat, ...names);
		const found = (await run('merchant', 'getAll', { returnAll: true })).json('WeChat')!;
		expect(found.map(({ account_name }) => account_name)).toEqual(names);
		expect(await asked()).toEqual([0, 100].map((offset) => ({ offset, count: 100 })));
	});

	test('no more pages than the limit takes', async () => {
		await withMerchants(wechat, ...names);
		expect((await run('merchant', 'getAll', { limit: 100 })).json('WeChat')).toHaveLength(100);
		expect(await asked()).toHaveLength(1);
	});

	test('none', async () => {
		await withMerchants(wechat);
		const found = await run('merchant', 'getAll', { returnAll: true });
		expect([found.error, found.json('WeChat')]).toEqual([undefined, []]);
	});
});

test('Create is not repeated when it is unknown whether it was done', async () => {
	await withMerchants(wechat);
	await wechat.fault({ path: '/cgi-bin/business/register', drop: true });
	const { error } = await run('merchant', 'create', { account_name: 'jasmine', nickname: 'Jasmine', iconSource: 'binary' }, await withPicture());
	expect(error!.message).toContain('could not be reached');
	expect(await wechat.calls('/cgi-bin/business/register')).toHaveLength(1);
});

test.each([
	['merchant', 'getAll', {}],
	['wecomLink', 'get', {}],
])('%s is of a Mini Program only, and the hint says so', async (resource, operation, parameters) => {
	expect((await run(resource, operation, parameters)).error).toMatchObject({
		httpCode: '48001',
		description: expect.stringMatching(/^This exists in a Mini Program only, and the credential is for an Official Account\./),
	});
});

describe('the link to WeCom', () => {
	const corpid = 'ww1234567890abcdef';

	test('not linked yet', async () => {
		const { appid } = await withMerchants(wechat);
		expect((await run('wecomLink', 'get')).json('WeChat')).toEqual([{ appid, linked: false, corpid: null, company: null, linked_at: null }]);
	});

	test.each<[string, string, string, number, RegExp]>([
		['is linked already', 'link', corpid, 10130603, /^The Mini Program is linked already/],
		['is another company', 'unlink', 'wwanothercompany', 10130602, /registered in the same name/],
		['is no company', 'link', 'lotus', 10130600, /^WeChat does not know this company/],
	])('what %s: WeChat’s code, and what to do', async (_, operation, id, errcode, hint) => {
		await (await withMerchants(wechat)).post('/customservice/work/bind', { corpid });
		expect((await run('wecomLink', operation, { corpid: id })).error).toMatchObject({
			httpCode: String(errcode),
			description: expect.stringMatching(hint),
		});
	});
});
