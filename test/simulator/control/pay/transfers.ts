import { authorize, closeAuthorization, closeOverdue, end, payOut, type Told } from '../../push/pay/finishTransfer';
import type { Merchant } from '../../world/pay/merchant';
import { describeTransfer, type Transfer } from '../../world/pay/transfer';
import { type Authorization, describeAuthorization } from '../../world/pay/transferAuthorization';
import type { World } from '../../world/world';
import { OrderError, type Order, type Routes } from '../request';
import { merchantOf, object, optional } from './request';

/** What customers do with the money that they are sent (wechat-pay.md §3.6). */
export const transfers: Routes = {
	'GET /simulator/transfers': (asked) => {
		const merchant = merchantOf(asked);
		closeOverdue(asked.world, merchant);
		const { bills, authorizations, batches, delay } = merchant.transfers;
		return {
			balance: merchant.balance,
			delay,
			transfers: [...bills.values()].map(({ request: _request, ...transfer }) => transfer),
			authorizations: [...authorizations.values()].map(({ request: _request, ...authorization }) => authorization),
			batches: [...batches.values()].map(({ request: _request, ...batch }) => batch),
		};
	},

	'POST /simulator/transfers': async (asked) => {
		const { world, body } = asked;
		const merchant = merchantOf(asked);
		settings(merchant, body);
		const transfer = find([...merchant.transfers.bills.values()], body, ['out_bill_no', 'package_info']);
		if (!transfer) return { delay: merchant.transfers.delay };
		closeOverdue(world, merchant);
		if (transfer.state !== 'WAIT_USER_CONFIRM') throw new OrderError(`Transfer ${transfer.out_bill_no} is ${transfer.state}`);
		const told = act(asked, merchant, transfer);
		return { transfer: describeTransfer(merchant, transfer), notification: await first(told) };
	},

	'POST /simulator/authorizations': async (asked) => {
		const { world, body } = asked;
		const merchant = merchantOf(asked);
		const authorization = find([...merchant.transfers.authorizations.values()], body, ['out_authorization_no', 'package_info', 'authorization_id']);
		if (!authorization) throw new OrderError('out_authorization_no, authorization_id or package_info is missing');
		closeOverdue(world, merchant);
		const told = AUTHORIZATION_ACTS[choice(body, Object.keys(AUTHORIZATION_ACTS))](world, merchant, authorization);
		return { authorization: describeAuthorization(authorization), notification: await first(told) };
	},
};

function settings({ transfers: state }: Merchant, body: Record<string, unknown>): void {
	state.delay = optional(body, 'delay', 'number') ?? state.delay;
	if (body.realNames === undefined) return;
	for (const [openid, name] of Object.entries(object(body, 'realNames'))) state.realNames.set(openid, String(name));
}

function find<T extends object>(all: T[], body: Record<string, unknown>, names: string[]): T | undefined {
	const name = names.find((one) => body[one] !== undefined);
	if (!name) return undefined;
	const found = all.find((one) => (one as Record<string, unknown>)[name] === body[name]);
	if (!found) throw new OrderError(`Nothing with the ${name} ${String(body[name])}`);
	return found;
}

function choice(body: Record<string, unknown>, choices: string[]): string {
	const action = optional(body, 'action', 'string') ?? choices[0];
	if (choices.includes(action)) return action;
	throw new OrderError(`action is one of ${choices.join(', ')}`);
}

/** The customer confirms, or lets the day go by. */
function act({ world, body }: Order, merchant: Merchant, transfer: Transfer): Told {
	if (choice(body, ['confirm', 'expire']) === 'expire') return end(world, merchant, transfer, 'FAIL', 'OVERDUE_CLOSE');
	transfer.state = 'TRANSFERING';
	transfer.updatedAt = world.now();
	payOut(world, merchant, transfer, optional(body, 'fail_reason', 'string'));
	const asked = merchant.transfers.authorizations.get(transfer.out_authorization_no ?? '');
	return asked?.state === 'WAIT_USER_CONFIRM' && body.authorize !== false ? authorize(world, merchant, asked) : undefined;
}

type Act = (world: World, merchant: Merchant, authorization: Authorization) => Told;

const AUTHORIZATION_ACTS: Record<string, Act> = {
	authorize: (world, merchant, authorization) => {
		if (authorization.state !== 'WAIT_USER_CONFIRM') throw new OrderError(`The authorization is ${authorization.state}`);
		return authorize(world, merchant, authorization);
	},
	withdraw: (world, merchant, authorization) => {
		if (authorization.state !== 'TAKING_EFFECT') throw new OrderError(`The authorization is ${authorization.state}`);
		return closeAuthorization(world, merchant, authorization, 'USER_CLOSE');
	},
	expire: (world, merchant, authorization) => closeAuthorization(world, merchant, authorization, 'USER_OVERDUE_UNCONFIRMED'),
};

/** After the first try; null where nobody is told. */
async function first(told: Told) {
	if (!told) return null;
	await told.firstTry;
	return structuredClone(told.notification);
}
