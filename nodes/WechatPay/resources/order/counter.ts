import { sleep } from 'n8n-workflow';
import type { Call, Result } from '../../../operation/operation';
import { claimNumber } from '../../../operation/perform';
import { isCode } from '../../../protocol/pay/codes';
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
/** Elsewhere it is the merchant who has too little. */
const TOO_LITTLE = `The customer has too little money there, and has not paid. They may choose another card. ${ASK_AGAIN}`;
const TAKEN_BACK = `It was not paid in time, and has been reversed: the customer has not paid, or gets the money back. ${ASK_AGAIN}`;
const GIVEN_BACK = 'It was paid, and money has been given back since: look at its refunds before anything else.';
const PAID_BEFORE =
	'This number was paid before, at the time in “occurred_at”, and the code was not charged now. If this is another customer, make a new order with a new number.';
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
	call.whenRefused.push((code, refusal) => {
		if (isCode(code, 'NOT_ENOUGH')) refusal.hint = TOO_LITTLE;
	});
	const counter = counterOf(call);
	const result = await charged(call, counter).catch(async (error: unknown) => {
		return await (isRefusedWith(error, ['ORDERPAID']) ? paidBefore(call, counter, error) : Promise.reject(error as Error));
	});
	return [result];
}

async function charged(call: Call, counter: Counter): Promise<Result> {
	const first = await counter.pay(call).catch((error: unknown) => {
		if (isRefusedWith(error, ['USERPAYING'])) return { trade_state: 'USERPAYING' };
		return isOutcomeUnknown(error) ? {} : Promise.reject(error as Error);
	});
	const last = isOpen(first) ? ((await decided(call, counter)) ?? first) : first;
	if (!isOpen(last)) return told(last, whatToDo(last), call);
	const isReversed = await counter.reverse(call).then(
		() => true,
		() => false,
	);
	return isReversed ? told({ ...last, ...REVERSED }, TAKEN_BACK, call) : told(last, MAY_BE_PAID, call);
}

function whatToDo(about: PayObject): string | null {
	if (isPaid(about)) return null;
	return about.trade_state === 'REFUND' ? GIVEN_BACK : ASK_AGAIN;
}

/** Looks until the customer has paid or given up; `undefined`: WeChat has not told. */
async function decided(call: Call, counter: Counter): Promise<PayObject | undefined> {
	let last: PayObject | undefined;
	// A look without an answer takes minutes.
	const end = Date.now() + LOOKS * PAUSE_MS;
	for (let looks = 0; looks < LOOKS && Date.now() < end; looks++) {
		await sleep(PAUSE_MS);
		// Whatever goes wrong here says nothing about the payment.
		last = await counter.look(call).catch(() => last);
		if (last && !isOpen(last)) return last;
	}
	return last;
}

/** The same number again, of an order for which a customer has paid: it is the same one if it cost as much. */
async function paidBefore(call: Call, counter: Counter, error: unknown): Promise<Result> {
	const order = await counter.look(call).catch(() => Promise.reject(error as Error));
	const isSame = (order.amount as PayObject | undefined)?.total === call.parameters.amount_total;
	return isSame && !isOpen(order) ? told(order, PAID_BEFORE, call) : await Promise.reject(error as Error);
}

/** Of an order that is not paid WeChat may tell hardly more than the number: the rest is as it was asked for. */
function told(about: PayObject, what_to_do: string | null, call: Call): Result {
	const { amount, ...asked } = ordered(call);
	const order = {
		...asked,
		...known(about),
		trade_state: about.trade_state,
		out_trade_no: asked.out_trade_no,
		amount: { ...(amount as PayObject), ...known(about.amount as PayObject | undefined) },
	};
	return { json: { ...orderItem(order), ...NOTHING_TO_PAY_WITH, what_to_do }, raw: about };
}

function known(about: PayObject = {}): PayObject {
	return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
}
