import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { convert } from './convert';
import { InvalidInput, isKind, type Call, type Field, type Parameters, type WireField } from './operation';

/**
 * Reads what the user entered for one item into `call.parameters`: plain fields first, so that a mistake
 * in one of them is found before a kind uploads a file. Empty fields are left out.
 * @returns the fields that are shown: of several with one name, the one that counts
 * @throws InvalidInput
 */
export async function readParameters(fields: Field[], call: Call): Promise<Field[]> {
	const { parameters } = call;
	const shown = new Set<Field>();
	const plainFirst = [...fields.filter((field) => !isKind(field)), ...fields.filter(isKind)];
	for (const field of plainFirst) {
		if (!isShown(field, parameters)) continue;
		shown.add(field);
		const value = isKind(field) ? await field.read(call) : readProperty(field, call);
		if (value !== undefined) parameters[field.name] = value;
	}
	return fields.filter((field) => shown.has(field));
}

/** Whether the field holds a fixed text rather than an expression. */
export function isFixed(name: string, call: Call): boolean {
	const stored = call.context.getNode().parameters[name];
	return typeof stored === 'string' && !stored.startsWith('=');
}

/** Decided on resolved values: n8n keeps every field when the one that it depends on is an expression. */
function isShown(field: Pick<INodeProperties, 'displayOptions' | 'name'>, seen: Parameters): boolean {
	return NodeHelpers.displayParameter(
		seen as INodeParameters,
		field as INodeProperties,
		{ typeVersion: 1 },
		null,
	);
}

/**
 * One property, converted and checked; `undefined` = empty or hidden.
 * @throws InvalidInput
 */
export function readProperty(field: WireField, { context, item }: Pick<Call, 'context' | 'item'>): unknown {
	const entered = context.getNodeParameter(field.name, item, null as never, {
		extractValue: field.type === 'resourceLocator',
	}) as unknown;
	const value = convert(entered, field);
	if (value === undefined && field.required) {
		throw new InvalidInput(
			`“${field.displayName}” is empty`,
			'Fill it in, or check the expression that should yield it',
		);
	}
	return value;
}
