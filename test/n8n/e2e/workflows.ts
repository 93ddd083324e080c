import type { Importable } from '../privateN8n/contents';

export interface NodeSpec {
	name: string;
	type: string;
	typeVersion?: number;
	parameters?: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	/** Names of the nodes after it; for other than main connections, of the node it serves. */
	to?: string[];
	as?: 'main' | 'ai_languageModel' | 'ai_tool';
	/** Names of the nodes after its second output. */
	otherwise?: string[];
	/** What stands on the node's Settings tab. */
	settings?: { retryOnFail?: boolean };
}

const ACCOUNT = { wechatApi: { id: 'wechatDemo', name: 'WeChat' } };
const MERCHANT = { wechatPayApi: { id: 'wechatPayDemo', name: 'WeChat Pay' } };

/** One of our nodes with the demo's credential. */
export function ours(name: string, type: string, parameters: Record<string, unknown>, to: string[] = []): NodeSpec {
	return { name, type: `n8n-nodes-wechat-business.${type}`, parameters, credentials: type.startsWith('wechatPay') ? MERCHANT : ACCOUNT, to };
}

/** A workflow as n8n imports it; its trigger's URL follows from its id. */
export function workflow(id: string, nodes: NodeSpec[]): Importable {
	return {
		id,
		name: id,
		nodes: nodes.map(({ name, type, typeVersion = 1, parameters = {}, credentials, settings }, index) => ({
			id: `${id}-${index}`,
			name,
			type,
			typeVersion,
			parameters,
			credentials,
			position: [index * 200, 0],
			...settings,
			...(type.endsWith('Trigger') && { webhookId: `${id}-hook` }),
		})),
		connections: Object.fromEntries(
			nodes
				.filter(({ to }) => to?.length)
				.map(({ name, to = [], otherwise, as = 'main' }) => [
					name,
					{ [as]: [to, ...(otherwise ? [otherwise] : [])].map((next) => next.map((node) => ({ node, type: as, index: 0 }))) },
				]),
		),
		settings: { executionOrder: 'v1' },
	};
}
