import { logged } from '../n8n/engine/log';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IWebhookFunctions,
	type IWebhookResponseData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { nodeTypes } from '../n8n/engine/nodeTypes';
import { additionalData, type CredentialStore, nodeWith } from '../transport/context';
import { type App, listen, type Request, type Response } from './express';

export { logged };

/** What stands behind the trigger: it may reply, fail by throwing, and take its time. */
export type Flow = (item: IDataObject, reply: (message: object) => Promise<void>) => Promise<void>;

/** What n8n's web server answers by itself. */
class ResponseError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** What n8n hands to its web server for an answer. */
type Answer = { noWebhookResponse: true } | { data: unknown; responseCode?: number; headers?: Record<string, string> };

export interface Options {
	store: CredentialStore;
	/** Whose webhook it is; the WeChat Trigger's unless told. */
	trigger?: 'wechatTrigger' | 'wechatPayTrigger';
	/** The ids of workflow and node; new ones unless told. */
	place?: { workflow: string; node: string };
	parameters?: INodeParameters;
	/** Where n8n takes answers for executions that wait. */
	waitingUrl?: string;
	mode?: WorkflowExecuteMode;
	flow?: Flow;
	/** What n8n sends when a flow failed before a reply: 2.40 says 500, 1.123 says 200. */
	statusOfFailure?: number;
	wordsOfFailure?: string;
}

let workflows = 0;

/**
 * n8n around the trigger: its web server and `executeWebhook` (n8n 2.40.7, dist/webhooks/webhook-helpers.js,
 * live-webhooks.js, webhook-request-handler.js), as far as one connection is answered by them.
 */
export class N8n {
	/** The item of every execution that was started. */
	readonly executions: INodeExecutionData[] = [];

	/** All items of every execution, of all outputs. */
	readonly itemsOf: IDataObject[][] = [];

	/** The items of every execution, output by output. */
	readonly outputsOf: IDataObject[][][] = [];

	/** What `webhook()` threw: n8n would have a failed execution for each. */
	readonly thrown: unknown[] = [];

	/** What n8n's web server could not do, such as sending headers twice. */
	readonly problems: unknown[] = [];

	/** Set: the next executions cannot be started (the database is down). */
	isDown = false;

	/** Executions that have not ended. */
	running = 0;

	/** How long it takes until an execution is in the database. */
	msToStart = 5;

	/** `manual` is a test run from the editor. */
	mode: WorkflowExecuteMode;

	private readonly id = ++workflows;

	private constructor(
		private readonly options: Options,
		readonly app: App,
	) {
		this.mode = options.mode ?? 'webhook';
	}

	static async start(options: Options): Promise<N8n> {
		const app = await listen((req, res) => void n8n.handle(req, res));
		const n8n = new N8n(options, app);
		return n8n;
	}

	get url(): string {
		return this.app.url;
	}

	/** The items as an expression sees them. */
	get items(): IDataObject[] {
		return this.executions.map(({ json }) => json);
	}

	async close(): Promise<void> {
		await this.app.close();
	}

	private async handle(req: Request, res: Response): Promise<void> {
		try {
			const answer = await this.executed(req, res);
			if ('noWebhookResponse' in answer) return;
			if (answer.responseCode !== undefined) res.status(answer.responseCode);
			if (answer.headers) {
				const headers = new Map(Object.entries(answer.headers));
				if (headers.size > 0) res.setHeaders(headers);
			}
			res.setHeader('Content-Security-Policy', 'sandbox allow-downloads');
			if (typeof answer.data === 'string') res.send(answer.data);
			else res.json(answer.data);
		} catch (error) {
			if (error instanceof ResponseError) {
				res.status(error.status).json({ code: error.status, message: error.message });
				return;
			}
			this.problems.push(error);
			try {
				res.status(500).json({ code: 0, message: (error as Error).message });
			} catch (again) {
				this.problems.push(again);
			}
		}
	}

	private async executed(req: Request, res: Response): Promise<Answer> {
		const { trigger = 'wechatTrigger', parameters = {}, place } = this.options;
		const node = nodeWith(trigger, { id: place?.node ?? `trigger-${this.id}`, parameters });
		const type = nodeTypes.getByName(node.type) as INodeType;
		node.credentials = credentialsFor(type, node, this.options.store);
		const workflow = new Workflow({ id: place?.workflow ?? `workflow-${this.id}`, nodes: [node], connections: {}, active: true, nodeTypes });
		await workflow.expression.acquireIsolate();
		try {
			return await new Promise<Answer>((resolve, reject) => {
				this.executeWebhook(type, workflow, req, res, (error, data) => (error ? reject(error) : resolve(data))).catch(reject);
			});
		} finally {
			await workflow.expression.releaseIsolate();
		}
	}

	private async executeWebhook(
		trigger: INodeType,
		workflow: Workflow,
		req: Request,
		res: Response,
		respond: (error: Error | null, data: Answer) => void,
	): Promise<void> {
		const node = workflow.getNode('WeChat')!;
		const description = trigger.description.webhooks!.find(({ httpMethod }) => httpMethod === req.method);
		if (!description) throw new ResponseError(404, `This webhook is not registered for ${req.method} requests.`);
		// By this parameter a trigger keeps n8n from reading the body with a parser that all requests share (parseRequestBody).
		if (!(node.parameters.options as IDataObject | undefined)?.binaryData) throw new Error('n8n would read the body of the request');
		const { store, flow, statusOfFailure = 500, wordsOfFailure = 'Error in workflow' } = this.options;
		const { mode } = this;
		const context = new WebhookContext(
			workflow,
			node,
			additionalData(anyId(store), 'result', { httpRequest: req, httpResponse: res, webhookWaitingBaseUrl: this.options.waitingUrl }),
			mode,
			{ webhookDescription: description } as never,
			[],
			null,
		) as unknown as IWebhookFunctions;
		const responseMode = workflow.expression.getSimpleParameterValue(node, description.responseMode, mode, {}, undefined, 'onReceived');
		let result: IWebhookResponseData;
		try {
			result = await trigger.webhook!.call(context);
		} catch (error) {
			this.thrown.push(error);
			respond(new Error('Workflow Webhook Error: Workflow could not be started!'), { noWebhookResponse: true });
			return;
		}
		if (result.noWebhookResponse) respond(null, { noWebhookResponse: true });
		if (result.workflowData === undefined) return;
		let didRespond = false;
		const once = (data: Answer): void => {
			if (!didRespond) respond(null, data);
			didRespond = true;
		};
		await new Promise((resolve) => setTimeout(resolve, this.msToStart));
		if (this.isDown) throw new Error('There was a problem executing the workflow');
		// The outputs before the one with the item are empty.
		const [item] = result.workflowData.flat();
		this.executions.push(item);
		this.itemsOf.push(result.workflowData.flat().map(({ json }) => json));
		this.outputsOf.push(result.workflowData.map((output) => output.map(({ json }) => json)));
		this.running++;
		const ended = this.run(flow, item.json, async ({ wechatReply }) => {
			// The other process or the engine settles a promise; what comes of it is not the node's.
			await null;
			once({ data: { wechatReply }, responseCode: 200, headers: {} });
			process.nextTick(() => res.end());
		});
		if (responseMode === 'onReceived') once({ data: result.webhookResponse, responseCode: 200 });
		const failed = await ended;
		this.running--;
		once(failed ? { data: { message: wordsOfFailure }, responseCode: statusOfFailure } : { data: undefined, responseCode: 200 });
	}

	private async run(flow: Flow | undefined, item: IDataObject, sendResponse: (body: { wechatReply: object }) => Promise<void>): Promise<boolean> {
		try {
			await flow?.(item, async (wechatReply) => {
				void sendResponse({ wechatReply });
			});
			return false;
		} catch {
			return true;
		}
	}
}

/** The id of each store's credential: triggers remember a credential by its id. */
const ids = new WeakMap<CredentialStore, string>();
let stores = 0;

/** A node of this type with the store's credential, as the running trigger has it. */
export function triggerWith(type: 'wechatPayTrigger' | 'wechatTrigger', store: CredentialStore, more: Partial<INode> = {}): INode {
	const node = nodeWith(type, more);
	return { ...node, credentials: credentialsFor(nodeTypes.getByName(node.type) as INodeType, node, store) };
}

function credentialsFor({ description }: INodeType, { credentials = {} }: INode, store: CredentialStore): INode['credentials'] {
	const [stored] = Object.values(credentials);
	if (!ids.has(store)) ids.set(store, `${stored.id}-of-store-${++stores}`);
	return Object.fromEntries((description.credentials ?? []).map(({ name }) => [name, { ...stored, id: ids.get(store)! }]));
}

/** The store's one credential, by whatever id. */
function anyId(store: CredentialStore): CredentialStore {
	const id = (asked: string) => asked.split('-of-store-')[0];
	const own = { stored: (asked: string) => store.stored(id(asked)), update: (asked: string, data: never) => store.update(id(asked), data) };
	return Object.assign(Object.create(store) as CredentialStore, own);
}
