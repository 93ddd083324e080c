/** 9900 fen → 99.00 */
export const yuan = (fen: number) => (fen / 100).toFixed(2);

/** A bill as WeChat Pay lays it out: a back-tick before each value, and a second table with the sums (wechat-pay.md §3.5). */
export function csv(columns: string[], rows: string[][], totals: Record<string, string>): Buffer {
	const values = (cells: string[]) => cells.map((cell) => `\`${cell}`);
	const lines = [columns, ...rows.map(values), Object.keys(totals), values(Object.values(totals))];
	return Buffer.from(`\uFEFF${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`);
}
