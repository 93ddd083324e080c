import type { KeyObject } from 'node:crypto';
import { jsonObject } from '../json';
import { translatingOnly } from '../translating';
import { decryptResource, Undecipherable, type EncryptedResource } from './cipher';
import { checkSignature, NotAuthentic, signatureIn } from './signature';

/** Notifications have a few kilobytes. */
const MOST_BYTES = 256 * 1024;

/** As WeChat Pay names its keys. */
const KEY_ID = /^(PUB_KEY_ID_\w{1,53}|[0-9A-F]{1,64})$/i;

/** A notification, verified and decrypted (wechat-pay.md §2.1). */
export interface Notification {
	/** The same for every repeat. */
	id: string;
	event_type: string;
	/** RFC 3339. */
	create_time: string;
	summary: string;
	/** `transaction`, `refund` …; some have none. */
	original_type: string | null;
	/** What it is about, with WeChat's names. */
	resource: Record<string, unknown>;
	/** Of this delivery: a second request with the same one is a replay. The old XML interface has none. */
	signature?: string;
	/** `v2` is the old XML interface. */
	api_version: 'v2' | 'v3';
	/** Whether a signature, or WeChat Pay when asked, has proved it. */
	is_verified: boolean;
}

/**
 * Verifies, decrypts and parses, in this order.
 * @param keyOf finds WeChat's key by its id or serial number
 * @param now seconds since 1970
 * @throws NotAuthentic
 */
export async function openNotification(
	request: { headers: Record<string, unknown>; body: Buffer },
	apiV3Key: string,
	keyOf: (serial: string) => Promise<KeyObject | undefined>,
	now: number,
): Promise<Notification> {
	const { headers, body } = request;
	if (body.length > MOST_BYTES) throw new NotAuthentic('It is larger than any notification.');
	const signature = signatureIn(headers, now);
	const key = await keyOf(signature.serial);
	if (!key) throw new NotAuthentic(`It is signed with a key that the credential does not have${quoted(signature.serial)}.`);
	checkSignature(signature, body, key);
	const envelope = objectIn(body.toString('utf8'));
	const encrypted = envelope.resource as (EncryptedResource & { original_type?: string }) | undefined;
	if (!encrypted || typeof encrypted !== 'object') throw new NotAuthentic('It has no resource.');
	return {
		id: String(envelope.id ?? ''),
		event_type: String(envelope.event_type ?? ''),
		create_time: String(envelope.create_time ?? ''),
		summary: String(envelope.summary ?? ''),
		original_type: encrypted.original_type ?? null,
		resource: objectIn(decrypted(encrypted, apiV3Key)),
		signature: signature.signature,
		api_version: 'v3',
		is_verified: true,
	};
}

/** A stranger's words belong in no log. */
function quoted(serial: string): string {
	return KEY_ID.test(serial) ? ` (${serial})` : '';
}

function decrypted(resource: EncryptedResource, apiV3Key: string): string {
	return translatingOnly(
		Undecipherable,
		() => decryptResource(resource, apiV3Key),
		({ message }) => new NotAuthentic(message),
	);
}

function objectIn(text: string): Record<string, unknown> {
	const object = jsonObject(text);
	if (object) return object;
	throw new NotAuthentic('It is not the JSON that WeChat sends.');
}
