import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { execute } from '../operation/execute';
import { searchArticles } from '../operation/fields/article';
import { searchImages, searchLibrary } from '../operation/fields/media';
import { searchMerchants } from '../operation/fields/merchant';
import { searchStaff, searchStaffPeople } from '../operation/fields/staff';
import { searchNoticeTemplates, searchTemplates } from '../operation/fields/template';
import { templateForm } from '../operation/fields/templateForm';
import { properties } from '../operation/properties';
import { wechat } from '../transport/wechat';
import { resources } from './resources';
import { NOTICE_TEMPLATE } from './resources/message/reach/fields';
import { receiveAnswer } from './resources/message/sendAndWait/receive';

/** Messages to customers of a WeChat Official Account or Mini Program, and the staff who serve them. */
export class WechatCustomerService implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Customer Service',
		name: 'wechatCustomerService',
		icon: { light: 'file:../../icons/wechatCustomerService.svg', dark: 'file:../../icons/wechatCustomerService.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Messages to customers of a WeChat Official Account or Mini Program, and the staff who serve them',
		defaults: { name: 'WeChat Customer Service' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'wechatApi', required: true }],
		// Of a question that waits for its answer (Message: Send and Wait for Response), as n8n's own nodes have them.
		webhooks: [
			{ name: 'default', httpMethod: 'GET', responseMode: 'onReceived', responseData: '', path: '={{ $nodeId }}', restartWebhook: true, isFullPath: true },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: '={{ $nodeId }}', restartWebhook: true, isFullPath: true },
		],
		waitingNodeTooltip: '={{ $parameter["operation"] === "sendAndWait" ? "Execution will continue after the answer" : "" }}',
		properties: properties(resources),
	};

	methods = {
		listSearch: {
			searchArticles,
			searchImages,
			searchLibrary,
			searchMerchants,
			searchNoticeTemplates,
			searchStaff,
			searchStaffPeople,
			searchTemplates,
		},
		resourceMapping: { getNoticeFields: templateForm('notices', NOTICE_TEMPLATE), getTemplateFields: templateForm('messages') },
	};

	/** n8n makes the URL of a waiting execution by itself. */
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveAnswer(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, wechat, resources);
	}
}
