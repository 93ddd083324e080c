import { closeAuthorization, closeOverdue } from '../../../push/pay/finishTransfer';
import type { Merchant } from '../../../world/pay/merchant';
import { newPackageInfo } from '../../../world/pay/numbers';
import { type Authorization, describeAuthorization } from '../../../world/pay/transferAuthorization';
import { beijingTime } from '../../../world/time';
import type { World } from '../../../world/world';
import type { PayContext, PayEndpoints } from '../context';
import { PayError } from '../errors';
import { canonical, checkRules } from '../rules';
import { checkPayee, sameRequest } from './transferRules';

type Asked = Pick<Authorization, 'appid' | 'openid' | 'out_authorization_no' | 'transfer_scene_id' | 'user_display_name'> & {
	notify_url: string;
	user_recv_perception?: string;
	out_bill_no?: string;
};

/** Of one person, waiting or in effect. */
const MOST = 5;

/** wechat-pay.md §3.6. */
export const transferAuthorization: PayEndpoints = {
	'POST /v3/fund-app/mch-transfer/user-confirm-authorization': (
		context: PayContext<Omit<Asked, 'notify_url'> & { authorization_notify_url: string }>,
	) => {
		const { authorization_notify_url: notify_url, ...body } = context.body;
		const { out_authorization_no, state, createdAt, package_info } = askForAuthorization(context, { ...body, notify_url }, canonical(context.body));
		return { out_authorization_no, state, create_time: beijingTime(createdAt), ...(state === 'WAIT_USER_CONFIRM' && { package_info }) };
	},

	'GET /v3/fund-app/mch-transfer/user-confirm-authorization/out-authorization-no/{out_authorization_no}': ({ world, merchant, path, query }: PayContext) => {
		const found = known(world, merchant, path.out_authorization_no);
		if (query.is_display_authorization !== 'true') return describeAuthorization(found);
		// Only what is in effect can be shown.
		if (found.state !== 'TAKING_EFFECT') throw new PayError('INVALID_REQUEST', { message: '授权未生效，无法展示授权信息' });
		return { ...describeAuthorization(found), package_info: newPackageInfo() };
	},

	'POST /v3/fund-app/mch-transfer/user-confirm-authorization/out-authorization-no/{out_authorization_no}/close': ({ world, merchant, path }: PayContext) => {
		const found = known(world, merchant, path.out_authorization_no);
		if (found.state === 'WAIT_USER_CONFIRM') throw new PayError('INVALID_REQUEST', { message: '授权未生效，无法解除' });
		if (found.state === 'TAKING_EFFECT') void closeAuthorization(world, merchant, found, 'CLOSE_VIA_MCH_API')?.firstTry;
		return describeAuthorization(found);
	},
};

/** Waits for the customer; the same number again is the same one. */
export function askForAuthorization({ world, merchant, now }: Pick<PayContext, 'merchant' | 'now' | 'world'>, asked: Asked, request: string): Authorization {
	closeOverdue(world, merchant);
	checkRules({ ...asked, authorization_notify_url: asked.notify_url }, ['out_authorization_no', 'authorization_notify_url']);
	const { authorizations } = merchant.transfers;
	const before = authorizations.get(asked.out_authorization_no);
	if (before) return sameRequest(before, request);
	checkPayee(world, merchant, asked.appid, asked.openid);
	const others = [...authorizations.values()].filter(({ openid, state }) => openid === asked.openid && state !== 'CLOSED');
	if (others.length >= MOST) throw new PayError('INVALID_REQUEST', { message: `同一用户待确认和已授权的授权单不能超过${MOST}个` });
	const made: Authorization = { ...asked, state: 'WAIT_USER_CONFIRM', createdAt: now, package_info: newPackageInfo(), request };
	authorizations.set(made.out_authorization_no, made);
	world.tell({ kind: 'pay', data: null });
	return made;
}

function known(world: World, merchant: Merchant, out_authorization_no: string): Authorization {
	closeOverdue(world, merchant);
	const found = merchant.transfers.authorizations.get(out_authorization_no);
	if (!found) throw new PayError('NOT_FOUND', { message: '授权单不存在' });
	return found;
}
