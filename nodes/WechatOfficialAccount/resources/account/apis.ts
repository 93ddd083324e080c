import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { matching } from '../../../operation/fields/choices';
import type { WireField } from '../../../operation/operation';
import { byName } from '../../../operation/properties';

/** What marketers run out of, in their words. */
export const apis: Record<string, string> = {
	'/cgi-bin/message/custom/send': 'Customer Service Messages',
	'/cgi-bin/message/template/send': 'Template Messages',
	'/cgi-bin/message/subscribe/bizsend': 'Subscription Notices',
	'/cgi-bin/message/mass/send': 'Broadcasts to OpenIDs',
	'/cgi-bin/message/mass/sendall': 'Broadcasts to Everyone or a Tag',
	'/cgi-bin/draft/add': 'Articles: Create a Draft',
	'/cgi-bin/freepublish/submit': 'Articles: Publish',
	'/cgi-bin/user/get': 'Followers: List',
	'/cgi-bin/user/info': 'Followers: Read One',
	'/cgi-bin/user/info/batchget': 'Followers: Read 100 at a Time',
	'/cgi-bin/user/info/updateremark': 'Followers: Update Remark',
	'/cgi-bin/tags/members/batchtagging': 'Tags: Add to Followers',
	'/cgi-bin/media/upload': 'Media: Upload Temporary File',
	'/cgi-bin/material/add_material': 'Media: Upload to Library',
	'/cgi-bin/menu/create': 'Menu: Publish',
	'/cgi-bin/qrcode/create': 'QR Codes: Create',
	'/cgi-bin/comment/list': 'Comments: List',
	'/datacube/getusersummary': 'Reports: New and Lost Followers',
};

/** One of WeChat's functions, by what it does or by its path (wechat-api.md A, "quota"). */
export const api: WireField = {
	displayName: 'Function',
	name: 'cgi_path',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	matches: { pattern: /^\/[\w/-]+$/, words: 'a path that begins with “/”, such as /cgi-bin/message/custom/send' },
	description: 'The function (接口) whose calls are counted; each has a quota of its own',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchApis', searchable: true },
		},
		{ displayName: 'By Path', name: 'path', type: 'string', placeholder: 'e.g. /cgi-bin/message/custom/send' },
	],
};

/** The chooser's entries, by name. */
export async function searchApis(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const entries = Object.entries(apis).map(([value, name]) => ({ name, value }));
	return { results: matching(byName(entries), filter) };
}
