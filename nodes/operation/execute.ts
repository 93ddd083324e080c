import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { Client } from '../transport/client';
import { WechatRefusal } from '../transport/errors';
import type { Credentials, Product } from '../transport/product';
import { describe, type Failure } from './failure';
import { requireIntent } from './fields/intent';
import type { Call, Operation, Resource, Result } from './operation';
import { pages } from './pages';
import { portions } from './portions';
import { readParameters } from './parameters';
import { valueAt } from './paths';
import { buildRequest } from './request';

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
	const memory = new Map<string, Promise<unknown>>();
	const output: INodeExecutionData[] = [];
	for (const [index, item] of items.entries()) {
		try {
			const results = done.get(item) ?? (await handle(context, product, resources, index, memory));
			done.set(item, results);
			output.push(...results);
		} catch (error) {
			const failure = describe(error);
			if (context.continueOnFail()) {
				output.push(failedItem(context, item, index, failure));
				continue;
			}
			if (failure.code === undefined) {
				throw new NodeOperationError(context.getNode(), failure.unexpected ? (error as Error) : failure.message, {
					description: failure.description,
					itemIndex: index,
				});
			}
			throw new NodeApiError(context.getNode(), failure.facts as never, {
				message: failure.message,
				description: failure.description,
				httpCode: failure.code,
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
	memory: Map<string, Promise<unknown>>,
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
		once: async <T>(key: string, make: () => Promise<T>) => {
			if (!memory.has(key)) memory.set(key, make());
			return await (memory.get(key) as Promise<T>);
		},
	};
	requireIntent(operation, call);
	const results = await limited(perform(operation, call), call.limit).catch((error: unknown) => {
		if (error instanceof WechatRefusal) call.whenRefused.forEach((forget) => forget(error.refusal.errcode));
		memory.clear();
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

async function* perform(operation: Operation, call: Call): AsyncGenerator<Result> {
	call.shown = await readParameters(operation.fields, call);
	if (operation.run) {
		yield* await operation.run(call);
		return;
	}
	const request =
		typeof operation.request === 'function'
			? operation.request(call.parameters, call.credentials)
			: operation.request!;
	const result = (answer: unknown): Result => ({
		json: { ...operation.reports?.(call), ...(operation.simplify?.(answer as IDataObject, call) ?? withoutStatus(answer as IDataObject)) },
		raw: answer,
	});
	if (request.portions) {
		const { field, size } = request.portions;
		for (const portion of portions(call.parameters[field] as unknown[], size)) {
			await call.client.json(buildRequest(call.shown, { ...call.parameters, [field]: portion }, request));
		}
		yield result({});
		return;
	}
	const wire = buildRequest(call.shown, call.parameters, request);
	if (request.page) {
		for await (const elements of pages(call.client, wire, request.page)) {
			for (const element of elements) yield result(element);
		}
		return;
	}
	const answer = await call.client.json(wire);
	if (request.items === undefined) {
		yield result(answer);
		return;
	}
	for (const element of (valueAt(answer, request.items) ?? []) as unknown[]) yield result(element);
}

async function limited(results: AsyncIterable<Result>, limit: number): Promise<Result[]> {
	const taken: Result[] = [];
	for await (const result of results) {
		taken.push(result);
		if (taken.length >= limit) break;
	}
	return taken;
}

function toItems(operation: Operation, call: Call, results: Result[]): INodeExecutionData[] {
	const { context, item, facts } = call;
	const input = context.getInputData()[item];
	const simplified = context.getNodeParameter('simplify', item, true) !== false;
	const { cursor } = operation;
	const next = cursor && results.length >= call.limit ? results.at(-1)?.json[cursor.from] : null;
	return results.map(({ json, raw, binary }) => ({
		json: {
			...facts,
			...json,
			...(cursor && { [cursor.as]: next }),
			...(!simplified && raw !== undefined && { raw: raw as IDataObject }),
			...(operation.keepsInput && input.json),
		},
		...((binary ?? operation.keepsInput) && { binary: { ...(operation.keepsInput && input.binary), ...binary } }),
		pairedItem: { item },
	}));
}

function withoutStatus(answer: IDataObject): IDataObject {
	const { errcode: _errcode, errmsg: _errmsg, ...rest } = answer;
	return rest;
}

/** The input's fields stay, so that nothing is lost: the item can be mended and sent again. */
function failedItem(
	context: IExecuteFunctions,
	{ json, binary }: INodeExecutionData,
	item: number,
	{ message, description, facts }: Failure,
): INodeExecutionData {
	return {
		json: { ...json, error: message, ...facts },
		...(binary && { binary }),
		// n8n sends an item with an error to the error output, where the node has one.
		...(context.getNode().onError === 'continueErrorOutput' && {
			error: new NodeOperationError(context.getNode(), message, { description, itemIndex: item }),
		}),
		pairedItem: { item },
	};
}
