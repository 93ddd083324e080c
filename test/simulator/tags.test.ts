import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';

let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const create = async (name: string) => await client.post('/cgi-bin/tags/create', { tag: { name } });
const tags = async () => (await client.get('/cgi-bin/tags/get')).tags;
const tagging = async (openid_list: string[], tagid: number) =>
	await client.post('/cgi-bin/tags/members/batchtagging', { openid_list, tagid });

describe('a tag', () => {
	test('is made, renamed, deleted', async () => {
		expect(await create('VIP')).toEqual({ tag: { id: 100, name: 'VIP' } });
		expect(await client.post('/cgi-bin/tags/update', { tag: { id: 100, name: '贵宾' } })).toEqual({
			errcode: 0,
			errmsg: 'ok',
		});
		expect(await tags()).toEqual([
			{ id: 2, name: '星标组', count: 0 },
			{ id: 100, name: '贵宾', count: 0 },
		]);
		const openid = await client.follower({ tags: [100] });
		expect(await client.post('/cgi-bin/tags/delete', { tag: { id: 100 } })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await client.post('/cgi-bin/tags/getidlist', { openid })).toEqual({ tagid_list: [] });
		expect(await tags()).toHaveLength(1);
	});

	test.each([
		['', 45157],
		['VIP', 45157],
		['星标组', 45157],
		['十个汉字正好三十个字', 0],
		['十个汉字正好三十个字a', 45158],
	])('named "%s" after VIP: %d', async (name, errcode) => {
		await create('VIP');
		expect((await create(name)).errcode ?? 0).toBe(errcode);
	});

	test('may keep its name when it is renamed', async () => {
		await create('VIP');
		expect(await client.post('/cgi-bin/tags/update', { tag: { id: 100, name: 'VIP' } })).toMatchObject({ errcode: 0 });
	});

	test('is one of 100 at most', async () => {
		for (let n = 1; n <= 100; n++) expect(await create(`tag ${n}`)).toHaveProperty('tag');
		expect(await create('one more')).toMatchObject({ errcode: 45056 });
	});

	test.each([0, 1, 2])('of the system (%d) cannot be changed', async (id) => {
		expect(await client.post('/cgi-bin/tags/update', { tag: { id, name: 'x' } })).toMatchObject({ errcode: 45058 });
		expect(await client.post('/cgi-bin/tags/delete', { tag: { id } })).toMatchObject({ errcode: 45058 });
	});

	test('that does not exist', async () => {
		expect(await client.post('/cgi-bin/tags/update', { tag: { id: 7, name: 'x' } })).toMatchObject({ errcode: 45159 });
		expect(await client.post('/cgi-bin/user/tag/get', { tagid: 7 })).toMatchObject({ errcode: 45159 });
		expect(await tagging([await client.follower()], 7)).toMatchObject({ errcode: 45159 });
	});

	test('of more than 100,000 followers cannot be deleted', async () => {
		await create('everyone');
		const list = Array.from({ length: 100_001 }, () => ({ tags: [100] }));
		await client.control('/followers', { list });
		expect(await client.post('/cgi-bin/tags/delete', { tag: { id: 100 } })).toMatchObject({ errcode: 45057 });
		const [openid] = (await client.control('/followers?appid=wx5e6e1a3d7c0f4b21&limit=1')).map(
			(one: any) => one.openid,
		);
		await client.post('/cgi-bin/tags/members/batchuntagging', { openid_list: [openid], tagid: 100 });
		expect(await client.post('/cgi-bin/tags/delete', { tag: { id: 100 } })).toMatchObject({ errcode: 0 });
	});
});

describe('tagging', () => {
	test('gives, lists, takes away', async () => {
		await create('VIP');
		const { openids } = await client.control('/followers', { count: 3 });
		expect(await tagging(openids.slice(1), 100)).toEqual({ errcode: 0, errmsg: 'ok' });
		expect((await tags())[1]).toEqual({ id: 100, name: 'VIP', count: 2 });
		expect(await client.post('/cgi-bin/user/tag/get', { tagid: 100, next_openid: '' })).toEqual({
			count: 2,
			data: { openid: openids.slice(1) },
			next_openid: openids[2],
		});
		expect(await client.post('/cgi-bin/user/tag/get', { tagid: 100, next_openid: openids[2] })).toEqual({
			count: 0,
			next_openid: '',
		});
		await client.post('/cgi-bin/tags/members/batchuntagging', { openid_list: openids, tagid: 100 });
		expect(await client.post('/cgi-bin/user/tag/get', { tagid: 100 })).toMatchObject({ count: 0 });
	});

	test('takes 1 to 50 at once', async () => {
		await create('VIP');
		const { openids } = await client.control('/followers', { count: 51 });
		expect(await tagging(openids, 100)).toMatchObject({ errcode: 40032 });
		expect(await tagging([], 100)).toMatchObject({ errcode: 40032 });
		expect(await tagging(openids.slice(0, 50), 100)).toMatchObject({ errcode: 0 });
	});

	test('stops at 20 per follower', async () => {
		for (let n = 1; n <= 21; n++) await create(`tag ${n}`);
		const openid = await client.follower();
		for (let id = 100; id < 120; id++) expect(await tagging([openid], id)).toMatchObject({ errcode: 0 });
		expect(await tagging([openid], 120)).toMatchObject({ errcode: 45059 });
		// One they have already changes nothing.
		expect(await tagging([openid], 119)).toMatchObject({ errcode: 0 });
	});

	test('tells which openids failed, and does the others', async () => {
		await create('VIP');
		const openid = await client.follower();
		expect(await tagging([openid, 'nobody'], 100)).toMatchObject({ errcode: 45171, fail_openid_list: ['nobody'] });
		expect(await client.post('/cgi-bin/tags/getidlist', { openid })).toEqual({ tagid_list: [100] });
		expect(await tagging(['nobody'], 100)).toMatchObject({ errcode: 40003 });
	});
});
