import { createHash } from 'node:crypto';

/** A downloaded bill that is not what WeChat promised. */
export class BrokenBill extends Error {}

/** A bill: one record per line, with the names of its columns as WeChat writes them. */
export interface Bill {
	rows: Array<Record<string, string>>;
	totals: Record<string, string>;
}

/** Whether the file, unpacked, is the one whose hash WeChat Pay gave. */
export function hasHash(content: Buffer, type: string, value: string): boolean {
	return createHash(type.toLowerCase()).update(content).digest('hex') === value.toLowerCase();
}

/**
 * Reads a bill: UTF-8 with a byte order mark, a back-tick before every value, and a second table with the
 * totals at the end (wechat-pay.md §3.5). Values may hold commas.
 * @throws BrokenBill
 */
export function parseBill(text: string): Bill {
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '');
	const heads = lines.flatMap((line, index) => (line.startsWith('`') ? [] : [index]));
	const totalsHead = heads.at(-1) ?? 0;
	if (heads[0] !== 0 || totalsHead === 0) throw new BrokenBill('The bill is not laid out as WeChat lays out its bills.');
	// What the shop has named its product may go over several lines.
	const isContinued = (line: string, index: number): boolean => index > 0 && index < totalsHead && !line.startsWith('`');
	const records = lines.reduce<string[]>((done, line, index) => {
		if (isContinued(line, index)) done.push(`${done.pop()} ${line}`);
		else done.push(line);
		return done;
	}, []);
	const last = records.length - (lines.length - totalsHead);
	const tables = [records.slice(0, last), records.slice(last)].map(([names, ...values]) =>
		values.map((line) => record(names.split(','), line)),
	);
	return { rows: tables[0], totals: tables[1][0] ?? {} };
}

function record(names: string[], line: string): Record<string, string> {
	const values = line.slice(1).split(',`').map((value) => value.trim());
	if (values.length !== names.length) throw new BrokenBill(`A line of the bill has ${values.length} values instead of ${names.length}.`);
	return Object.fromEntries(names.map((name, index) => [name.trim(), values[index]]));
}
