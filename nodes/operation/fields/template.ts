import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { Client } from '../../transport/client';
import { readTemplates, type TemplateList } from '../../transport/templates';
import { wechat } from '../../transport/wechat';
import type { WireField } from '../operation';
import { matching } from './choices';

function chooser(searchListMethod: string, description: string): WireField {
	return {
		displayName: 'Template',
		name: 'template_id',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY' },
		],
	};
}

/** A template message of the account, by title (wechat-api.md C.2, "template"). */
export const messageTemplate = chooser(
	'searchTemplates',
	'Template (模板) of the account. Another one is added with Template Message: Add, or in the WeChat console.',
);

/** A template for subscription notices, which is another list (C.2, "subscribeNotice"). */
export const noticeTemplate = chooser(
	'searchNoticeTemplates',
	'Template (订阅通知模板) of the account. Another one is added with Subscription Notice: Add, or in the WeChat console.',
);

/** The choosers' entries: titles. */
export async function searchTemplates(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await titles(this, 'messages', filter);
}

export async function searchNoticeTemplates(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await titles(this, 'notices', filter);
}

async function titles(context: ILoadOptionsFunctions, list: TemplateList, filter?: string): Promise<INodeListSearchResult> {
	const templates = await readTemplates(new Client(context, wechat), list);
	return { results: matching(templates.map(({ id, title }) => ({ name: title || id, value: id })), filter) };
}
