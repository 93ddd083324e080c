import { encryptField } from '../../http/payCipher';
import { beijingTime } from '../time';
import type { Merchant } from './merchant';

export type TransferState = 'PROCESSING' | 'WAIT_USER_CONFIRM' | 'TRANSFERING' | 'SUCCESS' | 'FAIL' | 'CANCELING' | 'CANCELLED';

/** Money on its way to a customer, who may have to confirm it. */
export interface Transfer {
	appid: string;
	openid: string;
	out_bill_no: string;
	transfer_bill_no: string;
	transfer_scene_id: string;
	/** Fen. */
	amount: number;
	remark: string;
	/** As the merchant says. */
	user_name?: string;
	notify_url?: string;
	state: TransferState;
	fail_reason?: string;
	createdAt: number;
	updatedAt: number;
	/** With what the customer's phone opens the confirmation. */
	package_info?: string;
	/** The authorization that is asked for with it, or by which it is paid. */
	out_authorization_no?: string;
	/** The request that made it: the same number with another request is refused. */
	request: string;
}

/** "Unconfirmed closes after 24 h (OVERDUE_CLOSE)." */
export const CONFIRM_WITHIN = 24 * 3600_000;

/** As the queries tell it. The name is for the merchant's eyes only. */
export function describeTransfer({ mchid, privateKey }: Merchant, transfer: Transfer): Record<string, unknown> {
	const { appid, openid, amount, remark, user_name } = transfer;
	return {
		mch_id: mchid,
		...numbers(transfer),
		appid,
		...stateOf(transfer),
		transfer_amount: amount,
		transfer_remark: remark,
		openid,
		...(user_name && { user_name: encryptField(privateKey, user_name) }),
		...times(transfer),
	};
}

/** As MCHTRANSFER.BILL.FINISHED tells it (§2.6). */
export function describeTransferNotice({ mchid }: Merchant, transfer: Transfer): Record<string, unknown> {
	const { openid, amount } = transfer;
	return { ...numbers(transfer), ...stateOf(transfer), mch_id: mchid, transfer_amount: amount, openid, ...times(transfer) };
}

/** As it is told when it is made; the same number again brings the same. */
export function describeMade(transfer: Transfer): Record<string, unknown> {
	const { createdAt, state, package_info } = transfer;
	return {
		...numbers(transfer),
		create_time: beijingTime(createdAt),
		state,
		...(state === 'WAIT_USER_CONFIRM' && { package_info }),
	};
}

/** As a cancellation is answered. */
export function describeCancelled(transfer: Transfer): Record<string, unknown> {
	return { ...numbers(transfer), state: transfer.state, update_time: beijingTime(transfer.updatedAt) };
}

function numbers({ out_bill_no, transfer_bill_no }: Transfer) {
	return { out_bill_no, transfer_bill_no };
}

function stateOf({ state, fail_reason }: Transfer) {
	return { state, ...(fail_reason && { fail_reason }) };
}

function times({ createdAt, updatedAt }: Transfer) {
	return { create_time: beijingTime(createdAt), update_time: beijingTime(updatedAt) };
}
