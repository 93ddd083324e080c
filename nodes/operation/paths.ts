import type { IDataObject } from 'n8n-workflow';

/** The value at `amount.total` or `articles.0.url`; `undefined` when there is none. */
export function valueAt(source: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(value, key) => (value === null || value === undefined ? undefined : (value as IDataObject)[key]),
			source,
		);
}

/** Puts a value at such a path, making objects (and lists, for a number) on the way. */
export function putAt(target: IDataObject, path: string, value: unknown): void {
	const keys = path.split('.');
	const last = keys.pop() as string;
	let place = target;
	keys.forEach((key, index) => {
		place[key] ??= /^\d+$/.test(keys[index + 1] ?? last) ? [] : {};
		place = place[key] as IDataObject;
	});
	place[last] = value as IDataObject;
}
