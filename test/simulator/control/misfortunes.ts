import { accountOf, OrderError, type Routes } from './request';
import type { Fault } from '../world/faults';

const DAMAGES = ['expire', 'void', 'stick'];
const FAULT = ['path', 'errcode', 'code', 'message', 'status', 'body', 'badSignature', 'hang', 'drop', 'skip', 'times'];
const BAD_SIGNATURES = [undefined, true, 'missing', 'signtest', 'serial', 'timestamp'];

/** Dead tokens, failing calls and slow ones, to order. */
export const misfortunes: Routes = {
	'POST /simulator/tokens': (order) => {
		const account = accountOf(order);
		const action = String(order.body.action);
		if (!DAMAGES.includes(action)) throw new OrderError(`action is one of ${DAMAGES.join(', ')}`);
		order.world.tokens.damage(account.appid, action as 'expire' | 'void' | 'stick');
	},

	'POST /simulator/faults': ({ world, body }) => {
		const unknown = Object.keys(body).find((name) => !FAULT.includes(name));
		if (unknown) throw new OrderError(`${unknown} is unknown; there are ${FAULT.join(', ')}`);
		if (!BAD_SIGNATURES.includes(body.badSignature as string)) {
			throw new OrderError(`badSignature is one of ${BAD_SIGNATURES.slice(1).join(', ')}`);
		}
		if (typeof body.path !== 'string') throw new OrderError('path is missing');
		const text = typeof body.body === 'object' ? JSON.stringify(body.body) : (body.body as string | undefined);
		world.faults.add({ times: 1, ...body, body: text } as Fault);
	},

	'POST /simulator/latency': ({ world, body: { ms } }) => {
		if (typeof ms !== 'number' || !(ms >= 0)) throw new OrderError('ms must be a number of milliseconds, 0 for none');
		world.latency = ms;
	},

	'DELETE /simulator/faults': ({ world }) => world.faults.clear(),
};
