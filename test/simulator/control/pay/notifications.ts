import { EXAMPLE_NAMES, exampleOf } from '../../push/pay/example';
import { forge, isPayTamper, PAY_TAMPERS } from '../../push/pay/forge';
import { newNotification, type Notice, originalType } from '../../push/pay/notify';
import type { Merchant } from '../../world/pay/merchant';
import { registeredUrl } from '../../world/pay/registered';
import { type Order, OrderError, type Routes } from '../request';
import { deliver } from './deliver';
import { merchantOf, object, optional } from './request';
import { notifyV2 } from './v2';

/** What WeChat Pay told merchants, and what somebody else may tell them in its name. */
export const notifications: Routes = {
	'GET /simulator/notifications': ({ world, query }) =>
		world.notifications.filter(({ mchid }) => !query.mchid || mchid === query.mchid),

	'GET /simulator/examples': ({ world }) => {
		const [merchant] = world.merchants.values();
		return Object.fromEntries(EXAMPLE_NAMES.map((name) => [name, exampleOf(name, merchant)]));
	},

	/** One notification of any content, delivered as often as ordered and never again; those of v2 are repeated. */
	'POST /simulator/notify': async (order) => {
		const merchant = merchantOf(order);
		return order.body.v2 === undefined ? await notifyV3(order, merchant) : await notifyV2(order, merchant);
	},
};

async function notifyV3({ world, body }: Order, merchant: Merchant) {
	const { tamper } = body;
	if (tamper !== undefined && !isPayTamper(tamper)) throw new OrderError(`tamper is one of ${PAY_TAMPERS.join(', ')}`);
	const notice = noticeOf(body, merchant);
	const notification = newNotification(world, merchant, notice);
	if (tamper) notification.tamper = tamper;
	const make = () => forge(tamper, { merchant, notification, original_type: originalType(notice), now: world.now() });
	return await deliver(world, merchant, notification, { body, make });
}

function noticeOf(body: Record<string, unknown>, merchant: Merchant): Notice {
	const text = (name: string) => optional(body, name, 'string');
	const { event_type, resource, original_type } = contentOf(body, merchant);
	const url = text('url') ?? registeredUrl(merchant.registered, event_type ?? '');
	if (!url || !event_type) throw new OrderError(`${url ? 'event_type' : 'url'} is missing`);
	return { url, event_type, resource, id: text('id'), original_type: text('original_type') ?? original_type };
}

/** What is told: an example with changes, or whatever was ordered. */
function contentOf(body: Record<string, unknown>, merchant: Merchant) {
	const example = optional(body, 'example', 'string');
	if (example === undefined) {
		const event_type = optional(body, 'event_type', 'string');
		return { event_type, resource: object(body, 'resource'), original_type: undefined };
	}
	if (!EXAMPLE_NAMES.includes(example)) throw new OrderError(`No example ${example}; GET /simulator/examples lists them`);
	return exampleOf(example, merchant, body.resource === undefined ? {} : object(body, 'resource'));
}
