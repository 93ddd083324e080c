import type { IDataObject } from 'n8n-workflow';
import { items, MINI, officialAccount, useWechat } from './wechat';

/** Report: Get. What WeChat gives at a time, how several answers become rows, and what goes wrong. */
const wechat = useWechat();

const DAY = 24 * 3600_000;
/** So many days ago, in China. */
const day = (ago: number) => new Date(Date.now() + 8 * 3600_000 - ago * DAY).toISOString().slice(0, 10);
const get = (report: string, more: IDataObject = {}) => officialAccount('report', 'get', { report, ...more });
const custom = (begin: string, end: string) => ({ range: 'custom', begin_date: begin, end_date: end });
const bodies = async (path: string) => (await wechat.calls(path)).map(({ body }) => body);
/** WeChat's clock at nine in the morning: at night it has no numbers of yesterday yet. */
const atNine = async () => {
	const sinceMidnight = (Date.now() + 8 * 3600_000) % DAY;
	await wechat.client.control('/clock', { advance: Math.max(0, (9 * 3600_000 - sinceMidnight) / 1000) });
};

async function failure(node: ReturnType<typeof get>) {
	const run = await wechat.run(node);
	expect(run.items('WeChat')).toBeUndefined();
	const { message, description } = run.error as { message: string; description?: string };
	return { message, description };
}

describe('the range', () => {
	beforeEach(atNine);

	test.each([
		['yesterday', [[1, 1]]],
		['last7Days', [[7, 1]]],
		['last30Days', [[30, 24], [23, 17], [16, 10], [9, 3], [2, 1]]],
	])('%s, in calls of seven days', async (range, windows) => {
		const run = await wechat.run(get('followersTotal', { range }));
		const dates = windows.map(([first, last]) => ({ begin_date: day(first), end_date: day(last) }));
		expect(await bodies('/datacube/getusercumulate')).toEqual(dates);
		const rows = run.json('WeChat')!;
		expect(rows.map(({ ref_date }) => ref_date)).toEqual(Array.from({ length: windows[0][0] }, (_, n) => day(windows[0][0] - n)));
		expect(rows[0]).toEqual({ report: 'followersTotal', ref_date: rows[0].ref_date, cumulate_user: 0, user_source: 0 });
	});

	test('yesterday unless told otherwise', async () => {
		await wechat.run(get('interface'));
		expect(await bodies('/datacube/getinterfacesummary')).toEqual([{ begin_date: day(1), end_date: day(1) }]);
	});

	test('a week is asked for by its Monday', async () => {
		await wechat.run(get('messagesByWeek', { range: 'last7Days' }));
		const [{ begin_date, end_date }] = (await bodies('/datacube/getupstreammsgweek')) as IDataObject[];
		expect(begin_date).toBe(end_date);
		expect(new Date(String(begin_date)).getUTCDay()).toBe(1);
		expect(String(begin_date) <= day(7)).toBe(true);
	});
});

/** wechat-api.md C.6; of one day where the sources disagree. */
const MOST_DAYS: Record<number, string[]> = {
	1: [
		...['articleReads', 'articleShares', 'articleTotals', 'oldArticleReads', 'oldArticleTotals', 'oldReadsByHour', 'oldSharesByHour'],
		...['interfaceByHour', 'messagesByHour'],
	],
	3: ['oldReads'],
	7: ['followersChange', 'followersTotal', 'messages', 'oldShares'],
	15: ['messagesPerPerson'],
	30: ['articleOverview', 'interface'],
	62: ['coupons', 'couponsByCard', 'memberCard', 'memberCards'],
};

describe('as many days as WeChat gives in one call', () => {
	const documented = Object.entries(MOST_DAYS).flatMap(([days, reports]) => reports.map((report) => [report, Number(days)] as const));

	test.each(documented)('%s: %d', async (report, days) => {
		const run = await wechat.run(get(report, { ...custom(day(days + 2), day(2)), card_id: 'pFS7Fjg8kV1IdDz01xtnBC5O-mU4' }));
		expect(run.error).toBeUndefined();
		expect((await wechat.calls()).map(({ body }) => body)).toMatchObject([
			{ begin_date: day(days + 2), end_date: day(3) },
			{ begin_date: day(2), end_date: day(2) },
		]);
	});
});

describe('dates of an expression', () => {
	test.each([
		['a date', day(3)],
		['the picker', `${day(3)}T00:00:00`],
		['late in the evening elsewhere: already the next day in China', `${day(4)}T20:00:00Z`],
		['a DateTime', '={{ DateTime.fromISO($json.day, { zone: "Asia/Shanghai" }) }}'],
	])('%s', async (_, date) => {
		const run = await wechat.run(get('messages', custom(date, date)), { items: items({ day: day(3) }) });
		expect(run.error).toBeUndefined();
		expect(await bodies('/datacube/getupstreammsg')).toEqual([{ begin_date: day(3), end_date: day(3) }]);
	});
});

test('report and range of an expression: n8n misses no field that is for other reports', async () => {
	const node = officialAccount('report', 'get', { report: '={{ $json.report }}', range: '={{ $json.range }}' });
	const run = await wechat.run(node, { items: items({ report: 'messagesByMonth', range: 'last30Days' }, { report: 'coupons', range: 'custom' }) });
	expect((run.error as Error).message).toBe('“Start Date” is empty');
	expect((await wechat.calls()).map(({ path }) => path)).toEqual(['/datacube/getupstreammsgmonth']);
});

describe('rows', () => {
	test('an empty day has none, and Simplify off shows what WeChat answered', async () => {
		expect((await wechat.run(get('messages', custom(day(3), day(2))))).items('WeChat')).toEqual([]);
		const entry = { ref_date: day(2), msg_type: 1, msg_user: 282, msg_count: 817 };
		await wechat.fault({ path: '/datacube/getupstreammsg', body: { list: [entry] } });
		const run = await wechat.run(get('messages', { ...custom(day(2), day(2)), simplify: false }));
		expect(run.json('WeChat')).toEqual([{ report: 'messages', ...entry, msg_type_name: 'Text', raw: entry }]);
	});

	test('one per day and article', async () => {
		const list = [{ ref_date: day(2), msgid: '2247490098_1', title: '秋茶', publish_type: 0, detail_list: [{ stat_date: day(2), read_user: 1 }, { stat_date: day(1), read_user: 3 }] }];
		await wechat.fault({ path: '/datacube/getarticletotaldetail', body: { list, is_delay: false } });
		const rows = (await wechat.run(get('articleTotals', custom(day(2), day(2))))).json('WeChat')!;
		expect(rows.map(({ title, stat_date, read_user, msg_data_id }) => [title, stat_date, read_user, msg_data_id])).toEqual([
			['秋茶', day(2), 1, '2247490098'],
			['秋茶', day(1), 3, '2247490098'],
		]);
	});

	test('published articles show up in the reports about them', async () => {
		await wechat.client.control('/news', { articles: [{ title: 'Spring tea' }] });
		await wechat.client.control('/clock', { advance: -3 * 24 * 3600 });
		await wechat.client.control('/news', { articles: [{ title: 'Autumn tea' }] });
		await wechat.client.control('/clock', { advance: 3 * 24 * 3600 });
		const rows = (await wechat.run(get('articleTotals', custom(day(3), day(2))))).json('WeChat')!;
		expect(new Set(rows.map(({ title }) => title))).toEqual(new Set(['Autumn tea']));
		const [read] = (await wechat.run(get('articleReads', custom(day(2), day(2))))).json('WeChat')!;
		expect(read).toMatchObject({ article_number: 1, is_delay: false, read_user: expect.any(Number), read_user_source: expect.stringContaining('公众号消息') });
	});
});

describe('cards', () => {
	test('where they were made, and which one', async () => {
		const path = '/datacube/getcardcardinfo';
		await wechat.run(get('couponsByCard', { ...custom(day(3), day(2)), cond_source: 1 }));
		await wechat.run(get('couponsByCard', { ...custom(day(3), day(2)), card_id: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc' }));
		const dates = { begin_date: day(3), end_date: day(2) };
		expect(await bodies(path)).toEqual([
			{ ...dates, cond_source: 1 },
			{ ...dates, cond_source: 0, card_id: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc' },
		]);
	});

	test('a member card needs its id; the other reports are sent neither', async () => {
		expect(await failure(get('memberCard', custom(day(3), day(2))))).toMatchObject({ message: '“Card ID” is empty' });
		await wechat.run(get('messages', { ...custom(day(3), day(2)), cond_source: 1, card_id: 'x' }));
		expect(await bodies('/datacube/getupstreammsg')).toEqual([{ begin_date: day(3), end_date: day(2) }]);
	});
});

describe('a mistake names the field, and nothing is called', () => {
	afterEach(async () => expect(await wechat.calls()).toEqual([]));

	test.each<[string, IDataObject, string, RegExp]>([
		['no dates', custom('', ''), '“Start Date” is empty', /./],
		['no end', custom(day(3), ''), '“End Date” is empty', /./],
		['no date', custom('soon', day(2)), '“Start Date” must be a date and time, but it is “soon”', /expression/],
		['today', custom(day(3), day(0)), `“End Date” is ${day(0)}, but there are numbers up to ${day(1)} only`, /08:00/],
		['the wrong way round', custom(day(2), day(3)), `“Start Date” (${day(2)}) is after “End Date” (${day(3)})`, /Exchange/],
		['no range', { range: '={{ "forever" }}' }, '“Range” cannot be “forever”', /yesterday/],
		['no report', { report: '={{ "nothing" }}' }, '“Report” cannot be “nothing”', /followersChange/],
	])('%s', async (_, parameters, message, description) => {
		expect(await failure(get('messages', parameters))).toEqual({ message, description: expect.stringMatching(description) });
	});
});

describe('what WeChat refuses', () => {
	const range = custom(day(3), day(2));

	test.each([
		[61503, /after 08:00 China time/],
		[61501, /ends yesterday at the latest/],
		[47009, /“Articles” instead of “Articles \(Old\)”/],
	])('%d says what to do', async (errcode, words) => {
		await wechat.fault({ path: '/datacube/getuserread', errcode });
		expect(await failure(get('oldReads', range))).toEqual({
			message: expect.stringContaining(`(${errcode})`),
			description: expect.stringMatching(words),
		});
	});

	test('an old report that is offline', async () => {
		await wechat.client.control('/accounts', { oldReportsOffline: true });
		const { message } = await failure(get('oldArticleReads', range));
		expect(message).toBe('WeChat refused: this api is offline (47009)');
	});

	test('an account that is not verified hears what its type can do', async () => {
		await wechat.client.control('/accounts', { type: 'subscription', verified: false });
		wechat.credential({ accountType: 'subscription' });
		expect((await failure(get('messages', range))).description).toMatch(/^A subscription account \(订阅号\) gets this by verification/);
	});

	test('a Mini Program', async () => {
		wechat.credential({ appId: MINI.appid, appSecret: MINI.secret, accountType: 'miniProgram' });
		expect((await failure(get('messages', range))).description).toMatch(/^This Mini Program does not have this/);
	});

	test('the second of several calls: no half report goes on, and the next try asks only for what is missing', async () => {
		const path = '/datacube/getusercumulate';
		await wechat.fault({ path, errcode: 45009, skip: 1 });
		const parameters = custom(day(10), day(2));
		expect((await failure(get('followersTotal', parameters))).message).toContain('(45009)');
		await wechat.client.control('/calls', undefined, 'DELETE');
		await wechat.fault({ path, errcode: 45009, skip: 1 });
		const again = { ...get('followersTotal', parameters), retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		expect((await wechat.run(again)).json('WeChat')).toHaveLength(9);
		const [first, second] = [{ begin_date: day(10), end_date: day(4) }, { begin_date: day(3), end_date: day(2) }];
		// What a fault answers is logged without its body.
		expect(await bodies(path)).toEqual([first, undefined, second]);
	});

	test('WeChat is busy for a moment: asked again', async () => {
		await wechat.fault({ path: '/datacube/getusercumulate', errcode: -1 });
		expect((await wechat.run(get('followersTotal', range))).json('WeChat')).toHaveLength(2);
	}, 15_000);
});

describe('several items', () => {
	test('that want the same share the call; each has its own rows', async () => {
		const node = get('followersTotal', custom('={{ $json.day }}', '={{ $json.day }}'));
		const run = await wechat.run(node, { items: items({ day: day(3) }, { day: day(3) }, { day: day(2) }) });
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.ref_date, pairedItem])).toEqual([
			[day(3), { item: 0 }],
			[day(3), { item: 1 }],
			[day(2), { item: 2 }],
		]);
		expect(await bodies('/datacube/getusercumulate')).toHaveLength(2);
	});

	test('one that fails leaves the others alone', async () => {
		const node = { ...get('followersTotal', custom('={{ $json.day }}', day(2))), onError: 'continueRegularOutput' as const };
		const run = await wechat.run(node, { items: items({ day: 'soon' }, { day: day(2) }) });
		expect(run.json('WeChat')).toMatchObject([{ day: 'soon', error: expect.stringContaining('“Start Date”') }, { ref_date: day(2) }]);
	});
});
