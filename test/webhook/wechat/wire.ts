import type { IDataObject } from 'n8n-workflow';
import type { PushMessage } from '../../simulator/push/seal';

/** What the item says in its own words. */
const COMMON = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event'];

/** The leaves, by their own names. */
function leaves(value: unknown, name = ''): Array<{ name: string; value: string }> {
	if (value === null || value === undefined) return [];
	if (Array.isArray(value)) return value.flatMap((element) => leaves(element, name));
	if (typeof value !== 'object') return [{ name, value: String(value) }];
	return Object.entries(value).flatMap(([own, inner]) => leaves(inner, own === 'item' ? name : own));
}

/** As XML brings it: text, a list of one bare, an empty one not at all. */
export function inXml(value: unknown): unknown {
	if (Array.isArray(value)) return value.length > 1 ? value.map(inXml) : value.length === 1 ? inXml(value[0]) : undefined;
	if (typeof value !== 'object' || value === null) return String(value);
	const inner = Object.entries(value).flatMap(([name, one]) => (inXml(one) === undefined ? [] : [[name, inXml(one)]]));
	return inner.length > 0 ? Object.fromEntries(inner) : '';
}

/** As our JSON reader gives it: an id that no double can hold is text. */
export function inJson(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)));
}

/** Every value of the push is in an item, under its name, as often as it was pushed. */
export function expectNothingLost(push: PushMessage, items: IDataObject[]): void {
	const said = items.flatMap((item) => leaves(item));
	const fits = (name: string, value: string) => (one: { name: string; value: string }) =>
		one.value === value && (one.name === name || one.name.endsWith(`_${name}`));
	const own = Object.fromEntries(Object.entries(push).filter(([name]) => !COMMON.includes(name)));
	for (const { name, value } of leaves(own)) {
		const pushed = leaves(own).filter((one) => one.name === name && one.value === value).length;
		expect({ name, value, times: Math.min(pushed, said.filter(fits(name, value)).length) }).toEqual({ name, value, times: pushed });
	}
}
