import type { IDataObject } from 'n8n-workflow';
import { withMerchants } from './cases/customerService/merchant';
import { binary } from './engine';
import { customerService, files, items, MINI, useWechat } from './wechat';
import { useWebServer } from './webServer';

/** Staff: what goes wrong, and the edges. */
const wechat = useWechat();
const web = useWebServer();

const LAN = 'lan@lotustea';
const choose = (value: unknown) => ({ __rl: true, mode: 'id', value });
const staff = async (operation: string, parameters: IDataObject = {}, more: object = {}) =>
	await wechat.run(customerService('staff', operation, parameters), more);
const list = async () => (await wechat.client.get('/cgi-bin/customservice/getkflist')).kf_list;

describe('Get Many', () => {
	test('only who is online, with the conversations that they have', async () => {
		await wechat.client.post('/customservice/kfsession/create', { kf_account: LAN, openid: await wechat.customer() });
		const run = await staff('getAll', { list: 'online' });
		expect(run.json('WeChat')).toMatchObject([{ kf_account: LAN, nickname: 'Lan 小兰', is_online: true, conversations: 1 }]);
	});

	test('nobody: no items', async () => {
		await wechat.client.control('/accounts', { staff: [] });
		const run = await staff('getAll', { list: 'all' });
		expect([run.error, run.json('WeChat')]).toEqual([undefined, []]);
	});

	test('no more than the limit', async () => {
		expect((await staff('getAll', { list: 'all', limit: 1 })).json('WeChat')).toHaveLength(1);
	});

	test('how an invitation stands', async () => {
		await wechat.client.post('/customservice/kfaccount/add', { kf_account: 'mei@lotustea', nickname: 'Mei' });
		await wechat.client.post('/customservice/kfaccount/inviteworker', { kf_account: 'mei@lotustea', invite_wx: 'mei_tea' });
		const [, , mei] = (await staff('getAll', { returnAll: true })).json('WeChat')!;
		expect(mei).toMatchObject({
			...{ wechat_id: null, picture_url: null, is_online: false, invited: 'mei_tea', invitation: 'waiting' },
			invitation_expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
		});
	});
});

describe('a mistake is one sentence, and WeChat is not called', () => {
	// What n8n cannot see: an expression that yields nothing.
	const NOTHING = '={{ $json.nothing }}';
	const long = 'x'.repeat(17);
	test.each<[string, string, IDataObject, string]>([
		['Create', 'create', { kf_account: NOTHING, nickname: 'Mei' }, '“Account” is empty'],
		['Create', 'create', { kf_account: 'mei@lotustea', nickname: NOTHING }, '“Nickname” is empty'],
		['Create', 'create', { kf_account: 'mei@lotustea', nickname: long }, '“Nickname” is too long: 17 characters'],
		['Create', 'create', { kf_account: 'mei', nickname: 'Mei' }, '“Account” must be up to 10 letters, digits or underscores, then @'],
		['Create', 'create', { kf_account: 'elevenchars@tea', nickname: 'Mei' }, '“Account” must be up to 10 letters'],
		['Create', 'create', { kf_account: '小梅@lotustea', nickname: 'Mei' }, '“Account” must be up to 10 letters'],
		['Update', 'update', { kf_account: choose(NOTHING), nickname: 'Mei' }, '“Staff Account” is empty'],
		['Update', 'update', { kf_account: choose(LAN), nickname: NOTHING }, '“New Nickname” is empty'],
		['Delete', 'delete', { kf_account: choose(NOTHING) }, '“Staff Account” is empty'],
		['Invite', 'invite', { kf_account: choose(LAN), invite_wx: NOTHING }, '“WeChat ID” is empty'],
		['Set Picture', 'setPicture', { kf_account: choose(LAN) }, '“Picture”: the item has no file in its field “data”'],
		['Set Picture', 'setPicture', { kf_account: choose(LAN), pictureSource: 'url', pictureUrl: NOTHING }, '“Picture URL” is empty'],
		['Set Admin', 'setAdmin', { kf_openid: choose(NOTHING) }, '“Staff” is empty'],
	])('%s: %#', async (_, operation, parameters, sentence) => {
		const run = await staff(operation, parameters);
		expect(run.error!.message).toContain(sentence);
		expect(run.error!.description).toMatch(/^[A-Z].{8,}/);
		expect(await wechat.calls()).toEqual([]);
	});
});

test('the longest account and nickname are taken', async () => {
	const run = await staff('create', { kf_account: 'ten_chars1@lotustea', nickname: '茶'.repeat(16) });
	expect(run.error).toBeUndefined();
	expect(await list()).toHaveLength(3);
});

test('several items: each is an account, and one that exists says so', async () => {
	const run = await wechat.run(
		customerService('staff', 'create', { kf_account: '={{ $json.as }}@lotustea', nickname: 'New' }, { onError: 'continueRegularOutput' }),
		{ items: items({ as: 'mei' }, { as: 'lan' }, { as: 'zhu' }) },
	);
	expect(run.json('WeChat')).toMatchObject([
		{ kf_account: 'mei@lotustea' },
		{ error: 'WeChat refused: custom service account exists (65406)', errcode: 65406, hint: expect.stringContaining('exists already') },
		{ kf_account: 'zhu@lotustea' },
	]);
});

test('Create is not repeated when it is unknown whether it was done; Update is', async () => {
	const create = '/customservice/kfaccount/add';
	const update = '/customservice/kfaccount/update';
	for (const path of [create, update]) await wechat.fault({ path, drop: true });
	const created = await staff('create', { kf_account: 'mei@lotustea', nickname: 'Mei' });
	const updated = await staff('update', { kf_account: choose(LAN), nickname: 'Orchid' });
	expect([created.error?.message, updated.error]).toEqual([expect.stringContaining('could not be reached'), undefined]);
	expect([await wechat.calls(create), await wechat.calls(update)].map(({ length }) => length)).toEqual([1, 2]);
});

describe('Set Picture', () => {
	test('from a web address; the media library is left alone', async () => {
		web.pages['/anna.png'] = { type: 'image/png', body: files.png };
		const run = await staff('setPicture', { kf_account: choose(LAN), pictureSource: 'url', pictureUrl: `${web.url}/anna.png` });
		expect(run.error).toBeUndefined();
		expect((await wechat.calls()).map(({ path }) => path)).toEqual(['/customservice/kfaccount/uploadheadimg']);
		const [{ kf_headimgurl }] = await list();
		expect((await (await fetch(kf_headimgurl)).arrayBuffer()).byteLength).toBe(files.png.length);
	});

	test.each([
		['5 MB is taken', Buffer.concat([files.jpg, Buffer.alloc(5 * 1024 * 1024 - files.jpg.length)]), 'a.jpg', 'image/jpeg', undefined],
		['a byte more is not', Buffer.concat([files.jpg, Buffer.alloc(5 * 1024 * 1024 - files.jpg.length + 1)]), 'a.jpg', 'image/jpeg', '“Picture”: a.jpg is too large: 5.1 MB'],
		['a GIF is not', Buffer.from('GIF89a'), 'a.gif', 'image/gif', '“Picture”: a.gif (image/gif) cannot be a profile picture'],
	])('%s', async (_, content, name, type, message) => {
		const run = await staff(
			'setPicture',
			{ kf_account: choose(LAN), pictureSource: 'binary' },
			{ items: [{ json: {}, binary: { data: await binary(content, name, type) } }] },
		);
		expect(run.error?.message).toBe(message);
	});
});

test.each<[string, IDataObject]>([
	['update', { kf_account: choose(LAN), nickname: 'Orchid' }],
	['invite', { kf_account: choose(LAN), invite_wx: 'mei_tea' }],
	['setPicture', { kf_account: choose(LAN), pictureSource: 'binary' }],
])('%s is of an Official Account only, and the hint says so', async (operation, parameters) => {
	wechat.credential({ appId: MINI.appid, appSecret: MINI.secret, accountType: MINI.type });
	const run = await staff(operation, parameters, { items: [{ json: {}, binary: { data: await binary(files.jpg, 'a.jpg', 'image/jpeg') } }] });
	expect(run.error).toMatchObject({
		httpCode: '48001',
		description: expect.stringMatching(/^This exists in an Official Account only, and the credential is for a Mini Program\./),
	});
});

describe('a Mini Program with merchants', () => {
	test('staff of a merchant are made, listed, and deleted with its number', async () => {
		const client = await withMerchants(wechat, 'jasmine');
		const additionalFields = { business_id: choose('1') };
		await staff('create', { kf_account: 'mo@lotusshop', nickname: 'Mo', additionalFields });
		const own = await staff('getAll', { list: 'all', additionalFields });
		expect(own.json('WeChat')).toMatchObject([{ kf_account: 'mo@lotusshop', nickname: 'Mo' }]);
		expect((await staff('getAll', { list: 'all' })).json('WeChat')).toMatchObject([{ kf_account: MINI.staff[0].kf_account }]);
		await staff('delete', { kf_account: choose('mo@lotusshop'), additionalFields });
		expect((await client.get('/cgi-bin/customservice/getkflist', { business_id: 1 })).kf_list).toEqual([]);
		const [{ body }] = await wechat.calls('/customservice/kfaccount/del');
		expect(body).toEqual({ kf_account: 'mo@lotusshop', business_id: 1 });
	});

	test('a merchant that does not exist: the hint says what to do', async () => {
		await withMerchants(wechat);
		const run = await staff('getAll', { list: 'all', additionalFields: { business_id: choose('5') } });
		expect(run.error).toMatchObject({ httpCode: '45071', description: expect.stringMatching(/^WeChat does not know this merchant/) });
	});

	test('staff of a merchant administer it: its number goes along', async () => {
		const client = await withMerchants(wechat, 'jasmine');
		const [one] = MINI.staff as Array<{ kf_openid?: string }>;
		await client.control('/accounts', { staff: [{ ...one, business_id: 1 }] });
		const { kf_openid } = one;
		for (const operation of ['setAdmin', 'removeAdmin']) {
			const run = await staff(operation, { kf_openid: choose(kf_openid), additionalFields: { business_id: choose('1') } });
			expect(run.error).toBeUndefined();
		}
		expect((await wechat.calls()).slice(-2).map(({ query, errcode }) => [query, errcode])).toEqual([
			[{ kf_openid, business_id: '1' }, 0],
			[{ kf_openid, business_id: '1' }, 0],
		]);
	});

	test('an unknown openid of staff is refused by WeChat', async () => {
		await withMerchants(wechat);
		const run = await staff('setAdmin', { kf_openid: choose('oNobody') });
		expect(run.error).toMatchObject({ message: 'WeChat refused: invalid openid (40003)' });
	});
});
