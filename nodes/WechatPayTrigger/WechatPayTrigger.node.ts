import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { lastPushes, searchLastPushes } from '../webhook/lastPushes';
import { unreadBody } from '../webhook/request';
import { filters } from '../webhook/pay/filters';
import { receiveNotification } from '../webhook/pay/receive';
import { isRegistered, register, unregister } from '../webhook/pay/register';
import { eventOptions } from './events';
import { additionalFields } from './additionalFields';

/** Payments, refunds, complaints and whatever else WeChat Pay reports. */
export class WechatPayTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Pay Trigger',
		name: 'wechatPayTrigger',
		icon: { light: 'file:../../icons/wechatPayTrigger.svg', dark: 'file:../../icons/wechatPayTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].includes("*") ? "everything" : $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a customer has paid, a refund is through, a complaint comes in …',
		defaults: { name: 'WeChat Pay Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wechatPayApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'webhook' }],
		properties: [
			{
				displayName:
					'Publish (activate) the workflow, then paste the Production URL above into the credential, as Notify URL: orders and refunds made by n8n are reported there. The Test URL is another one, and takes one notification after Execute Step.',
				name: 'setupNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName:
					'Orders of a shop system (Youzan, Weimob …) are reported to the shop. To hear of them, enter the Production URL there, and the shop\'s own address under Additional Fields &gt; Shop First. The old XML interface (API v2) needs the APIv2 Key in the credential. Complaints, coupons and the like: Additional Fields &gt; Register URL For.',
				name: 'shopNotice',
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
			filters,
			additionalFields,
			lastPushes,
			unreadBody,
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

	methods = { listSearch: { searchLastPushes: searchLastPushes('wechatPayApi') } };

	/** An order names its URL itself; complaints, coupons and the like have one for the whole merchant. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveNotification(this);
	}
}
