import { WebhookContext, WorkflowExecute, ExecutionLifecycleHooks } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type INodeExecutionData, type INodeType, type IRunExecutionData, type IWebhookResponseData } from 'n8n-workflow';
import { additionalData, type NodeInput, type Run } from './engine';
import { CredentialsHelper } from './engine/credentials';
import { nodeTypes, supportedNodes, typeNamed } from './engine/nodeTypes';
import type { Wechat } from './wechat';

/** What comes to the URL of a waiting node. */
export interface Asked {
	method: 'GET' | 'POST';
	query?: IDataObject;
	body?: IDataObject;
}

/** What n8n would answer and go on with. */
export interface Heard {
	status?: number;
	body: string;
	headers: Record<string, string>;
	/** The item that the workflow goes on with; `undefined`: it waits on. */
	item?: INodeExecutionData;
	response: unknown;
}

/** An execution that waits, as any process of n8n reads it from the database. */
export interface Waiting {
	/** Runs the node's webhook, as n8n does for a request to the waiting URL. */
	hear(request: Asked): Promise<Heard>;
	/** What the node after gets when the deadline has passed. */
	afterDeadline(): Promise<INodeExecutionData[]>;
}

export function waitingOf(wechat: Wechat, run: Run, waiting: NodeInput): Waiting {
	const { name, parameters = {} } = waiting;
	const credentials = { wechatApi: { id: 'wechatApi', name: 'Lotus Tea' } };
	const nodeOf = (id: string, named: string, type: string, more: object = {}): INode =>
		({ id, name: named, type: typeNamed(type), typeVersion: 1, position: [0, 0], parameters: {}, ...more }) as INode;
	const make = () =>
		new Workflow({
			id: 'wf-lotus-tea',
			nodes: [
				nodeOf('node-0', 'Start', 'start'),
				nodeOf('node-1', name, waiting.type, { parameters: structuredClone(parameters), credentials }),
				nodeOf('node-2', 'After', 'start'),
			],
			connections: {
				Start: { main: [[{ node: name, type: 'main', index: 0 }]] },
				[name]: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
			},
			active: true,
			nodeTypes,
		});
	const data = () => JSON.parse(JSON.stringify(run.record.data)) as IRunExecutionData;
	const helper = new CredentialsHelper(wechat.store, { keeps: 'result', supportedNodes });

	return {
		async hear({ method, query = {}, body = {} }) {
			const workflow = make();
			const heard: Heard = { body: '', headers: {}, response: undefined };
			const httpResponse = {
				setHeader: (header: string, value: string) => (heard.headers[header] = value),
				writeHead: (status: number) => (heard.status = status),
				end: (content: string) => (heard.body = content),
			};
			const more = { ...additionalData(helper), httpRequest: { method, query, body, headers: {} }, httpResponse };
			const stored = data();
			stored.executionData!.nodeExecutionStack[0].node.disabled = true;
			const context = new WebhookContext(workflow, workflow.getNode(name)!, more as never, 'webhook', {} as never, [], stored);
			await workflow.expression.acquireIsolate?.();
			const type = nodeTypes.getByNameAndVersion(typeNamed(waiting.type)) as INodeType;
			const result: IWebhookResponseData = await type.webhook!.call(context as never);
			await workflow.expression.releaseIsolate?.();
			return { ...heard, response: result.webhookResponse, item: result.workflowData?.[0][0] };
		},

		async afterDeadline() {
			const hooks = new ExecutionLifecycleHooks('trigger', '4711', { id: 'wf-lotus-tea', name: 'Lotus Tea' } as never);
			const record = await new WorkflowExecute(additionalData(helper, hooks), 'trigger', data()).processRunExecutionData(make());
			return record.data.resultData.runData.After[0].data!.main[0]!;
		},
	};
}
