import type { IDataObject } from 'n8n-workflow';
import { merchant } from '../../../operation/fields/merchant';
import type { Call, Field, Operation, Result } from '../../../operation/operation';
import { beijingTime } from '../../../protocol/time';

/** For the staff of one merchant of a Mini Program. */
export const ofMerchant: Field = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [merchant] as never,
};

const ALL = '/cgi-bin/customservice/getkflist';
const ONLINE = '/cgi-bin/customservice/getonlinekflist';

/** The merchant that is chosen for a call in hand, as WeChat takes it in a query. */
export function merchantIn({ parameters }: Call): IDataObject {
	return { ...(parameters.additionalFields as IDataObject | undefined) };
}

/** Who is online now (wechat-api.md C.1). */
export async function onlineStaff(call: Call): Promise<IDataObject[]> {
	const answer = await call.client.json({ method: 'GET', path: ONLINE, query: merchantIn(call) });
	return (answer.kf_online_list ?? []) as IDataObject[];
}

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many staff',
	description: 'List the customer service staff (客服人员): who they are, who is online, how many conversations each has taken, and how invitations stand',
	many: true,
	simplifies: true,
	fields: [
		{
			displayName: 'Which Staff',
			name: 'list',
			at: false,
			type: 'options',
			default: 'all',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Online', value: 'online', description: 'Who can take a conversation now' },
			],
		},
		ofMerchant,
	],
	run: async (call) => {
		const answer = await call.client.json({ method: 'GET', path: ALL, query: merchantIn(call) });
		// By number: in a Mini Program staff may be without an account.
		const online = new Map((await onlineStaff(call)).map((one) => [String(one.kf_id), one]));
		return ((answer.kf_list ?? []) as IDataObject[])
			.map((one) => staffItem(one, online.get(String(one.kf_id))))
			.filter(({ json }) => call.parameters.list === 'all' || json.is_online);
	},
	endpoints: [`GET ${ALL}`, `GET ${ONLINE}`],
};

function staffItem(one: IDataObject, online: IDataObject | undefined): Result {
	const { kf_account, kf_id, kf_nick, kf_headimgurl, kf_wx, kf_openid, invite_wx, invite_status, invite_expire_time } = one;
	return {
		json: {
			kf_account: kf_account || null,
			kf_id: String(kf_id),
			nickname: kf_nick ?? null,
			picture_url: kf_headimgurl || null,
			wechat_id: kf_wx || null,
			kf_openid: kf_openid || null,
			is_online: online !== undefined,
			conversations: online ? Number(online.accepted_case) : null,
			invited: invite_wx || null,
			invitation: invite_status || null,
			invitation_expires_at: invite_expire_time ? beijingTime(Number(invite_expire_time)) : null,
		},
		raw: online ? { ...one, ...online } : one,
	};
}
