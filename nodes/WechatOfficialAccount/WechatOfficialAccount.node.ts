import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { execute } from '../operation/execute';
import { searchArticles } from '../operation/fields/article';
import { searchDrafts } from '../operation/fields/draft';
import { searchImages, searchLibrary } from '../operation/fields/media';
import { getNoticeKeywords, searchNoticeCategories, searchNoticeLibrary } from '../operation/fields/noticeLibrary';
import { searchStaff } from '../operation/fields/staff';
import { searchTags } from '../operation/fields/tag';
import { searchNoticeTemplates, searchTemplates } from '../operation/fields/template';
import { templateForm } from '../operation/fields/templateForm';
import { properties } from '../operation/properties';
import { wechat } from '../transport/wechat';
import { resources } from './resources';
import { searchComments } from './resources/comment/fields';
import { searchMenus } from './resources/menu/audience';
import { searchApis } from './resources/account/apis';

/** Articles, messages, followers, menus and reports of a WeChat Official Account. */
export class WechatOfficialAccount implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Official Account',
		name: 'wechatOfficialAccount',
		icon: { light: 'file:../../icons/wechat.svg', dark: 'file:../../icons/wechat.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Articles, messages, followers, menus and reports of a WeChat Official Account',
		defaults: { name: 'WeChat Official Account' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'wechatApi', required: true }],
		properties: properties(resources),
	};

	methods = {
		listSearch: {
			searchApis,
			searchArticles,
			searchComments,
			searchDrafts,
			searchImages,
			searchLibrary,
			searchMenus,
			searchNoticeCategories,
			searchNoticeLibrary,
			searchNoticeTemplates,
			searchStaff,
			searchTags,
			searchTemplates,
		},
		loadOptions: { getNoticeKeywords },
		resourceMapping: { getNoticeFields: templateForm('notices'), getTemplateFields: templateForm('messages') },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, wechat, resources);
	}
}
