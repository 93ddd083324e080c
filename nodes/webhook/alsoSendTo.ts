import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import type { Receiver } from './passOn';

export const alsoSendTo: INodeProperties = {
	displayName: 'Also Send To',
	name: 'alsoSendTo',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add URL',
	default: {},
	description:
		'WeChat takes one URL. Others get the same request from here, verified but whatever the filters say: the Production URL of another workflow with this trigger, or a service that you had before. They delay nothing, and their answers are ignored.',
	options: [
		{
			displayName: 'URL',
			name: 'receiver',
			values: [
				{
					displayName: 'URL',
					name: 'url',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. https://n8n.example.com/webhook/…/webhook',
				},
				{
					displayName: 'Tries',
					name: 'tries',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 10 },
					default: 3,
					description: 'How often it is tried in all when it does not answer, with longer and longer pauses, for five minutes at most',
				},
			],
		},
	],
};

/** The receivers that the user entered under the trigger's Additional Fields. */
export function receiversIn(context: IWebhookFunctions): Receiver[] {
	const entered = context.getNodeParameter('additionalFields.alsoSendTo.receiver', []) as Array<Partial<Receiver>>;
	return entered
		.map(({ url, tries }) => ({ url: String(url ?? '').trim(), tries: Number(tries) || 1 }))
		.filter(({ url }) => url !== '');
}
