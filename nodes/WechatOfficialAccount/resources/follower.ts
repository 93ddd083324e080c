import { openid, openids } from '../../operation/fields/openids';
import type { Operation, Resource } from '../../operation/operation';
import { convertOpenids } from './follower/convertOpenids';
import { getChanges } from './follower/getChanges';
import { getMany } from './follower/getMany';
import { withProfile } from './follower/profiles';

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
		return [await withProfile(profile, call)];
	},
	endpoints: ['GET /cgi-bin/user/info', 'GET /cgi-bin/tags/get'],
};

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
		getChanges,
		get,
		updateRemark,
		convertOpenids,
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
