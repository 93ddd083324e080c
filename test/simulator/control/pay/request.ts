import type { Merchant } from '../../world/pay/merchant';
import { type Order, OrderError } from '../request';

/** The merchant that the order names; where there is one only, it need not. */
export function merchantOf({ world, body, query }: Order): Merchant {
	const mchid = body.mchid ?? query.mchid;
	const [only, ...others] = world.merchants.values();
	if (mchid === undefined && others.length === 0) return only;
	const merchant = world.merchants.get(String(mchid));
	if (merchant) return merchant;
	const known = [...world.merchants.keys()].join(', ');
	throw new OrderError(
		mchid === undefined ? `mchid is missing; there are ${known}` : `No merchant ${String(mchid)}; there are ${known}`,
	);
}

/** A field of the body that must be an object. */
export function object(body: Record<string, unknown>, name: string): Record<string, unknown> {
	const value = body[name];
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
	throw new OrderError(`${name} must be an object`);
}

interface Types {
	string: string;
	number: number;
}

/** A field of the body that may be left out. */
export function optional<K extends keyof Types>(
	body: Record<string, unknown>,
	name: string,
	type: K,
): Types[K] | undefined {
	const value = body[name];
	if (value === undefined || typeof value === type) return value as Types[K] | undefined;
	throw new OrderError(`${name} must be a ${type}`);
}
