import { startOf, yesterday } from '../../../nodes/WechatOfficialAccount/resources/report/days';
import { reports, type Report } from '../../../nodes/WechatOfficialAccount/resources/report/reports';
import { windowsOf } from '../../../nodes/WechatOfficialAccount/resources/report/windows';

/** Noon in China of a Monday, unless told. */
const NOW = Date.parse('2026-11-23T12:00:00+08:00');
const at = (iso: string) => Date.parse(iso);

const of = (span: Report['span']): Report => ({ ...reports[0], name: 'The Report', span });
const preset = (span: Report['span'], range: string, now = NOW) => windowsOf(of(span), { range }, now);
const custom = (span: Report['span'], begin_date: string, end_date: string, now = NOW) =>
	windowsOf(of(span), { range: 'custom', begin_date, end_date }, now);

/** Every day of the windows, in order. */
function daysIn(windows: string[][]): string[] {
	return windows.flatMap(([first, last]) => {
		const days = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
		return Array.from({ length: days }, (_, n) => new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10));
	});
}

test.each([
	['2026-11-23T00:00:00+08:00', '2026-11-22'],
	['2026-11-22T23:59:59+08:00', '2026-11-21'],
	['2026-11-22T16:00:00Z', '2026-11-22'],
	['2026-03-01T12:00:00+08:00', '2026-02-28'],
	['2027-01-01T00:00:01+08:00', '2026-12-31'],
])('at %s yesterday in China was %s', (now, day) => expect(yesterday(at(now))).toBe(day));

test.each([
	['week', '2026-11-22', '2026-11-16'],
	['week', '2026-11-23', '2026-11-23'],
	['month', '2026-11-30', '2026-11-01'],
] as const)('the %s of %s begins on %s', (unit, day, start) => expect(startOf(unit, day)).toBe(start));

describe('a range of days', () => {
	test.each([
		['yesterday', 7, [['2026-11-22', '2026-11-22']]],
		['last7Days', 7, [['2026-11-16', '2026-11-22']]],
		['last7Days', 30, [['2026-11-16', '2026-11-22']]],
		[
			'last7Days',
			3,
			[
				['2026-11-16', '2026-11-18'],
				['2026-11-19', '2026-11-21'],
				['2026-11-22', '2026-11-22'],
			],
		],
		['last30Days', 30, [['2026-10-24', '2026-11-22']]],
	])('%s, %d days a call', (range, span, windows) => expect(preset(span, range)).toEqual(windows));

	test.each([1, 3, 7, 15, 30, 62])('%d days a call: every day of a year once, in order, none too long', (span) => {
		const windows = custom(span, '2025-11-22', '2026-11-22');
		const days = daysIn(windows);
		expect([days.length, days[0], days.at(-1)]).toEqual([366, '2025-11-22', '2026-11-22']);
		expect([...new Set(days)].sort()).toEqual(days);
		expect(Math.max(...windows.map((window) => daysIn([window]).length))).toBe(Math.min(span, 366));
	});

	test('of one day', () => expect(custom(7, '2026-11-22', '2026-11-22')).toEqual([['2026-11-22', '2026-11-22']]));

	test.each([
		['today', '2026-11-20', '2026-11-23', '“End Date” is 2026-11-23, but there are numbers up to 2026-11-22 only'],
		['the wrong way round', '2026-11-20', '2026-11-19', '“Start Date” (2026-11-20) is after “End Date” (2026-11-19)'],
		['more calls than a year has days', '2025-11-21', '2026-11-22', '“Start Date” and “End Date” are too far apart: “The Report” would take 367 calls'],
	])('%s', (_, begin, end, words) => expect(() => custom(1, begin, end)).toThrow(words));
});

describe('weeks and months', () => {
	test.each([
		['week', 'last7Days', ['2026-11-16']],
		['week', 'yesterday', ['2026-11-16']],
		['week', 'last30Days', ['2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16']],
		['month', 'last30Days', ['2026-10-01']],
		['month', 'yesterday', ['2026-10-01']],
	] as const)('%s, %s', (unit, range, starts) =>
		expect(preset(unit, range)).toEqual(starts.map((start) => [start, start])),
	);

	test('the week that goes on is left out, and the last one that is over stands in for it', () => {
		const tuesday = at('2026-11-24T12:00:00+08:00');
		expect(preset('week', 'yesterday', tuesday)).toEqual([['2026-11-16', '2026-11-16']]);
		expect(preset('week', 'last7Days', tuesday)).toEqual([['2026-11-16', '2026-11-16']]);
	});

	test('on the last of a long month no month was over within 30 days: the one before', () => {
		expect(preset('month', 'last30Days', at('2027-01-31T12:00:00+08:00'))).toEqual([['2026-12-01', '2026-12-01']]);
		expect(preset('month', 'last30Days', at('2026-12-01T12:00:00+08:00'))).toEqual([['2026-11-01', '2026-11-01']]);
	});

	test('those that the chosen dates touch, over the turn of the year and February', () => {
		expect(custom('month', '2025-12-30', '2026-03-02')).toEqual(
			['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01'].map((start) => [start, start]),
		);
		expect(custom('week', '2026-11-15', '2026-11-16')).toEqual([
			['2026-11-09', '2026-11-09'],
			['2026-11-16', '2026-11-16'],
		]);
	});

	test('chosen dates in a month that goes on', () => {
		expect(() => custom('month', '2026-11-01', '2026-11-22')).toThrow('No month between “Start Date” and “End Date” is over yet');
		expect(custom('month', '2026-10-31', '2026-11-22')).toEqual([['2026-10-01', '2026-10-01']]);
	});
});
