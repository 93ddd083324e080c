import type { Form } from '../http/multipart';
import type { Endpoint, Field, Param, Shape } from './inventory';
import { WechatError } from './errors';

export interface Given {
	query: Record<string, string>;
	body: Record<string, unknown>;
	form?: Form;
}

/** The code for a missing parameter, where it has one of its own (wechat-errcodes.json); else 40035. */
const MISSING: Record<string, number> = {
	grant_type: 40002,
	type: 40004,
	msgtype: 40008,
	appid: 41002,
	refresh_token: 41003,
	secret: 41004,
	appsecret: 41004,
	media: 41005,
	media_id: 41006,
	thumb_media_id: 41006,
	code: 41008,
	openid: 41009,
	openid_list: 41009,
	touser: 41009,
	articles: 44003,
	content: 44004,
};

/** The code for a value that is none of those allowed; else 40035. */
const NOT_ALLOWED: Record<string, number> = { grant_type: 40002, type: 40004, msgtype: 40008, command: 45072 };

const TYPES: Record<string, (value: unknown) => boolean> = {
	string: (value) => typeof value === 'string',
	integer: (value) => Number.isInteger(value),
	number: (value) => typeof value === 'number',
	// WeChat's flags are 0 and 1 in some calls, true and false in others; the reference says bool for both.
	boolean: (value) => typeof value === 'boolean' || value === 0 || value === 1,
	object: isObject,
	map: isObject,
	list: Array.isArray,
};

/** Refuses missing, unknown and badly typed parameters of a documented endpoint. */
export function checkParameters(endpoint: Endpoint, given: Given): void {
	const places: Array<[Param['in'], Record<string, unknown>]> = [
		['query', given.query],
		['body', given.body],
		['form', formValues(given.form)],
	];
	for (const [place, values] of places) {
		const params = endpoint.params.filter((param) => param.in === place);
		refuseUnknown(params, values, '');
		for (const param of params) checkParam(param, values, places);
	}
}

function checkParam(
	param: Param,
	values: Record<string, unknown>,
	places: Array<[string, Record<string, unknown>]>,
): void {
	const there = (name: string) => places.some(([, all]) => isGiven(all[name]));
	if (param.or && ![param.name, ...param.or].some(there)) refuseMissing(param.name, param.name);
	checkField(param, values, '');
	const value = values[param.name];
	if (param.values && isGiven(value) && !param.values.includes(String(value))) {
		throw new WechatError(NOT_ALLOWED[param.name] ?? 40035, `${param.name} is none of ${param.values.join(', ')}`);
	}
}

function checkField(field: Field, values: Record<string, unknown>, path: string): void {
	const value = values[field.name];
	const name = path + field.name;
	if (!isGiven(value)) {
		if (field.required) refuseMissing(field.name, name);
		return;
	}
	checkShape(field, value, name);
}

function checkShape(shape: Shape, value: unknown, name: string): void {
	if (shape.type && !TYPES[shape.type](value)) throw new WechatError(47001, `${name} is no ${shape.type}`);
	if (shape.type === 'list') {
		const element: Shape = { type: shape.of, fields: shape.fields };
		for (const [at, one] of (value as unknown[]).entries()) checkShape(element, one, `${name}[${at}]`);
	} else if (shape.fields && isObject(value)) {
		refuseUnknown(shape.fields, value, `${name}.`);
		for (const field of shape.fields) checkField(field, value, `${name}.`);
	}
}

function refuseUnknown(known: Field[], values: Record<string, unknown>, path: string): void {
	const unknown = Object.keys(values).find((name) => !known.some((field) => field.name === name));
	if (unknown !== undefined) throw new WechatError(40097, `${path}${unknown} is not a parameter`);
}

function refuseMissing(name: string, path: string): never {
	throw new WechatError(MISSING[name] ?? 40035, `${path} is missing`);
}

function formValues(form?: Form): Record<string, unknown> {
	// A file part without a filename is a field to WeChat, and its media is then missing (41005).
	return { ...form?.fields, ...Object.fromEntries((form?.files ?? []).map((file) => [file.field, file])) };
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
