import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { WireField } from '../operation';
import { articleChoices } from './articleChoices';

/** A published article, by title; its methods are `searchArticles` (wechat-api.md C.3). */
export const article: WireField = {
	displayName: 'Article',
	name: 'article_id',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Published article (已发布) of the account, or several that were published together',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchArticles', searchable: true },
		},
		{ displayName: 'By Article ID', name: 'id', type: 'string', placeholder: 'e.g. {{ $json.article_id }}' },
	],
};

/** The chooser's entries: titles of the published articles. */
export async function searchArticles(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await articleChoices(this, { path: '/cgi-bin/freepublish/batchget', id: 'article_id' }, filter, paginationToken);
}
