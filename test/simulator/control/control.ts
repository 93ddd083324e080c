import { json, type Incoming, type Outgoing } from '../http/message';
import type { World } from '../world/world';
import { accounts } from './accounts';
import { answers } from './answers';
import { comments } from './comments';
import { customerService } from './customerService';
import { followers } from './followers';
import { menus } from './menus';
import { misfortunes } from './misfortunes';
import { authCodes } from './pay/authCodes';
import { complaints } from './pay/complaints';
import { days } from './pay/days';
import { merchants } from './pay/merchants';
import { notifications } from './pay/notifications';
import { orders } from './pay/orders';
import { profitShares } from './pay/profitShares';
import { redPackets } from './pay/redPackets';
import { transfers } from './pay/transfers';
import { publishing } from './publishing';
import { pushes } from './pushes';
import { records } from './records';
import { scans } from './scans';
import { templates } from './templates';
import { visits } from './visits';
import { OrderError, type Routes } from './request';

const ROUTES: Routes = {
	...accounts,
	...answers,
	...followers,
	...comments,
	...customerService,
	...publishing,
	...pushes,
	...scans,
	...templates,
	...visits,
	...menus,
	...merchants,
	...days,
	...orders,
	...profitShares,
	...authCodes,
	...redPackets,
	...complaints,
	...transfers,
	...notifications,
	...misfortunes,
	...records,
};

/** The control API: JSON under /simulator/, for the page, the tests and the demo. */
export async function answerControl(world: World, { method, path, query, body }: Incoming): Promise<Outgoing> {
	const route = Object.hasOwn(ROUTES, `${method} ${path}`) ? ROUTES[`${method} ${path}`] : undefined;
	if (!route) return json({ error: `No ${method} ${path}`, routes: Object.keys(ROUTES) }, 404);
	try {
		return json((await route({ world, query, body: parse(body) })) ?? { ok: true });
	} catch (error) {
		if (error instanceof OrderError) return json({ error: error.message }, 400);
		throw error;
	}
}

function parse(body: Buffer): Record<string, unknown> {
	if (body.length === 0) return {};
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
	} catch {
		// Refused below, like every other body that is no object.
	}
	throw new OrderError('The body must be a JSON object');
}
