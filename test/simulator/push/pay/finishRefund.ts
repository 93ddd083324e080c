import { describeRefundNotice } from '../../world/pay/describe';
import type { Merchant } from '../../world/pay/merchant';
import type { Refund } from '../../world/pay/refund';
import type { World } from '../../world/world';
import { notify } from './notify';
import { settleComplaints } from './settleComplaints';
import { tellRefund } from './v2/tellRefund';

/** "HTTP 200 means accepted, not refunded": a moment later the money is back, and the merchant is told. */
export function finishRefund(
	world: World,
	merchant: Merchant,
	refund: Refund,
	result?: Merchant['refundResult'],
): void {
	world.tell({ kind: 'pay', data: null });
	world.timers.after(merchant.refundDelay, () => {
		refund.status = result ?? merchant.refundResult;
		refund.finishedAt = world.now();
		if (refund.status === 'CLOSED') merchant.balance += refund.refund;
		world.tell({ kind: 'pay', data: null });
		if (refund.status === 'SUCCESS') settleComplaints(world, merchant, refund.out_trade_no);
		const url = refund.notify_url ?? merchant.refundNotifyUrl;
		if (!url) return;
		const resource = describeRefundNotice(refund);
		if (refund.byV2) tellRefund(world, merchant, refund, url);
		else void notify(world, merchant, { event_type: `REFUND.${refund.status}`, url, resource }).firstTry;
	});
}
