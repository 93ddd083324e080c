/** A type as the reference writes it, reduced to what JSON can tell apart. */
export interface Shape {
	type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'list' | 'map';
	/** Of a list: the type of its elements, unless they are objects with `fields`. */
	of?: Shape['type'];
	fields?: Field[];
}

export interface Field extends Shape {
	name: string;
	required: boolean;
}

const SCALARS: Record<string, Shape['type']> = {
	string: 'string',
	int: 'integer',
	byte: 'integer',
	long: 'integer',
	decimal: 'number',
	bool: 'boolean',
	// The reference took these from C#, which sends a date as text or as a number: not for us to judge.
	DateTimeOffset: undefined,
};

/** Reads a `requestSchema` such as `tag:Tag{id:int, name?:string}, ids:list string`. */
export function parseSchema(text: string): Field[] {
	const fields: Field[] = [];
	for (const part of splitOutside(text)) {
		const colon = part.indexOf(':');
		const name = part.slice(0, colon).trim();
		fields.push({ name: name.replace('?', ''), required: !name.endsWith('?'), ...parseShape(part.slice(colon + 1)) });
	}
	return fields;
}

function parseShape(text: string): Shape {
	const collection = /^(list|map) (.*)$/s.exec(text.trim());
	const element = /^\w+(?:\{(.*)\})?$/s.exec(collection ? collection[2] : text.trim());
	const scalar = element && element[1] === undefined;
	// `<<inherits X>>` names a class whose fields the reference does not repeat.
	const known = element?.[1] !== undefined && !element[1].includes('<<');
	const fields = known ? parseSchema(element[1]) : undefined;
	const type = scalar ? SCALARS[element[0]] : 'object';
	if (!collection) return { type, fields };
	return collection[1] === 'map' ? { type: 'map' } : { type: 'list', of: type, fields };
}

/** Splits at the commas that are not inside braces. */
export function splitOutside(text: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let from = 0;
	for (let at = 0; at <= text.length; at++) {
		if (text[at] === '{') depth++;
		if (text[at] === '}') depth--;
		if (at === text.length || (text[at] === ',' && depth === 0)) {
			if (text.slice(from, at).trim()) parts.push(text.slice(from, at).trim());
			from = at + 1;
		}
	}
	return parts;
}
