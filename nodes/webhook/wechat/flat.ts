import type { IDataObject } from 'n8n-workflow';
import { listsOf, namesTwice, unwrapped, type Lists, type Push } from './lists';

/** A value of a push, and where it is: the last part is its name. */
export interface Field {
	path: string[];
	/** Text; or the list's elements, each text or an object of such values. */
	value: string | Array<string | IDataObject>;
}

/** In every push: what they say is in the item's own keys. */
const COMMON = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event']);

/** XML's name for one element of a list. */
const ITEM = 'item';

/** Where a value has no parent to tell it from one of ours. */
const PUSH = 'push';

/** The push's own values, without what every push has: from XML and from JSON the same ones. */
export function fieldsOf(push: Push, event: string): Field[] {
	return fieldsIn(unwrapped(push, event), listsOf(event)).filter(({ path }) => path.length > 1 || !COMMON.has(path[0]));
}

/** All values, at any depth. A documented list is there also when none of its elements came. */
function fieldsIn(part: Push, lists: Lists, above: string[] = []): Field[] {
	const fields = Object.entries(part).flatMap(([name, value]) => fieldsUnder([...above, name], value, lists));
	if (above.length > 0) return fields;
	const found = new Set(fields.map(({ path }) => path.join('.')));
	const none = Object.keys(lists)
		.map(listPath)
		.filter((path) => !found.has(path.join('.')))
		.map((path): Field => ({ path, value: [] }));
	return [...fields, ...none];
}

function fieldsUnder(path: string[], value: unknown, lists: Lists): Field[] {
	const onWire = path.join('.');
	if (value === null || value === undefined) return [];
	if (Object.hasOwn(lists, onWire) || isList(value)) {
		return [{ path: listPath(onWire), value: elements(value).map((element) => elementOf(element, lists[onWire] ?? {})) }];
	}
	if (typeof value === 'object') return fieldsIn(value as Push, lists, path);
	// What has nothing but an empty list in it is empty text in XML.
	if (value === '' && Object.keys(lists).some((list) => list.startsWith(`${onWire}.`))) return [];
	return [{ path, value: String(value) }];
}

/** The name of a list is WeChat's name for the whole, not for its elements. */
function listPath(onWire: string): string[] {
	const path = onWire.split('.');
	return path.length > 1 && path[path.length - 1] === ITEM ? path.slice(0, -1) : path;
}

/** A list that no table tells: several elements, or XML's way to write even one. */
function isList(value: unknown): boolean {
	return Array.isArray(value) || isWrapped(value);
}

function isWrapped(value: unknown): value is { item: unknown } {
	return typeof value === 'object' && value !== null && Object.keys(value).join() === ITEM;
}

/** Several, one, or none; bare, or XML's `item` in item. */
function elements(value: unknown): unknown[] {
	if (isWrapped(value)) return elements(value.item);
	return (Array.isArray(value) ? value : [value]).filter((element) => element !== '' && element !== null);
}

function elementOf(element: unknown, lists: Lists): string | IDataObject {
	return typeof element === 'object' ? named(fieldsIn(element as Push, lists)) : String(element);
}

/**
 * The values under their names. What lies further out keeps its name, also against our own keys; what has the same
 * name further in gets that of what it is in in front (`Count`, `CopyrightCheckResult_Count`), and so do names that
 * are documented twice, whether they come twice or not. What one of our keys says already is not said again.
 */
export function named(fields: Field[], event = '', ours: IDataObject = {}): IDataObject {
	const twice = namesTwice(event);
	const found: IDataObject = {};
	for (const { path, value } of [...fields].sort((one, other) => one.path.length - other.path.length)) {
		const above = path.slice(0, -1);
		let name = path[path.length - 1];
		if (ours[name] === value) continue;
		if (twice.includes(name)) name = `${above.pop() ?? PUSH}_${name}`;
		while (name in ours || name in found) name = `${above.pop() ?? PUSH}_${name}`;
		found[name] = value;
	}
	return found;
}
