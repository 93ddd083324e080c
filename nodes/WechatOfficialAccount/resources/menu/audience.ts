import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { matching } from '../../../operation/fields/choices';
import { tag } from '../../../operation/fields/tag';
import type { Field, FieldKind, WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { forEditor } from '../../../operation/properties';
import { Client } from '../../../transport/client';
import { readTags, type Tag } from '../../../transport/tags';
import { wechat } from '../../../transport/wechat';
import { placed, readMenus, type Menu } from './read';

/** `client_platform_type` (wechat-api.md C.4). */
const PHONES: Record<string, string> = { 1: 'iPhone', 2: 'Android', 3: 'other phones' };

/** Who sees a menu: the rule is sent as `matchrule`. */
export const audience: Field[] = [
	{
		displayName: 'Who Sees It',
		name: 'audience',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'everyone',
		options: [
			{ name: 'Everyone', value: 'everyone' },
			{ name: 'Followers With a Kind of Phone', value: 'phone', description: 'A menu of their own (个性化菜单), beside the one for everyone' },
			{ name: 'Followers With a Tag', value: 'tag', description: 'A menu of their own (个性化菜单); of a follower with several tags, the one that was given last counts' },
			{ name: 'Followers With a Tag and a Kind of Phone', value: 'tagAndPhone', description: 'A menu of their own (个性化菜单), if both fit' },
		],
		description: 'A menu for some needs one for everyone first. Among several, the newest that fits is shown. Gender, region and language are no longer possible.',
	},
	{ ...tag, at: 'matchrule.tag_id', displayOptions: { show: { audience: ['tag', 'tagAndPhone'] } } },
	{
		displayName: 'Phone',
		name: 'client_platform_type',
		at: 'matchrule.client_platform_type',
		type: 'options',
		default: 1,
		displayOptions: { show: { audience: ['phone', 'tagAndPhone'] } },
		options: [
			{ name: 'Android', value: 2 },
			{ name: 'iPhone', value: 1 },
			{ name: 'Other', value: 3 },
		],
	},
];

/** A rule in columns: `tag_id` comes back under its old name, group_id. */
export function audienceOf(rule: IDataObject | undefined, tags: Tag[]): IDataObject {
	const { tag_id, group_id, client_platform_type } = rule ?? {};
	const id = tag_id ?? group_id ?? null;
	const name = tags.find((one) => String(one.id) === String(id))?.name ?? null;
	const phone = PHONES[String(client_platform_type)] ?? null;
	const words = [id !== null && `tag ${name ?? String(id)}`, phone].filter(Boolean).join(', ');
	return { audience: rule ? words || 'some' : 'everyone', tag_id: id === null ? null : String(id), tag: name, phone };
}

const chooser: WireField = {
	displayName: 'Menu',
	name: 'menuid',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	matches: { pattern: /^\d+$/, words: 'a menu ID, which is a number' },
	description: 'Menu that only some followers see (个性化菜单)',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchMenus', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 208379533' },
	],
};

/** A menu for some followers, from the list or by ID; sent as the number that WeChat wants. */
export const conditionalMenu: FieldKind = {
	name: 'menuid',
	displayOptions: { show: { which: ['one'] } },
	properties: [forEditor(chooser)],
	read: async (call) => Number(readProperty(chooser, call)),
};

/** The chooser's entries: who sees it, and what its buttons are called. */
export async function searchMenus(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const client = new Client(this, wechat);
	const menus = (await readMenus(client)).filter(({ matchrule }) => matchrule);
	const tags = menus.length > 0 ? await readTags(client) : [];
	return { results: matching(menus.map((menu) => ({ name: nameOf(menu, tags), value: String(menu.menuid) })), filter) };
}

function nameOf({ matchrule, button = [] }: Menu, tags: Tag[]): string {
	const names = placed(button).filter(({ position }) => position === null).map((one) => one.button.name);
	return `For ${String(audienceOf(matchrule, tags).audience)}: ${names.join(', ')}`;
}
