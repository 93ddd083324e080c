import type { IDataObject } from 'n8n-workflow';
import { complaintItem, ordersOf } from '../../../protocol/pay/complaint';
import { merchantOf } from '../../../protocol/pay/merchant';
import { toYuan } from '../../../protocol/pay/money';
import { readSensitive } from '../../../protocol/pay/sensitive';
import type { Credentials } from '../../../transport/product';

/** What a complaint says of itself, under WeChat's names. */
const OWN = ['complaint_id', 'complaint_time', 'complaint_detail', 'problem_type', 'problem_description'];

const MORE = [
	...['user_complaint_times', 'incoming_user_response', 'complaint_full_refunded'],
	...['in_platform_service', 'need_immediate_service', 'is_agent_mode'],
];

/** A complaint as an item: the columns of whatever is about money, then its own (wechat-pay.md §3.8). */
export function complaintColumns(record: IDataObject, credentials: Credentials): IDataObject {
	const { apply_refund_amount: wanted } = record;
	const [service = {}] = (record.service_order_info ?? []) as IDataObject[];
	return {
		...complaintItem(record),
		...picked(record, OWN),
		apply_refund_fen: wanted ?? null,
		apply_refund_yuan: toYuan(wanted),
		payer_phone: readSensitive(record.payer_phone, merchantOf(credentials).privateKey),
		...picked(record, MORE),
		user_tags: listed((record.user_tag_list ?? []) as string[]),
		order_numbers: listed(ordersOf(record).flatMap(({ out_trade_no }) => (out_trade_no ? String(out_trade_no) : []))),
		service_order_number: service.out_order_no ?? null,
		picture_count: pictureUrls(record.complaint_media_list).length,
	};
}

/** The addresses of the pictures: of a complaint WeChat lists them by kind, of a step of its history there is one kind. */
export function pictureUrls(media: unknown): string[] {
	return [media ?? []].flat().flatMap((kind) => ((kind as IDataObject).media_url ?? []) as string[]);
}

function picked(record: IDataObject, names: string[]): IDataObject {
	return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}

function listed(texts: string[]): string | null {
	return texts.join(', ') || null;
}
