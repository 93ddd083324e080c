import { beijingTime } from '../time';

/** How it goes with it (wechat-pay.md §3.12): on its way, there, opened, given back after a day, or never sent. */
export const RED_PACKET_STATES = ['SENDING', 'SENT', 'FAILED', 'RECEIVED', 'RFUND_ING', 'REFUND'] as const;

export interface RedPacket {
	mch_billno: string;
	/** WeChat Pay's number. */
	detail_id: string;
	appid: string;
	openid: string;
	/** Fen. */
	amount: number;
	wishing: string;
	act_name: string;
	remark: string;
	/** In ms. */
	sentAt: number;
	status: (typeof RED_PACKET_STATES)[number];
	/** When the status came to be what it is, in ms. */
	changedAt: number;
	reason?: string;
	/** The request that made it: the same number with another request is refused. */
	request: string;
}

/** As the query tells it. */
export function describeRedPacket(packet: RedPacket) {
	const { mch_billno, detail_id, status, amount, wishing, act_name, remark, sentAt, changedAt, reason, openid } = packet;
	return {
		...{ mch_billno, detail_id, status },
		...{ send_type: 'API', hb_type: 'NORMAL', total_num: '1', total_amount: String(amount) },
		...(reason !== undefined && { reason }),
		send_time: spaced(sentAt),
		...(status === 'REFUND' && { refund_time: spaced(changedAt), refund_amount: String(amount) }),
		...{ wishing, remark, act_name },
		...(status === 'RECEIVED' && { hblist: { hbinfo: { openid, amount: String(amount), rcv_time: spaced(changedAt) } } }),
	};
}

/** 2026-11-22 20:15:40, in Beijing. */
function spaced(ms: number): string {
	return beijingTime(ms).slice(0, 19).replace('T', ' ');
}
