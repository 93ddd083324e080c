import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** `$('Name')` of expressions; `item` throws when n8n cannot follow the items back. */
interface NodeReference {
	item: INodeExecutionData | undefined;
	all(): INodeExecutionData[];
}

/**
 * The item of the nearest trigger of this type that an item descends from, found by node type:
 * also behind nodes that dropped its fields, and for an AI tool the trigger above the agent.
 * `undefined` when there is none, or when it cannot be told which of several customers it was.
 */
export function originItem(
	context: IExecuteFunctions,
	item: number,
	triggerType: string,
): IDataObject | undefined {
	const $ = context.getWorkflowDataProxy(item).$ as (name: string) => NodeReference;
	for (const name of triggersAbove(context, triggerType)) {
		const found = attempt(() => $(name).item?.json) ?? attempt(() => ofOneCustomer($(name).all()));
		if (found) return found;
	}
	return undefined;
}

/** Nearest first. A tool has no parents of its own: those around the node that its input comes from count. */
function triggersAbove(context: IExecuteFunctions, triggerType: string): string[] {
	const source = attempt(() => context.getInputSourceData()?.previousNode);
	const besideSource = source ? context.getChildNodes(source).at(-1)?.name : undefined;
	const places = [context.getNode().name, source, besideSource].filter((name) => name !== undefined);
	const names = places.flatMap((place) =>
		// n8n lists the farthest first.
		context
			.getParentNodes(place)
			.reverse()
			.filter(({ type }) => type.split('.').pop() === triggerType)
			.map(({ name }) => name),
	);
	return [...new Set(names)];
}

/** Where the items cannot be followed back, a trigger that saw one customer only leaves no doubt. */
function ofOneCustomer(items: INodeExecutionData[]): IDataObject | undefined {
	const customers = new Set(items.map(({ json }) => json.openid));
	return customers.size === 1 ? items[0].json : undefined;
}

function attempt<T>(look: () => T): T | undefined {
	try {
		return look();
	} catch {
		// n8n throws where there is nothing to be found: an unexecuted node, a node run by itself.
		return undefined;
	}
}
