import type { IDataObject } from 'n8n-workflow';
import type { Notification } from '../../protocol/pay/notification';
import { partsOf, payItem } from '../../protocol/pay/payItem';

/** Under these names WeChat Pay says whose business it is; of a combined order, each part's. */
const MERCHANT = ['mchid', 'mch_id', 'sp_mchid', 'combine_mchid', 'stock_creator_mchid'];

/** One of a partner's shops: it may be all that a notification to the partner names. */
const SHOP = 'sub_mchid';

/** Whether a notification is about this merchant; where it names none, decrypting it has proved it. */
export function isFor(mchid: string, { resource }: Notification): boolean {
	const under = (names: string[]) => [resource, ...partsOf(resource)].flatMap((part) => names.map((name) => part[name])).filter(Boolean);
	return under(MERCHANT).length === 0 || under([...MERCHANT, SHOP]).map(String).includes(mchid);
}

/** The item of design.md §1: flat, the same keys for every notification, and the object's own scalars under WeChat's names. */
export function notificationItem({ id, event_type, original_type, create_time, resource }: Notification): IDataObject {
	const { openid, unionid, appid, ...about } = payItem(resource);
	const own: IDataObject = {
		openid,
		unionid,
		appid,
		event: event_type,
		original_type,
		...about,
		occurred_at: about.occurred_at ?? (create_time || null),
		dedup_key: id,
	};
	// Ours come first for the reader, and are not overwritten.
	return { ...own, ...scalars(resource), ...own };
}

function scalars(resource: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(resource).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
	) as IDataObject;
}
