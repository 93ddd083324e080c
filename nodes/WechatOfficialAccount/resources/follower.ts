import type { IDataObject } from 'n8n-workflow';
import { openid, openids } from '../../operation/fields/openids';
import { allTags, tag } from '../../operation/fields/tag';
import type { Call, Operation, Page, Resource, Result } from '../../operation/operation';
import { pages } from '../../operation/pages';
import { portions } from '../../operation/portions';
import type { WireRequest } from '../../transport/request';
import { tagNames } from '../../transport/tags';
import { followerItem } from '../../protocol/followerItem';

/** How many profiles WeChat gives in one call. */
const PROFILES = 100;

/** The lists of people that the account has, and how their pages are asked for. */
const lists: Record<string, { request: WireRequest; page: Page }> = {
	all: {
		request: { method: 'GET', path: '/cgi-bin/user/get' },
		page: { items: 'data.openid', cursor: 'next_openid', next: 'next_openid' },
	},
	tag: {
		request: { method: 'POST', path: '/cgi-bin/user/tag/get', repeatable: true },
		page: { items: 'data.openid', cursor: 'next_openid', next: 'next_openid' },
	},
	blocked: {
		request: { method: 'POST', path: '/cgi-bin/tags/members/getblacklist', repeatable: true },
		page: { items: 'data.openid', cursor: 'begin_openid', next: 'next_openid' },
	},
};

const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a follower',
	description:
		'Where a follower came from, tags, remark and unionid. WeChat gives no nickname or picture since 2021-12-27.',
	fields: [openid],
	simplifies: true,
	run: async (call) => {
		const profile = await call.client.json({
			method: 'GET',
			path: '/cgi-bin/user/info',
			query: { openid: call.parameters.openid as string },
		});
		return [await asItem(profile, call)];
	},
	endpoints: ['GET /cgi-bin/user/info', 'GET /cgi-bin/tags/get'],
};

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many followers',
	description:
		'List followers with where they came from, tags, remark and unionid. WeChat gives no nickname or picture since 2021-12-27.',
	many: true,
	simplifies: true,
	cursor: { from: 'openid', as: 'next_openid' },
	fields: [
		{
			displayName: 'Which Followers',
			name: 'list',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'all',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Blocked', value: 'blocked', description: 'Whom the account has blocked (黑名单)' },
				{ name: 'With a Tag', value: 'tag' },
			],
		},
		{ ...tag, displayOptions: { show: { list: ['tag'] } } },
		{
			displayName: 'Add Profiles',
			name: 'profiles',
			at: false,
			type: 'boolean',
			default: true,
			description:
				'Whether to look up source, tags, remark and unionid of each follower, 100 in a call. Off: openids only, 10,000 in a call.',
		},
		{
			displayName: 'Start After OpenID',
			name: 'next_openid',
			at: false,
			type: 'string',
			default: '',
			description:
				'To go on where an earlier run stopped: the next_openid of its items. Leave empty to begin at the beginning. With a Limit of 10,000 and this, each run of the workflow takes the next 10,000.',
		},
	],
	run: everyone,
	endpoints: [
		'GET /cgi-bin/user/get',
		'POST /cgi-bin/user/tag/get',
		'POST /cgi-bin/tags/members/getblacklist',
		'POST /cgi-bin/user/info/batchget',
		'GET /cgi-bin/tags/get',
	],
};

async function* everyone(call: Call): AsyncGenerator<Result> {
	const { list, profiles, tagid, next_openid } = call.parameters;
	const { request, page } = lists[list as string];
	const asked = tagid === undefined ? request : { ...request, body: { tagid: tagid as number } };
	let left = call.limit;
	for await (const found of pages(call.client, asked, page, next_openid as string | undefined)) {
		for (const portion of portions((found as string[]).slice(0, left), PROFILES)) {
			yield* profiles ? await profilesOf(portion, call) : await unknown(portion, call);
		}
		left -= found.length;
	}
}

async function profilesOf(people: string[], call: Call): Promise<Result[]> {
	const answer = await call.client.json({
		method: 'POST',
		path: '/cgi-bin/user/info/batchget',
		body: { user_list: people.map((openid) => ({ openid })) },
		repeatable: true,
	});
	const byOpenid = new Map(
		((answer.user_info_list ?? []) as IDataObject[]).map((profile) => [profile.openid, profile]),
	);
	return await Promise.all(
		people.map(async (openid) => await asItem(byOpenid.get(openid) ?? { openid }, call)),
	);
}

async function unknown(people: string[], call: Call): Promise<Result[]> {
	return await Promise.all(people.map(async (openid) => await asItem({ openid }, call)));
}

/** The item "follower" of design.md §1; names of tags are read when somebody has one. */
async function asItem(profile: IDataObject, call: Call): Promise<Result> {
	const hasTags = ((profile.tagid_list ?? []) as number[]).length > 0;
	const names = tagNames(hasTags ? await allTags(call) : []);
	return { json: followerItem(profile, call.credentials.appId, names), raw: profile };
}

const updateRemark: Operation = {
	value: 'updateRemark',
	name: 'Update Remark',
	action: 'Update the remark of a follower',
	description: 'Set the name by which the account knows a follower (备注名)',
	fields: [
		openid,
		{
			displayName: 'Remark',
			name: 'remark',
			type: 'string',
			default: '',
			sendEmpty: true,
			max: { bytes: 29 },
			placeholder: 'e.g. Ms Li, wholesale',
			description: 'Fewer than 30 bytes, which is 9 Chinese characters. Empty clears it.',
		},
	],
	request: { method: 'POST', path: '/cgi-bin/user/info/updateremark', repeatable: true },
	keepsInput: true,
	reports: ({ parameters, credentials }) => ({
		openid: parameters.openid as string,
		unionid: null,
		appid: credentials.appId,
		remark: (parameters.remark as string | undefined) ?? '',
	}),
};

const blocking = (
	path: string,
	blocked: boolean,
): Pick<Operation, 'fields' | 'keepsInput' | 'reports' | 'request'> => ({
	fields: [openids],
	request: { method: 'POST', path, portions: { field: 'openid_list', size: 20 }, repeatable: true },
	keepsInput: true,
	reports: ({ parameters }) => ({ openids: (parameters.openid_list as string[]).join(', '), blocked }),
});

/** Followers 粉丝 (wechat-api.md C.5). */
export const follower: Resource = {
	value: 'follower',
	name: 'Follower',
	description: 'People who follow the account (粉丝)',
	operations: [
		getMany,
		get,
		updateRemark,
		{
			...blocking('/cgi-bin/tags/members/batchblacklist', true),
			value: 'block',
			name: 'Block',
			action: 'Block followers',
			description: 'Put followers on the blacklist (黑名单): the account gets no more messages from them',
			irreversible: true,
		},
		{
			...blocking('/cgi-bin/tags/members/batchunblacklist', false),
			value: 'unblock',
			name: 'Unblock',
			action: 'Unblock followers',
			description: 'Take followers from the blacklist (黑名单)',
		},
	],
};
