import { items, officialAccount, SERVICE, useWechat } from './wechat';

/** What followers are called since the account was migrated. */
const wechat = useWechat();

const OLD = 'wx00000000000000d1';

/** A migrated account whose first `count` followers came along; the openids of all of the old one. */
async function migrated(count: number, strangers = 0): Promise<{ old: string[]; now: string[] }> {
	await wechat.client.control('/accounts', { appid: OLD, name: 'Old Lotus Tea' });
	await wechat.client.control('/accounts', { appid: SERVICE.appid, migratedFrom: [OLD] });
	const openids = async (appid: string) =>
		(await wechat.client.control(`/followers?appid=${appid}&limit=10000`)).map(({ openid }: { openid: string }) => openid);
	// The nth follower of every account is the same person.
	await wechat.client.control('/followers', { appid: OLD, count: count + strangers });
	await wechat.client.control('/followers', { count });
	return { old: await openids(OLD), now: await openids(SERVICE.appid) };
}

const convert = (openid_list: unknown, from_appid = OLD) =>
	officialAccount('follower', 'convertOpenids', { from_appid, openid_list: openid_list as never });

const calls = async () => await wechat.calls('/cgi-bin/changeopenid');

test('100 at a time, in the order of the list, each an item', async () => {
	const { old, now } = await migrated(250);
	const run = await wechat.run(convert(old.join('\n')));
	expect(run.json('WeChat')!.map(({ ori_openid, openid }) => [ori_openid, openid])).toEqual(old.map((openid, n) => [openid, now[n]]));
	expect((await calls()).map(({ body }) => (body as { openid_list: string[] }).openid_list.length).sort()).toEqual([100, 100, 50]);
});

test('who did not come along is told, and is no error', async () => {
	const { old, now } = await migrated(1, 1);
	const run = await wechat.run(convert([old[0], old[1], 'nobody'].join()));
	const rest = { unionid: null, appid: SERVICE.appid, from_appid: OLD };
	expect(run.json('WeChat')).toEqual([
		{ ...rest, openid: now[0], ori_openid: old[0], status: 'converted', err_msg: null },
		{ ...rest, openid: null, ori_openid: old[1], status: 'not_converted', err_msg: 'ori_openid error' },
		{ ...rest, openid: null, ori_openid: 'nobody', status: 'not_converted', err_msg: 'ori_openid error' },
	]);
});

test('of whom WeChat says nothing is not converted', async () => {
	await migrated(1);
	await wechat.fault({ path: '/cgi-bin/changeopenid', body: { errcode: 0, result_list: [{ ori_openid: 'b', new_openid: 'B', err_msg: 'ok' }] } });
	const run = await wechat.run(convert('a, b'));
	expect(run.json('WeChat')!.map(({ ori_openid, openid, status, err_msg }) => [ori_openid, openid, status, err_msg])).toEqual([
		['a', null, 'not_converted', null],
		['b', 'B', 'converted', null],
	]);
});

test('an account that was not migrated: in WeChat’s words', async () => {
	const run = await wechat.run(convert('a', 'wx00000000000000d2'));
	expect(run.error?.message).toBe('WeChat refused: invalid appid (40013)');
});

test.each([
	['={{ "" }}', 'a', '“Old App ID” is empty'],
	['gh_123456789012', 'a', '“Old App ID” must be an App ID, which begins with wx, but it is “gh_123456789012”'],
	[OLD, '={{ [] }}', '“Old OpenIDs” is empty'],
])('Old App ID “%s”, openids “%s”: %s', async (from, list, message) => {
	const run = await wechat.run(convert(list, from));
	expect(run.error?.message).toBe(message);
	expect(await calls()).toEqual([]);
});

test('one for each input item, from a sheet', async () => {
	const { old, now } = await migrated(2);
	const run = await wechat.run(convert('={{ $json.id }}'), { items: items({ id: old[1] }, { id: old[0] }) });
	expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.openid, pairedItem])).toEqual([
		[now[1], { item: 0 }],
		[now[0], { item: 1 }],
	]);
});

test('a call that got no answer is made again: it only reads', async () => {
	const { old, now } = await migrated(1);
	await wechat.fault({ path: '/cgi-bin/changeopenid', drop: true });
	const run = await wechat.run(convert(old[0]));
	expect(run.json('WeChat')).toMatchObject([{ openid: now[0] }]);
	expect(await calls()).toHaveLength(2);
});
