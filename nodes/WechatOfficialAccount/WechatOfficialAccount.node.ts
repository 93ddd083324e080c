import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { execute } from '../operation/execute';
import { searchImages, searchLibrary } from '../operation/fields/media';
import { searchStaff } from '../operation/fields/staff';
import { searchTags } from '../operation/fields/tag';
import { properties } from '../operation/properties';
import { wechat } from '../transport/wechat';
import { resources } from './resources';

/** Followers, tags, media and replies of a WeChat Official Account. */
export class WechatOfficialAccount implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Official Account',
		name: 'wechatOfficialAccount',
		icon: { light: 'file:../../icons/wechat.svg', dark: 'file:../../icons/wechat.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Followers, tags, media and replies of a WeChat Official Account',
		defaults: { name: 'WeChat Official Account' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'wechatApi', required: true }],
		properties: properties(resources),
	};

	methods = { listSearch: { searchImages, searchLibrary, searchStaff, searchTags } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, wechat, resources);
	}
}
