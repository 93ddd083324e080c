import { parseSchema, splitOutside, type Field } from './schema';

/** A record of ../shared/reference/wechat-api.json, as far as the inventory uses it. */
export interface SourceRecord {
	area: string;
	resource: string;
	operation: string;
	method: string;
	path: string;
	requiredParams: string[];
	optionalParams: string[];
	limits: string;
	source: string[];
	requestSchema?: string;
	nestedParams?: Record<string, string[]>;
}

export interface Param extends Field {
	in: 'query' | 'body' | 'form' | 'text';
	values?: string[];
	/** One of these and this parameter must be there. */
	or?: string[];
}

/** The parameters of a record: its hand-written lists, with types and inner fields from the schemas. */
export function readParams(record: SourceRecord): Param[] {
	const schema = record.requestSchema ? parseSchema(record.requestSchema) : [];
	const params = [
		...record.requiredParams.flatMap((text) => readParam(text, true, record)),
		...outerOnly(record.optionalParams).flatMap((text) => readParam(text, false, record)),
	];
	for (const param of params) refine(param, schema, record);
	if (record.requiredParams.some((text) => text.startsWith('<object'))) {
		const listed = new Set(params.map(({ name }) => name));
		for (const field of schema) if (!listed.has(field.name)) params.push({ ...field, required: false, in: 'body' });
	}
	return params;
}

/** `a or b` → two parameters; `name(notes)` → place and values; `name{x,y}` → inner fields. */
function readParam(text: string, required: boolean, record: SourceRecord): Param[] {
	if (text.startsWith('<')) return [];
	const names = text.split(' or ');
	if (names.length > 1 && /^[\w()]+( or [\w()]+)+$/.test(text)) {
		return names.flatMap((name) => {
			const [param] = readParam(name, false, record);
			const others = names.filter((other) => other !== name).map((other) => other.replace(/\(.*/, ''));
			return required ? [{ ...param, or: others }] : [param];
		});
	}
	const name = /^\w+/.exec(text)?.[0] ?? text;
	const notes = [...text.replace(/\{.*\}/s, '').matchAll(/\(([^)]*)\)/g)].map(([, note]) => note);
	const constant = /^\w+=([\w-]+)/.exec(text)?.[1];
	const list = notes.find((note) => /^\w+(,\w+)+$/.test(note))?.split(',');
	const inner = /\{(.*)\}/s.exec(text)?.[1];
	const param: Param = { name, in: place(name, notes, record), required };
	const values = constant ? [constant] : list;
	if (values) param.values = values;
	if (/^\w+\[/.test(text)) param.type = 'list';
	if (inner && !inner.includes('...')) {
		param.type ??= 'object';
		param.fields = innerFields(inner);
	}
	return [param];
}

function place(name: string, notes: string[], { method }: SourceRecord): Param['in'] {
	if (notes.some((note) => note === 'q' || note.startsWith('q,'))) return 'query';
	if (notes.some((note) => /multipart|form|^body$/.test(note)) || name === 'media' || name === 'img') return 'form';
	return method === 'GET' || name === 'img_url' ? 'query' : 'body';
}

function innerFields(inner: string): Field[] | undefined {
	// `data{key:{value}}`: the keys are the template's own.
	if (inner.includes(':') || inner.startsWith('key')) return undefined;
	return splitOutside(inner).flatMap((part) => {
		const [, name, within] = /^(\w+)(?:\{(.*)\})?/s.exec(part) ?? [];
		if (within) return [{ name, required: false, type: 'object' as const, fields: innerFields(within) }];
		return part.split(' or ').map((one) => ({ name: /^\w+/.exec(one)?.[0] ?? one, required: false }));
	});
}

/** `articles[].author, digest, …` describe what is inside the list before them. */
function outerOnly(params: string[]): string[] {
	const inner = params.findIndex((text) => /^\w+\[\]\./.test(text));
	return inner < 0 ? params : params.slice(0, inner);
}

function refine(param: Param, schema: Field[], record: SourceRecord): void {
	const known = schema.find(({ name }) => name === param.name);
	if (known && param.in === 'body') {
		param.type = known.type ?? param.type;
		param.of = known.of;
		param.fields = mergeFields(known.fields, param.fields);
	}
	const within = record.optionalParams.findIndex((text) => text.startsWith(`${param.name}[].`));
	if (within >= 0) {
		const names = record.optionalParams.slice(within).map((text) => /^(?:\w+\[\]\.)?(\w+)/.exec(text)?.[1] ?? text);
		param.fields = mergeFields(
			param.fields,
			names.map((name) => ({ name, required: false })),
		);
	}
	const nested = nestedFields(param.name, record.nestedParams ?? {});
	// The official page's own table of inner fields says better than the SDK what is required.
	if (nested) Object.assign(param, { type: nested.type, fields: mergeFields(nested.fields, param.fields) });
	if (param.in === 'query') param.type ??= 'string';
	for (const key of ['of', 'fields', 'type'] as const) if (param[key] === undefined) delete param[key];
}

function nestedFields(path: string, tables: Record<string, string[]>): Pick<Field, 'type' | 'fields'> | undefined {
	const key = Object.keys(tables).find((name) => name.replaceAll('(Array)', '') === path);
	if (!key) return undefined;
	const fields = tables[key].map((text): Field => {
		const name = text.replace(/\?.*/, '').trim();
		return { name, required: !text.includes('?'), ...nestedFields(`${path}.${name}`, tables) };
	});
	return { type: key.endsWith('(Array)') ? 'list' : 'object', fields };
}

/** The first list's word on what is required, both lists' fields, whichever knows the type. */
export function mergeFields(first?: Field[], second?: Field[]): Field[] | undefined {
	if (!first || !second) return first ?? second;
	const merged = first.map((field) => {
		const other = second.find(({ name }) => name === field.name);
		if (!other) return field;
		const fields = mergeFields(field.fields, other.fields);
		return { ...other, ...field, type: field.type ?? other.type, ...(fields && { fields }) };
	});
	return [...merged, ...second.filter(({ name }) => !first.some((field) => field.name === name))];
}
