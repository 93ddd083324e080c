import { sleep } from 'n8n-workflow';
import type { Call, Result } from '../../../operation/operation';
import { claimNumber } from '../../../operation/perform';
import type { PayObject } from '../../../protocol/pay/payItem';
import { isOutcomeUnknown } from '../../../transport/errors';
import { isRefusedWith } from '../../../transport/wechatPay';
import { orderItem, isOpen, isPaid } from './columns';
import { orderOf, type Counter } from './counterApi';
import { counterV2 } from './counterV2';
import { counterV3 } from './counterV3';
import { NOTHING_TO_PAY_WITH, ordered } from './prepaid';

const COUNTERS: Record<string, Counter> = { v2: counterV2, v3: counterV3 };

/** Milliseconds between two looks, and how long a customer gets for the password (wechat-pay.md §3.1). */
const PAUSE_MS = 5000;
const LOOKS = 9;

const ASK_AGAIN = 'Ask the customer for a new payment code, and make a new order with a new number.';
const TAKEN_BACK = `It was not paid in time, and has been reversed: the customer has not paid, or gets the money back. ${ASK_AGAIN}`;
const MAY_BE_PAID =
	'It may still be paid. Look it up (Order: Get, or Wait for Payment) or take it back (Order: Reverse); until then take no new number for it, and no other payment.';

const REVERSED = { trade_state: 'REVOKED', trade_state_desc: undefined };

/** The interface that was chosen. */
export function counterOf({ parameters }: Call): Counter {
	return COUNTERS[String(parameters.api)];
}

/**
 * Charges a payment code, and waits for the customer's password where WeChat wants it. What is not paid in time is
 * reversed; what may have been paid all the same is never told as a failure (wechat-pay.md §3.1).
 */
export async function payAtCounter(call: Call): Promise<Result[]> {
	await claimNumber({ makes: orderOf(call) }, call);
	const counter = counterOf(call);
	const first = await counter.pay(call).catch(async (error: unknown) => {
		if (isRefusedWith(error, ['USERPAYING'])) return { ...ordered(call), trade_state: 'USERPAYING' };
		if (isRefusedWith(error, ['ORDERPAID'])) return await paidBefore(call, error);
		return isOutcomeUnknown(error) ? undefined : Promise.reject(error as Error);
	});
	const last = first && !isOpen(first) ? first : ((await decided(call, counter)) ?? first);
	if (last && !isOpen(last)) return [told(last, isPaid(last) ? null : ASK_AGAIN, call)];
	const about = last ?? { ...ordered(call), trade_state: undefined };
	const isReversed = await counter.reverse(call).then(
		() => true,
		() => false,
	);
	return [isReversed ? told({ ...about, ...REVERSED }, TAKEN_BACK, call) : told(about, MAY_BE_PAID, call)];
}

/** Looks until the customer has paid or given up; `undefined`: WeChat has not told. */
async function decided(call: Call, counter: Counter): Promise<PayObject | undefined> {
	let last: PayObject | undefined;
	for (let looks = 0; looks < LOOKS; looks++) {
		await sleep(PAUSE_MS);
		// Whatever goes wrong here says nothing about the payment.
		last = await counter.look(call).catch(() => last);
		if (last && !isOpen(last)) return last;
	}
	return last;
}

/** The same number again, of an order for which the customer has paid: it is the same one if it cost as much. */
async function paidBefore(call: Call, error: unknown): Promise<PayObject> {
	const order = await counterOf(call).look(call);
	if ((order.amount as PayObject | undefined)?.total === call.parameters.amount_total) return order;
	return await Promise.reject(error as Error);
}

function told(about: PayObject, what_to_do: string | null, { parameters }: Call): Result {
	const order = { ...about, out_trade_no: parameters.out_trade_no };
	return { json: { ...orderItem(order), ...NOTHING_TO_PAY_WITH, what_to_do }, raw: about };
}
