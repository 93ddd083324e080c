import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { Client } from '../../transport/client';
import { wechat } from '../../transport/wechat';
import type { FieldKind, Page, WireField } from '../operation';
import { matching } from './choices';
import { explains } from './refusals';

/** The merchants, up to 200 in a call; WeChat names no total. */
export const merchantPages = { items: 'list', offset: 'offset', count: 'count', size: 100 } satisfies Page;

/** WeChat's codes for merchants (pages registerbusiness, updatebusiness and getbusiness). */
const HINTS: Record<number, string> = {
	45070: 'A merchant with this account name exists already: each name can be used once. Choose another, or find the merchant with Get.',
	45071: 'WeChat does not know this merchant. Choose it from the list.',
	45077: 'The Mini Program has reached the number of merchants that WeChat allows.',
	45078: 'The nickname is not accepted: 4 to 30 Chinese characters, letters or digits, a Chinese character counting as 2.',
	45079: 'The nickname has words that WeChat does not allow. Choose another.',
	45091: 'The account name is not accepted: 6 to 30 letters, digits or underscores.',
};

/** What WeChat says against a merchant, in plain words. */
export const merchantRefusals: FieldKind = explains((errcode) => HINTS[errcode]);

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
	paginationToken = '0',
): Promise<INodeListSearchResult> {
	const offset = Number(paginationToken);
	const count = merchantPages.size;
	const answer = await new Client(this, wechat).json({
		method: 'POST',
		path: '/cgi-bin/business/list',
		body: { offset, count },
		repeatable: true,
	});
	const merchants = (answer.list ?? []) as IDataObject[];
	return {
		results: matching(
			merchants.map(({ business_id, account_name, nickname }) => ({
				name: `${nickname} (${account_name})`,
				value: String(business_id),
			})),
			filter,
		),
		paginationToken: merchants.length < count ? undefined : String(offset + count),
	};
}
