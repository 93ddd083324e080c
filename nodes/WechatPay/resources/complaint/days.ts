const DAY_MS = 24 * 3600_000;

/** The days from one to another, in stretches of at most so many; the last days first. All as `2026-11-22`. */
export function stretches(begin: string, end: string, most: number): Array<{ begin: string; end: string }> {
	const found: Array<{ begin: string; end: string }> = [];
	const first = Date.parse(begin);
	for (let last = Date.parse(end); last >= first; last -= most * DAY_MS) {
		found.push({ begin: dayOf(Math.max(first, last - (most - 1) * DAY_MS)), end: dayOf(last) });
	}
	return found;
}

function dayOf(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}
