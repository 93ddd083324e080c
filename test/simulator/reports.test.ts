import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';

/** wechat-api.md C.6: what is counted here, and the rules that all reports share. */
let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const HOUR = 3600;
const DAY = 24 * HOUR;

/** So many days before WeChat's today, in China. */
async function day(ago: number): Promise<string> {
	const { now } = await client.control('/state');
	return new Date(now + (8 * HOUR - ago * DAY) * 1000).toISOString().slice(0, 10);
}

/** Lets time pass until the next day in China at this hour. */
async function nextDayAt(hour: number): Promise<void> {
	const { now } = await client.control('/state');
	const today = Math.floor(now / 1000 + 8 * HOUR) % DAY;
	await client.control('/clock', { advance: DAY - today + hour * HOUR });
	client.forgetToken();
}

const get = async (name: string, begin_date: string, end_date = begin_date, more: object = {}) =>
	await client.post(`/datacube/${name}`, { begin_date, end_date, ...more });
const secondsAgo = async (ago: number) => Date.parse(`${await day(ago)}T12:00:00+08:00`) / 1000;
const write = async (openid: string, more: object = { MsgType: 'text', Content: 'Hello' }) =>
	await client.control('/push', { openid, ...more });

test.each<[string, number, object?]>([
	['getusersummary', 7],
	['getusercumulate', 7],
	['getarticlesummary', 1],
	['getarticletotal', 1],
	['getuserread', 3],
	['getuserreadhour', 1],
	['getusershare', 7],
	['getusersharehour', 1],
	['getarticleread', 1],
	['getarticleshare', 1],
	['getarticletotaldetail', 1],
	['getbizsummary', 30],
	['getupstreammsg', 7],
	['getupstreammsghour', 1],
	['getupstreammsgweek', 1],
	['getupstreammsgmonth', 1],
	['getupstreammsgdist', 15],
	['getupstreammsgdistweek', 15],
	['getupstreammsgdistmonth', 15],
	['getinterfacesummary', 30],
	['getinterfacesummaryhour', 1],
	['getcardbizuininfo', 62, { cond_source: 0 }],
	['getcardcardinfo', 62, { cond_source: 0 }],
	['getcardmembercardinfo', 62, { cond_source: 0 }],
	['getcardmembercarddetail', 62, { card_id: 'x' }],
])('%s covers %d days and not one more, nor today; dates are YYYY-MM-DD', async (name, days, more = {}) => {
	const [last, first, before, today] = await Promise.all([day(2), day(days + 1), day(days + 2), day(0)]);
	expect((await get(name, first, last, more)).list).toBeInstanceOf(Array);
	expect(await get(name, before, last, more)).toMatchObject({ errcode: 61501 });
	expect(await get(name, today, today, more)).toMatchObject({ errcode: 61501 });
	expect(await get(name, '20261122', last, more)).toMatchObject({ errcode: 61500 });
	expect(await get(name, last, '2026-02-30', more)).toMatchObject({ errcode: 61500 });
});

test('numbers of yesterday come at eight in the morning', async () => {
	await nextDayAt(7);
	expect(await get('getusercumulate', await day(1))).toMatchObject({ errcode: 61503 });
	expect(await get('getusercumulate', await day(2))).toHaveProperty('list');
	await client.control('/clock', { advance: HOUR });
	expect(await get('getusercumulate', await day(1))).toHaveProperty('list');
});

test('followers: who came, from where, and how many there are', async () => {
	const [two, three] = await Promise.all([secondsAgo(2), secondsAgo(3)]);
	const list = [
		{ subscribe_time: three },
		{ subscribe_time: two, subscribe_scene: 'ADD_SCENE_QR_CODE' },
		{ subscribe_time: two, subscribe_scene: 'ADD_SCENE_QR_CODE' },
		{ subscribe_time: two, subscribe_scene: 'ADD_SCENE_PAID' },
	];
	await client.control('/followers', { list });
	const [d2, d3] = await Promise.all([day(2), day(3)]);
	expect(await get('getusersummary', d3, d2)).toEqual({
		list: [
			{ ref_date: d3, user_source: 1, new_user: 1, cancel_user: 0 },
			{ ref_date: d2, user_source: 0, new_user: 1, cancel_user: 0 },
			{ ref_date: d2, user_source: 30, new_user: 2, cancel_user: 0 },
		],
	});
	expect(await get('getusercumulate', await day(4), d2)).toEqual({
		list: [
			{ ref_date: await day(4), user_source: 0, cumulate_user: 0 },
			{ ref_date: d3, user_source: 0, cumulate_user: 1 },
			{ ref_date: d2, user_source: 0, cumulate_user: 4 },
		],
	});
});

test('messages, calls and who left, on the day when it happened', async () => {
	const [busy, quiet, leaver] = (await client.control('/followers', { count: 3 })).openids;
	for (let n = 0; n < 6; n++) await write(busy);
	await write(quiet, { MsgType: 'image', PicUrl: 'https://example.com/a.jpg', MediaId: 'm' });
	await write(leaver, { MsgType: 'event', Event: 'unsubscribe', EventKey: '' });
	const hour = Number(new Date((await client.control('/state')).now + 8 * HOUR * 1000).toISOString().slice(11, 13)) * 100;
	await nextDayAt(9);
	const ref_date = await day(1);
	const byType = [
		{ msg_type: 1, msg_user: 1, msg_count: 6 },
		{ msg_type: 2, msg_user: 1, msg_count: 1 },
	];
	const calls = { callback_count: 8, fail_count: 0, total_time_cost: 400, max_time_cost: 50 };
	expect(await get('getupstreammsg', ref_date)).toEqual({ list: byType.map((row) => ({ ref_date, ...row })) });
	expect(await get('getupstreammsghour', ref_date)).toEqual({ list: byType.map((row) => ({ ref_date, ref_hour: hour, ...row })) });
	expect(await get('getupstreammsgdist', ref_date)).toEqual({
		list: [
			{ ref_date, count_interval: 1, msg_user: 1 },
			{ ref_date, count_interval: 2, msg_user: 1 },
		],
	});
	expect(await get('getinterfacesummary', ref_date)).toEqual({ list: [{ ref_date, ...calls }] });
	expect(await get('getinterfacesummaryhour', ref_date)).toEqual({ list: [{ ref_date, ref_hour: hour, ...calls }] });
	expect((await get('getusersummary', ref_date)).list).toEqual([{ ref_date, user_source: 1, new_user: 3, cancel_user: 1 }]);
	expect((await get('getusercumulate', ref_date)).list).toMatchObject([{ cumulate_user: 2 }]);
	expect(await get('getupstreammsg', await day(2))).toEqual({ list: [] });
});

test('weeks and months stand under their first day, once they are over', async () => {
	const { now } = await client.control('/state');
	const openid = await client.follower();
	await write(openid);
	const today = new Date(now + 8 * HOUR * 1000);
	const monday = new Date(today.getTime() - ((today.getUTCDay() + 6) % 7) * DAY * 1000).toISOString().slice(0, 10);
	const first = `${today.toISOString().slice(0, 8)}01`;
	await client.control('/clock', { advance: 38 * DAY });
	client.forgetToken();
	const row = { msg_type: 1, msg_user: 1, msg_count: 1 };
	expect(await get('getupstreammsgweek', monday)).toEqual({ list: [{ ref_date: monday, ...row }] });
	expect(await get('getupstreammsgmonth', first)).toEqual({ list: [{ ref_date: first, ...row }] });
	expect((await get('getupstreammsgdistweek', monday)).list).toEqual([{ ref_date: monday, count_interval: 1, msg_user: 1 }]);
	const tuesday = new Date(Date.parse(monday) + DAY * 1000).toISOString().slice(0, 10);
	expect(await get('getupstreammsgweek', tuesday)).toEqual({ list: [] });
	const thisMonth = `${(await day(0)).slice(0, 8)}01`;
	if (thisMonth < (await day(0))) expect(await get('getupstreammsgmonth', thisMonth)).toEqual({ list: [] });
});

test('articles: those that are out, from their first day on', async () => {
	await client.control('/news', { articles: [{ title: 'Spring tea' }, { title: 'Autumn tea' }] });
	const published = await day(0);
	await nextDayAt(9);
	await nextDayAt(9);
	const { list, is_delay } = await get('getarticletotaldetail', published);
	expect(is_delay).toBe(false);
	expect(list).toMatchObject([
		{ ref_date: published, msgid: '2247490001_1', title: 'Spring tea', detail_list: [{ stat_date: published }, { stat_date: await day(1) }] },
		{ msgid: '2247490001_2', title: 'Autumn tea' },
	]);
	const [first, second] = list[0].detail_list;
	const reads = async (date: string) => (await get('getarticleread', date)).list[0].detail.read_user as number;
	expect(first.read_user).toBe(await reads(published));
	expect(second.read_user).toBe((await reads(published)) + (await reads(await day(1))));
	expect((await get('getarticletotaldetail', await day(1))).list).toEqual([]);
	expect((await get('getbizsummary', await day(3), await day(1))).list.map((row: any) => row.ref_date)).toEqual([published, await day(1)]);
	expect((await get('getarticlesummary', published)).list).toHaveLength(2);
});

test('the old reports about articles may be offline', async () => {
	await client.control('/accounts', { oldReportsOffline: true });
	for (const name of ['getarticlesummary', 'getarticletotal', 'getuserread', 'getuserreadhour', 'getusershare', 'getusersharehour']) {
		expect(await get(name, await day(2))).toEqual({ errcode: 47009, errmsg: expect.stringMatching(/^this api is offline rid: /) });
	}
	expect(await get('getarticleread', await day(2))).toHaveProperty('list');
});

test('cards: by where they were made, and one by its id', async () => {
	const rows = async (name: string, more: object) => (await get(name, await day(3), await day(2), more)).list;
	expect(await rows('getcardcardinfo', { cond_source: 0 })).toHaveLength(2);
	expect(await rows('getcardcardinfo', { cond_source: 0, card_id: 'another' })).toEqual([]);
	expect(await rows('getcardbizuininfo', { cond_source: 1 })).toEqual([]);
	expect(await rows('getcardmembercarddetail', { card_id: 'pFS7Fjg8kV1IdDz01xtnBC5O-mU4' })).toHaveLength(2);
});
