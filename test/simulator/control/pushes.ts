import { type PushOptions, push } from '../push/push';
import { isTamper } from '../push/tamper';
import { verify } from '../push/verify';
import { accountOf, OrderError, type Routes } from './request';

/** What followers do, and the console's check of the URL. */
export const pushes: Routes = {
	'POST /simulator/push': async (order) => {
		const account = accountOf(order);
		const { appid: _, times, tamper, limit, ...fields } = order.body;
		const { message, ...result } = await push(order.world, account, fields, options({ times, tamper, limit }));
		return { ...result, message: { ...message, ...(message.MsgId !== undefined && { MsgId: String(message.MsgId) }) } };
	},

	'POST /simulator/verify': async (order) => await verify(accountOf(order), order.world.now()),
};

function options({ times, tamper, limit }: Record<string, unknown>): PushOptions {
	if (tamper !== undefined && !isTamper(tamper)) {
		throw new OrderError('tamper is one of signature, body, timestamp, truncate, plaintext');
	}
	for (const [name, value] of Object.entries({ times, limit })) {
		if (value !== undefined && !(Number.isInteger(value) && (value as number) > 0))
			throw new OrderError(`${name} must be a number`);
	}
	return { times: times as number | undefined, tamper, limit: limit as number | undefined };
}
