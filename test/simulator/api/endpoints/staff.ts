import type { Context, Endpoints } from '../context';

/** wechat-api.md C.1, "kfAccount": the lists of staff. */
export const staff: Endpoints = {
	'/cgi-bin/customservice/getkflist': ({ account }: Context) => ({
		kf_list: account.staff.map(({ status: _, accepted_case: __, ...one }) => one),
	}),

	'/cgi-bin/customservice/getonlinekflist': ({ account }: Context) => ({
		kf_online_list: account.staff
			.filter(({ status }) => status > 0)
			.map(({ kf_id, kf_account, status, accepted_case }) => ({ kf_account, status, kf_id, accepted_case })),
	}),
};
