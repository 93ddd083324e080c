import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call } from '../../../operation/operation';
import { buildRequest } from '../../../operation/request';
import { v3ObjectOf } from '../../../protocol/pay/v2Object';
import { eitherNumber, orderEndpoints, orderRequest } from '../fields';
import { askV2, usesV2, v2Order } from './v2';

/** "在交易完成后的一年内（以支付成功时间为起点+365天计算）" (wechat-pay.md §3.3) */
const REFUNDABLE_MS = 365 * 24 * 3600 * 1000;

/** What `sold` may call. */
export const soldEndpoints = [...orderEndpoints, 'POST /pay/orderquery'];

/**
 * What WeChat Pay knows of the order that is to be refunded.
 * @returns the total in fen, and whether something of it has been refunded before
 * @throws InvalidInput when it was not paid, or too long ago
 */
export async function sold(call: Call): Promise<{ total: number; isTouched: boolean }> {
	const order = usesV2(call.parameters) ? await byV2(call) : await byV3(call);
	const { trade_state: state, success_time: paidAt } = order;
	if (state !== 'SUCCESS' && state !== 'REFUND') {
		throw new InvalidInput(`The order has not been paid: its status is ${String(state)}`, 'Only what was paid can be refunded. To stop an order from being paid, close it (Order: Close)');
	}
	// Of one with refunds, the same number again is one of them: WeChat Pay says which.
	if (state === 'SUCCESS' && Date.now() - Date.parse(String(paidAt)) > REFUNDABLE_MS) {
		throw new InvalidInput('The order was paid more than 365 days ago, and can no longer be refunded', 'Pay the money back in another way, such as a transfer');
	}
	const total = (order.amount as IDataObject | undefined)?.total;
	if (typeof total === 'number') return { total, isTouched: state === 'REFUND' };
	throw new InvalidInput('WeChat Pay does not tell what the order cost', 'Set “Refund” to A Part, and fill in “Order Total”');
}

async function byV3({ client, parameters, credentials }: Call): Promise<IDataObject> {
	return await client.json(buildRequest(eitherNumber, parameters, orderRequest(parameters, credentials)));
}

async function byV2(call: Call): Promise<IDataObject> {
	const answer = await askV2(call, { method: 'POST', path: '/pay/orderquery', body: v2Order(call), repeatable: true });
	return { ...(v3ObjectOf(answer) as IDataObject), trade_state: answer.trade_state };
}
