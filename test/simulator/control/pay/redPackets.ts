import { RED_PACKET_STATES, type RedPacket } from '../../world/pay/redPacket';
import { OrderError, type Routes } from '../request';
import { merchantOf, optional } from './request';

/** What becomes of a red packet: the customer opens it; it goes back unopened; it was never sent. */
export const redPackets: Routes = {
	'POST /simulator/redPacket': (asked) => {
		const { world, body } = asked;
		const merchant = merchantOf(asked);
		const packet = merchant.redPackets.get(String(body.mch_billno));
		if (!packet) throw new OrderError(`No red packet ${String(body.mch_billno)}`);
		const status = optional(body, 'status', 'string') as RedPacket['status'];
		if (!RED_PACKET_STATES.includes(status)) throw new OrderError(`status is one of ${RED_PACKET_STATES.join(', ')}`);
		if (isBack(status) && !isBack(packet.status)) merchant.balance += packet.amount;
		Object.assign(packet, { status, reason: optional(body, 'reason', 'string'), changedAt: world.now() });
		world.tell({ kind: 'pay', data: null });
		return { mch_billno: packet.mch_billno, status };
	},

	'GET /simulator/redPackets': (asked) => [...merchantOf(asked).redPackets.values()],
};

/** The merchant has its money again. */
function isBack(status: RedPacket['status']): boolean {
	return status === 'REFUND' || status === 'FAILED';
}
