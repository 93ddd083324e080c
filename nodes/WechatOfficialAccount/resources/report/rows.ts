import type { IDataObject } from 'n8n-workflow';
import type { Result } from '../../../operation/operation';
import type { Report } from './reports';

/** `list` of an answer as rows: one per entry, or per day and article where an entry holds a list of days. */
export function rowsOf(report: Report, { list, is_delay }: IDataObject): Result[] {
	return ((list ?? []) as IDataObject[]).flatMap((entry) =>
		parts(entry, report).map((part) => ({ json: row(report, { is_delay, ...entry, ...part }), raw: entry })),
	);
}

/** An article that has no days yet keeps its row. */
function parts(entry: IDataObject, { inside }: Report): IDataObject[] {
	const found = [inside === undefined ? {} : (entry[inside] ?? {})].flat() as IDataObject[];
	return found.length > 0 ? found : [{}];
}

function row({ value, columns, words = {} }: Report, given: IDataObject): IDataObject {
	const numbers: IDataObject = columns.includes('msgid') ? { ...given, ...article(given.msgid) } : given;
	const known = ['ref_date', ...columns];
	const more = Object.keys(given).filter((name) => name !== 'is_delay' && !known.includes(name) && isScalar(given[name]));
	const cells = [...known, ...more].flatMap((name): Array<[string, unknown]> => {
		const cell: [string, unknown] = [name, flat(name, numbers[name])];
		if (name === 'ref_hour') return [cell, ['ref_hour_name', hours(numbers[name])]];
		return name in words ? [cell, [`${name}_name`, words[name][Number(numbers[name] ?? NaN)] ?? null]] : [cell];
	});
	return { report: value, ...Object.fromEntries(cells) } as IDataObject;
}

/** `2247490098_1`: the first article of the broadcast or publication that has this msg_data_id. */
function article(msgid: unknown): IDataObject {
	const [, msg_data_id = null, index = null] = /^(\d+)_(\d+)$/.exec(String(msgid)) ?? [];
	return { msg_data_id, article_number: index === null ? null : Number(index) };
}

/** Lists as one text for a cell: where readers came from, and how far they got. */
function flat(name: string, value: unknown): unknown {
	if (!Array.isArray(value)) return isScalar(value) ? value : null;
	const list = value as IDataObject[];
	if (name === 'read_user_source') return list.map(({ scene_desc, user_count }) => `${scene_desc} ${user_count}`).join(', ');
	return list.map(({ position, rate }) => `${position}: ${rate}`).join(', ');
}

/** 1200 is the hour from 12:00 on. */
function hours(value: unknown): string | null {
	if (typeof value !== 'number') return null;
	const hour = String(value / 100).padStart(2, '0');
	return `${hour}:00-${hour}:59`;
}

function isScalar(value: unknown): boolean {
	return value !== undefined && typeof value !== 'object';
}
