import './engine/environment';
import './engine/log';
import { BinaryDataService, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type ExecutionError,
	type IConnections,
	type IDataObject,
	type IExecuteResponsePromiseData,
	type INode,
	type INodeExecutionData,
	type IPinData,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	type NodeExecutionHint,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { Container } from './engine/core';
import { CredentialStore, CredentialsHelper } from './engine/credentials';
import { nodeTypes, supportedNodes, typeNamed } from './engine/nodeTypes';

export { CredentialStore } from './engine/credentials';

/** A node of a workflow: `type` is the name in its description, `wechatOfficialAccount`. */
export type NodeInput = Partial<Omit<INode, 'name' | 'type'>> & { name: string; type: string };

/** From, to; `output` 1 is the error output of a node that has one, `ai_tool` hangs a tool on an agent. */
export type Arrow = [from: string, to: string, by?: { output?: number; type?: 'main' | 'ai_tool' }];

export interface RunInput {
	/** The first one starts the execution, with `items`. */
	nodes: NodeInput[];
	/** One after the other, unless told. */
	connections?: Arrow[];
	items?: INodeExecutionData[];
	store: CredentialStore;
	/** The default is a production run. */
	mode?: WorkflowExecuteMode;
	/** What n8n stored of an earlier run. */
	staticData?: IDataObject;
	pinData?: IPinData;
	/** The way of n8n 1.123, see `CredentialsHelper`. */
	keeps?: 'result' | 'everything';
	/** Replies to the request that set the workflow off are handed to this, as to n8n's webhook. */
	onResponse?: (response: IExecuteResponsePromiseData) => Promise<void> | void;
}

/** What became of a workflow. */
export class Run {
	constructor(
		/** n8n's own record, all of it. */
		readonly record: IRun,
		/** What `sendResponse` handed to the webhook. */
		readonly responses: IExecuteResponsePromiseData[],
		/** As n8n would store it: nothing in a manual run. */
		readonly savedStaticData: IDataObject | undefined,
		private readonly workflow: Workflow,
	) {}

	/** The error that stopped the execution. */
	get error(): ExecutionError | undefined {
		return this.record.data.resultData.error;
	}

	/** The items of a node's output, in its only run or the one asked for; `undefined` when it did not run. */
	items(node: string, output = 0, run = 0): INodeExecutionData[] | undefined {
		return this.task(node, run)?.data?.main?.[output] ?? undefined;
	}

	json(node: string, output = 0): IDataObject[] | undefined {
		return this.items(node, output)?.map(({ json }) => json);
	}

	hints(node: string): NodeExecutionHint[] {
		return this.task(node)?.hints ?? [];
	}

	task(node: string, run = 0): ITaskData | undefined {
		return this.record.data.resultData.runData[node]?.[run];
	}

	/** The static data of one node, also of a manual run, which forgets it. */
	nodeStaticData(node: string): IDataObject {
		return this.workflow.getStaticData('node', this.workflow.getNode(node) as INode);
	}
}

/** Of what is stored beside an execution. */
const EXECUTION = '4711';
let executions = 0;
const WORKFLOW = 'wf-lotus-tea';

/** Runs a workflow in n8n's own engine, as n8n does for a trigger, a webhook or the editor's button. */
export async function runWorkflow(input: RunInput): Promise<Run> {
	const { nodes, items = [{ json: {} }], mode = 'trigger', store, staticData, pinData } = input;
	const workflow = new Workflow({
		id: WORKFLOW,
		name: 'Lotus Tea',
		nodes: nodes.map(toNode),
		connections: toConnections(input.connections ?? chain(nodes)),
		active: mode !== 'manual',
		nodeTypes,
		staticData: structuredClone(staticData ?? {}),
		settings: { executionOrder: 'v1' },
	});
	const responses: IExecuteResponsePromiseData[] = [];
	const hooks = new ExecutionLifecycleHooks(mode, EXECUTION, { id: WORKFLOW, name: 'Lotus Tea' } as never);
	hooks.addHandler('sendResponse', async (response) => {
		responses.push(response);
		await input.onResponse?.(response);
	});
	let changedStaticData: IDataObject | undefined;
	hooks.addHandler('workflowExecuteAfter', (_, changed) => {
		// n8n stores it as JSON.
		changedStaticData = changed && (JSON.parse(JSON.stringify(changed)) as IDataObject);
	});
	const credentialsHelper = new CredentialsHelper(store, { keeps: input.keeps ?? 'result', supportedNodes });
	const start = workflow.getNode(nodes[0].name) as INode;
	const data = createRunExecutionData({
		resultData: { pinData, runData: {} },
		executionData: { nodeExecutionStack: [{ node: start, data: { main: [items] }, source: null }] },
	});
	await binaryData();
	const record = await new WorkflowExecute(additionalData(credentialsHelper, hooks), mode, data).processRunExecutionData(
		workflow,
	);
	return new Run(record, responses, mode === 'manual' ? undefined : changedStaticData, workflow);
}

/** A file of an item, kept outside of it as n8n 2 does; `inline` as n8n 1 did. */
export async function binary(content: Buffer, fileName: string, mimeType: string, inline = false) {
	const about = { data: '', fileName, mimeType, fileExtension: fileName.split('.')[1] };
	if (inline) return { ...about, data: content.toString('base64') };
	await binaryData();
	return await Container.get(BinaryDataService).store(
		{ type: 'execution', workflowId: WORKFLOW, executionId: EXECUTION },
		content,
		about,
	);
}

/** The bytes of a file in an output item. */
export async function bytesOf(item: INodeExecutionData, property = 'data'): Promise<Buffer> {
	return await Container.get(BinaryDataService).getAsBuffer(item.binary![property]);
}

let ready: Promise<void> | undefined;

async function binaryData(): Promise<void> {
	await (ready ??= Container.get(BinaryDataService).init());
}

function toNode({ type, parameters = {}, ...rest }: NodeInput, index: number): INode {
	const { credentials } = nodeTypes.getByNameAndVersion(typeNamed(type)).description;
	return {
		id: `node-${index}`,
		typeVersion: 1,
		position: [index * 200, 0],
		...(credentials && {
			credentials: Object.fromEntries(credentials.map(({ name }) => [name, { id: name, name: 'Lotus Tea' }])),
		}),
		...rest,
		type: typeNamed(type),
		// n8n changes the object that it is given.
		parameters: structuredClone(parameters),
	};
}

function chain(nodes: NodeInput[]): Arrow[] {
	return nodes.slice(1).map(({ name }, index) => [nodes[index].name, name]);
}

function toConnections(arrows: Arrow[]): IConnections {
	const connections: IConnections = {};
	for (const [from, to, { output = 0, type = 'main' } = {}] of arrows) {
		const outputs = ((connections[from] ??= {})[type] ??= []);
		while (outputs.length <= output) outputs.push([]);
		outputs[output]!.push({ node: to, type, index: 0 });
	}
	return connections;
}

/** What n8n hands to everything that runs. */
export function additionalData(
	credentialsHelper: CredentialsHelper,
	hooks?: ExecutionLifecycleHooks,
): IWorkflowExecuteAdditionalData {
	// Nodes ask for none of n8n's own addresses; empty ones are refused as invalid.
	const url = 'http://n8n.test/';
	return {
		credentialsHelper,
		hooks,
		executionId: String(++executions),
		workflowId: WORKFLOW,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: url,
		instanceBaseUrl: url,
		formWaitingBaseUrl: url,
		webhookBaseUrl: url,
		webhookWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		setExecutionStatus: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}
