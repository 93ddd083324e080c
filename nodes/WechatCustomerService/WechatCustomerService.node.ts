import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { execute } from '../operation/execute';
import { searchArticles } from '../operation/fields/article';
import { searchImages, searchLibrary } from '../operation/fields/media';
import { searchMerchants } from '../operation/fields/merchant';
import { searchStaff, searchStaffPeople } from '../operation/fields/staff';
import { properties } from '../operation/properties';
import { wechat } from '../transport/wechat';
import { resources } from './resources';

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
		properties: properties(resources),
	};

	methods = { listSearch: { searchArticles, searchImages, searchLibrary, searchMerchants, searchStaff, searchStaffPeople } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, wechat, resources);
	}
}
