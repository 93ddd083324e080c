import type { IDataObject, INodeProperties, ResourceMapperField } from 'n8n-workflow';
import { jsonObject } from '../../protocol/json';
import { fieldsOf, fitted, isTyped, kindOf, labelOf, templateTime } from '../../protocol/template';
import { withoutExample } from '../../protocol/templateExample';
import { readTemplates, TEMPLATE_LISTS, type TemplateList } from '../../transport/templates';
import { convert } from '../convert';
import { dateTime } from '../dateTime';
import { InvalidInput, type Call, type FieldKind, type WireField } from '../operation';

/** Shown among the options of an operation with template fields. */
export const shortenLongValues: WireField = {
	displayName: 'Shorten Long Values',
	name: 'shortenLongValues',
	at: false,
	type: 'boolean',
	default: true,
	description:
		'Whether words that are longer than WeChat takes are cut, and the message goes out. Off: it stops with an error. Numbers, amounts, times and codes are never cut, as they would be false.',
};

/** What the form is called, and the field with its template: an operation may have two of them. */
interface Names {
	template: string;
	name: string;
	displayName: string;
}

const USUAL: Names = { template: 'template_id', name: 'data', displayName: 'Template Fields' };

const mapper = (resourceMapperMethod: string, { template, name, displayName }: Names): INodeProperties => ({
	displayName,
	name,
	type: 'resourceMapper',
	default: { mappingMode: 'defineBelow', value: null },
	required: true,
	noDataExpression: true,
	// Without a template n8n would show that it found no fields, in red.
	displayOptions: { hide: { [template]: [''] } },
	description:
		'The words that fill the places of the template. Map Automatically takes fields of the item that are named like the places (thing1) or like their labels (商品名称).',
	typeOptions: {
		loadOptionsDependsOn: [`${template}.value`],
		resourceMapper: {
			resourceMapperMethod,
			mode: 'add',
			fieldWords: { singular: 'template field', plural: 'template fields' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: true,
		},
	},
});

/**
 * The places of the chosen template, filled in a form (wechat-api.md C.2). Map Automatically takes the input's fields that
 * are named like the places (`thing1`) or like WeChat's words for them (商品名称).
 */
export function templateFields(list: TemplateList, names = USUAL): FieldKind {
	const property = mapper(list === 'messages' ? 'getTemplateFields' : 'getNoticeFields', names);
	return {
		name: names.name,
		at: 'data',
		properties: [property],
		endpoints: [`GET ${TEMPLATE_LISTS[list].path}`],
		async read(call) {
			const entered = enteredIn(call, property);
			const filled = entered.mappingMode === 'autoMapInputData' ? await mapped(call, list, names.template) : formOf(entered);
			return wireValues(filled, call, property.displayName);
		},
	};
}

interface Filled {
	/** `thing1`. */
	key: string;
	/** What people know it by. */
	label: string;
	value: unknown;
	/** Nothing entered: left out, or a mistake. */
	required: boolean;
}

/** What the form holds; an expression or an agent may yield the values alone, also as JSON. */
function enteredIn({ context, item }: Call, property: INodeProperties): IDataObject {
	const entered = context.getNodeParameter(property.name, item, {}) as unknown;
	const object = typeof entered === 'string' ? jsonObject(entered) : entered;
	if (typeof object !== 'object' || object === null || Array.isArray(object)) {
		throw new InvalidInput(`“${property.displayName}” must be an object such as { "thing1": "Tea" }`, 'Check the expression in this field');
	}
	return 'mappingMode' in object ? (object as IDataObject) : { value: object as IDataObject };
}

function formOf({ value, schema }: IDataObject): Filled[] {
	const values = (value ?? {}) as IDataObject;
	const known = (schema ?? []) as unknown as ResourceMapperField[];
	const others = Object.keys(values).filter((key) => !known.some(({ id }) => id === key));
	const shown = known.filter(({ removed }) => !removed);
	return [
		...shown.map(({ id, displayName, required }) => ({ key: id, label: withoutExample(displayName), value: values[id], required })),
		...others.map((key) => ({ key, label: labelOf({ key, label: '' }), value: values[key], required: isTyped(key) })),
	];
}

async function mapped(call: Call, list: TemplateList, chooser: string): Promise<Filled[]> {
	const wanted = String(call.parameters[chooser]);
	const templates = await call.once(`templates ${list}`, async () => await readTemplates(call.client, list));
	const template = templates.find(({ id }) => id === wanted);
	if (!template) {
		throw new InvalidInput(`The account has no template “${wanted}”`, 'Choose one from the list, or add it to the account first');
	}
	const { json } = call.context.getInputData()[call.item];
	const columns = Object.entries(json).map(([name, value]) => [name.trim(), value] as const);
	const exact = new Map(columns);
	// Sheets and forms change upper and lower case.
	const alike = new Map(columns.map(([name, value]) => [name.toLowerCase(), value]));
	const valueOf = (name: string) => exact.get(name) ?? alike.get(name.toLowerCase());
	return fieldsOf(template.content).map((field) => ({
		key: field.key,
		label: labelOf(field),
		// A column without a name, as of a CSV file with numbered rows, is not that of a place without words.
		value: valueOf(field.key) ?? (field.label && valueOf(field.label)),
		required: isTyped(field.key),
	}));
}

function wireValues(filled: Filled[], call: Call, name: string): IDataObject {
	const shorten = (call.parameters.options as IDataObject | undefined)?.shortenLongValues !== false;
	const data: IDataObject = {};
	for (const field of filled) {
		const text = textOf(field);
		if (text.trim() !== '') data[field.key] = { value: fit(field, text, shorten) };
		else if (field.required) {
			throw new InvalidInput(`“${field.label}” is empty`, `Fill it in under ${name}, or check the expression that should yield it: WeChat takes no empty field`);
		}
	}
	if (Object.keys(data).length === 0) throw new InvalidInput(`“${name}” is empty`, 'Choose the template, and fill in its fields');
	explainRefusal(filled, call);
	return data;
}

function textOf({ key, label, value }: Filled): string {
	const kind = kindOf(key);
	const time = kind === 'time' || kind === 'date' ? dateTime(value) : undefined;
	if (time !== undefined) return templateTime(kind as 'date' | 'time', time);
	return String(convert(withoutNoise(value), { displayName: label, name: key, type: 'string', default: '' }) ?? '');
}

/** A calculation such as 9.9 * 3 yields 29.700000000000003, which nobody wants to read. */
function withoutNoise(value: unknown): unknown {
	return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(15)) : value;
}

function fit({ key, label }: Filled, text: string, shorten: boolean): string {
	const result = fitted(key, text, shorten);
	if ('value' in result) return result.value;
	throw new InvalidInput(`“${label}” is too long: it has ${result.has}, and WeChat takes ${result.most}`, 'Shorten it, or check the expression in this field');
}

/** The value that WeChat does not take, which it names by its key: `argument invalid! data.thing1.value invalid`. */
const REFUSED_VALUE = 47003;

function explainRefusal(filled: Filled[], call: Call): void {
	call.whenRefused.push((errcode, refusal) => {
		const key = /data\.(\w+)/.exec(refusal.errmsg)?.[1];
		const field = filled.find((one) => one.key === key);
		if (errcode === REFUSED_VALUE && field) refusal.hint = `WeChat does not take what “${field.label}” has. ${refusal.hint}`;
	});
}
