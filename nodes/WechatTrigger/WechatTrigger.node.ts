import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { eventOptions } from './events';
import { receivePush, verifyUrl } from '../webhook/wechat/push';

/** Messages and events that WeChat pushes to an Official Account or a Mini Program. */
export class WechatTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Trigger',
		name: 'wechatTrigger',
		icon: { light: 'file:../../icons/wechatTrigger.svg', dark: 'file:../../icons/wechatTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].includes("*") ? "everything" : $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when somebody writes, follows, scans or taps the menu in WeChat',
		defaults: { name: 'WeChat Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wechatApi', required: true }],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'webhook' },
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: '={{ $parameter["respond"] === "reply" ? "responseNode" : "onReceived" }}',
				responseData: '',
				path: 'webhook',
			},
		],
		properties: [
			{
				displayName:
					'Publish (activate) the workflow, then paste the Production URL above into WeChat, with the Callback Token of the credential and, unless the account is in plain mode, its Encoding AES Key: under Basic Configuration &gt; Server Configuration (基本配置 &gt; 服务器配置); of a test account under Interface Configuration (接口配置信息); of a Mini Program under Development Settings &gt; Message Push (开发设置 &gt; 消息推送). WeChat takes one URL per account. The Test URL serves one push after Execute Step.',
				name: 'setupNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: ['*'],
				options: eventOptions,
				description: 'What starts the workflow; everything else is answered without an execution',
			},
			{
				displayName: 'Respond',
				name: 'respond',
				type: 'options',
				default: 'immediately',
				options: [
					{
						name: 'Immediately',
						value: 'immediately',
						description: 'WeChat gets its answer at once; the workflow may write to the customer afterwards',
					},
					{
						name: 'With the Reply Operation',
						value: 'reply',
						description:
							'The operation Reply of the node WeChat Official Account answers within five seconds (被动回复); what comes later goes out as a customer service message',
					},
				],
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description: 'Whether to return a simplified version of the response instead of the raw data',
				hint: 'Off: the same columns, and the whole push under raw',
			},
		],
	};

	/** WeChat's URL is pasted by hand in its console: there is nothing to register. */
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
		setup: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return this.getWebhookName() === 'setup' ? await verifyUrl(this) : await receivePush(this);
	}
}
