import type { IDataObject, INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { parseJson } from '../protocol/json';
import { dateTime } from './dateTime';
import { InvalidInput, type WireField } from './operation';

type Converter = (value: unknown, field: WireField) => unknown;

/**
 * Makes of what a field or its expression yields what WeChat takes: the field's type, or one sentence
 * that names the field. `undefined` = nothing entered.
 * @throws InvalidInput
 */
export function convert(value: unknown, field: WireField): unknown {
	if (value === null || value === undefined) return undefined;
	if (field.list) return list(value, field);
	const converted = (converters[field.type] ?? ((same) => same))(value, field);
	if (field.sendAs === 'number') return converted === undefined ? undefined : Number(converted);
	return field.sendAs ? field.sendAs[String(converted)] : converted;
}

const converters: Partial<Record<INodeProperties['type'], Converter>> = {
	string: text,
	// Inside a collection n8n leaves a locator unextracted.
	resourceLocator: (value, field) =>
		text(typeof value === 'object' && 'mode' in value! ? ((value as IDataObject).value ?? '') : value, field),
	number: (value, field) => {
		// Number(' ') is 0.
		if (typeof value === 'string' && value.trim() === '') return undefined;
		const number = typeof value === 'string' ? Number(value) : value;
		if (typeof number !== 'number' || !Number.isFinite(number)) throw wrongType(field, 'a number', value);
		const { minValue = -Infinity } = field.typeOptions ?? {};
		if (number < minValue) throw wrongType(field, `at least ${minValue}`, value);
		return number;
	},
	boolean: (value, field) => {
		if (typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		throw wrongType(field, 'true or false', value);
	},
	options: (value, field) => {
		if (value === '') return undefined;
		const values = (field.options as INodePropertyOptions[]).map((option) => option.value);
		if (values.includes(value as string)) return value;
		throw new InvalidInput(
			`“${field.displayName}” cannot be “${shown(value)}”`,
			`Choose one of: ${values.filter((one) => one !== '').join(', ')}`,
		);
	},
	dateTime: (value, field) => {
		if (typeof value === 'string' && value.trim() === '') return undefined;
		const time = dateTime(value);
		if (time === undefined) throw wrongType(field, 'a date and time', value);
		return time;
	},
	json: (value, field) => {
		if (typeof value === 'object') return value;
		if (value === '') return undefined;
		const parsed = jsonIn(String(value));
		if (parsed !== undefined) return parsed;
		throw new InvalidInput(
			`“${field.displayName}” is not valid JSON`,
			'Check brackets, commas and quotation marks',
		);
	},
	collection: (value, field) => {
		const entered = group(value, field);
		const members = field.options as WireField[];
		const read = members
			.filter((member) => member.name in entered)
			.map((member) => [member.name, convert(entered[member.name], member)] as const)
			.filter(([, member]) => member !== undefined);
		return read.length > 0 ? Object.fromEntries(read) : undefined;
	},
	fixedCollection: (value, field) => {
		const { name, values } = field.options?.[0] as INodePropertyCollection;
		const entered = group(value, field)[name];
		if (entered === undefined) return undefined;
		const rows = [entered].flat().map((row) => {
			const members = group(row, field);
			return Object.fromEntries(
				(values as WireField[])
					.filter((member) => isShown(member, members))
					.map((member) => [member.name, required(convert(members[member.name], member), member)] as const)
					.filter(([, member]) => member !== undefined),
			);
		});
		if (!field.typeOptions?.multipleValues) return rows[0];
		return rows.length > 0 ? rows : undefined;
	},
};

/** Whether the others of its row let the user see it. */
function isShown({ displayOptions }: WireField, row: IDataObject): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(([name, wanted]) => wanted?.includes(row[name] as string));
}

function group(value: unknown, field: WireField): IDataObject {
	if (typeof value === 'object' && value !== null) return value as IDataObject;
	throw wrongType(field, 'a group of fields', value);
}

function jsonIn(entered: string): unknown {
	try {
		return parseJson(entered);
	} catch {
		return undefined;
	}
}

function text(value: unknown, field: WireField): string | undefined {
	if (!isScalar(value)) throw wrongType(field, 'a text', value);
	refuseLostDigits(value, field);
	const string = field.trims || field.type === 'resourceLocator' ? String(value).trim() : String(value);
	if (string === '' && !field.sendEmpty) return undefined;
	checkLength(string, field);
	if (field.matches && string !== '' && !field.matches.pattern.test(string)) {
		throw wrongType(field, field.matches.words, string);
	}
	if (field.refuses?.pattern.test(string)) {
		throw new InvalidInput(`“${field.displayName}” ${field.refuses.words}: “${shown(string)}”`, 'Check the expression in this field');
	}
	return string;
}

function refuseLostDigits(value: unknown, { displayName }: WireField): void {
	if (!Number.isInteger(value) || Number.isSafeInteger(value)) return;
	throw new InvalidInput(
		`“${displayName}” came as a number that is too long, and has lost its last digits`,
		'Make it a text where it comes from: in quotation marks, or as a column of type text',
	);
}

function checkLength(string: string, { displayName, max = {} }: WireField): void {
	const bytes = Buffer.byteLength(string);
	if (bytes > (max.bytes ?? Infinity)) {
		throw new InvalidInput(
			`“${displayName}” is too long: ${bytes} bytes`,
			`WeChat takes ${max.bytes} bytes (a Chinese character counts as 3)`,
		);
	}
	const characters = [...string].length;
	if (characters > (max.characters ?? Infinity)) {
		throw new InvalidInput(
			`“${displayName}” is too long: ${characters} characters`,
			`WeChat takes ${max.characters} characters`,
		);
	}
}

/** What can be written as a text; a calculation without a result would go out as “NaN”. */
function isScalar(value: unknown): boolean {
	return typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'object';
}

/** "a, b" or one per line, or a list from an expression; empty entries and repetitions are dropped. */
function list(value: unknown, field: WireField): string[] | undefined {
	const entries = Array.isArray(value) ? value : typeof value === 'object' ? undefined : String(value).split(/[\s,，、;；]+/);
	if (!entries || !entries.every(isScalar) || Number.isNaN(value)) {
		throw wrongType(field, 'a list of texts', value);
	}
	for (const entry of entries) refuseLostDigits(entry, field);
	const unique = [...new Set(entries.map((entry) => String(entry).trim()))].filter((entry) => entry !== '');
	return unique.length > 0 ? unique : undefined;
}

function required(value: unknown, member: WireField): unknown {
	if (value !== undefined || !member.required) return value;
	throw new InvalidInput(`“${member.displayName}” is empty`, 'Fill it in, or remove the entry');
}

function wrongType({ displayName, encrypted }: WireField, wanted: string, value: unknown): InvalidInput {
	// Errors are kept, and sent on to others.
	const found = encrypted ? '' : `, but it is ${described(value)}`;
	return new InvalidInput(`“${displayName}” must be ${wanted}${found}`, 'Check the expression in this field');
}

function described(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `“${shown(value)}”`;
}

function shown(value: unknown): string {
	const string = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return string.length > 40 ? `${string.slice(0, 40)}…` : string;
}
