import { paramError, type Location } from './errors';
import type { PayEndpoint, PayField, PayParam } from './inventory';

export interface PayGiven {
	path: Record<string, string>;
	query: Record<string, string>;
	body: Record<string, unknown>;
}

interface Place {
	location: Location;
	params: PayParam[];
	values: Record<string, unknown>;
}

/** What a value of each type is, and how WeChat Pay says that it is none. */
const TYPES: Record<string, [is: (value: unknown) => boolean, issue: string]> = {
	string: [(value) => typeof value === 'string', '字段类型校验失败，此字段需要 UTF-8 编码的字符串'],
	integer: [Number.isSafeInteger, '字段类型校验失败，此字段需要一个合法的 64 位有符号整数'],
	number: [(value) => typeof value === 'number', '字段类型校验失败，此字段需要一个数字'],
	boolean: [(value) => typeof value === 'boolean', '字段类型校验失败，此字段需要一个布尔值'],
	object: [isObject, '字段类型校验失败，此字段需要一个对象'],
	list: [Array.isArray, '字段类型校验失败，此字段需要一个数组'],
};
const MISSING = '必填性规则校验失败，此字段为必填项';
const UNKNOWN = '字段校验失败，此字段不存在';
const UNKNOWN_NUMBER = 270924358;

/** Refuses missing, unknown and badly typed parameters of a documented endpoint: 400 PARAM_ERROR. */
export function checkPayParameters(endpoint: PayEndpoint, given: PayGiven): void {
	const places: Place[] = [
		{ location: 'uri_template', params: inPlace(endpoint, 'path'), values: given.path },
		{ location: 'query', params: inPlace(endpoint, 'query'), values: given.query },
		{ location: 'body', params: inPlace(endpoint, 'body'), values: given.body },
	];
	for (const { location, params, values } of places) checkFields(params, values, '', location);
	for (const group of endpoint.oneOf ?? []) checkOneOf(group, given);
}

function inPlace({ params }: PayEndpoint, place: PayParam['in']): PayParam[] {
	return params.filter((param) => param.in === place);
}

function checkFields(fields: PayField[], values: Record<string, unknown>, path: string, location: Location): void {
	const unknown = Object.keys(values).find((name) => !fields.some((field) => field.name === name));
	if (unknown !== undefined) {
		throw paramError(location, `${path}/${unknown}`, values[unknown], UNKNOWN, UNKNOWN_NUMBER);
	}
	for (const field of fields) {
		const value = values[field.name];
		const pointer = `${path}/${field.name}`;
		if (value === undefined || (value === '' && field.required)) {
			if (field.required) throw paramError(location, pointer, value, MISSING);
		} else {
			checkValue(field, value, pointer, location);
		}
	}
}

function checkValue(field: PayField, value: unknown, pointer: string, location: Location): void {
	// "do not send null" (wechat-pay.md §1.2): it is no value of any type.
	const [is, issue] = TYPES[field.type ?? 'string'];
	if (value === null || (field.type && !is(value))) throw paramError(location, pointer, value, issue);
	if (field.type === 'list') {
		const element = { ...field, type: field.of };
		for (const [at, one] of (value as unknown[]).entries()) checkValue(element, one, `${pointer}/${at}`, location);
	} else if (field.fields) {
		checkFields(field.fields, value as Record<string, unknown>, pointer, location);
	}
}

/** One of `query:a`, `query:b` or `payer.x`, `payer.y` and no more. */
function checkOneOf(group: string[], { query, body }: PayGiven): void {
	const there = group.filter((text) => {
		const [name, place] = text.split(':').reverse();
		return at(place === 'query' ? query : body, name) !== undefined;
	});
	const names = group.map((text) => text.replace('query:', ''));
	const [first] = names;
	if (there.length === 1) return;
	const issue = there.length === 0 ? MISSING : `字段校验失败，${names.join('、')}只能填写一个`;
	const location = group[0].startsWith('query:') ? 'query' : 'body';
	throw paramError(location, `/${first.replaceAll('.', '/')}`, '', `${issue}（${names.join('、')}二选一）`);
}

function at(value: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
