import type { IDataObject } from 'n8n-workflow';
import { items, officialAccount, useWechat } from './wechat';

/** Tags of a follower, and what is done to many followers when some of them cannot be changed. */
const wechat = useWechat();

const ofFollower = (more: IDataObject = {}) => officialAccount('tag', 'getAll', { list: 'follower', openid: '={{ $json.openid }}', ...more });
const paths = async () => (await wechat.calls()).map(({ path }) => path);

describe('the tags of a follower', () => {
	test('with their names and how many followers each has; the names are read once', async () => {
		const openid = await wechat.client.follower({ tags: ['VIP', '618'] });
		const other = await wechat.client.follower({ tags: ['618'] });
		const nobody = await wechat.client.follower();
		const run = await wechat.run(ofFollower(), { items: items({ openid }, { openid: nobody }, { openid: other }) });
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[{ tag_id: '100', name: 'VIP', followers: 1 }, { item: 0 }],
			[{ tag_id: '101', name: '618', followers: 2 }, { item: 0 }],
			[{ tag_id: '101', name: '618', followers: 2 }, { item: 2 }],
		]);
		expect((await paths()).sort()).toEqual(['/cgi-bin/tags/get', ...Array(3).fill('/cgi-bin/tags/getidlist')]);
	});

	test('none: no items, no error, and no names are read', async () => {
		const openid = await wechat.client.follower();
		const run = await wechat.run(ofFollower(), { items: items({ openid }) });
		expect(run.error).toBeUndefined();
		expect(run.items('WeChat')).toEqual([]);
		expect(await paths()).toEqual(['/cgi-bin/tags/getidlist']);
	});

	test('a tag of which the list knows nothing has no name', async () => {
		const openid = await wechat.client.follower({ tags: [777] });
		const run = await wechat.run(ofFollower({ simplify: false }), { items: items({ openid }) });
		expect(run.json('WeChat')).toEqual([{ tag_id: '777', name: null, followers: null, raw: { id: 777 } }]);
	});

	test('a Limit', async () => {
		const openid = await wechat.client.follower({ tags: ['VIP', '618'] });
		const run = await wechat.run(ofFollower({ limit: 1 }), { items: items({ openid }) });
		expect(run.json('WeChat')).toMatchObject([{ name: 'VIP' }]);
	});

	test('an openid that is not of this account', async () => {
		const run = await wechat.run(ofFollower(), { items: items({ openid: 'stranger' }) });
		expect(run.error?.message).toBe('WeChat refused: invalid openid (40003)');
	});

	test('no openid: said by the field’s name, and nothing is called', async () => {
		const run = await wechat.run(ofFollower(), { items: items({}) });
		expect(run.error?.message).toBe('“OpenID” is empty');
		expect(await paths()).toEqual([]);
	});
});

describe('120 followers at once', () => {
	const add = (people: string[]) =>
		officialAccount('tag', 'addToFollowers', { tagid: { __rl: true, mode: 'id', value: '100' }, openid_list: people.join() }, { onError: 'continueRegularOutput' });

	async function followers(count: number): Promise<string[]> {
		await wechat.client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
		await wechat.client.control('/followers', { count });
		return (await wechat.client.get('/cgi-bin/user/get')).data.openid;
	}

	const tagged = async () => (await wechat.client.post('/cgi-bin/user/tag/get', { tagid: 100 })).count;

	test('two of them are strangers: the others get the tag, and the error names the two', async () => {
		const people = await followers(118);
		const run = await wechat.run(add(['stranger1', ...people, 'stranger2']));
		expect(await tagged()).toBe(118);
		expect(run.json('WeChat')).toEqual([
			expect.objectContaining({
				error: 'WeChat refused: part of the openid list failed; done for 118 of 120, not for stranger1, stranger2 (45171)',
				errcode: 45171,
				done: people.join(', '),
				not_done: 'stranger1, stranger2',
			}),
		]);
	});

	test('the second portion is refused: the first is told as done', async () => {
		const people = await followers(120);
		await wechat.fault({ path: '/cgi-bin/tags/members/batchtagging', errcode: 45009, skip: 1 });
		const [item] = (await wechat.run(add(people))).json('WeChat')!;
		expect(item).toMatchObject({ errcode: 45009, done: people.slice(0, 50).join(', '), not_done: people.slice(50).join(', ') });
		expect(await tagged()).toBe(50);
	});

	test('blocked by 20: the same is told', async () => {
		const people = await followers(40);
		const node = officialAccount('follower', 'block', { openid_list: [...people, 'stranger'].join() }, { onError: 'continueRegularOutput' });
		const [item] = (await wechat.run(node)).json('WeChat')!;
		expect(item).toMatchObject({ errcode: 40003, done: people.join(', '), not_done: 'stranger' });
		expect((await wechat.client.post('/cgi-bin/tags/members/getblacklist')).total).toBe(40);
	});
});
