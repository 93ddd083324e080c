import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { Client } from '../transport/client';
import { WechatRefusal } from '../transport/errors';
import type { Credentials, Product } from '../transport/product';
import { describe } from './failure';
import { requireIntent } from './fields/intent';
import { failedItem, toItems } from './items';
import type { Call, Operation, Resource } from './operation';
import { perform } from './perform';

/**
 * What became of an input item. n8n hands the same objects to every try of *Retry On Fail*:
 * an item that went through is not sent again.
 */
const done = new WeakMap<INodeExecutionData, INodeExecutionData[]>();

/** Runs the chosen operation once per input item: the one loop of all action nodes. */
export async function execute(
	context: IExecuteFunctions,
	product: Product,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const once = memory();
	const output: INodeExecutionData[] = [];
	for (const [index, item] of items.entries()) {
		try {
			const results = done.get(item) ?? (await handle(context, product, resources, index, once));
			done.set(item, results);
			output.push(...results);
		} catch (error) {
			const failure = describe(error);
			if (context.continueOnFail()) {
				output.push(failedItem(context, item, index, failure));
				continue;
			}
			const { message, description, code, facts, unexpected } = failure;
			if (code !== undefined) {
				throw new NodeApiError(context.getNode(), facts as never, {
					message,
					description,
					httpCode: code,
					itemIndex: index,
				});
			}
			throw new NodeOperationError(context.getNode(), unexpected ? (error as Error) : message, {
				description,
				itemIndex: index,
			});
		}
	}
	return [output];
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
		credentials: await context.getCredentials<Credentials>(product.credentialType, item),
		client: new Client(context, product, item),
		parameters: {},
		shown: [],
		limit: wanted(context, operation, item),
		asTool: context.getNode().type.endsWith('Tool'),
		facts: {},
		whenRefused: [],
		once,
	};
	requireIntent(operation, call);
	const results = await perform(operation, call).catch((error: unknown) => {
		if (error instanceof WechatRefusal) call.whenRefused.forEach((forget) => forget(error.refusal.errcode));
		return Promise.reject(error as Error);
	});
	return toItems(operation, call, results);
}

function chosen(context: IExecuteFunctions, resources: Resource[], item: number): Operation {
	const resource = context.getNodeParameter('resource', item);
	const operation = context.getNodeParameter('operation', item);
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw new NodeOperationError(context.getNode(), `There is no operation “${operation}” of “${resource}”`, {
		description: 'Choose the operation again in the node',
		itemIndex: item,
	});
}

function wanted(context: IExecuteFunctions, operation: Operation, item: number): number {
	if (!operation.many || context.getNodeParameter('returnAll', item, false)) return Infinity;
	return Number(context.getNodeParameter('limit', item, 50));
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
