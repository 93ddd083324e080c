import type { Merchant } from '../../world/pay/merchant';
import { newRefundId } from '../../world/pay/numbers';
import { OrderError, type Routes } from '../request';
import { merchantOf, optional } from './request';

/** A part of a paid order was passed on, or came back. */
export const profitShares: Routes = {
	'POST /simulator/profitShares': (asked) => {
		const { world, body } = asked;
		const merchant = merchantOf(asked);
		const order = merchant.orders.get(String(body.out_trade_no));
		if (order?.paidAt === undefined) throw new OrderError(`No paid order ${String(body.out_trade_no)}`);
		const amount = optional(body, 'amount', 'number');
		if (!amount || !Number.isInteger(amount)) throw new OrderError('amount must be a number of fen');
		const isReturn = body.return === true;
		const share = {
			...{ order, amount, isReturn },
			order_id: `3${newRefundId(world.now()).slice(1)}`,
			detail_id: `36${newRefundId(world.now()).slice(2)}`,
			out_order_no: optional(body, 'out_order_no', 'string') ?? nextNumber(merchant),
			receiver: optional(body, 'receiver', 'string') ?? '1900000110',
			description: optional(body, 'description', 'string') ?? '',
			at: world.now(),
		};
		merchant.profitShares.push(share);
		const { order_id, detail_id, out_order_no } = share;
		return { order_id, detail_id, out_order_no };
	},
};

function nextNumber({ profitShares: known }: Merchant): string {
	return `PS${known.length + 1}`;
}
