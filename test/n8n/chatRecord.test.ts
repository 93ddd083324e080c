import type { IDataObject } from 'n8n-workflow';
import { daysOf, periodOf } from '../../nodes/WechatCustomerService/resources/chatRecord/period';
import { customerService, MINI, useWechat } from './wechat';

/** Chat records: periods, days, pages. */

const PATH = '/customservice/msgrecord/getmsglist';
const DAY = 24 * 3600;
const LAN = 'lan@lotustea';
const at = (time: string) => Date.parse(time) / 1000;

/** Wednesday, 07:30 in Beijing; in UTC it is still Tuesday. */
const NOW = at('2026-11-25T07:30:00+08:00');

describe('the period', () => {
	const period = (parameters: IDataObject) => {
		const { start, end } = periodOf({ parameters }, NOW);
		return [start, end].map((seconds) => new Date((seconds + 8 * 3600) * 1000).toISOString().slice(0, 19));
	};

	test.each<[string, IDataObject, string[]]>([
		['today', {}, ['2026-11-25T00:00:00', '2026-11-25T07:30:00']],
		['yesterday', {}, ['2026-11-24T00:00:00', '2026-11-24T23:59:59']],
		['last7Days', {}, ['2026-11-19T00:00:00', '2026-11-25T07:30:00']],
		['custom', { starttime: '2026-11-20T12:00:00+08:00', endtime: '2026-11-21T12:00:00+08:00' }, ['2026-11-20T12:00:00', '2026-11-21T12:00:00']],
		['custom', { starttime: '2026-11-20T12:00:00+08:00' }, ['2026-11-20T12:00:00', '2026-11-25T07:30:00']],
		['custom', { starttime: '2026-11-20T12:00:00+08:00', endtime: '2027-01-01T00:00:00+08:00' }, ['2026-11-20T12:00:00', '2026-11-25T07:30:00']],
		['custom', { starttime: '2026-11-24T16:00:00Z', endtime: '2026-11-24T16:00:00Z' }, ['2026-11-25T00:00:00', '2026-11-25T00:00:00']],
	])('%s %o', (name, times, expected) => {
		expect(period({ period: name, ...times })).toEqual(expected);
	});

	test.each<[IDataObject, string]>([
		[{ starttime: '2026-11-25T08:00:00+08:00' }, '“From” is in the future'],
		[{ starttime: '2026-11-20T12:00:00+08:00', endtime: '2026-11-20T11:59:59+08:00' }, '“To” is before “From”'],
	])('%o: %s', (times, sentence) => {
		expect(() => period({ period: 'custom', ...times })).toThrow(sentence);
	});

	test.each([
		['a second', 0, [[0, 0]]],
		['24 hours', DAY - 1, [[0, DAY - 1]]],
		['a second more', DAY, [[0, DAY - 1], [DAY, DAY]]],
		['two days', 2 * DAY - 1, [[0, DAY - 1], [DAY, 2 * DAY - 1]]],
	])('%s in parts of at most 24 hours, of which none shares a second with another', (_, end, expected) => {
		expect([...daysOf({ start: 0, end })].map((part) => [part.start, part.end])).toEqual(expected);
	});
});

describe('Get Many', () => {
	const wechat = useWechat();

	const record = (text: string, time: number, more: IDataObject = {}) => ({ openid: 'o1', worker: LAN, opercode: 2002, text, time, ...more });
	const given = async (...list: IDataObject[]) => await wechat.client.control('/chatRecords', { list });
	const custom = { period: 'custom', starttime: '2026-11-20T00:00:00+08:00', endtime: '2026-11-22T23:59:59+08:00', returnAll: true };
	const run = async (parameters: IDataObject, more: object = {}) =>
		await wechat.run(customerService('chatRecord', 'getAll', parameters), more);
	const texts = async (parameters: IDataObject) => (await run(parameters)).json('WeChat')!.map(({ text }) => text);
	const asked = async () => (await wechat.calls(PATH)).map(({ body }) => body as Record<string, number>);

	test('three days are three questions, in order, and the days between them lose nothing', async () => {
		const days = [20, 21, 22].map((day) => at(`2026-11-${day}T00:00:00+08:00`));
		await given(...days.flatMap((day, n) => [record(`first ${n}`, day), record(`last ${n}`, day + DAY - 1)]));
		await given(record('before', days[0] - 1), record('after', days[2] + DAY));
		expect(await texts(custom)).toEqual([0, 1, 2].flatMap((n) => [`first ${n}`, `last ${n}`]));
		const windows = [...new Set((await asked()).map(({ starttime, endtime }) => `${starttime}-${endtime}`))];
		expect(windows).toEqual(days.map((day) => `${day}-${day + DAY - 1}`));
	});

	test('nothing: no items, one question a day', async () => {
		const done = await run(custom);
		expect([done.error, done.json('WeChat')]).toEqual([undefined, []]);
		expect(await asked()).toHaveLength(3);
	});

	test('more than 10,000 on a day: page after page, until one is empty', async () => {
		const noon = at('2026-11-20T12:00:00+08:00');
		await given(...Array.from({ length: 10_001 }, (_, n) => record(`line ${n}`, noon + (n % 60))));
		const found = await texts({ ...custom, endtime: '2026-11-20T23:59:59+08:00' });
		expect([found.length, found[0], found[10_000]]).toEqual([10_001, 'line 0', 'line 10000']);
		expect((await asked()).map(({ msgid, number }) => [msgid, number])).toEqual([
			[1, 10_000],
			[20_175_000, 10_000],
			[20_175_001, 10_000],
		]);
	});

	test('a limit asks for no more, and for no further day', async () => {
		const noon = at('2026-11-20T12:00:00+08:00');
		await given(record('a', noon), record('b', noon + 1), record('c', noon + 2));
		expect(await texts({ ...custom, returnAll: false, limit: 2 })).toEqual(['a', 'b']);
		expect((await asked()).map(({ number }) => number)).toEqual([2]);
	});

	test('of one customer or one member of staff: WeChat knows neither, all is read', async () => {
		const noon = at('2026-11-20T12:00:00+08:00');
		await given(record('a', noon), record('b', noon, { openid: 'o2' }), record('c', noon, { openid: 'o2', worker: 'he@lotustea' }));
		expect(await texts({ ...custom, additionalFields: { openid: 'o2' } })).toEqual(['b', 'c']);
		const by = (value: string) => ({ kf_account: { __rl: true, mode: 'id', value } });
		expect(await texts({ ...custom, additionalFields: by(LAN) })).toEqual(['a', 'b']);
		expect(await texts({ ...custom, returnAll: false, limit: 1, additionalFields: { openid: 'o2', ...by('he@lotustea') } })).toEqual(['c']);
		expect((await asked()).at(-1)).toMatchObject({ number: 10_000 });
	});

	test('a page that goes on where it began is the last: nothing is told twice, or for ever', async () => {
		const recordlist = [record('once', at('2026-11-20T12:00:00+08:00'))];
		await wechat.fault({ path: PATH, status: 200, body: JSON.stringify({ recordlist, number: 1, msgid: 1 }), times: 5 });
		expect(await texts({ ...custom, endtime: '2026-11-20T23:59:59+08:00' })).toEqual(['once']);
	});

	test('codes of older records have no direction, and the same keys', async () => {
		await given(record('taken', at('2026-11-20T12:00:00+08:00'), { opercode: 1001, worker: '' }));
		expect((await run(custom)).json('WeChat')).toEqual([
			{
				...{ openid: 'o1', unionid: null, appid: wechat.client.appid, kf_account: null, direction: null, text: 'taken' },
				sent_at: '2026-11-20T12:00:00+08:00',
			},
		]);
	});

	test('a question without an answer is asked again', async () => {
		await wechat.fault({ path: PATH, drop: true });
		expect((await run({ period: 'today' })).error).toBeUndefined();
		expect(await asked()).toHaveLength(2);
	});

	test.each<[string, IDataObject, string]>([
		['no start', { period: 'custom', starttime: '={{ $json.nothing }}' }, '“From” is empty'],
		['no time', { period: 'custom', starttime: '={{ "soon" }}' }, '“From” must be a date and time, but it is “soon”'],
		['a start that has not come', { period: 'custom', starttime: '2099-01-01T00:00:00' }, '“From” is in the future'],
	])('%s: nothing is asked', async (_, parameters, sentence) => {
		expect((await run(parameters)).error!.message).toBe(sentence);
		expect(await wechat.calls()).toEqual([]);
	});

	test('WeChat refuses: its code and what to do', async () => {
		await wechat.fault({ path: PATH, errcode: 65400 });
		expect((await run({ period: 'today' })).error).toMatchObject({
			httpCode: '65400',
			description: expect.stringContaining('Turn it on in the WeChat console (客服功能)'),
		});
	});

	test('a Mini Program has none, and the hint says so', async () => {
		wechat.credential({ appId: MINI.appid, appSecret: MINI.secret, accountType: MINI.type });
		expect((await run({ period: 'today' })).error!.description).toMatch(/^This exists in an Official Account only/);
	});
});
