const BEIJING = 8 * 3600_000;

/** The day of a moment in China: daily limits end at midnight there. */
export function beijingDay(ms: number): string {
	return beijingTime(ms).slice(0, 10);
}

/** The month of a moment in China, as `2026-11`. */
export function beijingMonth(ms: number): string {
	return beijingTime(ms).slice(0, 7);
}

/** RFC 3339 as WeChat Pay writes it: 2018-06-08T10:34:56+08:00 */
export function beijingTime(ms: number): string {
	return `${new Date(ms + BEIJING).toISOString().slice(0, 19)}+08:00`;
}
