import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Failure } from './failure';
import type { Call, Operation, Result } from './operation';

/**
 * What the next node gets (design.md §1): flat, the same keys each time, paired with the input item.
 * What WeChat answered stands before the input's fields; our own facts about it, and what is unknown, yield to them.
 */
export function toItems(operation: Operation, call: Call, results: Result[]): INodeExecutionData[] {
	const { context, item, facts } = call;
	// An agent's tool has the trigger's item as its input, which may be about somebody else.
	const inputs = operation.keepsInput && !call.asTool ? context.getInputData() : undefined;
	const simplified = context.getNodeParameter('simplify', item, true) !== false;
	// What is long enough for a cursor may have a million elements: they are not copied.
	const isAsItIs = operation.cursor !== undefined && Object.keys(facts).length === 0;
	return results.map(({ json, raw, binary, item: origin = item, facts: its, whole }) => {
		const input = inputs?.[origin];
		const files = { ...input?.binary, ...binary };
		const own: IDataObject = input ? { ...facts, ...its, ...json, ...input.json, ...(whole ? json : known(json)) } : isAsItIs ? json : { ...facts, ...its, ...json };
		if (operation.cursor) own[operation.cursor] = call.next ?? null;
		if (!simplified && raw !== undefined) own.raw = raw as IDataObject;
		return {
			json: own,
			...(Object.keys(files).length > 0 && { binary: files }),
			pairedItem: { item: origin },
		};
	});
}

function known(json: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null && value !== undefined));
}

/** An item that failed under *Continue On Fail*. The input's fields stay: it can be mended and sent again. */
export function failedItem(
	context: IExecuteFunctions,
	{ json, binary }: INodeExecutionData,
	item: number,
	{ message, description, facts }: Failure,
	operation?: Operation,
): INodeExecutionData {
	const failed: INodeExecutionData = {
		json: { ...json, ...operation?.whenFailed, error: message, ...facts },
		...(binary && { binary }),
		pairedItem: { item },
	};
	if (context.getNode().onError !== 'continueErrorOutput') return failed;
	// n8n sends an item with an error to the error output, and then replaces its fields by the message,
	// unless the copy that it makes on the way has lost the error.
	const error = new NodeOperationError(context.getNode(), message, { description, itemIndex: item });
	return Object.defineProperty(failed, 'error', { value: error, enumerable: false, writable: true, configurable: true });
}
