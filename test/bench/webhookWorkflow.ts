import { workflow } from '../n8n/e2e/workflows';
import type { Importable } from '../n8n/privateN8n/contents';

export type Spec = Parameters<typeof workflow>[1][number];

/** A workflow that its caller starts, and whose last node answers. */
export interface Called {
	workflow: Importable;
	/** Below the URL of n8n. */
	path: string;
}

/**
 * A webhook and the nodes after it, one after the other.
 * @param answer what the caller gets of the last node
 */
export function behindWebhook(id: string, nodes: Spec[], answer: 'allEntries' | 'firstEntryJson'): Called {
	const parameters = { httpMethod: 'POST', path: id, responseMode: 'lastNode', responseData: answer, options: {} };
	const chain = nodes.map((node, index) => ({ ...node, to: node.to?.length ? node.to : nodes.slice(index + 1, index + 2).map(({ name }) => name) }));
	const first: Spec = { name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, parameters, to: [nodes[0]!.name] };
	const made = workflow(id, [first, ...chain]);
	const [webhook, ...rest] = made.nodes as object[];
	return {
		path: `/webhook/${id}`,
		workflow: {
			...made,
			nodes: [{ ...webhook, webhookId: id }, ...rest],
			// To write so many items into the database would take n8n longer than to get them.
			settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
		},
	};
}

/** Other connections than one after the other: node → those at each of its outputs. */
export function connected({ workflow: made, path }: Called, nodes: Record<string, string[]>): Called {
	const connections = Object.fromEntries(
		Object.entries(nodes).map(([name, outputs]) => [name, { main: outputs.map((node) => (node ? [{ node, type: 'main', index: 0 }] : [])) }]),
	);
	return { path, workflow: { ...made, connections } };
}

/** n8n's own HTTP Request. */
export function http(name: string, { method = 'GET', url, query, body }: { method?: string; url: string; query: Record<string, string>; body?: string }): Spec {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method,
			url,
			sendQuery: true,
			queryParameters: { parameters: Object.entries(query).map(([key, value]) => ({ name: key, value })) },
			...(body && { sendBody: true, specifyBody: 'json', jsonBody: body }),
			options: {},
		},
	};
}
