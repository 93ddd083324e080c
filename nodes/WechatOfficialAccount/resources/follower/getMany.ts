import { tag } from '../../../operation/fields/tag';
import type { Call, Operation, Result } from '../../../operation/operation';
import { lists, openidsOf } from './lists';
import { addProfiles, PROFILE_ENDPOINTS, profilesOf, withoutProfile } from './profiles';

/** The list of people, with or without their profiles. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many followers',
	description:
		'List followers with where they came from, tags, remark and unionid. WeChat gives no nickname or picture since 2021-12-27.',
	many: true,
	simplifies: true,
	cursor: 'next_openid',
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
		addProfiles,
		{
			displayName: 'Start After OpenID',
			name: 'next_openid',
			at: false,
			type: 'string',
			default: '',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M+10000/25000',
			description:
				'To go on where an earlier run stopped: the next_openid of its items, passed back as it is. Leave empty to begin at the beginning. With a Limit of 10,000 and this, each run of the workflow takes the next 10,000.',
		},
	],
	run: everyone,
	endpoints: [...Object.values(lists).map(({ request: { method, path } }) => `${method} ${path}`), ...PROFILE_ENDPOINTS],
};

async function* everyone(call: Call): AsyncGenerator<Result> {
	const { list, profiles, tagid, next_openid } = call.parameters;
	const { request, page } = lists[list as keyof typeof lists];
	const asked = tagid === undefined ? request : { ...request, body: { tagid: tagid as number } };
	const found = openidsOf({ request: asked, page }, call, next_openid as string | undefined);
	if (profiles) return yield* profilesOf(found, call);
	for await (const openids of found) {
		for (const openid of openids) yield { json: withoutProfile({ openid }, call), raw: { openid } };
	}
}
