import type { Row } from './part';

/** Rows as a Markdown table whose columns also line up in a terminal; the columns are those of the first row. */
export function table(rows: Row[]): string {
	const columns = Object.keys(rows[0] ?? {});
	const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
	const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
	const [head, ...body] = lines.map((line) => `| ${line.map((cell, index) => cell.padEnd(widths[index]!)).join(' | ')} |`);
	return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n');
}
