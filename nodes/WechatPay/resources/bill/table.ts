import type { IDataObject } from 'n8n-workflow';
import { fenOf } from '../../../protocol/pay/money';

type Row = Record<string, string>;

/** WeChat's names of columns → ours. */
export type Columns = Record<string, string>;

/**
 * The columns of a row or of the sums under our names: what is empty is null, times have their zone, and beside each of
 * the named amounts of yuan stands the same in fen. What WeChat adds later keeps WeChat's name.
 * @param columns by WeChat's names, without "(元)"; the item has them all, also those that this bill lacks
 * @param amounts ours, as `amount` for `amount_yuan`
 */
export function renamed(row: Row, columns: Columns, amounts: string[]): IDataObject {
	const item: IDataObject = {};
	for (const name of Object.values(columns)) item[name] = null;
	for (const [name, value] of Object.entries(row)) {
		const plain = name.replace(YUAN, '');
		const ours = Object.hasOwn(columns, plain) ? columns[plain] : plain;
		item[ours] = value === '' ? null : ours.endsWith('_at') ? inBeijing(value) : value;
	}
	for (const amount of amounts) item[`${amount}_fen`] = fenOf(item[`${amount}_yuan`]);
	return item;
}

/** Behind the name of a column, in either kind of brackets. */
const YUAN = /[(（]元[)）]$/;

/** `2026-11-21 09:08:07` → `2026-11-21T09:08:07+08:00` */
function inBeijing(time: string): string {
	return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(time) ? `${time.replace(' ', 'T')}+08:00` : time;
}

/** A number of things: "20", or "20.0" as some bills have it. */
export function countOf(value: unknown): number | null {
	return /^\d+(?:\.0+)?$/.test(String(value ?? '')) ? Number(value) : null;
}
