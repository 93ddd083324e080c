import { randomUUID } from 'node:crypto';
import events from '../../payEvents.json';
import type { Merchant } from '../../world/pay/merchant';
import type { Notification } from '../../world/pay/notification';
import type { World } from '../../world/world';
import { envelope } from './envelope';
import { judge } from './judge';
import { repeatsOf } from './repeats';
import { sendNotice } from './send';
import { type SignedNotice, signNotice } from './sign';

const WORDS = events as Record<string, { summary: string; original_type?: string } | undefined>;

export interface Notice {
	event_type: string;
	url: string;
	resource: Record<string, unknown>;
	id?: string;
	/** What the resource is; the event's own unless told. */
	original_type?: string;
	version?: 'v2';
}

/** Tells the merchant, again and again until it says that it has understood. */
export function notify(world: World, merchant: Merchant, notice: Notice) {
	const notification = newNotification(world, merchant, notice);
	const body = JSON.stringify(envelope(merchant, notification, originalType(notice)));
	return insist(world, merchant, notification, () => signNotice(merchant, body, world.now()));
}

/** Delivers what `make` makes until it is acknowledged, or WeChat Pay gives up. */
export function insist(world: World, merchant: Merchant, notification: Notification, make: () => SignedNotice) {
	// Of this world: a reset ends it, and brings new ones.
	const { timers } = world;
	const repeats = repeatsOf(notification.event_type);
	const attempt = async (): Promise<void> => {
		delete notification.nextTryAt;
		await addTry(world, notification, sendNotice(world, notification.url, make(), merchant.limit));
		const pause = repeats[notification.tries.length - 1];
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
	notification.acknowledged = judge(notification, tried) || notification.acknowledged;
	world.tell({ kind: 'pay', data: null });
}

/** A notification that nobody has got yet. */
export function newNotification(
	world: World,
	merchant: Merchant,
	{ event_type, url, resource, id, version }: Notice,
): Notification {
	const notification: Notification = {
		id: id ?? randomUUID(),
		mchid: merchant.mchid,
		...(version && { version }),
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
