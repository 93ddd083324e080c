import { forge, isPayTamper, PAY_TAMPERS, type PayTamper } from '../../push/pay/forge';
import { addTry, newNotification, type Notice, originalType } from '../../push/pay/notify';
import { sendNotice } from '../../push/pay/send';
import { OrderError, type Routes } from '../request';
import { merchantOf, optional } from './request';

/** What WeChat Pay told merchants, and what somebody else may tell them in its name. */
export const notifications: Routes = {
	'GET /simulator/notifications': ({ world, query }) =>
		world.notifications.filter(({ mchid }) => !query.mchid || mchid === query.mchid),

	/** One notification of any content, delivered as often as ordered and never again. */
	'POST /simulator/notify': async (order) => {
		const { world, body } = order;
		const merchant = merchantOf(order);
		const { tamper } = body;
		if (tamper !== undefined && !isPayTamper(tamper))
			throw new OrderError(`tamper is one of ${PAY_TAMPERS.join(', ')}`);
		const notice = noticeOf(body);
		const notification = newNotification(world, merchant, notice);
		if (tamper) notification.tamper = tamper;
		const make = () => forge(tamper, { merchant, notification, original_type: originalType(notice), now: world.now() });
		for (const signed of deliveries(tamper, optional(body, 'times', 'number') ?? 1, make)) {
			await addTry(world, notification, sendNotice(world, notification.url, signed, merchant.limit));
		}
		const { id, tries } = notification;
		return { id, tries };
	},
};

/** Each is signed anew, except that a replay is the same bytes twice. */
function* deliveries<T>(tamper: PayTamper | undefined, times: number, make: () => T): Generator<T> {
	for (let n = 0; n < times; n++) {
		const signed = make();
		yield signed;
		if (tamper === 'replay') yield signed;
	}
}

function noticeOf(body: Record<string, unknown>): Notice {
	const text = (name: string) => optional(body, name, 'string');
	const [url, event_type] = [text('url'), text('event_type')];
	if (!url || !event_type) throw new OrderError(`${url ? 'event_type' : 'url'} is missing`);
	const { resource } = body;
	if (typeof resource !== 'object' || resource === null) throw new OrderError('resource must be an object');
	return {
		...{ url, event_type, resource: resource as Record<string, unknown> },
		id: text('id'),
		original_type: text('original_type'),
	};
}
