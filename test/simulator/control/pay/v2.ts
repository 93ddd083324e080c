import { SIGN_TYPES, type SignType } from '../../http/payV2';
import { insist } from '../../push/pay/notify';
import type { V2Changes, V2Kind } from '../../push/pay/v2/fields';
import { isV2Tamper, V2_TAMPERS } from '../../push/pay/v2/forge';
import { v2Notice, type V2Order } from '../../push/pay/v2/notice';
import type { Merchant } from '../../world/pay/merchant';
import { type Order, OrderError } from '../request';
import { deliver } from './deliver';
import { object, optional } from './request';

const KINDS: V2Kind[] = ['payment', 'refund'];

/** A v2 notice: a true one until it is acknowledged, a forged one or several (`times`) as often as ordered. */
export async function notifyV2({ world, body }: Order, merchant: Merchant) {
	const made = v2Notice(world, merchant, orderOf(body));
	if (!made) throw new OrderError(`A ${String(body.v2)} cannot be forged by ${String(body.tamper)}`);
	const { notification, notice } = made;
	if (body.tamper !== undefined || body.times !== undefined) {
		return await deliver(world, merchant, notification, { body, make: () => notice });
	}
	await insist(world, merchant, notification, () => notice).firstTry;
	const { id, tries } = structuredClone(notification);
	return { id, tries };
}

function orderOf(body: Record<string, unknown>): V2Order {
	const kind = oneOf(body, 'v2', KINDS);
	if (!kind) throw new OrderError(`v2 is one of ${KINDS.join(', ')}`);
	const url = optional(body, 'url', 'string');
	if (!url) throw new OrderError('url is missing');
	const { tamper } = body;
	if (tamper !== undefined && !isV2Tamper(tamper)) throw new OrderError(`tamper is one of ${V2_TAMPERS.join(', ')}`);
	const fields = body.fields === undefined ? {} : (object(body, 'fields') as V2Changes);
	return { kind, url, signType: oneOf<SignType>(body, 'signType', SIGN_TYPES), fields, tamper };
}

function oneOf<T extends string>(body: Record<string, unknown>, name: string, allowed: T[]): T | undefined {
	const value = body[name];
	if (value === undefined || allowed.includes(value as T)) return value as T | undefined;
	throw new OrderError(`${name} is one of ${allowed.join(', ')}`);
}
