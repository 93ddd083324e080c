import type { Account } from '../world/account';
import type { World } from '../world/world';

/** A request to the control API: what of WeChat's world its user wants to see or to happen. */
export interface Order {
	world: World;
	query: Record<string, string>;
	body: Record<string, unknown>;
}

/** By method and path; answers JSON. */
export type Routes = Record<string, (order: Order) => unknown>;

/** The user of the control API made a mistake: HTTP 400. */
export class OrderError extends Error {}

/** The account that the order names. */
export function accountOf({ world, body, query }: Order): Account {
	const appid = String(body.appid ?? query.appid ?? '');
	const account = world.accounts.get(appid);
	if (account) return account;
	const known = [...world.accounts.keys()].join(', ');
	throw new OrderError(appid ? `No account ${appid}; there are ${known}` : `appid is missing; there are ${known}`);
}
