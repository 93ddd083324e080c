import { InvalidInput } from '../../../operation/operation';
import { addDays, next, startOf, yesterday, type Day } from './days';
import type { Report } from './reports';

/** First and last day. */
export type Window = [Day, Day];

/** What the user chose; the dates count with `custom` only. */
export interface Range {
	range: string;
	begin_date?: Day;
	end_date?: Day;
}

const DAYS: Record<string, number> = { yesterday: 1, last7Days: 7, last30Days: 30 };

/** A year of single days; more would be a mistyped date, and uses up the day's quota. */
const MOST_CALLS = 366;

/**
 * The calls that a range takes, oldest first: cut as WeChat allows for the report.
 * @throws InvalidInput
 */
export function windowsOf({ name, span }: Report, range: Range, nowMs: number): Window[] {
	const latest = yesterday(nowMs);
	const [begin, end] = daysOf(range, latest);
	const windows = typeof span === 'number' ? cut(begin, end, span) : periods(begin, end, span, latest);
	if (windows.length === 0 && typeof span !== 'number') {
		const last = startOf(span, addDays(startOf(span, latest), -1));
		if (range.range !== 'custom') return [[last, last]];
		throw new InvalidInput(
			`No ${span} between “Start Date” and “End Date” is over yet`,
			`“${name}” counts a ${span} when it is over: choose an earlier “Start Date”, such as ${last}`,
		);
	}
	if (windows.length <= MOST_CALLS) return windows;
	throw new InvalidInput(
		`“Start Date” and “End Date” are too far apart: “${name}” would take ${windows.length} calls`,
		`Choose a shorter range: at most ${MOST_CALLS} calls are made at once`,
	);
}

function daysOf({ range, begin_date, end_date }: Range, latest: Day): Window {
	if (range !== 'custom') return [addDays(latest, 1 - DAYS[range]), latest];
	const [begin, end] = [begin_date as Day, end_date as Day];
	if (end > latest) {
		throw new InvalidInput(
			`“End Date” is ${end}, but there are numbers up to ${latest} only`,
			'WeChat counts a day (China time) when it is over, and has its numbers at 08:00 the next morning: choose yesterday or an earlier day',
		);
	}
	if (begin > end) throw new InvalidInput(`“Start Date” (${begin}) is after “End Date” (${end})`, 'Exchange the two dates');
	return [begin, end];
}

function cut(begin: Day, end: Day, days: number): Window[] {
	const windows: Window[] = [];
	for (let first = begin; first <= end; first = addDays(first, days)) {
		const last = addDays(first, days - 1);
		windows.push([first, last < end ? last : end]);
	}
	return windows;
}

/** The weeks or months that touch the range and are over, each by its first day ("must be the same day", C.6). */
function periods(begin: Day, end: Day, unit: 'month' | 'week', latest: Day): Window[] {
	const windows: Window[] = [];
	for (let start = startOf(unit, begin); start <= end; start = next(unit, start)) {
		if (addDays(next(unit, start), -1) <= latest) windows.push([start, start]);
	}
	return windows;
}
