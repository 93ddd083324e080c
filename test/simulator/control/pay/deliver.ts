import { addTry } from '../../push/pay/notify';
import { sendNotice } from '../../push/pay/send';
import type { SignedNotice } from '../../push/pay/sign';
import type { Merchant } from '../../world/pay/merchant';
import type { Notification } from '../../world/pay/notification';
import type { World } from '../../world/world';
import { optional } from './request';

/** Delivers it as often as ordered. Each is made anew, except that a replay is the same bytes twice. */
export async function deliver(
	world: World,
	{ limit }: Merchant,
	notification: Notification,
	{ body, make }: { body: Record<string, unknown>; make: () => SignedNotice },
) {
	const times = optional(body, 'times', 'number') ?? 1;
	for (let n = 0; n < times; n++) {
		const notice = make();
		for (let again = body.tamper === 'replay' ? 2 : 1; again > 0; again--) {
			await addTry(world, notification, sendNotice(world, notification.url, notice, limit));
		}
	}
	const { id, tries } = notification;
	return { id, tries };
}
