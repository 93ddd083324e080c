import { record } from '../../world/pay/complaintHistory';
import type { Merchant } from '../../world/pay/merchant';
import { refunded } from '../../world/pay/order';
import type { World } from '../../world/world';
import { tellComplaint } from './tellComplaint';

/** "退款到账后,投诉单的状态将自动扭转为处理完成": what was wanted and approved has been given back. */
export function settleComplaints(world: World, merchant: Merchant, out_trade_no: string): void {
	for (const complaint of merchant.complaints.values()) {
		const { order, refund = 0, verdict, state, complaint_id } = complaint;
		if (order?.out_trade_no !== out_trade_no || verdict !== 'APPROVE' || state === 'PROCESSED' || refunded(order) < refund) continue;
		complaint.state = 'PROCESSED';
		record(complaint, world.now(), { operate_type: 'COMPLAINT_REFUND_RECEIVED_SYSTEM_MESSAGE' });
		void tellComplaint(world, merchant, complaint_id, 'REFUND_SUCCESS')?.firstTry;
	}
}
