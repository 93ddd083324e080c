import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { WireField } from '../operation';
import { articleChoices } from './articleChoices';

/** A draft, by title; its methods are `searchDrafts` (wechat-api.md C.3). */
export const draft: WireField = {
	displayName: 'Draft',
	name: 'media_id',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Draft (草稿) of the account: one article, or several that belong together',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchDrafts', searchable: true },
		},
		{ displayName: 'By Media ID', name: 'id', type: 'string', placeholder: 'e.g. {{ $json.media_id }}' },
	],
};

/** The chooser's entries: titles of the drafts. */
export async function searchDrafts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await articleChoices(this, { path: '/cgi-bin/draft/batchget', id: 'media_id' }, filter, paginationToken);
}
