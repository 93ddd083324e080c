import type { IDataObject } from 'n8n-workflow';
import { openid, openids } from '../../operation/fields/openids';
import { allTags, tag as tagChooser } from '../../operation/fields/tag';
import type { Call, Field, FieldKind, Operation, Resource, Result } from '../../operation/operation';

/** A tag's name: at most 30 bytes, which is ten Chinese characters (wechat-api.md C.5). */
const name: Field = {
	displayName: 'Name',
	name: 'name',
	at: 'tag.name',
	type: 'string',
	default: '',
	required: true,
	max: { bytes: 30 },
	placeholder: 'e.g. VIP',
	description: 'Name of the tag: at most 30 bytes, which is 10 Chinese characters',
};

const tagToChange: FieldKind = { ...tagChooser, at: 'tag.id' };

const flat = (tag: IDataObject): IDataObject => ({
	tag_id: String(tag.id),
	name: tag.name ?? null,
	followers: tag.count ?? null,
});

const chosen = ({ parameters }: Call): IDataObject => ({ tag_id: String(parameters.tagid) });

const members = (path: string): Pick<Operation, 'fields' | 'keepsInput' | 'reports' | 'request'> => ({
	keepsInput: true,
	fields: [tagChooser, openids],
	request: { method: 'POST', path, portions: { field: 'openid_list', size: 50 }, repeatable: true },
	reports: (call) => ({ ...chosen(call), openids: (call.parameters.openid_list as string[]).join(', ') }),
});

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tags',
	description: 'List the tags of the account or of one follower, with how many followers each has',
	fields: [
		{
			displayName: 'Which Tags',
			name: 'list',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'all',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Of a Follower', value: 'follower' },
			],
		},
		{ ...openid, displayOptions: { show: { list: ['follower'] } } },
	],
	run: async (call) => {
		const { list } = call.parameters;
		return (list === 'follower' ? await tagsOf(call) : await allTags(call)).map(
			(found): Result => ({ json: flat({ ...found }), raw: found }),
		);
	},
	endpoints: ['GET /cgi-bin/tags/get', 'POST /cgi-bin/tags/getidlist'],
	many: true,
	simplifies: true,
};

/** The follower's tags in WeChat's order. One that was made this moment may have no name yet. */
async function tagsOf(call: Call): Promise<IDataObject[]> {
	const { tagid_list: ids } = await call.client.json({
		method: 'POST',
		path: '/cgi-bin/tags/getidlist',
		body: { openid: call.parameters.openid as string },
		repeatable: true,
	});
	const own = (ids ?? []) as number[];
	const tags = own.length > 0 ? await allTags(call) : [];
	return own.map((id) => ({ ...(tags.find((one) => one.id === id) ?? { id }) }));
}

/** Tags 标签 (wechat-api.md C.5). */
export const tag: Resource = {
	value: 'tag',
	name: 'Tag',
	description: 'Tags of followers (标签)',
	operations: [
		getMany,
		{
			value: 'create',
			name: 'Create',
			action: 'Create a tag',
			description: 'Add a tag to the account, which may have 100',
			fields: [name],
			request: { method: 'POST', path: '/cgi-bin/tags/create' },
			simplify: (answer) => flat(answer.tag as IDataObject),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Rename a tag',
			description: 'Give a tag another name; its followers keep it',
			fields: [tagToChange, { ...name, displayName: 'New Name' }],
			request: { method: 'POST', path: '/cgi-bin/tags/update', repeatable: true },
			keepsInput: true,
			reports: (call) => ({ ...chosen(call), name: call.parameters.name as string }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete a tag',
			description: 'Delete a tag and take it from all its followers; not possible while more than 100,000 have it',
			fields: [tagToChange],
			request: { method: 'POST', path: '/cgi-bin/tags/delete' },
			irreversible: true,
			keepsInput: true,
			reports: (call) => ({ ...chosen(call), deleted: true }),
		},
		{
			...members('/cgi-bin/tags/members/batchtagging'),
			value: 'addToFollowers',
			name: 'Add to Followers',
			action: 'Add a tag to followers',
			description: 'Give a tag to one or many followers; each may have 20',
		},
		{
			...members('/cgi-bin/tags/members/batchuntagging'),
			value: 'removeFromFollowers',
			name: 'Remove From Followers',
			action: 'Remove a tag from followers',
			description: 'Take a tag from one or many followers',
		},
	],
};
