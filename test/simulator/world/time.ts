const BEIJING = 8 * 3600_000;

/** The day of a moment in China: daily limits end at midnight there. */
export function beijingDay(ms: number): string {
	return new Date(ms + BEIJING).toISOString().slice(0, 10);
}
