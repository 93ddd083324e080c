import type { IDataObject } from 'n8n-workflow';
import { partsOf, payItem, type PayObject } from '../../../protocol/pay/payItem';

/** Of any other state, known or not, it may still be paid. */
const ENDED = ['SUCCESS', 'REFUND', 'CLOSED', 'REVOKED', 'PAYERROR'];

/** Whether an order, or all orders that are paid together, have been paid and nothing has been given back. */
export function isPaid(about: PayObject): boolean {
	return statesOf(about).every((state) => state === 'SUCCESS');
}

/** Whether it can still be paid. */
export function isOpen(about: PayObject): boolean {
	return statesOf(about).some((state) => !ENDED.includes(String(state)));
}

/** The same columns for every order, made or looked up: of a combined one, each order under `parts`. */
export function orderItem(about: PayObject): IDataObject {
	const parts = partsOf(about);
	const [told = about] = parts;
	return {
		...payItem(about),
		paid: isPaid(about),
		parts: parts.length > 0 ? parts.map((part) => ({ ...payItem(asOrder(part)) })) : null,
		status_text: about.trade_state_desc ?? null,
		trade_type: told.trade_type ?? null,
		bank_type: told.bank_type ?? null,
	} as IDataObject;
}

function statesOf(about: PayObject): unknown[] {
	const parts = partsOf(about);
	return (parts.length > 0 ? parts : [about]).map(({ trade_state }) => trade_state);
}

/** An order among those that are paid together, in the words of one alone (wechat-pay.md §2.6); of a partner's, the merchant is whoever gets the money. */
function asOrder(part: PayObject): PayObject {
	const { total_amount, payer_amount, currency } = (part.amount ?? {}) as PayObject;
	return { ...part, mchid: part.sub_mchid ?? part.mchid, amount: { total: total_amount, payer_total: payer_amount, currency } };
}
