import type { ILoadOptionsFunctions, INodeListSearchResult, INodeParameterResourceLocator } from 'n8n-workflow';
import { Client } from '../../transport/client';
import { readTags, type Tag } from '../../transport/tags';
import { wechat } from '../../transport/wechat';
import { InvalidInput, type Call, type FieldKind, type WireField } from '../operation';
import { readProperty } from '../parameters';
import { matching } from './choices';

/** The account's tags, read once per execution (wechat-api.md C.5). */
export async function allTags(call: Call): Promise<Tag[]> {
	return await call.once('tags', async () => await readTags(call.client));
}

const chooser: WireField = {
	displayName: 'Tag',
	name: 'tagid',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Tag (标签) of the account',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchTags', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. VIP' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 100' },
	],
};

/** A tag by name, from the account's list or by ID; sent as the number that WeChat wants. */
export const tag: FieldKind = {
	name: 'tagid',
	properties: [chooser],
	endpoints: ['GET /cgi-bin/tags/get'],
	async read(call) {
		const { mode } = call.context.getNodeParameter('tagid', call.item) as INodeParameterResourceLocator;
		const entered = String(readProperty(chooser, call)).trim();
		if (mode !== 'name' && /^\d+$/.test(entered)) return Number(entered);
		const found = (await allTags(call)).find(({ name }) => name === entered);
		if (found) return found.id;
		throw new InvalidInput(`There is no tag “${entered}”`, 'Create it first, or choose one from the list');
	},
};

/** The chooser's entries: names, with the number of followers. */
export async function searchTags(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const tags = await readTags(new Client(this, wechat));
	return {
		results: matching(
			tags.map(({ id, name, count }) => ({ name: `${name} (${count})`, value: String(id) })),
			filter,
		),
	};
}
