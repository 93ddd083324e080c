import type { INodeProperties } from 'n8n-workflow';
import { InvalidInput, type Call, type Operation } from '../operation';

/**
 * The user's word that an AI agent may do what cannot be taken back. The model cannot set it:
 * it takes no expression (design.md §1, "Intent").
 */
export const intent: INodeProperties = {
	displayName: 'Allow the Agent to Do This',
	name: 'intended',
	type: 'boolean',
	default: false,
	noDataExpression: true,
	displayOptions: { show: { '@tool': [true] } },
	description: 'Whether the AI agent may carry out this operation, which cannot be taken back',
};

/** @throws InvalidInput when an agent runs such an operation without the user's permission */
export function requireIntent(operation: Operation, call: Call): void {
	if (!call.asTool || !isIrreversible(operation, call)) return;
	if (call.context.getNodeParameter(intent.name, call.item, false) === true) return;
	throw new InvalidInput(
		`The agent may not do this: ${operation.action.toLowerCase()}`,
		`It cannot be taken back. Switch on “${intent.displayName}” in the tool if it is meant`,
	);
}

function isIrreversible({ irreversible }: Operation, { context, item }: Call): boolean {
	if (typeof irreversible !== 'object') return irreversible === true;
	return Object.entries(irreversible).every(([name, values]) => values.includes(String(context.getNodeParameter(name, item, ''))));
}
