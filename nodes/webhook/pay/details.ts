import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { complaintItem } from '../../protocol/pay/complaint';
import type { Merchant } from '../../protocol/pay/merchant';
import type { Notification } from '../../protocol/pay/notification';
import { payItem, type PayItem } from '../../protocol/pay/payItem';
import { readSensitive } from '../../protocol/pay/sensitive';
import { v3ObjectOf } from '../../protocol/pay/v2Object';
import { Client } from '../../transport/client';
import type { WireRequest } from '../../transport/request';
import { wechatPay } from '../../transport/wechatPay';
import { inTime, once } from '../inTime';

/** What was looked up for a notification. */
export interface Details {
	/** For columns that the notification leaves empty. */
	fills: Partial<PayItem>;
	/** Of their own; the same in every item. */
	columns: IDataObject;
	/** WeChat Pay's answer, untouched. */
	raw: IDataObject | null;
}

/** What a complaint's record says, under WeChat's names (GET /v3/merchant-service/complaints-v2/{complaint_id}). */
const COMPLAINT = [
	...['complaint_detail', 'complaint_state', 'complaint_time', 'complainted_mchid', 'payer_phone', 'problem_type', 'problem_description'],
	...['apply_refund_amount', 'user_complaint_times', 'incoming_user_response', 'complaint_full_refunded', 'complaint_order_info'],
];

/** Who complains of whom, and about which order. */
const OF_COMPLAINT = ['openid', 'status', 'mchid', 'out_trade_no', 'transaction_id', 'amount_fen', 'amount_yuan'] as const;

/** Of a refund's order: who paid, with what note. The amounts are told by the refund itself, but not all by the old XML interface. */
const OF_ORDER = ['openid', 'unionid', 'appid', 'attach', 'paid_yuan', 'currency'] as const;

/**
 * What a notification does not say: of a refund the payer, of a complaint its text (option *Add Details*).
 * What does not come in time stays null, and `details_missing` says why.
 * @param until ms since 1970
 */
export async function detailsOf(notification: Notification, merchant: Merchant, context: IWebhookFunctions, until: number): Promise<Details> {
	const lookUp = lookUpFor(notification, merchant);
	if (!lookUp) return { fills: {}, columns: columnsOf({}, null), raw: null };
	const client = new Client(context, wechatPay);
	const found = await inTime(async () => await client.json(once(lookUp.request, until)), until, wechatPay.name);
	if (typeof found === 'string') return { fills: {}, columns: columnsOf({}, found), raw: null };
	return { ...lookUp.read(found), raw: found };
}

interface LookUp {
	request: WireRequest;
	read(answer: IDataObject): Pick<Details, 'columns' | 'fills'>;
}

function lookUpFor({ event_type, api_version, resource }: Notification, merchant: Merchant): LookUp | undefined {
	if (event_type.startsWith('COMPLAINT.')) return complaint(String(resource.complaint_id), merchant);
	if (event_type.startsWith('REFUND.')) return order(api_version === 'v2' ? v3ObjectOf(resource) : resource, merchant);
	return undefined;
}

function order({ transaction_id, out_trade_no, sp_mchid, sub_mchid }: Record<string, unknown>, { mchid }: Merchant): LookUp {
	const number = transaction_id ? `id/${encodeURIComponent(String(transaction_id))}` : `out-trade-no/${encodeURIComponent(String(out_trade_no))}`;
	const isPartner = Boolean(sp_mchid ?? sub_mchid);
	return {
		request: {
			method: 'GET',
			path: `/v3/pay/${isPartner ? 'partner/' : ''}transactions/${number}`,
			query: isPartner ? { sp_mchid: String(sp_mchid ?? mchid), sub_mchid: String(sub_mchid) } : { mchid },
		},
		read: (answer) => {
			const item = payItem(answer);
			return { fills: Object.fromEntries(OF_ORDER.map((name) => [name, item[name]])), columns: columnsOf({}, null) };
		},
	};
}

function complaint(complaintId: string, merchant: Merchant): LookUp {
	return {
		request: { method: 'GET', path: `/v3/merchant-service/complaints-v2/${encodeURIComponent(complaintId)}` },
		read: (answer) => {
			const item = complaintItem(answer);
			return {
				fills: Object.fromEntries(OF_COMPLAINT.map((name) => [name, item[name]])),
				columns: columnsOf({ ...answer, payer_phone: readSensitive(answer.payer_phone, merchant.privateKey) }, null),
			};
		},
	};
}

function columnsOf(record: IDataObject, missing: string | null): IDataObject {
	return { details_missing: missing, ...Object.fromEntries(COMPLAINT.map((name) => [name, record[name] ?? null])) };
}
