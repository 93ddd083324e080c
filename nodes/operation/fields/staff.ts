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

/** The person behind a customer-service account, by name; sent as the openid that WeChat wants. */
export const staffPerson: WireField = {
	displayName: 'Staff',
	name: 'kf_openid',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Customer-service staff (客服人员) with a WeChat user',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchStaffPeople', searchable: true },
		},
		{ displayName: 'By OpenID', name: 'id', type: 'string', placeholder: 'e.g. {{ $json.kf_openid }}' },
	],
};

/** The chooser's entries: nickname and account. In a Mini Program staff may be without an account. */
export async function searchStaff(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await choicesBy('kf_account', this, filter);
}

/** The same for those whose openid WeChat tells. */
export async function searchStaffPeople(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await choicesBy('kf_openid', this, filter);
}

async function choicesBy(
	key: 'kf_account' | 'kf_openid',
	context: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const answer = await new Client(context, wechat).json({
		method: 'GET',
		path: '/cgi-bin/customservice/getkflist',
		query: { business_id: chosenMerchant(context) },
	});
	return {
		results: matching(
			((answer.kf_list ?? []) as IDataObject[])
				.filter((one) => one[key])
				.map((one) => ({
					name: one.kf_account ? `${one.kf_nick} (${one.kf_account})` : String(one.kf_nick),
					value: String(one[key]),
				})),
			filter,
		),
	};
}

/** The merchant whose staff it is, where one is chosen in the same node. */
function chosenMerchant(context: ILoadOptionsFunctions): string | undefined {
	const { options, additionalFields } = context.getCurrentNodeParameters() ?? {};
	const { business_id, businessid } = { ...(additionalFields as IDataObject), ...(options as IDataObject) };
	const { value } = (business_id ?? businessid ?? {}) as { value?: unknown };
	return /^\d+$/.test(String(value)) ? String(value) : undefined;
}
