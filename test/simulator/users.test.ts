import { Client, MINI } from './client';
import { type Simulator, startSimulator } from './simulator';

let simulator: Simulator;
let client: Client;

beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const someone = { remark: 'Aunt Li', subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: 'poster-7', tags: ['VIP'] };

describe('user/get', () => {
	test('pages through 12,000 followers, quickly', async () => {
		const start = Date.now();
		const made = await client.control('/followers', { count: 12_000 });
		expect(made).toMatchObject({ added: 12_000, followers: 12_000 });
		const first = await client.get('/cgi-bin/user/get');
		const second = await client.get('/cgi-bin/user/get', { next_openid: first.next_openid });
		const third = await client.get('/cgi-bin/user/get', { next_openid: second.next_openid });
		expect(Date.now() - start).toBeLessThan(2000);
		expect([first.total, first.count, second.count]).toEqual([12_000, 10_000, 2000]);
		expect(first.next_openid).toBe(first.data.openid.at(-1));
		const all = [...first.data.openid, ...second.data.openid];
		expect(new Set(all).size).toBe(12_000);
		expect(all.every((openid) => /^o[\w-]{27}$/.test(openid))).toBe(true);
		expect(third).toEqual({ total: 12_000, count: 0, next_openid: '' });
	});

	test('the page after somebody who has left goes on behind their place', async () => {
		const { openids } = await client.control('/followers', { count: 5 });
		await client.control('/followers', { list: [{ openid: openids[1], subscribed: false }] });
		expect(await client.get('/cgi-bin/user/get', { next_openid: openids[1] })).toEqual({
			total: 4,
			count: 3,
			data: { openid: openids.slice(2) },
			next_openid: openids[4],
		});
	});

	test('who leaves, comes back or comes anew is counted', async () => {
		const { openids } = await client.control('/followers', { count: 3 });
		const total = async () => [(await client.get('/cgi-bin/user/get')).total, (await client.control('/state')).accounts[0].followers];
		const push = async (Event: string, openid: string) => await client.control('/push', { openid, MsgType: 'event', Event, EventKey: '' });
		const seen = [await total()];
		for (const [event, openid] of [['unsubscribe', openids[0]], ['unsubscribe', openids[0]], ['subscribe', openids[0]], ['subscribe', 'oSomebodyNew']]) {
			await push(event, openid);
			seen.push(await total());
		}
		expect(seen.map(([first]) => first)).toEqual([3, 2, 2, 3, 4]);
		expect(seen.every(([first, second]) => first === second)).toBe(true);
		// Whoever comes back keeps the place.
		expect((await client.get('/cgi-bin/user/get')).data.openid).toEqual([...openids, 'oSomebodyNew']);
	});

	test('the last page of 300,000 followers is there at once', async () => {
		await client.control('/followers', { count: 300_000 });
		const newest = await client.control(`/followers?appid=${client.appid}&newest=2`);
		const start = Date.now();
		for (let n = 0; n < 20; n++) {
			expect(await client.get('/cgi-bin/user/get', { next_openid: newest[0].openid })).toMatchObject({ total: 300_000, count: 1 });
		}
		expect(Date.now() - start).toBeLessThan(1000);
	});

	test('openids are the same every time', async () => {
		const [first] = (await client.control('/followers', { count: 1 })).openids;
		await client.control('/reset', {});
		expect((await client.control('/followers', { count: 1 })).openids).toEqual([first]);
	});

	test('a next_openid in the body of a GET is lost', async () => {
		await client.control('/followers', { count: 2 });
		const { data } = await client.get('/cgi-bin/user/get');
		const answer = await client.raw('GET', '/cgi-bin/user/get', { body: { next_openid: data.openid[1] } });
		expect(answer.data.count).toBe(2);
	});

	test('an unknown next_openid is refused', async () => {
		expect(await client.get('/cgi-bin/user/get', { next_openid: 'nobody' })).toMatchObject({ errcode: 40003 });
	});
});

describe('user/info', () => {
	test('tells what WeChat still tells, and no nickname', async () => {
		const openid = await client.follower(someone);
		const info = await client.get('/cgi-bin/user/info', { openid, lang: 'en' });
		expect(info).toMatchObject({
			subscribe: 1,
			openid,
			language: 'en',
			remark: 'Aunt Li',
			groupid: 100,
			tagid_list: [100],
			subscribe_scene: 'ADD_SCENE_QR_CODE',
			qr_scene_str: 'poster-7',
		});
		expect(info).not.toHaveProperty('nickname');
		expect(info).not.toHaveProperty('errcode');
	});

	test('the same person has one unionid and two openids in two accounts', async () => {
		const openid = await client.follower();
		const other = await client.as(MINI.appid).follower();
		const [visitor] = await client.control(`/followers?appid=${MINI.appid}`);
		expect(visitor).toMatchObject({
			openid: other,
			unionid: (await client.get('/cgi-bin/user/info', { openid })).unionid,
		});
		expect(other).not.toBe(openid);
		expect(await client.get('/cgi-bin/user/info', { openid: other })).toMatchObject({ errcode: 40003 });
	});

	test('who left has subscribe 0 and is in no list', async () => {
		const openid = await client.follower(someone);
		await client.control('/push', { openid, MsgType: 'event', Event: 'unsubscribe' });
		expect(await client.get('/cgi-bin/user/info', { openid })).toEqual({
			subscribe: 0,
			openid,
			unionid: expect.any(String),
			tagid_list: [],
		});
		expect(await client.get('/cgi-bin/user/get')).toEqual({ total: 0, count: 0, next_openid: '' });
	});

	test('who scanned a poster and followed came by it', async () => {
		const { message } = await client.control('/push', {
			openid: 'oNewcomer',
			MsgType: 'event',
			Event: 'subscribe',
			EventKey: 'qrscene_poster-7',
			Ticket: 't',
		});
		const info = await client.get('/cgi-bin/user/info', { openid: message.FromUserName });
		expect(info).toMatchObject({
			subscribe: 1,
			subscribe_scene: 'ADD_SCENE_QR_CODE',
			qr_scene: 0,
			qr_scene_str: 'poster-7',
		});
	});
});

test('batchget takes 100 at once', async () => {
	const { openids } = await client.control('/followers', { count: 101 });
	const list = (await client.get('/cgi-bin/user/get')).data.openid.map((openid: string) => ({ openid, lang: 'zh_CN' }));
	const { user_info_list } = await client.post('/cgi-bin/user/info/batchget', { user_list: list.slice(0, 100) });
	expect(user_info_list.map((info: any) => info.openid)).toEqual(openids);
	expect(await client.post('/cgi-bin/user/info/batchget', { user_list: list })).toMatchObject({ errcode: 40032 });
	expect(await client.post('/cgi-bin/user/info/batchget', { user_list: [{ openid: 'nobody' }] })).toMatchObject({
		errcode: 40003,
	});
});

test('a remark of fewer than 30 bytes, or none', async () => {
	const openid = await client.follower();
	const remark = async (text: string) =>
		(await client.post('/cgi-bin/user/info/updateremark', { openid, remark: text })).errcode;
	expect(await remark('九个字的备注写得下')).toBe(0);
	expect(await client.get('/cgi-bin/user/info', { openid })).toMatchObject({ remark: '九个字的备注写得下' });
	expect(await remark('十个字的备注就写不下了')).toBe(40035);
	expect(await remark('')).toBe(0);
});

describe('the blacklist', () => {
	test('takes 20 at once and gives 1000 per page', async () => {
		await client.control('/followers', { count: 1001 });
		const { data } = await client.get('/cgi-bin/user/get');
		const post = async (what: string, openid_list: string[]) =>
			await client.post(`/cgi-bin/tags/members/${what}`, { openid_list });
		expect(await post('batchblacklist', data.openid.slice(0, 21))).toMatchObject({ errcode: 40032 });
		for (let at = 0; at < 1001; at += 20)
			expect(await post('batchblacklist', data.openid.slice(at, at + 20))).toMatchObject({ errcode: 0 });
		const first = await client.post('/cgi-bin/tags/members/getblacklist', { begin_openid: '' });
		expect([first.total, first.count]).toEqual([1001, 1000]);
		const second = await client.post('/cgi-bin/tags/members/getblacklist', { begin_openid: first.next_openid });
		expect(second).toEqual({
			total: 1001,
			count: 1,
			data: { openid: [data.openid[1000]] },
			next_openid: data.openid[1000],
		});
		expect(await post('batchunblacklist', data.openid.slice(0, 20))).toMatchObject({ errcode: 0 });
		expect((await client.post('/cgi-bin/tags/members/getblacklist')).total).toBe(981);
	});

	test('knows no strangers', async () => {
		expect(await client.post('/cgi-bin/tags/members/batchblacklist', { openid_list: ['nobody'] })).toMatchObject({
			errcode: 40003,
		});
		expect(await client.post('/cgi-bin/tags/members/batchblacklist', { openid_list: [] })).toMatchObject({
			errcode: 40032,
		});
	});
});
