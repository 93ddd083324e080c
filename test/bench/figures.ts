/** The value in the middle; of an even number the mean of the two there. NaN of none. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** The smallest value that at least this share (0 to 1) of the values does not exceed. */
export function percentile(values: number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** `26.9 (25.1–28.0)`: the median of the rounds, the smallest and the largest; three digits each; empty when unknown. */
export function spread(values: number[]): string {
	if (values.some(Number.isNaN)) return '';
	return `${short(median(values))} (${short(Math.min(...values))}–${short(Math.max(...values))})`;
}

/** A number as a reader needs it: `12,345`, `255`, `26.9`, `0.031`. */
export function short(value: number): string {
	const digits = value >= 100 ? 0 : 3;
	return digits ? String(Number(value.toPrecision(digits))) : Math.round(value).toLocaleString('en');
}
