import { keysOf, type Template } from '../../world/templates';
import { WechatError } from '../errors';

export type Data = Record<string, { value: unknown; color?: string }>;

const CLOCK = '([01]?\\d|2[0-4]):[0-5]\\d(:[0-5]\\d)?';
const DAY = '\\d{4}(年\\d{1,2}月\\d{1,2}日|-\\d{1,2}-\\d{1,2}|/\\d{1,2}/\\d{1,2})';
const period = (one: string) => new RegExp(`^${one}(~${one})?$`);

/** wechat-api.md C.2, "Value limits"; a character is a character, also when UTF-16 needs two. */
const TYPES: Record<string, RegExp> = {
	thing: /^[^\r\n]{1,20}$/u,
	const: /^[^\r\n]{1,20}$/u,
	number: /^(?=.{1,32}$)\d+(\.\d+)?$/,
	letter: /^[A-Za-z]{1,32}$/,
	symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
	character_string: /^[\x20-\x7e]{1,32}$/,
	time: period(`(${DAY} ?)?${CLOCK}`),
	date: period(`${DAY}( ?${CLOCK})?`),
	amount: /^[^\d\s.,]?\d{1,10}(\.\d+)?元?$/u,
	phone_number: /^[\d+\-() ]{1,17}$/,
	car_number: /^[\p{Script=Han}A-Z0-9][A-Z0-9]{1,6}[\p{Script=Han}A-Z0-9]?$/u,
	name: /^([\p{Script=Han}·A-Za-z ]{1,10}|[A-Za-z .'-]{1,20})$/u,
	phrase: /^\p{Script=Han}{1,5}$/u,
	enum_string: /^.+$/u,
};

/** "47003 names the bad key": missing, empty, too long, of another type, or of no such template. */
export function checkValues(template: Template, data: Data): void {
	const keys = keysOf(template);
	const [unknown] = Object.keys(data).filter((key) => !keys.includes(key));
	if (unknown !== undefined) throw badValue(unknown, 'is not a key of the template');
	for (const key of keys) checkValue(key, data[key]?.value, template);
}

function checkValue(key: string, value: unknown, { values }: Template): void {
	const type = TYPES[key.replace(/\d+$/, '')];
	// Of a template of the old kind any field may be left out.
	if (!type && value === undefined) return;
	if (typeof value !== 'string' || value === '') throw badValue(key, 'is empty');
	if (type && !type.test(value)) throw badValue(key, 'invalid');
	if (values?.[key] && !values[key].includes(value)) throw badValue(key, 'invalid');
}

function badValue(key: string, what: string): WechatError {
	return new WechatError(47003, '', {}, { name: `data.${key}.value ${what}` });
}
