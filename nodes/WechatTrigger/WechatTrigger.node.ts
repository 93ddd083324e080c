import {
	NodeOperationError,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { activationIn } from '../webhook/activation';
import { searchLastPushes } from '../webhook/lastPushes';
import { demandPublicUrl } from '../webhook/publicUrl';
import { receivePush, verifyUrl } from '../webhook/wechat/push';
import { whyRulesAreWrong, type Rules } from '../webhook/wechat/rules';
import { configuredOutputs } from './outputs';
import { properties } from './properties';

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
		outputs: configuredOutputs,
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
		properties,
	};

	methods = { listSearch: { searchLastPushes: searchLastPushes('wechatApi') } };

	/** WeChat's URL is pasted by hand in its console: there is nothing to register, but something to check before. */
	webhookMethods = {
		default: {
			// Otherwise n8n would not come to `create`.
			checkExists: async () => false,
			async create(this: IHookFunctions): Promise<boolean> {
				demandPublicUrl(this, 'wechat');
				if (activationIn(this) === 'by n8n itself') return true;
				const wrong = whyRulesAreWrong(this.getNodeParameter('rules', null) as Rules | null);
				if (wrong) throw new NodeOperationError(this.getNode(), wrong);
				return true;
			},
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
