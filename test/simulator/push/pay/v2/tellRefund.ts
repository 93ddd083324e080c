import type { Merchant } from '../../../world/pay/merchant';
import { type Refund, V2_STATES } from '../../../world/pay/refund';
import type { World } from '../../../world/world';
import { insist } from '../notify';
import type { V2Changes } from './fields';
import { v2Notice } from './notice';

/** What became of a refund that was made by the old XML interface, in its words (wechat-pay.md §2.8). */
export function tellRefund(world: World, merchant: Merchant, refund: Refund, url: string): void {
	const { transaction_id, out_trade_no, refund_id, out_refund_no, status, total, refund: back } = refund;
	const fields: V2Changes = {
		...{ transaction_id, out_trade_no, refund_id, out_refund_no, refund_status: V2_STATES[status] },
		...{ total_fee: total, settlement_total_fee: total },
		...{ refund_fee: back, settlement_refund_fee: back, cash_refund_fee: back },
		...(status !== 'SUCCESS' && { success_time: null }),
	};
	const made = v2Notice(world, merchant, { kind: 'refund', url, fields });
	if (made) void insist(world, merchant, made.notification, () => made.notice).firstTry;
}
