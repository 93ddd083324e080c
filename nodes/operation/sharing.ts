import type { INodeProperties } from 'n8n-workflow';

type Conditions = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** An operation and what the editor shows for it, in order. */
export interface Shown {
	resource: string;
	operation: string;
	properties: INodeProperties[];
}

interface Shared {
	key: string;
	property: INodeProperties;
	/** The operations by resource. */
	places: Map<string, string[]>;
}

/**
 * The properties of all operations in one list, in an order that is right for each of them. What several operations
 * have alike stands there once: the editor downloads it all, whoever uses the node.
 */
export function shared(operations: Shown[]): INodeProperties[] {
	const all: Shared[] = [];
	for (const { resource, operation, properties } of operations) {
		let from = 0;
		for (const property of properties) {
			const key = JSON.stringify(property);
			const known = all.findIndex((entry, index) => index >= from && entry.key === key && takes(entry, resource, operation, operations));
			if (known === -1) all.splice(from, 0, { key, property, places: new Map([[resource, [operation]]]) });
			else place(all[known].places, resource, operation);
			from = (known === -1 ? from : known) + 1;
		}
	}
	return all.map(({ property, places }) =>
		withConditions(property, { resource: [...places.keys()], operation: [...new Set([...places.values()].flat())] }),
	);
}

function place(places: Shared['places'], resource: string, operation: string): void {
	places.set(resource, [...(places.get(resource) ?? []), operation]);
}

/** The editor shows it for every resource with every operation that is named: none may come in that does not have it. */
function takes({ places }: Shared, resource: string, operation: string, operations: Shown[]): boolean {
	const more = new Map(places);
	place(more, resource, operation);
	const named = new Set([...more.values()].flat());
	return operations.every((one) => {
		const values = more.get(one.resource);
		return !values || !named.has(one.operation) || values.includes(one.operation);
	});
}

/** The property where these conditions hold besides its own. */
export function withConditions(property: INodeProperties, conditions: Conditions): INodeProperties {
	const { displayOptions } = property;
	return {
		...property,
		displayOptions: { ...displayOptions, show: { ...conditions, ...displayOptions?.show } },
	};
}
