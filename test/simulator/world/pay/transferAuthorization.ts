import { beijingTime } from '../time';

/** A customer's word that money may come without asking (免确认收款授权). */
export interface Authorization {
	out_authorization_no: string;
	appid: string;
	openid: string;
	user_display_name: string;
	transfer_scene_id: string;
	user_recv_perception?: string;
	notify_url: string;
	state: 'WAIT_USER_CONFIRM' | 'TAKING_EFFECT' | 'CLOSED';
	/** From when on it is in effect. */
	authorization_id?: string;
	authorizedAt?: number;
	closed?: { at: number; reason: string };
	createdAt: number;
	package_info: string;
	/** It was asked for by a transfer: this one. */
	out_bill_no?: string;
	/** The request that made it. */
	request: string;
}

/** As the query tells it. */
export function describeAuthorization(authorization: Authorization): Record<string, unknown> {
	const { transfer_scene_id, user_recv_perception, createdAt } = authorization;
	return {
		...describeAuthorizationNotice(authorization),
		transfer_scene_id,
		...(user_recv_perception && { user_recv_perception }),
		create_time: beijingTime(createdAt),
	};
}

/** As its notifications tell it (wechat-pay.md §2.6). */
export function describeAuthorizationNotice(authorization: Authorization): Record<string, unknown> {
	const { out_authorization_no, appid, openid, user_display_name, authorization_id, state, authorizedAt, closed } = authorization;
	return {
		...{ out_authorization_no, appid, openid, user_display_name },
		...(authorization_id && { authorization_id }),
		state,
		...(authorizedAt !== undefined && { authorize_time: beijingTime(authorizedAt) }),
		...(closed && { close_info: { close_time: beijingTime(closed.at), close_reason: closed.reason } }),
	};
}
