import { encryptResource } from '../../http/payCipher';
import type { Merchant } from '../../world/pay/merchant';
import type { Notification } from '../../world/pay/notification';
import { beijingTime } from '../../world/time';

/** A notification as it goes over the wire (wechat-pay.md §2.1). */
export interface Envelope {
	id: string;
	create_time: string;
	resource_type: string;
	event_type: string;
	summary: string;
	resource: Record<string, string>;
}

/** Encrypts what is told. `key`: another APIv3 key than the merchant's, for forgeries. */
export function envelope(
	{ apiV3Key }: Merchant,
	{ id, createdAt, event_type, summary, resource }: Omit<Notification, 'tries'>,
	original_type: string,
	key = apiV3Key,
): Envelope {
	const { algorithm, ciphertext, associated_data, nonce } = encryptResource(
		key,
		JSON.stringify(resource),
		original_type.slice(0, 15),
	);
	return {
		id,
		create_time: beijingTime(createdAt),
		resource_type: 'encrypt-resource',
		event_type,
		summary,
		resource: { original_type, algorithm, ciphertext, associated_data, nonce },
	};
}
