import type { IWebhookFunctions } from 'n8n-workflow';

/** Whether the trigger's parameter *Events* has this one, or everything. */
export function isWanted(context: IWebhookFunctions, event: string): boolean {
	const events = context.getNodeParameter('events') as string[];
	return events.includes('*') || events.includes(event);
}
