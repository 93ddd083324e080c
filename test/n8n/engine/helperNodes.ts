import {
	NodeConnectionTypes,
	type EngineResponse,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type NodeOutput,
} from 'n8n-workflow';

const description = (name: string, more: Partial<INodeTypeDescription> = {}): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: `${name}, for tests`,
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
	...more,
});

const parameter = (name: string, type: INodeProperties['type'], initial: INodeProperties['default']): INodeProperties => ({
	displayName: name,
	name,
	type,
	default: initial,
});

/** Where an execution starts with given items: a form, a schedule, another system. */
class Start implements INodeType {
	description = description('start', { inputs: [] });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** Hands its items on: what an IF, a Wait or a Merge does. */
class PassThrough implements INodeType {
	description = description('passThrough');

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** Makes other fields of each item; `keepsPairing` off loses track of where they came from, as a Code node may. */
class DropFields implements INodeType {
	description = description('dropFields', { properties: [parameter('keepsPairing', 'boolean', true)] });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const keeps = this.getNodeParameter('keepsPairing', 0) as boolean;
		return [
			this.getInputData().map((_, item) => ({
				json: { output: `answer ${item}` },
				// n8n pairs by itself where it can; nothing is what a node says that cannot tell.
				pairedItem: keeps ? { item } : [],
			})),
		];
	}
}

interface ToolCall {
	tool: string;
	input: IDataObject;
}

/**
 * The AI Agent without its model: it calls the tools that it is told to, either by asking n8n's engine to
 * run them (agents since n8n 1.116) or by invoking them itself (all before), and its output is the answers.
 */
class Agent implements INodeType {
	description = description('agent', {
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool, displayName: 'Tool' }],
		properties: [parameter('calls', 'json', '[]'), parameter('invokes', 'boolean', false)],
	});

	async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<NodeOutput> {
		const calls = JSON.parse(String(this.getNodeParameter('calls', 0))) as ToolCall[];
		if (this.getNodeParameter('invokes', 0)) return [[answered(await invoked(this, calls))]];
		if (response?.actionResponses.length) {
			return [[answered(response.actionResponses.map(({ data }) => data.data?.ai_tool?.[0] ?? data.error?.message))]];
		}
		return {
			actions: calls.map(({ tool, input }, index) => ({
				actionType: 'ExecutionNodeAction' as const,
				nodeName: tool,
				input,
				type: NodeConnectionTypes.AiTool,
				id: `call ${index}`,
				metadata: { itemIndex: 0 },
			})),
			metadata: {},
		};
	}
}

function answered(toolAnswers: unknown[]): INodeExecutionData {
	return { json: { output: 'Done.', toolAnswers: JSON.stringify(toolAnswers) }, pairedItem: { item: 0 } };
}

interface Tool {
	metadata?: { sourceNodeName?: string };
	invoke(input: IDataObject): Promise<unknown>;
}

async function invoked(context: IExecuteFunctions, calls: ToolCall[]): Promise<unknown[]> {
	const tools = (await context.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
	const answers: unknown[] = [];
	for (const { tool, input } of calls) {
		const found = tools.find(({ metadata }) => metadata?.sourceNodeName === tool);
		answers.push(await found!.invoke(input).catch((error: Error) => error.message));
	}
	return answers;
}

/** Nodes that stand around ours in the tests. */
export const helperNodes: INodeType[] = [new Start(), new PassThrough(), new DropFields(), new Agent()];
