import type { IDataObject } from 'n8n-workflow';
import { AT_ONCE } from '../../nodes/operation/inOrder';
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
		// WeChat says "loop until count = 0", and how many there are: the page after the last is known to be empty.
		'/cgi-bin/user/get': 2,
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
			followed_via: null,
			source: null,
			campaign: null,
			medium: null,
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

test('a Limit of 150 asks for one page, and for 150 profiles', async () => {
	await wechat.client.control('/followers', { count: 400 });
	const found = await list({ limit: 150 });
	expect(found.map(({ openid }) => openid)).toEqual((await openids(400)).slice(0, 150));
	expect(await counted()).toEqual({ '/cgi-bin/user/get': 1, '/cgi-bin/user/info/batchget': 2 });
	const [, last] = await wechat.calls('/cgi-bin/user/info/batchget');
	expect((last.body as { user_list: unknown[] }).user_list).toHaveLength(50);
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
	const [{ next_openid }] = await list({ limit: 3, profiles: false });
	expect(next_openid).toBeNull();
	expect(await counted()).toEqual({ '/cgi-bin/user/get': 1 });
	expect(await list({ limit: 3, next_openid: (await openids(3))[2] })).toEqual([]);
});

describe('run by run', () => {
	/** Everybody, `limit` by `limit`; between the runs something happens. */
	async function runs(limit: number, meanwhile: (run: number) => Promise<unknown> = async () => undefined) {
		const found: IDataObject[][] = [];
		for (let from: unknown = ''; from !== null; from = found.at(-1)![0]?.next_openid ?? null) {
			if (from !== '') await meanwhile(found.length);
			found.push(await list({ limit, next_openid: from, profiles: false }));
			expect(found.length).toBeLessThan(9);
		}
		return found.map((people) => people.map(({ openid }) => openid));
	}

	const leave = async (...people: string[]) =>
		await wechat.client.control('/followers', { list: people.map((openid) => ({ openid, subscribed: false })) });

	test('pages that the Limit fills exactly: one call each, and the last one knows that it is the last', async () => {
		await wechat.client.control('/followers', { count: 20_000 });
		const found = await runs(10_000);
		expect(found.flat()).toEqual(await openids(20_000));
		expect((await wechat.calls()).map(({ path, query }) => [path, query])).toEqual([
			['/cgi-bin/user/get', {}],
			['/cgi-bin/user/get', { next_openid: found[0].at(-1) }],
		]);
	});

	test('what a run passes on says how far it is, and to the next page too', async () => {
		await wechat.client.control('/followers', { count: 10_005 });
		const all = await openids(10_005);
		const [{ next_openid }] = await list({ limit: 10_002, profiles: false });
		expect(next_openid).toBe(`${all[10_001]}+10002/10005`);
		expect((await list({ limit: 2, next_openid, profiles: false }))[0].next_openid).toBe(`${all[10_003]}+10004/10005`);
	});

	test('an openid of which nobody knows how far it is will do', async () => {
		await wechat.client.control('/followers', { count: 5 });
		const all = await openids(5);
		const found = await list({ limit: 2, next_openid: all[1], profiles: false });
		expect(found.map(({ openid, next_openid }) => [openid, next_openid])).toEqual([[all[2], all[3]], [all[3], all[3]]]);
		expect((await list({ limit: 2, next_openid: all[2], profiles: false }))[0].next_openid).toBeNull();
	});

	test('five leave who were listed already: nobody of the others is lost', async () => {
		await wechat.client.control('/followers', { count: 20_005 });
		const all = await openids(20_005);
		// By the count the second run has all 20,000 that are left.
		const found = await runs(10_000, async () => await leave(...all.slice(0, 5)));
		expect(found.map(({ length }) => length)).toEqual([10_000, 10_000, 5]);
		expect(found.flat()).toEqual(all);
	});

	test('the one leaves with whom the last run ended', async () => {
		await wechat.client.control('/followers', { count: 9 });
		const all = await openids(9);
		expect(await runs(3, async (run) => await leave(all[run * 3 - 1]))).toEqual([all.slice(0, 3), all.slice(3, 6), all.slice(6)]);
	});

	test('who leaves before being listed is not listed, and the others are', async () => {
		await wechat.client.control('/followers', { count: 7 });
		const all = await openids(7);
		expect(await runs(3, async (run) => { if (run === 1) await leave(all[4]); })).toEqual([
			all.slice(0, 3),
			[all[3], all[5], all[6]],
		]);
	});

	test('who joins in the middle is listed', async () => {
		await wechat.client.control('/followers', { count: 6 });
		const found = await runs(3, async (run) => { if (run === 1) await wechat.client.follower(); });
		expect(found.map(({ length }) => length)).toEqual([3, 3, 1]);
		expect(found.flat()).toEqual(await openids(7));
	});

	test.each([['tag', { tags: ['VIP'] }], ['blocked', { blacklisted: true }]])('%s, too', async (which, given) => {
		await wechat.client.control('/followers', { list: Array.from({ length: 4 }, () => given) });
		const all = await openids(4);
		const tagid = { __rl: true, mode: 'id', value: '100' };
		const [{ next_openid }] = await list({ list: which, tagid, limit: 2, profiles: false });
		expect(next_openid).toBe(which === 'tag' ? all[1] : `${all[1]}+2/4`);
		const rest = await list({ list: which, tagid, limit: 2, profiles: false, next_openid });
		expect(rest.map((one) => [one.openid, one.next_openid])).toEqual([[all[2], null], [all[3], null]]);
	});
});

describe('several calls at a time', () => {
	const batches = async () => await wechat.calls('/cgi-bin/user/info/batchget');

	test('the order is kept when the first answer comes last', async () => {
		await wechat.client.control('/followers', { count: 900 });
		await wechat.fault({ path: '/cgi-bin/user/info/batchget', hang: 300 });
		expect((await list({ returnAll: true })).map(({ openid }) => openid)).toEqual(await openids(900));
	});

	test('so many at most, and as many as that', async () => {
		await wechat.client.control('/followers', { count: 2000 });
		await wechat.fault({ path: '/cgi-bin/user/info/batchget', hang: 600, times: 20 });
		const running = list({ returnAll: true });
		await new Promise((done) => setTimeout(done, 450));
		expect(await batches()).toHaveLength(AT_ONCE);
		await running;
		expect(await batches()).toHaveLength(20);
	});

	test('of whom WeChat says nothing there is an item all the same, in the order of the list', async () => {
		await wechat.client.control('/followers', { count: 3 });
		const [first, second, third] = await openids(3);
		const user_info_list = [{ openid: third, subscribe: 1, remark: 'c' }, { openid: first, subscribe: 1, remark: 'a' }];
		await wechat.fault({ path: '/cgi-bin/user/info/batchget', body: { user_info_list } });
		expect((await list({})).map(({ openid, remark, is_follower }) => [openid, remark, is_follower])).toEqual([
			[first, 'a', true],
			[second, null, null],
			[third, 'c', true],
		]);
	});

	test('a failure ends it: no further calls, no half of a list', async () => {
		await wechat.client.control('/followers', { count: 10_000 });
		await wechat.fault({ path: '/cgi-bin/user/info/batchget', errcode: 45009, skip: 10 });
		const run = await wechat.run(getMany({ returnAll: true }));
		expect(run.error?.message).toContain('45009');
		expect(run.items('WeChat')).toBeUndefined();
		const made = (await batches()).length;
		expect(made).toBeLessThan(11 + 8);
		await new Promise((done) => setTimeout(done, 100));
		expect(await batches()).toHaveLength(made);
	});

	test('a token that runs out in the middle is renewed once for all of them', async () => {
		await wechat.client.control('/followers', { count: 1000 });
		await wechat.fault({ path: '/cgi-bin/user/info/batchget', errcode: 42001, times: AT_ONCE });
		expect(await list({ returnAll: true })).toHaveLength(1000);
		expect((await wechat.tokenCalls()).length).toBeLessThanOrEqual(3);
	});
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
			followed_via: null,
			source: null,
			campaign: null,
			medium: null,
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
	[
		{ subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: 'fair/spring tea/poster~cbf' },
		{ followed_via: 'QR code', source: 'fair', campaign: 'spring tea', medium: 'poster', scene: 'fair/spring tea/poster~cbf' },
	],
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
