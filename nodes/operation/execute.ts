import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { trimmed } from '../protocol/trimmed';
import { Client } from '../transport/client';
import { isOutcomeUnknown, WechatRefusal } from '../transport/errors';
import type { Credentials, Product } from '../transport/product';
import { describe, type Failure } from './failure';
import { requireIntent } from './fields/intent';
import { failedItem, toItems } from './items';
import { InvalidInput, type Call, type Operation, type Resource } from './operation';
import { readProperty } from './parameters';
import { perform } from './perform';
import { limit, returnAll } from './properties';

/**
 * What became of an input item. n8n hands the same objects to every try of *Retry On Fail*:
 * an item that went through is not sent again, nor is one of which nobody knows whether it did.
 */
const done = new WeakMap<object, Promise<INodeExecutionData[]>>();

/** What the items have found out for one another, by the first of them: also for the next try. */
const memories = new WeakMap<object, Call['once']>();

/** What stays the same in every try. For a tool that an agent invokes, n8n makes a new item of the same fields each time. */
function identityOf(context: IExecuteFunctions, item: INodeExecutionData): object {
	return isTool(context) ? item.json : item;
}

function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/** Runs the chosen operation once per input item: the one loop of all action nodes. */
export async function execute(
	context: IExecuteFunctions,
	product: Product,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[]];
	const first = identityOf(context, items[0]);
	const once = memories.get(first) ?? memory();
	memories.set(first, once);
	const output: INodeExecutionData[] = [];
	const { takesAll, keepsInput, waits } = found(context, resources, 0) ?? {};
	const taken = takesAll ? items.slice(0, 1) : items;
	const begin = async (index: number, identity: object): Promise<INodeExecutionData[]> => {
		const results = done.get(identity) ?? handle(context, product, resources, index, once);
		done.set(identity, results);
		return await results;
	};
	// What becomes of each is said when its turn comes.
	if (waits) taken.forEach((item, index) => void begin(index, identityOf(context, item)).catch(() => undefined));
	for (const [index, item] of taken.entries()) {
		// n8n takes no notice of what a stopped execution does: nothing more is sent or paid.
		if (context.getExecutionCancelSignal()?.aborted) break;
		const identity = identityOf(context, item);
		try {
			// Not spread: a million arguments are more than a function takes.
			for (const result of await begin(index, identity)) output.push(result);
		} catch (error) {
			if (!isOutcomeUnknown(error)) done.delete(identity);
			const failure = describe(error);
			if (context.continueOnFail()) {
				// Of those that go on by themselves none is lost because the first one stood for all.
				const operation = found(context, resources, index);
				const concerned = takesAll && keepsInput ? [...items.entries()] : [[index, item] as const];
				// An agent's tool has the trigger's item as its input: of a review, n8n would take it for what the person said.
				for (const [at, each] of concerned) output.push(failedItem(context, isTool(context) ? { json: {} } : each, at, failure, operation));
				continue;
			}
			const { description, code, facts, unexpected } = failure;
			const message = isTool(context) ? forAgent(failure) : failure.message;
			if (code !== undefined) {
				const refused = new NodeApiError(context.getNode(), facts as never, {
					message,
					description,
					httpCode: code,
					itemIndex: index,
				});
				throw inOurWords(refused, message);
			}
			const failed = new NodeOperationError(context.getNode(), unexpected ? (error as Error) : message, {
				description,
				itemIndex: index,
			});
			throw inOurWords(failed, message);
		}
	}
	return [output];
}

/** An agent hears the message alone. */
function forAgent({ message, description }: Failure): string {
	return description ? `${message}. ${description}` : message;
}

/**
 * n8n says "Forbidden by access permissions" in place of what has the letters "eacces" in it, as WeChat's 40001: "by
 * getStableAccessToken"; and it takes what has "canceled" in it, as 45015, for a run that somebody stopped.
 */
function inOurWords<E extends Error>(error: E, message: string): E {
	return Object.assign(error, { message: message.replaceAll('canceled', 'cancelled') });
}

async function handle(
	context: IExecuteFunctions,
	product: Product,
	resources: Resource[],
	item: number,
	once: Call['once'],
): Promise<INodeExecutionData[]> {
	const operation = chosen(context, resources, item);
	const call: Call = {
		context,
		item,
		credentials: trimmed(await context.getCredentials<Credentials>(product.credentialType, item)),
		client: new Client(context, product, item),
		parameters: {},
		shown: [],
		limit: wanted(context, operation, item),
		asTool: isTool(context),
		facts: {},
		whenRefused: [],
		once,
	};
	requireIntent(operation, call);
	const results = await perform(operation, call).catch((error: unknown) => {
		if (error instanceof WechatRefusal) call.whenRefused.forEach((forget) => forget(error.refusal.errcode, error.refusal));
		return Promise.reject(error as Error);
	});
	return toItems(operation, call, results);
}

function found(context: IExecuteFunctions, resources: Resource[], item: number): Operation | undefined {
	const group = resources.find(({ value }) => value === context.getNodeParameter('resource', item, ''));
	return group?.operations.find(({ value }) => value === context.getNodeParameter('operation', item, ''));
}

function chosen(context: IExecuteFunctions, resources: Resource[], item: number): Operation {
	const operation = found(context, resources, item);
	if (operation) return operation;
	const resource = context.getNodeParameter('resource', item);
	// n8n drops the operation of a resource that it does not know.
	const named = context.getNodeParameter('operation', item, '');
	// n8n adds it to every list, for its HTTP Request node.
	if ([resource, named].includes('__CUSTOM_API_CALL__')) {
		throw new InvalidInput('“Custom API Call” does nothing here', 'Choose the resource API Call of this node');
	}
	throw new InvalidInput(
		resources.some(({ value }) => value === resource) ? `There is no operation “${named}” of “${resource}”` : `There is no resource “${resource}”`,
		'Choose the operation again in the node',
	);
}

function wanted(context: IExecuteFunctions, operation: Operation, item: number): number {
	if (!operation.many || readProperty(returnAll, { context, item })) return Infinity;
	return readProperty({ ...limit, required: true }, { context, item }) as number;
}

/** Remembers what succeeded; what failed is tried anew by the next item. */
function memory(): Call['once'] {
	const known = new Map<string, Promise<unknown>>();
	return async <T>(key: string, make: () => Promise<T>) => {
		const promise = (known.get(key) as Promise<T> | undefined) ?? make();
		known.set(key, promise);
		return await promise.catch((error: unknown) => {
			known.delete(key);
			return Promise.reject(error as Error);
		});
	};
}
