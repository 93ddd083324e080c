/** WeChat's seconds since the epoch as ISO 8601 in Beijing time: `2026-11-22T20:15:40+08:00`; fractions are shown as ms. */
export function beijingTime(seconds: number): string {
	const beijing = new Date((seconds + 8 * 3600) * 1000).toISOString();
	return `${beijing.slice(0, Number.isInteger(seconds) ? 19 : 23)}+08:00`;
}
