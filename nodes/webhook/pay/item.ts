import type { IDataObject } from 'n8n-workflow';
import type { Notification } from '../../protocol/pay/notification';
import { payItem, valuesOf, type PayItem, type PayObject } from '../../protocol/pay/payItem';
import { v3ObjectOf } from '../../protocol/pay/v2Object';
import type { Details } from './details';

/** Under these names WeChat Pay says whose business it is; of a combined order, each part's. */
const MERCHANT = ['mchid', 'mch_id', 'sp_mchid', 'combine_mchid', 'stock_creator_mchid'];

/** One of a partner's shops: it may be all that a notification to the partner names. */
const SHOP = 'sub_mchid';

/** How the same event tells of different things. */
export type Variant = 'combine' | 'partner' | 'payment' | 'profitsharing';

/** The merchant who got a share of a payment: it is told to them, under the number of who shared (wechat-pay.md §2.6). */
export function receiverOf({ original_type, resource }: Notification): string | undefined {
	const { type, account } = (resource.receiver ?? {}) as PayObject;
	return original_type === 'profitsharing' && type === 'MERCHANT_ID' ? String(account) : undefined;
}

/** Whether a notification is about this merchant; where it names none, decrypting it has proved it. */
export function isFor(mchid: string, notification: Notification): boolean {
	if (receiverOf(notification) === mchid) return true;
	const { resource } = notification;
	return valuesOf(resource, MERCHANT).length === 0 || valuesOf(resource, [...MERCHANT, SHOP]).includes(mchid);
}

/** By which the trigger's *Events* choose. Somebody's share of a payment is reported under the payment's name (wechat-pay.md §2.5). */
export function eventOf({ event_type, original_type }: Notification): string {
	return original_type === 'profitsharing' && event_type.startsWith('TRANSACTION.') ? 'PROFITSHARING.SUCCESS' : event_type;
}

/**
 * The item of design.md §1: flat, the same keys for every notification, and the object's own texts, numbers and
 * lists under WeChat's names. `details` fill what the notification leaves open, and add columns of their own.
 */
export function notificationItem(notification: Notification, details?: Details): IDataObject {
	const { id, event_type, original_type, create_time, resource, is_verified, api_version } = notification;
	const told = api_version === 'v2' ? v3ObjectOf(resource) : resource;
	// When the card or the coupon was made is not when this happened.
	const { openid, unionid, appid, ...about } = filled(payItem({ ...told, create_time: undefined }), details?.fills);
	const own: IDataObject = {
		openid,
		unionid,
		appid,
		event: event_type,
		original_type,
		variant: variantOf(notification),
		...about,
		occurred_at: about.occurred_at ?? (create_time || null),
		dedup_key: id,
		is_verified,
		api_version,
		...details?.columns,
	};
	// Ours come first for the reader, and are not overwritten.
	return { ...own, ...flat(resource), ...own };
}

function variantOf({ event_type, original_type, resource }: Notification): Variant | null {
	if (original_type === 'profitsharing' || event_type.startsWith('PROFITSHARING.')) return 'profitsharing';
	if (!event_type.startsWith('TRANSACTION.')) return null;
	if (resource.combine_out_trade_no ?? resource.sub_orders) return 'combine';
	return (resource.sp_mchid ?? resource.sub_mch_id) ? 'partner' : 'payment';
}

function filled(item: PayItem, fills: Partial<PayItem> = {}): PayItem {
	return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value ?? fills[name as keyof PayItem] ?? null])) as unknown as PayItem;
}

/** Of a partner's payment the payer's two openids too: they are valid with different App IDs. */
function flat(resource: PayObject): IDataObject {
	const { sp_openid, sub_openid } = (resource.payer ?? {}) as PayObject;
	const kept = Object.entries({ sp_openid, sub_openid, ...resource }).filter(
		([, value]) => ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value),
	);
	return Object.fromEntries(kept) as IDataObject;
}
