import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { receiveNotification } from '../webhook/pay/receive';
import { eventOptions } from './events';

/** Payments and refunds, as WeChat Pay reports them. */
export class WechatPayTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Pay Trigger',
		name: 'wechatPayTrigger',
		icon: { light: 'file:../../icons/wechatPayTrigger.svg', dark: 'file:../../icons/wechatPayTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].includes("*") ? "everything" : $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a customer has paid or a refund is through',
		defaults: { name: 'WeChat Pay Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wechatPayApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'webhook' }],
		properties: [
			{
				displayName:
					'Publish (activate) the workflow, then paste the Production URL above into the credential, as Notify URL: orders and refunds made by n8n are reported there. A shop system (Youzan, Weimob …) gives its own address to its orders, and WeChat Pay reports them to nobody else.',
				name: 'setupNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: ['TRANSACTION.SUCCESS'],
				options: eventOptions,
				description: 'What starts the workflow; everything else is acknowledged without an execution',
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description: 'Whether to return a simplified version of the response instead of the raw data',
				hint: 'Off: the same columns, and all that WeChat Pay says under raw',
			},
		],
	};

	/** The URL goes into each order: there is nothing to register. */
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveNotification(this);
	}
}
