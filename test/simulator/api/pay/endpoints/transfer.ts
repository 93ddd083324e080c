import { closeOverdue, end, later, payOut } from '../../../push/pay/finishTransfer';
import type { Merchant } from '../../../world/pay/merchant';
import { newPackageInfo, newTransferNo } from '../../../world/pay/numbers';
import { describeCancelled, describeMade, describeTransfer, type Transfer } from '../../../world/pay/transfer';
import type { Authorization } from '../../../world/pay/transferAuthorization';
import type { World } from '../../../world/world';
import type { PayContext, PayEndpoints } from '../context';
import { PayError } from '../errors';
import { canonical, checkRules } from '../rules';
import { askForAuthorization } from './transferAuthorization';
import { checkFunds, checkPayee, checkTransfer, sameRequest, takeFrom, type TransferRequest } from './transferRules';

type Create = PayContext<TransferRequest>;

const KEPT_MS = 30 * 24 * 3600_000;

/** wechat-pay.md §3.6. */
export const transfer: PayEndpoints = {
	'POST /v3/fund-app/mch-transfer/transfer-bills': (context: Create) => describeMade(create(context, confirmed)),

	'POST /v3/fund-app/mch-transfer/transfer-bills/pre-transfer-with-authorization': (context: Create) => {
		const { authorization_info: info } = context.body;
		return { ...describeMade(create(context, confirmedAndAllowed)), ...(info && { out_authorization_no: info.out_authorization_no, user_display_name: info.user_display_name }) };
	},

	'POST /v3/fund-app/mch-transfer/transfer-bills/transfer': (context: Create) =>
		describeTransfer(context.merchant, create(context, allowed)),

	'GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}': ({ world, merchant, path }: PayContext) =>
		describeTransfer(merchant, byNumber(world, merchant, path.out_bill_no)),

	'GET /v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}': ({ world, merchant, path }: PayContext) =>
		describeTransfer(merchant, byWechatsNumber(world, merchant, path.transfer_bill_no)),

	'POST /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel': ({ world, merchant, path }: PayContext) => {
		const known = byNumber(world, merchant, path.out_bill_no);
		if (known.state === 'CANCELING' || known.state === 'CANCELLED') return describeCancelled(known);
		if (known.state !== 'WAIT_USER_CONFIRM') throw new PayError('INVALID_REQUEST', { message: '当前单据状态不支持撤销' });
		known.state = 'CANCELING';
		known.updatedAt = world.now();
		later(world, merchant, () => end(world, merchant, known, 'CANCELLED', 'MCH_CANCEL'));
		return describeCancelled(known);
	},
};

/** What differs between the ways in which a customer gets the money. */
type Way = (context: Create, made: Transfer) => Pick<Transfer, 'openid' | 'out_authorization_no' | 'package_info' | 'state'>;

const confirmed: Way = ({ world, merchant, body: { appid, openid } }) => {
	checkPayee(world, merchant, appid, openid);
	return { openid, state: 'WAIT_USER_CONFIRM', package_info: newPackageInfo() };
};

const confirmedAndAllowed: Way = (context, made) => {
	const { authorization_info, openid, appid, transfer_scene_id, out_bill_no } = context.body;
	const waiting = confirmed(context, made);
	if (!authorization_info) return waiting;
	const { authorization_notify_url: notify_url, ...asked } = authorization_info;
	const request = canonical({ ...asked, appid, openid, transfer_scene_id, out_bill_no });
	const { out_authorization_no } = askForAuthorization(context, { ...asked, appid, openid, transfer_scene_id, notify_url, out_bill_no }, request);
	return { ...waiting, out_authorization_no };
};

/** Paid at once to whom the authorization is of. */
const allowed: Way = ({ world, merchant, body }, made) => {
	const authorization = authorizationOf(merchant, body);
	checkPayee(world, merchant, body.appid, authorization.openid);
	payOut(world, merchant, made);
	return { openid: authorization.openid, out_authorization_no: authorization.out_authorization_no, state: 'PROCESSING' };
};

function create(context: Create, way: Way): Transfer {
	const { world, merchant, body, decrypted, now } = context;
	closeOverdue(world, merchant);
	const user_name = decrypted['/user_name'];
	checkTransfer(body, user_name);
	const { bills } = merchant.transfers;
	// What is encrypted looks different each time.
	const request = canonical({ way: way.name, ...body, user_name });
	const known = bills.get(body.out_bill_no);
	if (known) return sameRequest(known, request);
	const { appid, openid, out_bill_no, transfer_scene_id, transfer_amount: amount, transfer_remark: remark, notify_url } = body;
	const made: Transfer = {
		...{ appid, openid, out_bill_no, transfer_scene_id, amount, remark, user_name, notify_url, request },
		transfer_bill_no: newTransferNo(now),
		state: 'PROCESSING',
		createdAt: now,
		updatedAt: now,
	};
	checkFunds(merchant, amount);
	Object.assign(made, way(context, made));
	takeFrom(merchant, amount);
	bills.set(out_bill_no, made);
	world.tell({ kind: 'pay', data: null });
	return made;
}

/** One of the two numbers, of an authorization that is in effect. */
function authorizationOf({ transfers }: Merchant, { authorization_id, out_authorization_no, transfer_scene_id }: TransferRequest): Authorization {
	if ((authorization_id === undefined) === (out_authorization_no === undefined)) {
		throw new PayError('PARAM_ERROR', { message: 'authorization_id和out_authorization_no必须且只能填写一个' });
	}
	const found = [...transfers.authorizations.values()].find((one) =>
		authorization_id ? one.authorization_id === authorization_id : one.out_authorization_no === out_authorization_no,
	);
	if (found?.state !== 'TAKING_EFFECT') throw new PayError('INVALID_REQUEST', { message: '用户未授权或授权已关闭' });
	if (found.transfer_scene_id !== transfer_scene_id) throw new PayError('INVALID_REQUEST', { message: '转账场景与用户授权的转账场景不一致' });
	return found;
}

export function byNumber(world: World, merchant: Merchant, out_bill_no: string): Transfer {
	checkRules({ out_bill_no }, ['out_bill_no'], 'uri_template');
	return kept(world, merchant, (one) => one.out_bill_no === out_bill_no);
}

export function byWechatsNumber(world: World, merchant: Merchant, transfer_bill_no: string): Transfer {
	return kept(world, merchant, (one) => one.transfer_bill_no === transfer_bill_no);
}

/** "query within 30 days" */
function kept(world: World, merchant: Merchant, isWanted: (one: Transfer) => boolean): Transfer {
	closeOverdue(world, merchant);
	const found = [...merchant.transfers.bills.values()].find(isWanted);
	if (found && found.createdAt > world.now() - KEPT_MS) return found;
	throw new PayError('NOT_FOUND', { message: '转账单不存在' });
}
