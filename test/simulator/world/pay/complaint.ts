import { encryptField } from '../../http/payCipher';
import { beijingTime } from '../time';
import type { Merchant } from './merchant';
import { type Order, refunded } from './order';

/** What a customer complains of (wechat-pay.md §3.8). */
export interface Complaint {
	complaint_id: string;
	createdAt: number;
	text: string;
	state: 'PENDING' | 'PROCESSING' | 'PROCESSED';
	openid: string;
	phone: string;
	/** How often: each time they go on it is one more. */
	times: number;
	/** They wrote, and nobody answered yet. */
	unanswered: boolean;
	/** Fen that they want back. */
	refund?: number;
	order?: Order;
}

/** The full record: GET /v3/merchant-service/complaints-v2/{complaint_id}. Only the merchant can read the phone. */
export function describeComplaint({ mchid, privateKey }: Merchant, complaint: Complaint): Record<string, unknown> {
	const { complaint_id, createdAt, text, state, openid, phone, times, unanswered, refund, order } = complaint;
	return {
		complaint_id,
		complaint_time: beijingTime(createdAt),
		complaint_detail: text,
		complaint_state: state,
		complainted_mchid: order?.sub_mchid ?? mchid,
		payer_phone: encryptField(privateKey, phone),
		payer_openid: openid,
		complaint_media_list: [],
		complaint_order_info: order ? [orderInfo(order)] : [],
		service_order_info: [],
		complaint_full_refunded: order !== undefined && refunded(order) >= order.total,
		incoming_user_response: unanswered,
		user_complaint_times: times,
		problem_description: refund === undefined ? '商家服务问题' : '申请退款',
		problem_type: refund === undefined ? 'OTHERS' : 'REFUND',
		...(refund !== undefined && { apply_refund_amount: refund }),
		user_tag_list: [],
		in_platform_service: false,
		need_immediate_service: false,
	};
}

function orderInfo({ transaction_id, out_trade_no, total }: Order) {
	return { transaction_id, out_trade_no, amount: total };
}
