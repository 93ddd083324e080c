import { encryptField } from '../../http/payCipher';
import { beijingTime } from '../time';
import type { Entry } from './complaintHistory';
import { imageUrl } from './media';
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
	/** The customer's pictures, by media_id. */
	pictures: string[];
	tags: string[];
	/** The customer is waiting for an answer that comes at once. */
	urgent: boolean;
	/** Oldest first. */
	history: Entry[];
	/** What the merchant said to the refund that is wanted. */
	verdict?: 'APPROVE' | 'REJECT';
	/** Answers at once, by idempotent_id. */
	replies: Map<string, { request: string; log_id: string }>;
}

/** Of whose sale it is. */
export function complainedOf({ mchid }: Merchant, { order }: Complaint): string {
	return order?.sub_mchid ?? mchid;
}

/** The full record: GET /v3/merchant-service/complaints-v2/{complaint_id}. Only the merchant can read the phone. */
export function describeComplaint(url: string, merchant: Merchant, complaint: Complaint): Record<string, unknown> {
	return { ...describeInList(url, merchant, complaint), payer_openid: complaint.openid };
}

/** The same in a list, which does not say whose openid it is. */
export function describeInList(url: string, merchant: Merchant, complaint: Complaint): Record<string, unknown> {
	const { complaint_id, createdAt, text, state, phone, times, unanswered, refund, order, pictures, tags, urgent } = complaint;
	return {
		complaint_id,
		complaint_time: beijingTime(createdAt),
		complaint_detail: text,
		complaint_state: state,
		complainted_mchid: complainedOf(merchant, complaint),
		payer_phone: encryptField(merchant.privateKey, phone),
		complaint_media_list:
			pictures.length > 0 ? [{ media_type: 'USER_COMPLAINT_IMAGE', media_url: pictures.map((id) => imageUrl(url, id)) }] : [],
		complaint_order_info: order ? [orderInfo(order)] : [],
		service_order_info: [],
		complaint_full_refunded: order !== undefined && refunded(order) >= order.total,
		incoming_user_response: unanswered,
		user_complaint_times: times,
		problem_description: refund === undefined ? '商家服务问题' : '申请退款',
		problem_type: refund === undefined ? 'OTHERS' : 'REFUND',
		...(refund !== undefined && { apply_refund_amount: refund }),
		user_tag_list: tags,
		in_platform_service: false,
		need_immediate_service: urgent,
	};
}

function orderInfo({ transaction_id, out_trade_no, total }: Order) {
	return { transaction_id, out_trade_no, amount: total };
}
