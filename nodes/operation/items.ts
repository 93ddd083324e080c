import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Failure } from './failure';
import type { Call, Operation, Result } from './operation';

/** What the next node gets (design.md §1): flat, the same keys each time, paired with the input item. */
export function toItems(operation: Operation, call: Call, results: Result[]): INodeExecutionData[] {
	const { context, item, facts } = call;
	const input = operation.keepsInput ? context.getInputData()[item] : undefined;
	const simplified = context.getNodeParameter('simplify', item, true) !== false;
	const { cursor } = operation;
	const next = cursor && results.length >= call.limit ? results.at(-1)?.json[cursor.from] : null;
	return results.map(({ json, raw, binary }) => {
		const files = { ...input?.binary, ...binary };
		return {
			json: {
				...facts,
				...json,
				...(cursor && { [cursor.as]: next }),
				...(!simplified && raw !== undefined && { raw: raw as IDataObject }),
				...input?.json,
			},
			...(Object.keys(files).length > 0 && { binary: files }),
			pairedItem: { item },
		};
	});
}

/** An item that failed under *Continue On Fail*. The input's fields stay: it can be mended and sent again. */
export function failedItem(
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
