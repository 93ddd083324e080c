import { randomUUID } from 'node:crypto';
import events from '../../payEvents.json';
import type { Merchant } from '../../world/pay/merchant';
import type { Notification } from '../../world/pay/notification';
import type { World } from '../../world/world';
import { envelope } from './envelope';
import { isAcknowledged, sendNotice } from './send';
import { signNotice } from './sign';

/** "15 s, 15 s, 30 s, 3 m, 10 m, 20 m, 30 m, 30 m, 30 m, 60 m, 3 h, 3 h, 3 h, 6 h, 6 h" (wechat-pay.md §2.2). */
const REPEATS_S = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600];

const WORDS = events as Record<string, { summary: string; original_type?: string } | undefined>;

export interface Notice {
	event_type: string;
	url: string;
	resource: Record<string, unknown>;
	id?: string;
	/** What the resource is; the event's own unless told. */
	original_type?: string;
}

/** Tells the merchant, again and again until it says that it has understood. */
export function notify(world: World, merchant: Merchant, notice: Notice) {
	// Of this world: a reset ends it, and brings new ones.
	const { timers } = world;
	const notification = newNotification(world, merchant, notice);
	const body = JSON.stringify(envelope(merchant, notification, originalType(notice)));
	const attempt = async (): Promise<void> => {
		delete notification.nextTryAt;
		const signed = signNotice(merchant, body, world.now());
		await addTry(world, notification, sendNotice(world, notification.url, signed, merchant.limit));
		const pause = REPEATS_S[notification.tries.length - 1];
		if (notification.acknowledged || pause === undefined || timers.signal.aborted) return;
		const ms = pause * 1000 * merchant.pace;
		notification.nextTryAt = Date.now() + ms;
		timers.after(ms, () => void attempt());
	};
	return { notification, firstTry: attempt() };
}

/** Keeps what a try came to. */
export async function addTry(
	world: World,
	notification: Notification,
	sending: ReturnType<typeof sendNotice>,
): Promise<void> {
	const tried = await sending;
	notification.tries.push(tried);
	notification.acknowledged ||= isAcknowledged(tried);
	world.tell({ kind: 'pay', data: null });
}

/** A notification that nobody has got yet. */
export function newNotification(
	world: World,
	merchant: Merchant,
	{ event_type, url, resource, id }: Notice,
): Notification {
	const notification: Notification = {
		id: id ?? randomUUID(),
		mchid: merchant.mchid,
		event_type,
		summary: WORDS[event_type]?.summary ?? event_type,
		url,
		createdAt: world.now(),
		resource,
		tries: [],
		acknowledged: false,
	};
	world.notifications.push(notification);
	return notification;
}

export function originalType({ event_type, original_type }: Notice): string {
	return original_type ?? WORDS[event_type]?.original_type ?? event_type.split('.')[0].toLowerCase();
}
