import { beijingTime } from '../../../protocol/time';

/** `2026-11-22`: days are China's, as WeChat counts them. */
export type Day = string;

const DAY_MS = 24 * 3600 * 1000;

/** The day that was last over at this moment (milliseconds since 1970). */
export function yesterday(nowMs: number): Day {
	return addDays(beijingTime(Math.floor(nowMs / 1000)).slice(0, 10), -1);
}

export function addDays(day: Day, count: number): Day {
	return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The first day of the week (Monday) or month that the day is in. */
export function startOf(unit: 'month' | 'week', day: Day): Day {
	if (unit === 'month') return `${day.slice(0, 8)}01`;
	const sinceMonday = (new Date(day).getUTCDay() + 6) % 7;
	return addDays(day, -sinceMonday);
}

/** The first day of the week or month after the one that begins on this day. */
export function next(unit: 'month' | 'week', start: Day): Day {
	// 31 days after the first of a month is always in the next one.
	return unit === 'week' ? addDays(start, 7) : startOf('month', addDays(start, 31));
}
