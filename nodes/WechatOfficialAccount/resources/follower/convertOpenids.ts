import type { IDataObject } from 'n8n-workflow';
import { openids } from '../../../operation/fields/openids';
import { AT_ONCE, inOrder } from '../../../operation/inOrder';
import type { Call, Operation, Result } from '../../../operation/operation';
import { portions } from '../../../operation/portions';

/** "changeOpenid: at most 100" (wechat-api.md C.5). */
const AT_A_TIME = 100;

/** What followers are called since the account was migrated. */
export const convertOpenids: Operation = {
	value: 'convertOpenids',
	name: 'Convert OpenIDs',
	action: 'Convert openids after an account migration',
	description:
		'After a migration of accounts (账号迁移): the openids that followers of the old account have in this one',
	simplifies: true,
	fields: [
		{
			displayName: 'Old App ID',
			name: 'from_appid',
			type: 'string',
			default: '',
			required: true,
			matches: { pattern: /^wx\w+$/, words: 'an App ID, which begins with wx' },
			placeholder: 'e.g. wx1234567890abcdef',
			description: 'App ID of the account that the followers were taken over from; the credential is that of the new one',
		},
		{ ...openids, displayName: 'Old OpenIDs', description: `${openids.description} Each becomes an item.` },
	],
	run: converted,
	endpoints: ['POST /cgi-bin/changeopenid'],
};

async function* converted(call: Call): AsyncGenerator<Result> {
	const all = portions(call.parameters.openid_list as string[], AT_A_TIME);
	for await (const results of inOrder(all, AT_ONCE, async (some) => await convert(some, call))) yield* results;
}

async function convert(old: string[], { client, parameters, credentials }: Call): Promise<Result[]> {
	const from_appid = parameters.from_appid as string;
	const { result_list } = await client.json({
		method: 'POST',
		path: '/cgi-bin/changeopenid',
		body: { from_appid, openid_list: old },
		repeatable: true,
	});
	const found = new Map(((result_list ?? []) as IDataObject[]).map((one) => [one.ori_openid, one]));
	return old.map((openid) => {
		const answer = found.get(openid) ?? {};
		const { new_openid, err_msg } = answer;
		return {
			json: {
				openid: new_openid || null,
				unionid: null,
				appid: credentials.appId as string,
				ori_openid: openid,
				from_appid,
				status: new_openid ? 'converted' : 'not_converted',
				err_msg: new_openid ? null : (err_msg ?? null),
			},
			raw: answer,
		};
	});
}
