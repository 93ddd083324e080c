import type { SignType } from '../../../http/payV2';
import type { Merchant } from '../../../world/pay/merchant';
import type { World } from '../../../world/world';
import { newNotification } from '../notify';
import type { SignedNotice } from '../sign';
import { v2Fields, type V2Changes, type V2Kind } from './fields';
import { forgeV2, type V2Tamper } from './forge';

export interface V2Order {
	kind: V2Kind;
	url: string;
	/** What signs a payment; named in it too, if it was ordered. */
	signType?: SignType;
	fields: V2Changes;
	tamper?: V2Tamper;
}

/**
 * A v2 notice ready to be delivered: the same bytes at every try (wechat-pay.md §2.8).
 * Undefined where this kind cannot be forged so.
 */
export function v2Notice(world: World, merchant: Merchant, { kind, url, signType, fields, tamper }: V2Order) {
	const named: V2Changes = kind === 'payment' && signType ? { sign_type: signType } : {};
	const account = world.accounts.get(merchant.appids[0] ?? '');
	const made = v2Fields(kind, merchant, account, { ...named, ...fields }, world.now());
	const body = forgeV2(tamper, { ...made, apiV2Key: merchant.apiV2Key, signType: signType ?? 'MD5' });
	if (body === undefined) return undefined;
	const resource = { ...made.outer, ...made.inner };
	const notification = newNotification(world, merchant, { event_type: `v2.${kind}`, url, resource, version: 'v2' });
	if (tamper) notification.tamper = tamper;
	return { notification, notice: wire(body) };
}

function wire(body: string): SignedNotice {
	return { headers: { 'Content-Type': 'text/xml', 'User-Agent': 'Mozilla/4.0', Accept: '*/*', Connection: 'close' }, body };
}
