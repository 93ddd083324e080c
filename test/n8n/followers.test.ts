import type { IDataObject } from 'n8n-workflow';
import { officialAccount, SERVICE, useWechat } from './wechat';

/** Get Many of followers: lists of any length, in as few calls as WeChat allows. */
const wechat = useWechat();

const getMany = (parameters: IDataObject) => officialAccount('follower', 'getAll', parameters);

async function list(parameters: IDataObject): Promise<IDataObject[]> {
	const run = await wechat.run(getMany(parameters));
	expect(run.error).toBeUndefined();
	return run.json('WeChat') ?? [];
}

/** Path → number of calls. */
async function counted(): Promise<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const { path } of await wechat.calls()) counts[path] = (counts[path] ?? 0) + 1;
	return counts;
}

/** In WeChat's order; the control API names the first hundred. */
async function openids(count: number): Promise<string[]> {
	const followers = await wechat.client.control(`/followers?appid=${SERVICE.appid}&limit=${count}`);
	return followers.map(({ openid }: { openid: string }) => openid);
}

test('12,000 followers with profiles: two pages and 120 portions, nobody twice, nobody missing', async () => {
	await wechat.client.control('/followers', { count: 11_990 });
	await wechat.client.control('/followers', { list: Array.from({ length: 10 }, () => ({ tags: ['VIP'] })) });
	const found = await list({ returnAll: true });
	expect(found.map(({ openid }) => openid)).toEqual(await openids(12_000));
	expect(new Set(found.map(({ unionid }) => unionid)).size).toBe(12_000);
	expect(found.slice(-11).map(({ tags }) => tags)).toEqual(['', ...Array(10).fill('VIP')]);
	expect(await counted()).toEqual({
		// The page after the last: WeChat says "loop until count = 0".
		'/cgi-bin/user/get': 3,
		'/cgi-bin/user/info/batchget': 120,
		// Names of tags: once, not per follower.
		'/cgi-bin/tags/get': 1,
	});
	expect(await wechat.tokenCalls()).toHaveLength(1);
});

test('GET with a JSON body loses next_openid: the second page is asked for in the query', async () => {
	await wechat.client.control('/followers', { count: 10_001 });
	expect(await list({ returnAll: true, profiles: false })).toHaveLength(10_001);
	const pages = await wechat.calls('/cgi-bin/user/get');
	const all = await openids(10_001);
	expect(pages.map(({ method, query }) => [method, query])).toEqual([
		['GET', {}],
		['GET', { next_openid: all[9_999] }],
		['GET', { next_openid: all[10_000] }],
	]);
});

test('Add Profiles off: openids only, the same keys, no further calls', async () => {
	await wechat.client.control('/followers', { list: [{ tags: ['VIP'], remark: 'Li' }] });
	expect(await list({ returnAll: true, profiles: false })).toEqual([
		{
			openid: (await openids(1))[0],
			unionid: null,
			appid: SERVICE.appid,
			is_follower: null,
			followed_at: null,
			source: null,
			scene: null,
			tags: null,
			tag_ids: null,
			remark: null,
			next_openid: null,
		},
	]);
	expect(Object.keys(await counted())).toEqual(['/cgi-bin/user/get']);
});

test.each([{}, { profiles: false }, { list: 'blocked' }])('nobody follows yet: no items, no error (%o)', async (parameters) => {
	expect(await list({ returnAll: true, ...parameters })).toEqual([]);
});

test('a Limit of 150 asks for one page, and for no more profiles than tell whether the list goes on', async () => {
	await wechat.client.control('/followers', { count: 400 });
	const found = await list({ limit: 150 });
	expect(found.map(({ openid }) => openid)).toEqual((await openids(400)).slice(0, 150));
	expect(await counted()).toEqual({ '/cgi-bin/user/get': 1, '/cgi-bin/user/info/batchget': 2 });
	const [, last] = await wechat.calls('/cgi-bin/user/info/batchget');
	// One more than asked for tells whether the list goes on.
	expect((last.body as { user_list: unknown[] }).user_list).toHaveLength(51);
});

test('the default Limit is 50', async () => {
	await wechat.client.control('/followers', { count: 60 });
	expect(await list({})).toHaveLength(50);
});

test('the list is gone on with by next_openid, run by run, until it is null', async () => {
	await wechat.client.control('/followers', { count: 7 });
	const all = await openids(7);
	const seen: unknown[] = [];
	let from: unknown = '';
	for (let runs = 0; from !== null; runs++) {
		expect(runs).toBeLessThan(4);
		const found = await list({ limit: 3, next_openid: from });
		expect(new Set(found.map(({ next_openid }) => next_openid)).size).toBe(1);
		seen.push(...found.map(({ openid }) => openid));
		from = found[0].next_openid;
	}
	expect(seen).toEqual(all);
});

test('a Limit that the list meets exactly: the list is complete, and the next run would have nothing', async () => {
	await wechat.client.control('/followers', { count: 3 });
	const [{ next_openid }] = await list({ limit: 3 });
	expect(next_openid).toBeNull();
	expect(await list({ limit: 3, next_openid: (await openids(3))[2] })).toEqual([]);
});

describe('With a Tag', () => {
	test('by name: its followers only, in pages too', async () => {
		await wechat.client.control('/followers', { list: [{ tags: ['VIP'] }, {}, { tags: ['VIP', 'New'] }] });
		const [first, , third] = await openids(3);
		const found = await list({ list: 'tag', tagid: { __rl: true, mode: 'name', value: 'VIP' }, returnAll: true });
		expect(found.map(({ openid, tags }) => [openid, tags])).toEqual([
			[first, 'VIP'],
			[third, 'VIP, New'],
		]);
		expect((await wechat.calls('/cgi-bin/user/tag/get')).map(({ body }) => body)).toEqual([
			{ tagid: 100 },
			{ tagid: 100, next_openid: third },
		]);
	});

	test('that nobody has', async () => {
		await wechat.client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
		expect(await list({ list: 'tag', tagid: { __rl: true, mode: 'id', value: '100' }, returnAll: true })).toEqual([]);
	});

	test('that does not exist is said by its name, and WeChat is not asked for followers', async () => {
		const run = await wechat.run(getMany({ list: 'tag', tagid: { __rl: true, mode: 'name', value: 'VIPs' } }));
		expect(run.error?.message).toBe('There is no tag “VIPs”');
		expect(await wechat.calls('/cgi-bin/user/tag/get')).toEqual([]);
	});
});

test('Blocked: from the blacklist, page by page under its own parameter name', async () => {
	await wechat.client.control('/followers', { list: Array.from({ length: 1001 }, () => ({ blacklisted: true })) });
	await wechat.client.control('/followers', { count: 5 });
	const found = await list({ list: 'blocked', returnAll: true, profiles: false });
	const all = await openids(1001);
	expect(found.map(({ openid }) => openid)).toEqual(all);
	expect((await wechat.calls('/cgi-bin/tags/members/getblacklist')).map(({ body }) => body)).toEqual([
		{},
		{ begin_openid: all[999] },
		{ begin_openid: all[1000] },
	]);
});

test('a follower who left has no profile any more: the keys are there, empty', async () => {
	const openid = await wechat.client.follower({ subscribed: false });
	const run = await wechat.run(officialAccount('follower', 'get', { openid }));
	expect(run.json('WeChat')).toEqual([
		{
			openid,
			unionid: expect.any(String),
			appid: SERVICE.appid,
			is_follower: false,
			followed_at: null,
			source: null,
			scene: null,
			tags: '',
			tag_ids: '',
			remark: null,
		},
	]);
});

test.each([
	[{ subscribe_scene: 'ADD_SCENE_CHANNELS' }, { source: 'Channels', scene: null }],
	[{ subscribe_scene: 'ADD_SCENE_NEW_THING' }, { source: 'ADD_SCENE_NEW_THING', scene: null }],
	[{ subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene: 618 }, { source: 'QR code', scene: '618' }],
	[{ subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: 'shop-3' }, { source: 'QR code', scene: 'shop-3' }],
])('where they came from: %o', async (given, expected) => {
	const openid = await wechat.client.follower(given);
	const run = await wechat.run(officialAccount('follower', 'get', { openid }));
	expect(run.json('WeChat')).toEqual([expect.objectContaining(expected)]);
});

test('20 can be blocked and 50 tagged at a time: more go out in portions', async () => {
	const { openids: people } = await wechat.client.control('/followers', { count: 100 });
	const openid_list = people.join(', ');
	await wechat.run(officialAccount('follower', 'block', { openid_list }));
	await wechat.client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
	const tagid = { __rl: true, mode: 'name', value: 'VIP' };
	await wechat.run(officialAccount('tag', 'addToFollowers', { tagid, openid_list: people.join('\n') }));
	expect(await wechat.client.post('/cgi-bin/tags/members/getblacklist')).toMatchObject({ total: 100 });
	expect((await wechat.client.get('/cgi-bin/tags/get')).tags).toContainEqual({ id: 100, name: 'VIP', count: 100 });
	expect(await wechat.calls('/cgi-bin/tags/members/batchblacklist')).toHaveLength(5);
	expect(await wechat.calls('/cgi-bin/tags/members/batchtagging')).toHaveLength(2);
});
