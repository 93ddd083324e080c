import type { Rest } from './session';

/** How a Data Table node says which table it means. */
interface TableLocator {
	value: string;
	cachedResultName?: string;
}

interface StoredWorkflow {
	nodes: Array<{ parameters: { dataTableId?: TableLocator } }>;
}

/**
 * Does what users do after importing a workflow: chooses in each Data Table node the table of this n8n that has
 * the name which the node shows. An id is another one in every n8n.
 */
export async function chooseTables(rest: Rest, workflowId: string, ids: Map<string, string>): Promise<void> {
	const path = `/rest/workflows/${workflowId}`;
	const workflow = await rest<StoredWorkflow>('GET', path);
	const wrong = workflow.nodes
		.map(({ parameters }) => parameters.dataTableId)
		.filter((locator) => locator !== undefined)
		.map((locator) => ({ locator, id: ids.get(locator.cachedResultName ?? '') }))
		.filter(({ locator, id }) => id && locator.value !== id);
	if (wrong.length === 0) return;
	for (const { locator, id } of wrong) locator.value = id!;
	await rest('PATCH', path, workflow);
}
