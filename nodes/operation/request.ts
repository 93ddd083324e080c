import type { IDataObject } from 'n8n-workflow';
import type { Part } from '../protocol/multipart';
import type { WireRequest } from '../transport/request';
import type { OutgoingFile } from './files/file';
import { isKind, type Field, type Parameters, type Request } from './operation';
import { putAt } from './paths';

/** The shown fields' values → HTTP call: every value at its place, a pure function. */
export function buildRequest(fields: Field[], parameters: Parameters, request: Request): WireRequest {
	const { method, path, repeatable, makes, fixed = {} } = request;
	const query: IDataObject = {};
	const body: IDataObject = {};
	const encrypted: string[] = [...(request.encrypted ?? [])];
	const inQuery = (name: string): boolean => method === 'GET' || Boolean(request.query?.includes(name));
	for (const [name, value] of Object.entries(fixed)) if (value !== undefined) putAt(inQuery(name) ? query : body, name, value);
	for (const { name, at, value, isSecret } of wireValues(fields, parameters)) {
		if (name === request.file || path.includes(`{${name}}`)) continue;
		putAt(inQuery(name) ? query : body, at, value);
		if (isSecret) encrypted.push(at);
	}
	const wire: WireRequest = { method, path: filled(path, parameters, encodeURIComponent), query, repeatable };
	if (encrypted.length > 0) wire.encrypted = encrypted;
	if (makes) wire.makes = { what: makes.what, number: { [makes.by]: parameters[makes.by] as string }, ...(makes.lookUp && { lookUp: makes.lookUp }) };
	if (request.file) {
		wire.parts = [...textParts(body), { name: request.file, ...(parameters[request.file] as OutgoingFile) }];
	} else if (method !== 'GET') {
		wire.body = request.bodiless ? '' : body;
	}
	return wire;
}

interface WireValue {
	name: string;
	at: string;
	value: unknown;
	/** It goes out encrypted. */
	isSecret: boolean;
}

/** Each field that is sent; the members of a collection count as fields. */
function* wireValues(fields: Field[], parameters: Parameters): Generator<WireValue> {
	for (const field of fields) {
		const value = parameters[field.name];
		if (value === undefined) continue;
		if (!isKind(field) && field.type === 'collection') {
			yield* wireValues((field.options ?? []) as Field[], value as Parameters);
		} else if (field.at !== false) {
			const isSecret = !isKind(field) && field.encrypted === true;
			yield { name: field.name, at: filled(field.at ?? field.name, parameters), value, isSecret };
		}
	}
}

/** `{msgtype}.media_id` → `image.media_id`. */
function filled(template: string, parameters: Parameters, encode = (value: string): string => value): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => encode(String(parameters[name])));
}

function textParts(body: IDataObject): Part[] {
	return Object.entries(body).map(([name, value]) => ({
		name,
		value: typeof value === 'object' ? JSON.stringify(value) : String(value),
	}));
}
