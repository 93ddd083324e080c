import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { Client } from '../../transport/client';
import { NOTICE_LIBRARY, TITLES_PAGE } from '../../transport/noticeLibrary';
import { wechat } from '../../transport/wechat';
import { InvalidInput, type FieldKind, type WireField } from '../operation';
import { readProperty } from '../parameters';
import { matching, pagedChoices } from './choices';

/** A template of WeChat's library, by title (wechat-api.md C.2). */
export const libraryTemplate: WireField = {
	displayName: 'Library Template',
	name: 'tid',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: "Template of WeChat's library (公共模板库), from the categories of the account",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchNoticeLibrary', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 99' },
	],
};

/** Empty: all categories of the account. */
export const noticeCategory: WireField = {
	displayName: 'Category',
	name: 'ids',
	at: false,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	displayOptions: { show: { list: ['templates'] } },
	description: 'Category (服务类目) of the account. Leave empty for all of them.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchNoticeCategories', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 616' },
	],
};

const keywordChooser: INodeProperties = {
	displayName: 'Keyword Names or IDs',
	name: 'kidList',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getNoticeKeywords', loadOptionsDependsOn: ['tid.value'] },
	default: [],
	required: true,
	description:
		'2 to 5 keywords (关键词), in the order in which the notice shows them. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** Keywords of the chosen library template; sent as the numbers that WeChat wants. */
export const keywords: FieldKind = {
	name: 'kidList',
	properties: [keywordChooser],
	async read(call) {
		const chosen = readProperty({ ...keywordChooser, list: true }, call) as string[];
		if (chosen.length < 2 || chosen.length > 5 || !chosen.every((id) => /^\d+$/.test(id))) {
			throw new InvalidInput(`“${keywordChooser.displayName}” must be 2 to 5 numbers, but it is “${chosen.join(', ')}”`, 'Choose 2 to 5 keywords from the list');
		}
		return chosen.map(Number);
	},
};

async function categoriesOf(client: Client): Promise<INodeListSearchItems[]> {
	const { data } = await client.json(NOTICE_LIBRARY.categories);
	return ((data ?? []) as IDataObject[]).map(({ id, name }) => ({ name: String(name), value: String(id) }));
}

/** The chooser's entries: the account's categories. */
export async function searchNoticeCategories(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return { results: matching(await categoriesOf(new Client(this, wechat)), filter) };
}

/** The chooser's entries: titles of the library, page by page. */
export async function searchNoticeLibrary(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = new Client(this, wechat);
	const ids = (await categoriesOf(client)).map(({ value }) => value).join(',');
	if (ids === '') return { results: [] };
	const read = async (start: number) => {
		const { data, count: total } = await client.json({ ...NOTICE_LIBRARY.titles, query: { ids, start, limit: TITLES_PAGE.size } });
		const entries = ((data ?? []) as IDataObject[]).map(({ tid, title }) => ({ name: `${title} (${tid})`, value: String(tid) }));
		return { entries, total };
	};
	return await pagedChoices(read, filter, paginationToken);
}

/** The chooser's entries: keywords of the chosen template, each with an example. */
export async function getNoticeKeywords(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const tid = String(this.getCurrentNodeParameter('tid', { extractValue: true }) ?? '');
	if (tid === '') return [];
	const { data } = await new Client(this, wechat).json({ ...NOTICE_LIBRARY.keywords, query: { tid } });
	return ((data ?? []) as IDataObject[]).map(({ kid, name, example, rule }) => ({
		name: example ? `${name} (${example})` : String(name),
		value: String(kid),
		description: rule ? String(rule) : undefined,
	}));
}
