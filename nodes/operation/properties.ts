import type { INodeProperties } from 'n8n-workflow';
import { intent } from './fields/intent';
import { isKind, type Operation, type Resource, type WireField } from './operation';
import { shared, withConditions } from './sharing';

/** What the editor shows for a node: Resource, Operation, and each operation's fields. */
export function properties(resources: Resource[]): INodeProperties[] {
	const [{ value: first }] = resources;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: byName(resources.map(({ name, value, description }) => ({ name, value, description }))),
			default: first,
		},
		...resources.map(operationChoice),
		...shared(
			resources.flatMap(({ value: resource, operations }) =>
				operations.map((operation) => ({
					resource,
					operation: operation.value,
					properties: operationProperties(operation),
				})),
			),
		),
	];
}

function operationChoice(resource: Resource): INodeProperties {
	const [{ value: first }] = resource.operations;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: byName(
			resource.operations.map(({ name, value, action, description }) => ({ name, value, action, description })),
		),
		default: first,
	};
}

/** Fields in their order; then n8n's own Return All, Limit, Simplify; what is optional comes last. */
function operationProperties(operation: Operation): INodeProperties[] {
	const all = operation.fields.flatMap((field): INodeProperties[] =>
		isKind(field)
			? field.properties.map((property) => withConditions(forEditor(property), field.displayOptions?.show ?? {}))
			: [forEditor(field)],
	);
	return [
		...all.filter(({ type }) => type !== 'collection'),
		...(operation.many ? [returnAll, limit] : []),
		...(operation.simplify || operation.simplifies ? [simplify] : []),
		...intentOf(operation),
		...all.filter(({ type }) => type === 'collection'),
	];
}

function intentOf({ irreversible }: Operation): INodeProperties[] {
	if (!irreversible) return [];
	return [irreversible === true ? intent : withConditions(intent, irreversible)];
}

/** n8n's part of a field, without what only we read; members of a collection too. */
export function forEditor(field: WireField): INodeProperties {
	const { at: _at, sendEmpty: _sendEmpty, sendAs: _sendAs, max: _max, matches: _matches, refuses: _refuses, list: _list, trims: _trims, encrypted: _encrypted, ...property } = field;
	if (property.type !== 'collection' && property.type !== 'fixedCollection') return property;
	return {
		...property,
		options: property.options?.map((option) => {
			if ('values' in option) return { ...option, values: option.values.map((value) => forEditor({ ...value })) };
			return 'type' in option ? forEditor({ ...option }) : option;
		}),
	};
}

/** What there is to choose from, in the order of its names. */
export function byName<T extends { name: string }>(options: T[]): T[] {
	return [...options].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	displayOptions: { show: { returnAll: [false] } },
	description: 'Max number of results to return',
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
