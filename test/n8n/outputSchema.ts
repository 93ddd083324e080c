import type { IDataObject } from 'n8n-workflow';

/** What n8n's editor shows of an operation's output before it has run: a JSON schema of one item. */
export interface OutputSchema {
	type: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

/** The schema of these items, and how n8n wants a file of it. */
export function schemaOf(items: IDataObject[]): OutputSchema & { version: number } {
	return { ...items.map(describe).reduce(both), version: 1 };
}

function describe(value: unknown): OutputSchema {
	if (value === null || value === undefined) return { type: 'null' };
	if (Array.isArray(value)) return { type: 'array', ...(value.length > 0 && { items: value.map(describe).reduce(both) }) };
	if (typeof value === 'object') {
		return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, describe(one)])) };
	}
	return { type: Number.isInteger(value) ? 'integer' : typeof value };
}

/** What is null in one item and not in another is of the other's type. */
function both(one: OutputSchema, other: OutputSchema): OutputSchema {
	if (one.type === 'null') return other;
	if (other.type === 'null') return one;
	if (one.type !== other.type) return { type: [...new Set([one.type, other.type].flat())].sort() };
	if (one.properties && other.properties) {
		const names = [...new Set([...Object.keys(one.properties), ...Object.keys(other.properties)])];
		const merged = names.map((name) => [name, both(one.properties![name] ?? { type: 'null' }, other.properties![name] ?? { type: 'null' })] as const);
		return { ...one, properties: Object.fromEntries(merged) };
	}
	return one.items && other.items ? { ...one, items: both(one.items, other.items) } : { ...one, ...other };
}
