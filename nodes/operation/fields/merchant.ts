import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { Client } from '../../transport/client';
import { wechat } from '../../transport/wechat';
import type { Page, WireField } from '../operation';
import { pagedChoices } from './choices';

/** The merchants, up to 200 in a call; WeChat names no total. */
export const merchantPages = { items: 'list', offset: 'offset', count: 'count', size: 100 } satisfies Page;

/** A merchant that the Mini Program serves (子商户), by name; sent as the number that WeChat wants (wechat-api.md D, kfBusiness). */
export const merchant: WireField = {
	displayName: 'Merchant',
	name: 'business_id',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	sendAs: 'number',
	matches: { pattern: /^\d{1,15}$/, words: 'the number of a merchant' },
	description: 'For a Mini Program that serves several merchants (多商户客服): the merchant (子商户)',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchMerchants', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 1' },
	],
};

/** The chooser's entries, page by page: nickname and account name. */
export async function searchMerchants(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = new Client(this, wechat);
	const count = merchantPages.size;
	const read = async (offset: number) => {
		const { list } = await client.json({ method: 'POST', path: '/cgi-bin/business/list', body: { offset, count }, repeatable: true });
		const entries = ((list ?? []) as IDataObject[]).map(({ business_id, account_name, nickname }) => ({
			name: `${nickname} (${account_name})`,
			value: String(business_id),
		}));
		return { entries, total: entries.length < count ? 0 : Infinity };
	};
	return await pagedChoices(read, filter, paginationToken);
}
