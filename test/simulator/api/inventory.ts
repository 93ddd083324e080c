import records from '../inventory.json';
import type { AccountType } from '../world/account';

export interface Shape {
	type?: string;
	of?: string;
	fields?: Field[];
}

export interface Field extends Shape {
	name: string;
	required: boolean;
}

export interface Param extends Field {
	in: 'query' | 'body' | 'form' | 'text';
	values?: string[];
	or?: string[];
}

interface Record_ {
	area: string;
	method: string;
	path: string;
	params: Param[];
}

/** A documented endpoint, made of the one or two records that name it. */
export interface Endpoint {
	method: string;
	path: string;
	params: Param[];
	/** Accounts that have it: area C is the Official Account's, D the Mini Program's, A everybody's. */
	areas: Set<string>;
}

const endpoints = new Map<string, Endpoint>();
for (const record of records as Record_[]) {
	const { method, params, area } = record;
	// Another host of WeChat's, which is here too.
	const path = record.path.replace('https://mp.weixin.qq.com', '');
	const known = endpoints.get(path);
	// The same path stands under Official Account and Mini Program; what either page lists is known there.
	if (known) Object.assign(known, { params: merge(known.params, params), areas: known.areas.add(area) });
	else endpoints.set(path, { method, path, params, areas: new Set([area]) });
}

/** The endpoint of a path, if it is documented. No path has two methods. */
export function findEndpoint(path: string): Endpoint | undefined {
	return endpoints.get(path);
}

/** Whether the documents offer an endpoint to this type of account. */
export function offeredTo({ areas }: Endpoint, type: AccountType): boolean {
	return areas.has('A') || areas.has(type === 'miniProgram' ? 'D' : 'C');
}

/** All of both; required only where both say so. */
function merge<T extends Field>(first: T[], second: T[]): T[] {
	const same = (a: T) => (b: T) => a.name === b.name && (a as Partial<Param>).in === (b as Partial<Param>).in;
	const both = first.map((one) => {
		const other = second.find(same(one));
		if (!other) return { ...one, required: false };
		const fields = one.fields && other.fields ? merge(one.fields, other.fields) : (one.fields ?? other.fields);
		return { ...other, ...one, required: one.required && other.required, fields };
	});
	const rest = second.filter((one) => !first.some(same(one)));
	return [...both, ...rest.map((one) => ({ ...one, required: false }))];
}
