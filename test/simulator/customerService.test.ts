import { Client, MINI, SERVICE } from './client';
import { startReceiver } from './receiver';
import { type Simulator, startSimulator } from './simulator';

/** Staff, conversations, chat records; merchants and the link to WeCom of a Mini Program. */

const MINUTE = 60_000;
const DAY_S = 24 * 3600;
const START = Date.parse('2026-11-22T10:00:00+08:00');
const LAN = 'lan@lotustea';
const HE = 'he@lotustea';
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let now = START;
let simulator: Simulator;
let service: Client;
let mini: Client;

beforeAll(async () => (simulator = await startSimulator({ clock: () => now })));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	now = START;
	service = new Client(simulator.url);
	mini = service.as(MINI.appid);
	await service.control('/reset', {});
});

const add = async (kf_account: string, nickname = 'Mei', more = {}, client = service) =>
	(await client.post('/customservice/kfaccount/add', { kf_account, nickname, ...more })).errcode;
const list = async (client = service, query = {}) => (await client.get('/cgi-bin/customservice/getkflist', query)).kf_list;
const errcodeOf = async (path: string, body: object, client = service) => (await client.post(path, body)).errcode;

describe('staff', () => {
	test.each([
		['mei@lotustea', 'Mei', 0],
		['m_1@lotustea', '茶'.repeat(16), 0],
		['mei@lotustea', '茶'.repeat(17), 65403],
		['mei@lotustea', ' ', 65403],
		['mei', 'Mei', 65404],
		['elevenchars@lotustea', 'Mei', 65404],
		['小梅@lotustea', 'Mei', 65404],
		[`mei@${'x'.repeat(31)}`, 'Mei', 65404],
		[LAN, 'Mei', 65406],
	])('%s, called %s: %d', async (account, nickname, errcode) => {
		expect(await add(account, nickname)).toBe(errcode);
		expect(await list()).toHaveLength(errcode === 0 ? 3 : 2);
	});

	test('are 100 at most', async () => {
		for (let n = 3; n <= 100; n++) expect(await add(`n${n}@lotustea`)).toBe(0);
		expect(await add('more@lotustea')).toBe(65405);
	});

	test('are renamed and deleted, and their conversations end', async () => {
		const openid = await service.follower();
		await service.post('/customservice/kfsession/create', { kf_account: LAN, openid });
		expect(await errcodeOf('/customservice/kfaccount/update', { kf_account: LAN, nickname: 'Orchid' })).toBe(0);
		expect((await list())[0].kf_nick).toBe('Orchid');
		expect(await errcodeOf('/customservice/kfaccount/del', { kf_account: LAN })).toBe(0);
		expect(await list()).toHaveLength(1);
		expect(await service.get('/customservice/kfsession/getsession', { openid })).toEqual({ kf_account: '' });
		for (const path of ['update', 'del']) {
			expect(await errcodeOf(`/customservice/kfaccount/${path}`, { kf_account: LAN, ...(path === 'update' && { nickname: 'x' }) })).toBe(65401);
		}
	});

	test('have a picture', async () => {
		const upload = async (content: Buffer, name: string, kf_account = LAN) =>
			(await service.upload('/customservice/kfaccount/uploadheadimg', { kf_account }, { name, content })).errcode;
		expect(await upload(PNG, 'a.png')).toBe(0);
		const picture = await fetch((await list())[0].kf_headimgurl);
		expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
		expect(await upload(Buffer.from('GIF89a'), 'a.gif')).toBe(40005);
		expect(await upload(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]), 'a.png')).toBe(40009);
		expect(await upload(PNG, 'a.png', 'nobody@lotustea')).toBe(65401);
	});
});

describe('an invitation', () => {
	const invite = async (kf_account: string, invite_wx: string) =>
		await errcodeOf('/customservice/kfaccount/inviteworker', { kf_account, invite_wx });
	beforeEach(async () => {
		await add('mei@lotustea');
		await add('zhu@lotustea');
	});

	test('waits, is accepted, and the account can be used', async () => {
		expect(await invite('mei@lotustea', 'mei_tea')).toBe(0);
		expect((await list())[2]).toMatchObject({ invite_wx: 'mei_tea', invite_status: 'waiting', invite_expire_time: START / 1000 + DAY_S });
		expect([await invite('mei@lotustea', 'other_tea'), await invite('zhu@lotustea', 'mei_tea')]).toEqual([65411, 65408]);
		await service.control('/staff', { kf_account: 'mei@lotustea', invitation: 'accept' });
		expect((await list())[2]).toEqual({ kf_id: '1003', kf_account: 'mei@lotustea', kf_nick: 'Mei', kf_headimgurl: '', kf_wx: 'mei_tea', kf_openid: 'oKf_mei_tea' });
		expect([await invite('mei@lotustea', 'other_tea'), await invite('zhu@lotustea', 'mei_tea')]).toEqual([65412, 65407]);
	});

	test('is rejected, and another can be sent', async () => {
		await invite('mei@lotustea', 'mei_tea');
		await service.control('/staff', { kf_account: 'mei@lotustea', invitation: 'reject' });
		expect((await list())[2].invite_status).toBe('rejected');
		expect(await invite('mei@lotustea', 'mei_tea')).toBe(0);
		expect(await service.control('/staff', { kf_account: 'zhu@lotustea', invitation: 'accept' })).toEqual({ error: 'zhu@lotustea has no open invitation' });
	});

	test('runs out', async () => {
		await invite('mei@lotustea', 'mei_tea');
		now += DAY_S * 1000;
		service.forgetToken();
		expect((await list())[2].invite_status).toBe('expired');
		expect(await invite('zhu@lotustea', 'mei_tea')).toBe(0);
	});

	test('to no WeChat ID, and to an account that does not exist', async () => {
		expect([await invite('mei@lotustea', '小梅'), await invite('nobody@lotustea', 'mei_tea')]).toEqual([65409, 65401]);
	});
});

describe('a conversation', () => {
	const create = async (openid: string, kf_account = LAN) => await errcodeOf('/customservice/kfsession/create', { kf_account, openid });
	const close = async (openid: string, kf_account = LAN) => await errcodeOf('/customservice/kfsession/close', { kf_account, openid });
	const waiting = async () => await service.get('/customservice/kfsession/getwaitcase');
	const online = async (kf_account: string, is = true) => await service.control('/staff', { kf_account, online: is });

	test('is opened, listed, counted and closed', async () => {
		const openid = await service.follower();
		expect(await create(openid)).toBe(0);
		now += MINUTE;
		// It is there already: nothing changes.
		expect(await create(openid)).toBe(0);
		expect(await service.get('/customservice/kfsession/getsession', { openid })).toEqual({ kf_account: LAN, createtime: START / 1000 });
		expect(await service.get('/customservice/kfsession/getsessionlist', { kf_account: LAN })).toEqual({
			sessionlist: [{ createtime: START / 1000, openid }],
		});
		const { kf_online_list } = await service.get('/cgi-bin/customservice/getonlinekflist');
		expect(kf_online_list).toMatchObject([{ kf_account: LAN, accepted_case: 1 }]);
		expect(await close(openid)).toBe(0);
		expect(await service.get('/customservice/kfsession/getsessionlist', { kf_account: LAN })).toEqual({ sessionlist: [] });
		expect((await service.get('/cgi-bin/customservice/getonlinekflist')).kf_online_list).toMatchObject([{ accepted_case: 0 }]);
	});

	test('with staff who cannot serve', async () => {
		const openid = await service.follower();
		await add('mei@lotustea');
		expect([await create(openid, 'nobody@lotustea'), await create(openid, 'mei@lotustea'), await create(openid, HE)]).toEqual([65401, 65402, 65415]);
		expect(await create('oNobody')).toBe(40003);
	});

	test('belongs to one member of staff', async () => {
		const openid = await service.follower();
		await online(HE);
		await create(openid);
		expect([await create(openid, HE), await close(openid, HE)]).toEqual([65414, 65414]);
		await close(openid);
		expect(await close(openid)).toBe(65413);
	});

	test('is waited for, in the order of coming, until it is opened', async () => {
		const openids = [await service.follower(), await service.follower()];
		await service.control('/waiting', { openids });
		now += MINUTE;
		await service.control('/push', { openid: openids[0], Content: 'Hello?' });
		expect(await waiting()).toEqual({
			count: 2,
			waitcaselist: [
				{ latest_time: START / 1000 + 60, openid: openids[0] },
				{ latest_time: START / 1000, openid: openids[1] },
			],
		});
		await create(openids[0]);
		expect((await waiting()).waitcaselist).toMatchObject([{ openid: openids[1] }]);
	});

	test.each([
		['whoever is free: the customer waits', '', ''],
		['who is online: it begins', LAN, LAN],
		['who is not: the customer waits', HE, ''],
	])('comes of a reply that hands the customer over to %s', async (_, named, by) => {
		const receiver = await startReceiver();
		await service.control('/accounts', { callback: { url: receiver.url, mode: 'plain' } });
		const openid = await service.follower();
		const trans = named && `<TransInfo><KfAccount>${named}</KfAccount></TransInfo>`;
		receiver.answer(
			`<xml><ToUserName>${openid}</ToUserName><FromUserName>${SERVICE.ghId}</FromUserName><CreateTime>1795382461</CreateTime><MsgType>transfer_customer_service</MsgType>${trans}</xml>`,
		);
		expect(await service.control('/push', { openid, Content: 'A person, please' })).toMatchObject({ outcome: 'reply' });
		await receiver.close();
		expect((await service.get('/customservice/kfsession/getsession', { openid })).kf_account).toBe(by);
		expect((await waiting()).count).toBe(by ? 0 : 1);
	});

	test('of 101 who wait 100 are named', async () => {
		const openids = Array.from({ length: 101 }, (_, n) => `o${n}`);
		await service.control('/waiting', { openids });
		const { count, waitcaselist } = await waiting();
		expect([count, waitcaselist.length]).toEqual([101, 100]);
	});
});

describe('chat records', () => {
	const records = async (more: object = {}) =>
		await service.post('/customservice/msgrecord/getmsglist', { starttime: START / 1000, endtime: START / 1000 + 600, msgid: 1, number: 100, ...more });

	test('have what was written while somebody served the customer, and what went out in the name of staff', async () => {
		const openid = await service.follower();
		const push = async (fields: object) => await service.control('/push', { openid, ...fields });
		const send = async (text: string, more: object = {}) =>
			await service.post('/cgi-bin/message/custom/send', { touser: openid, msgtype: 'text', text: { content: text }, ...more });
		await push({ Content: 'before' });
		await send('by nobody');
		await send('by name', { customservice: { kf_account: HE } });
		await service.post('/customservice/kfsession/create', { kf_account: LAN, openid });
		await push({ Content: 'Is it fresh?' });
		await push({ MsgType: 'image' });
		await push({ MsgType: 'event', Event: 'CLICK', EventKey: 'a' });
		now += MINUTE;
		await send('Very');
		const { recordlist, number, msgid } = await records();
		const said = (time: number, opercode: number, text: string, worker = LAN) => ({ openid, opercode, text, time: START / 1000 + time, worker });
		expect(recordlist).toEqual([
			said(0, 2002, 'by name', HE),
			said(0, 2003, 'Is it fresh?'),
			said(0, 2003, '[image]'),
			said(60, 2002, 'Very'),
		]);
		expect(number).toBe(4);
		expect(await records({ msgid })).toEqual({ recordlist: [], number: 0, msgid });
	});

	test('come in pages, each going on after the one before', async () => {
		await service.control('/chatRecords', {
			list: [1, 2, 3].map((n) => ({ openid: 'o1', worker: LAN, opercode: 2002, text: `${n}`, time: START / 1000 + n })),
		});
		const first = await records({ number: 2 });
		const second = await records({ number: 2, msgid: first.msgid });
		const texts = (page: any) => page.recordlist.map(({ text }: any) => text);
		expect([texts(first), texts(second)]).toEqual([['1', '2'], ['3']]);
	});

	test.each([
		['24 hours', { endtime: START / 1000 + DAY_S }, undefined],
		['a second more', { endtime: START / 1000 + DAY_S + 1 }, 65417],
		['an end before the start', { endtime: START / 1000 - 1 }, 65416],
		['10,000 at a time', { number: 10_000 }, undefined],
		['one more', { number: 10_001 }, 65416],
		['none', { number: 0 }, 65416],
		['no place to begin', { msgid: 0 }, 65416],
	])('%s', async (_, more, errcode) => {
		expect((await records(more)).errcode).toBe(errcode);
	});
});

describe('merchants of a Mini Program', () => {
	const icon = async () =>
		(await mini.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.png', content: PNG })).media_id;
	const register = async (more: object = {}) =>
		await mini.post('/cgi-bin/business/register', { account_name: 'jasmine', nickname: '茉莉', icon_media_id: await icon(), ...more });

	test('are made, found, changed and listed', async () => {
		expect(await register()).toEqual({ errcode: 0, errmsg: 'ok', business_id: 1 });
		expect((await register({ account_name: 'oolong' })).business_id).toBe(2);
		expect(await errcodeOf('/cgi-bin/business/update', { business_id: 1, nickname: 'Jasmine' }, mini)).toBe(0);
		const jasmine = { business_id: 1, account_name: 'jasmine', nickname: 'Jasmine', icon_url: expect.stringContaining('/mmbiz_png/') };
		for (const query of [{ business_id: 1 }, { account_name: 'jasmine' }]) {
			expect((await mini.post('/cgi-bin/business/get', query)).business_info).toEqual(jasmine);
		}
		const page = async (offset: number, count: number) => (await mini.post('/cgi-bin/business/list', { offset, count })).list;
		expect((await page(0, 1)).map((one: any) => one.account_name)).toEqual(['jasmine']);
		expect((await page(1, 200)).map((one: any) => one.account_name)).toEqual(['oolong']);
		expect(await page(2, 1)).toEqual([]);
		expect(await errcodeOf('/cgi-bin/business/list', { offset: 0, count: 201 }, mini)).toBe(40035);
	});

	test.each([
		['a name that is taken', { account_name: 'jasmine' }, 45070],
		['a short name', { account_name: 'apple' }, 45091],
		['a Chinese name', { account_name: '茉莉花茶铺子' }, 45091],
		['a short nickname', { nickname: '茶' }, 45078],
		['a long nickname', { nickname: '茶'.repeat(16) }, 45078],
		['signs in the nickname', { nickname: 'Tea!!' }, 45078],
		['an unknown icon', { icon_media_id: 'gone' }, 40007],
	])('%s', async (_, more, errcode) => {
		await register();
		expect((await register({ account_name: 'oolong', ...more })).errcode).toBe(errcode);
	});

	test('the icon is a picture', async () => {
		const jpg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
		const { thumb_media_id } = await mini.upload('/cgi-bin/media/upload', { type: 'thumb' }, { name: 'a.jpg', content: jpg });
		expect((await register({ icon_media_id: thumb_media_id })).errcode).toBe(40004);
	});

	test('that do not exist', async () => {
		expect(await errcodeOf('/cgi-bin/business/get', { business_id: 1 }, mini)).toBe(45071);
		expect(await errcodeOf('/cgi-bin/business/get', { account_name: 'jasmine' }, mini)).toBe(45071);
		expect(await errcodeOf('/cgi-bin/business/get', {}, mini)).toBe(40035);
		expect(await errcodeOf('/cgi-bin/business/update', { business_id: 1 }, mini)).toBe(45071);
		expect(await add('mo@lotusshop', 'Mo', { business_id: 1 }, mini)).toBe(45071);
	});

	test('have staff of their own, who may administer', async () => {
		await register();
		await add('mo@lotusshop', 'Mo', { business_id: 1 }, mini);
		expect((await list(mini, { business_id: 1 })).map((one: any) => one.kf_account)).toEqual(['mo@lotusshop']);
		expect((await list(mini)).map((one: any) => one.kf_account)).toEqual(['shop@lotusshop']);
		const admin = async (query: object) => (await mini.get('/customservice/kfaccount/setadmin', { ...query })).errcode;
		expect([await admin({ kf_openid: 'oKf_shop_lotus' }), await admin({ kf_openid: 'oKf_shop_lotus', business_id: 1 })]).toEqual([0, 40003]);
		const staff = async () => (await mini.control('/state')).accounts.find(({ appid }: any) => appid === MINI.appid).staff[0];
		expect((await staff()).isAdmin).toBe(true);
		expect((await mini.get('/customservice/kfaccount/canceladmin', { kf_openid: 'oKf_shop_lotus' })).errcode).toBe(0);
		expect((await staff()).isAdmin).toBe(false);
		expect(Object.keys((await list(mini))[0])).not.toContain('isAdmin');
	});

	test('are in whose name messages go out', async () => {
		const touser = await mini.follower({ grants: [{ kind: 'message', until: now + MINUTE, left: 5 }], activeAt: now });
		const message = { touser, msgtype: 'text', text: { content: 'Hello' }, businessid: 1 };
		expect(await errcodeOf('/cgi-bin/message/custom/send', message, mini)).toBe(45071);
		expect(await errcodeOf('/cgi-bin/message/custom/business/typing', { touser, command: 'Typing', businessid: 1 }, mini)).toBe(45071);
		await register();
		expect(await errcodeOf('/cgi-bin/message/custom/send', message, mini)).toBe(0);
		expect(await errcodeOf('/cgi-bin/message/custom/business/typing', { touser, command: 'Typing', businessid: 1 }, mini)).toBe(0);
	});
});

test('a Mini Program is linked to WeCom once, and unlinked', async () => {
	const corpid = 'ww1234567890abcdef';
	const work = async (act: string, id = corpid) => await errcodeOf(`/customservice/work/${act}`, { corpid: id }, mini);
	const get = async () => await mini.get('/customservice/work/get');
	expect(await get()).toEqual({ errcode: 0, errmsg: 'ok' });
	expect([await work('unbind'), await work('bind', 'lotus'), await work('bind'), await work('bind')]).toEqual([10130604, 10130600, 0, 10130603]);
	expect(await get()).toEqual({ errcode: 0, errmsg: 'ok', entityName: MINI.name, corpid, bindTime: START / 1000 });
	expect([await work('unbind', 'wwanothercompany'), await work('unbind')]).toEqual([10130602, 0]);
	expect(await get()).toEqual({ errcode: 0, errmsg: 'ok' });
});

test('what is of one product only', async () => {
	expect((await mini.get('/customservice/kfsession/getwaitcase')).errcode).toBe(48001);
	expect((await service.get('/customservice/work/get')).errcode).toBe(48001);
	expect((await service.post('/cgi-bin/business/list', { offset: 0, count: 1 })).errcode).toBe(48001);
	await service.control('/accounts', { verified: false });
	expect((await service.get('/customservice/kfsession/getwaitcase')).errcode).toBe(48001);
});
