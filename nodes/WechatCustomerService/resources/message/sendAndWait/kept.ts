import type { IDataObject, IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { Asked } from './asked';

/** Keeps the question with the execution: n8n stores a node's context in its database while it waits. */
export function keep(context: IExecuteFunctions, asked: Asked): void {
	context.getContext('node').asked = asked as never;
}

/** The question that the execution waits with. A webhook reaches a node's context by an expression only. */
export function kept(context: IWebhookFunctions): Asked | undefined {
	// Braces would end the expression.
	const name = JSON.stringify(context.getNode().name).replace(/[{}]/g, (brace) => `\\u00${brace.charCodeAt(0).toString(16)}`);
	return context.evaluateExpression(`{{ $node[${name}].context["asked"] }}`) as unknown as Asked | undefined;
}

/** What came into the waiting node: what goes on with the answer. */
export function inputOf(context: IWebhookFunctions): Pick<INodeExecutionData, 'json' | 'binary'> {
	const { json, binary } = (context.evaluateExpression('{{ $input.item }}') ?? {}) as { json?: IDataObject; binary?: INodeExecutionData['binary'] };
	return { json: { ...json }, ...(binary && Object.keys(binary).length > 0 && { binary }) };
}
