import type { RunningN8n } from '../../privateN8n/n8n';
import { publish } from '../../privateN8n/publish';

/** n8n's own Webhook node, which refuses everybody who has not its header: the same work for n8n, and none for us. */
export async function makeDoor({ rest, url }: RunningN8n, stamp: string): Promise<{ url: string; close(): Promise<void> }> {
	const credential = { name: `door ${stamp}`, type: 'httpHeaderAuth', data: { name: 'x-door', value: `key of ${stamp}` } };
	const { id } = await rest<{ id: string }>('POST', '/rest/credentials', credential);
	const webhookId = `door-${stamp}`.toLowerCase();
	const { id: workflowId } = await rest<{ id: string }>('POST', '/rest/workflows', {
		name: credential.name,
		nodes: [
			{
				id: webhookId,
				name: 'Door',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId,
				parameters: { httpMethod: 'POST', path: webhookId, authentication: 'headerAuth', options: {} },
				credentials: { httpHeaderAuth: { id, name: credential.name } },
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	await publish(rest, workflowId);
	return {
		url: `${url}/webhook/${webhookId}`,
		close: async () => void (await rest('POST', `/rest/workflows/${workflowId}/deactivate`)),
	};
}
