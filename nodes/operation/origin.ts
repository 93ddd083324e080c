import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from './operation';

/** `$('Name')` of expressions; `item` throws when n8n cannot follow the items back. */
interface NodeReference {
	item: INodeExecutionData | undefined;
	all(): INodeExecutionData[];
}

/**
 * The item of the nearest trigger of these types that an item descends from, found by node type:
 * also behind nodes that dropped its fields, and for an AI tool the trigger above the agent.
 * `undefined` when there is none.
 * @throws InvalidInput when it cannot be told which of several customers it was
 */
export function originItem(
	context: IExecuteFunctions,
	item: number,
	triggerTypes: string[],
): IDataObject | undefined {
	const $ = context.getWorkflowDataProxy(item).$ as (name: string) => NodeReference;
	for (const name of triggersAbove(context, item, triggerTypes)) {
		const found = attempt(() => $(name).item?.json);
		if (found) return found;
		const items = attempt(() => $(name).all()) ?? [];
		const customers = new Set(items.map(({ json }) => json.openid));
		// Where the items cannot be followed back, a trigger that saw one customer only leaves no doubt.
		if (customers.size === 1) return items[0].json;
		if (customers.size > 1) {
			throw new InvalidInput(
				'It cannot be told which of several customers this item belongs to',
				'A node before this one has lost the connection: keep the openid in the item, and choose OpenID to send to it',
			);
		}
	}
	return undefined;
}

/** Nearest first. A tool has no parents of its own: those around the node that its input comes from count. */
function triggersAbove(context: IExecuteFunctions, item: number, triggerTypes: string[]): string[] {
	const source = reviewedSource(context, item) ?? attempt(() => context.getInputSourceData()?.previousNode);
	const besideSource = source ? context.getChildNodes(source).at(-1)?.name : undefined;
	const places = [context.getNode().name, source, besideSource].filter((name) => name !== undefined);
	const names = places.flatMap((place) =>
		// n8n lists the farthest first.
		context
			.getParentNodes(place)
			.reverse()
			.filter(({ type }) => triggerTypes.includes(type.split('.').pop() as string))
			.map(({ name }) => name),
	);
	return [...new Set(names)];
}

/** What a person had to agree to comes from the review (n8n's HITL tools), which stands beside the flow as tools do. */
function reviewedSource(context: IExecuteFunctions, item: number): string | undefined {
	const paired = attempt(() => context.getInputData()[item].pairedItem);
	return typeof paired === 'object' && 'sourceOverwrite' in paired ? paired.sourceOverwrite?.previousNode : undefined;
}

function attempt<T>(look: () => T): T | undefined {
	try {
		return look();
	} catch {
		// n8n throws where there is nothing to be found: an unexecuted node, a node run by itself.
		return undefined;
	}
}
