import type { IDataObject } from 'n8n-workflow';
import { items, officialAccount, SERVICE, useWechat } from './wechat';

/** Who is new and who has left, compared with the contacts of the input. */
const wechat = useWechat();

async function compare(contacts: IDataObject[], parameters: IDataObject = {}) {
	const run = await wechat.run(officialAccount('follower', 'getChanges', parameters), { items: items(...contacts) });
	return { run, found: (run.items('WeChat') ?? []).map(({ json, pairedItem }) => [json.change, json.openid, (pairedItem as { item: number }).item]) };
}

async function followers(count: number): Promise<string[]> {
	await wechat.client.control('/followers', { count });
	const all = await wechat.client.control(`/followers?appid=${SERVICE.appid}&limit=${count}`);
	return all.map(({ openid }: { openid: string }) => openid);
}

const paths = async () => (await wechat.calls()).map(({ path }) => path);

test('new ones and those who left, once for all items, each with the contact that it was', async () => {
	const [a, b, c] = await followers(3);
	const { found } = await compare([{ openid: 'gone1' }, { openid: b }, { openid: 'gone2' }]);
	expect(found).toEqual([['new', a, 0], ['new', c, 0], ['left', 'gone1', 0], ['left', 'gone2', 2]]);
	expect(await paths()).toEqual(['/cgi-bin/user/get', '/cgi-bin/user/info/batchget']);
	const [batch] = await wechat.calls('/cgi-bin/user/info/batchget');
	expect(batch.body).toEqual({ user_list: [{ openid: a }, { openid: c }] });
});

test.each<[string, string[][]]>([
	['newAndLeft', [['new', '0'], ['left', '1']]],
	['new', [['new', '0']]],
	['left', [['left', '1']]],
	['all', [['same', '0'], ['new', '0'], ['left', '1']]],
])('Return: %s', async (change, expected) => {
	const [known] = await followers(2);
	const { found } = await compare([{ openid: known }, { openid: 'gone' }], { change });
	expect(found.map(([what, , item]) => [what, String(item)])).toEqual(expected);
	// Nobody new is returned: nobody is looked up.
	expect((await paths()).includes('/cgi-bin/user/info/batchget')).toBe(change !== 'left');
});

test('every item has the same keys, and says whether they follow', async () => {
	const [known] = await followers(2);
	await wechat.client.control('/followers', { list: [{ remark: 'Li', tags: ['VIP'] }] });
	const { run } = await compare([{ openid: known }, { openid: 'gone' }], { change: 'all' });
	const jsons = run.json('WeChat')!;
	expect(new Set(jsons.map((json) => Object.keys(json).join())).size).toBe(1);
	expect(jsons.map(({ change, is_follower, remark, tags }) => [change, is_follower, remark, tags])).toEqual([
		['same', true, null, null],
		['new', true, '', ''],
		['new', true, 'Li', 'VIP'],
		['left', false, null, null],
	]);
});

test.each([false, 'FALSE', 'false', 0, '0'])('whose is_follower is %p is not reported as gone again, and is new after coming back', async (is_follower) => {
	const [back] = await followers(1);
	const { found } = await compare([{ openid: back, is_follower }, { openid: 'gone', is_follower }]);
	expect(found).toEqual([['new', back, 0]]);
});

test.each([true, 'TRUE', 1, '', null])('whose is_follower is %p was a follower', async (is_follower) => {
	const [still] = await followers(1);
	const { found } = await compare([{ openid: still, is_follower }, { openid: 'gone', is_follower }]);
	expect(found).toEqual([['left', 'gone', 1]]);
});

test('Add Profiles off: openids only', async () => {
	await followers(3);
	const { found, run } = await compare([{}], { profiles: false });
	expect(found).toHaveLength(3);
	expect(run.json('WeChat')![0]).toMatchObject({ change: 'new', unionid: null, appid: SERVICE.appid, is_follower: true });
	expect(await paths()).toEqual(['/cgi-bin/user/get']);
});

test('no contacts yet (Always Output Data gives one empty item): everybody is new', async () => {
	const all = await followers(2);
	expect((await compare([{}])).found).toEqual(all.map((openid) => ['new', openid, 0]));
});

test('nobody follows any more: everybody has left', async () => {
	expect((await compare([{ openid: 'a' }, { openid: 'b' }])).found).toEqual([['left', 'a', 0], ['left', 'b', 1]]);
});

test('nothing has changed: no items, no error', async () => {
	const [a, b] = await followers(2);
	const { run, found } = await compare([{ openid: a }, { openid: b }]);
	expect(run.error).toBeUndefined();
	expect(found).toEqual([]);
	expect(await paths()).toEqual(['/cgi-bin/user/get']);
});

test('a contact twice, one with a space, one without openid, one of another account', async () => {
	const [a] = await followers(1);
	const { found } = await compare(
		[{ openid: ` ${a} ` }, { openid: a }, { openid: '' }, { name: 'Li' }, { openid: 'x', appid: 'wx0000000000000000' }, { openid: 'y', appid: SERVICE.appid }, { openid: 'y' }],
		{ change: 'all' },
	);
	expect(found).toEqual([['same', a, 0], ['left', 'y', 5]]);
});

test('the field may be inside another one', async () => {
	const [a] = await followers(1);
	expect((await compare([{ wechat: { id: a } }, { wechat: { id: 'gone' } }], { openidField: 'wechat.id' })).found).toEqual([['left', 'gone', 1]]);
});

test.each([
	['a field that is not there', [{ open_id: 'a' }, { open_id: 'b' }]],
	['a field with something else', [{ openid: 7 }, { openid: { a: 1 } }]],
])('%s is said before anything is called, and nobody is taken for new', async (_, contacts) => {
	await followers(1);
	const { run } = await compare(contacts as IDataObject[]);
	expect(run.error).toMatchObject({
		message: 'No input item has an openid in the field “openid”',
		description: expect.stringContaining('“Field With the OpenID”'),
	});
	expect(await paths()).toEqual([]);
});

test('a list that breaks off: an error and nobody has left', async () => {
	await followers(10_001);
	await wechat.fault({ path: '/cgi-bin/user/get', errcode: 45009, skip: 1 });
	const node = officialAccount('follower', 'getChanges', {}, { onError: 'continueRegularOutput' });
	const run = await wechat.run(node, { items: items({ openid: 'a' }, { openid: 'b' }) });
	expect(run.json('WeChat')).toEqual([expect.objectContaining({ openid: 'a', errcode: 45009 })]);
});

test('many: 12,000 contacts against 12,000 followers in two pages', async () => {
	const all = await followers(12_000);
	const contacts = [...all.slice(0, 11_900), ...Array.from({ length: 100 }, (_, n) => `gone${n}`)].map((openid) => ({ openid }));
	const { found } = await compare(contacts);
	expect(found.filter(([change]) => change === 'new').map(([, openid]) => openid)).toEqual(all.slice(11_900));
	expect(found.filter(([change]) => change === 'left').map(([, , item]) => item)).toEqual(Array.from({ length: 100 }, (_, n) => 11_900 + n));
	expect(await paths()).toEqual(['/cgi-bin/user/get', '/cgi-bin/user/get', '/cgi-bin/user/info/batchget']);
});
