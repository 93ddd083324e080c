import { reports } from '../../../nodes/WechatOfficialAccount/resources/report/reports';
import { rowsOf } from '../../../nodes/WechatOfficialAccount/resources/report/rows';

const named = (value: string) => reports.find((report) => report.value === value)!;
const json = (value: string, answer: object) => rowsOf(named(value), answer as never).map((row) => row.json);

describe('the list of reports', () => {
	test('25, in the order of their names, each name, value and path once', () => {
		expect(reports).toHaveLength(25);
		for (const key of ['name', 'value', 'path'] as const) expect(new Set(reports.map((report) => report[key])).size).toBe(25);
		const names = reports.map(({ name }) => name);
		expect([...names].sort()).toEqual(names);
	});

	test('the old ones about articles name one of today, the others do not', () => {
		const names = reports.map(({ name }) => name);
		for (const { name, description } of reports) {
			const [, instead] = /use “(.+)”$/.exec(description) ?? [];
			expect(instead !== undefined).toBe(name.startsWith('Articles (Old)'));
			if (instead) expect(names).toContain(instead);
		}
	});
});

describe('a row', () => {
	test('has all columns, null where WeChat says nothing, and what WeChat added since', () => {
		expect(json('followersChange', { list: [{ ref_date: '2026-11-22', new_user: 3, brand_new: 'yes', nested: { a: 1 } }] })).toEqual([
			{ report: 'followersChange', ref_date: '2026-11-22', user_source: null, user_source_name: null, new_user: 3, cancel_user: null, brand_new: 'yes' },
		]);
	});

	test.each([
		['followersChange', 'user_source', 30, 'QR code'],
		['followersChange', 'user_source', 0, 'Other'],
		['followersChange', 'user_source', 999, null],
		['oldReads', 'user_source', 99999999, 'All'],
		['oldReads', 'user_source', 0, 'Conversation'],
		['oldShares', 'share_scene', 2, 'Moments (朋友圈)'],
		['messages', 'msg_type', 6, 'Link'],
		['messagesPerPersonByMonth', 'count_interval', 3, 'More than 10'],
		['couponsByCard', 'card_type', 1, 'Cash coupon'],
		['couponsByCard', 'is_pay', 0, 'Free'],
		['articleTotals', 'publish_type', 1, 'Followers not notified'],
		['messagesByHour', 'ref_hour', 0, '00:00-00:59'],
		['messagesByHour', 'ref_hour', 2300, '23:00-23:59'],
		['messagesByHour', 'ref_hour', 900, '09:00-09:59'],
	])('%s: %s %d is %s', (report, column, number, words) => {
		const [row] = json(report, { list: [{ [column]: number }] });
		expect([row[column], row[`${column}_name`]]).toEqual([number, words]);
	});

	test('per day and article, where an article holds a list of days', () => {
		const article = { ref_date: '2026-11-20', msgid: '2247490098_2', title: 'Tea', publish_type: 0 };
		const days = [
			{ stat_date: '2026-11-20', read_user: 5, read_user_source: [{ user_count: 3, scene_desc: '公众号消息' }, { scene_desc: '朋友圈', user_count: 2 }] },
			{ stat_date: '2026-11-21', read_user: 9, read_jump_position: [{ position: 1, rate: 0.25 }, { position: 2, rate: 0.1 }] },
		];
		const list = [{ ...article, detail_list: days }];
		const rows = rowsOf(named('articleTotals'), { list, is_delay: true });
		expect(rows.map(({ json: row }) => row)).toMatchObject([
			{ ref_date: '2026-11-20', stat_date: '2026-11-20', msg_data_id: '2247490098', article_number: 2, read_user: 5, read_user_source: '公众号消息 3, 朋友圈 2', read_jump_position: null, is_delay: true },
			{ ref_date: '2026-11-20', stat_date: '2026-11-21', title: 'Tea', read_user: 9, read_user_source: null, read_jump_position: '1: 0.25, 2: 0.1' },
		]);
		expect(Object.keys(rows[0].json)).toEqual(Object.keys(rows[1].json));
		expect(Object.values(rows[0].json).every((value) => typeof value !== 'object' || value === null)).toBe(true);
		expect(rows[0].raw).toBe(list[0]);
		expect(json('oldArticleTotals', { list: [{ msgid: '1_1', details: [{ stat_date: 'a' }, { stat_date: 'b' }] }] })).toHaveLength(2);
	});

	test('of an article that has no days yet', () => {
		expect(json('articleTotals', { list: [{ msgid: '7_1', title: 'Tea', detail_list: [] }] })).toMatchObject([{ title: 'Tea', stat_date: null }]);
	});

	test('of what holds its numbers in an object', () => {
		const [row] = json('articleOverview', { list: [{ ref_date: '2026-11-22', detail: { read_user: 7, like_user: 1 } }], is_delay: false });
		expect(row).toMatchObject({ ref_date: '2026-11-22', read_user: 7, like_user: 1, share_user: null, is_delay: false });
		expect(row).not.toHaveProperty('detail');
	});

	test('an id that is no msgid stays as it is', () => {
		expect(json('articleReads', { list: [{ msgid: 'x' }] })).toMatchObject([{ msgid: 'x', msg_data_id: null, article_number: null }]);
	});

	test.each([{}, { list: [] }, { list: null }])('%j: no rows', (answer) => expect(json('messages', answer)).toEqual([]));
});
