import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { decryptSensitive } from '../../protocol/pay/cipher';
import type { Merchant } from '../../protocol/pay/merchant';
import type { Notification } from '../../protocol/pay/notification';
import { payItem, type PayItem } from '../../protocol/pay/payItem';
import { toYuan } from '../../protocol/pay/money';
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
			const [first = {}] = (answer.complaint_order_info ?? []) as IDataObject[];
			const { payer_openid, complainted_mchid, complaint_state } = answer as Record<string, string | undefined>;
			const fen = Number.isSafeInteger(first.amount) ? (first.amount as number) : null;
			return {
				fills: {
					openid: payer_openid,
					status: complaint_state,
					mchid: complainted_mchid,
					out_trade_no: first.out_trade_no as string,
					transaction_id: first.transaction_id as string,
					amount_fen: fen,
					amount_yuan: toYuan(fen),
				},
				columns: columnsOf({ ...answer, payer_phone: phoneIn(answer.payer_phone, merchant) }, null),
			};
		},
	};
}

function columnsOf(record: IDataObject, missing: string | null): IDataObject {
	return { details_missing: missing, ...Object.fromEntries(COMPLAINT.map((name) => [name, record[name] ?? null])) };
}

/** It is encrypted for the merchant (wechat-pay.md §1.6); nobody has to tell a number. */
function phoneIn(encrypted: unknown, { privateKey }: Merchant): string | null {
	try {
		return encrypted ? decryptSensitive(String(encrypted), privateKey) : null;
	} catch {
		return null;
	}
}
