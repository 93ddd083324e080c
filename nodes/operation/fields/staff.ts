import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { Client } from '../../transport/client';
import { wechat } from '../../transport/wechat';
import type { WireField } from '../operation';
import { matching } from './choices';

/** A customer-service account, by name (wechat-api.md C.1). */
export const staff: WireField = {
	displayName: 'Staff Account',
	name: 'kf_account',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Customer-service staff (客服人员) in whose name the message appears',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchStaff', searchable: true },
		},
		{ displayName: 'By Account', name: 'id', type: 'string', placeholder: 'e.g. anna@lotustea' },
	],
};

/** The chooser's entries: nickname and account. */
export async function searchStaff(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const answer = await new Client(this, wechat).json({
		method: 'GET',
		path: '/cgi-bin/customservice/getkflist',
	});
	return {
		results: matching(
			((answer.kf_list ?? []) as IDataObject[]).map(({ kf_account, kf_nick }) => ({
				name: `${kf_nick} (${kf_account})`,
				value: String(kf_account),
			})),
			filter,
		),
	};
}
