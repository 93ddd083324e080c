import type { Merchant } from '../../world/pay/merchant';
import { CONFIRM_WITHIN, describeTransferNotice, type Transfer, type TransferState } from '../../world/pay/transfer';
import { newAuthorizationId } from '../../world/pay/numbers';
import { type Authorization, describeAuthorizationNotice } from '../../world/pay/transferAuthorization';
import { describeBatchNotice, type TransferBatch } from '../../world/pay/transferBatch';
import type { World } from '../../world/world';
import { notify } from './notify';

/** A notification under way; `undefined` where none is wanted. */
export type Told = ReturnType<typeof notify> | undefined;

/** A moment later the money is there, or not: the name is another. */
export function payOut(world: World, merchant: Merchant, transfer: Transfer, fail_reason?: string): void {
	later(world, merchant, () => {
		const wrong = fail_reason ?? nameProblem(merchant, transfer);
		end(world, merchant, transfer, wrong ? 'FAIL' : 'SUCCESS', wrong);
	});
}

/** The name that WeChat Pay knows is another than the merchant's. */
export function nameProblem({ transfers }: Merchant, { openid, user_name }: { openid: string; user_name?: string }): string | undefined {
	const real = transfers.realNames.get(openid);
	return user_name !== undefined && real !== undefined && real !== user_name ? 'NAME_NOT_CORRECT' : undefined;
}

/** It is over: what was not paid is back, and the merchant is told. */
export function end(world: World, merchant: Merchant, transfer: Transfer, state: TransferState, fail_reason?: string): Told {
	transfer.state = state;
	transfer.fail_reason = fail_reason;
	transfer.updatedAt = world.now();
	if (state !== 'SUCCESS') merchant.balance += transfer.amount;
	world.tell({ kind: 'pay', data: null });
	if (!transfer.notify_url) return undefined;
	return notify(world, merchant, { event_type: 'MCHTRANSFER.BILL.FINISHED', url: transfer.notify_url, resource: describeTransferNotice(merchant, transfer) });
}

/** The customer allows transfers without being asked. */
export function authorize(world: World, merchant: Merchant, authorization: Authorization): Told {
	authorization.state = 'TAKING_EFFECT';
	authorization.authorizedAt = world.now();
	authorization.authorization_id = newAuthorizationId(world.now());
	return tell(world, merchant, authorization, 'CONFIRMED');
}

/** `reason` as in wechat-pay-events.json. One that never was in effect is told to nobody. */
export function closeAuthorization(world: World, merchant: Merchant, authorization: Authorization, reason: string): Told {
	const was = authorization.state;
	authorization.state = 'CLOSED';
	authorization.closed = { at: world.now(), reason };
	return was === 'TAKING_EFFECT' ? tell(world, merchant, authorization, 'CLOSED') : undefined;
}

/** A moment later all that can be paid is paid. */
export function payOutBatch(world: World, merchant: Merchant, batch: TransferBatch): void {
	later(world, merchant, () => {
		const now = world.now();
		for (const detail of batch.details) {
			const isKnown = world.accounts.get(batch.appid)?.followers.has(detail.openid);
			detail.fail_reason = isKnown ? nameProblem(merchant, detail) : 'OPENID_INVALID';
			detail.status = detail.fail_reason ? 'FAIL' : 'SUCCESS';
			detail.updatedAt = now;
			if (detail.fail_reason) merchant.balance += detail.amount;
		}
		batch.status = 'FINISHED';
		batch.updatedAt = now;
		world.tell({ kind: 'pay', data: null });
		if (!batch.notify_url) return;
		void notify(world, merchant, { event_type: 'MCHTRANSFER.BATCH.FINISHED', url: batch.notify_url, resource: describeBatchNotice(batch) }).firstTry;
	});
}

/** What nobody confirmed within a day is over. Looked at whenever the merchant asks, because the clock can be put forward. */
export function closeOverdue(world: World, merchant: Merchant): void {
	const before = world.now() - CONFIRM_WITHIN;
	for (const transfer of merchant.transfers.bills.values()) {
		if (transfer.state === 'WAIT_USER_CONFIRM' && transfer.createdAt <= before) end(world, merchant, transfer, 'FAIL', 'OVERDUE_CLOSE');
	}
	for (const authorization of merchant.transfers.authorizations.values()) {
		if (authorization.state === 'WAIT_USER_CONFIRM' && authorization.createdAt <= before) {
			closeAuthorization(world, merchant, authorization, 'USER_OVERDUE_UNCONFIRMED');
		}
	}
}

/** After the time that such things take here. */
export function later(world: World, { transfers }: Merchant, act: () => void): void {
	world.tell({ kind: 'pay', data: null });
	world.timers.after(transfers.delay, act);
}

function tell(world: World, merchant: Merchant, authorization: Authorization, what: 'CLOSED' | 'CONFIRMED'): Told {
	world.tell({ kind: 'pay', data: null });
	const resource = describeAuthorizationNotice(authorization);
	return notify(world, merchant, { event_type: `MCHTRANSFER.AUTHORIZATION.${what}`, url: authorization.notify_url, resource });
}
