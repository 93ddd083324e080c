import { example, exampleNames, isSentTo } from '../push/examples';
import { type PushOptions, push } from '../push/push';
import type { PushMessage } from '../push/seal';
import { isTamper } from '../push/tamper';
import { verify } from '../push/verify';
import type { Account } from '../world/account';
import { openidOf } from '../world/follower';
import { accountOf, OrderError, type Routes } from './request';

/** What an example would say of a message and its files: these are new every time, and the files are there to be fetched. */
const MADE_NEW = ['MsgId', 'MediaId', 'ThumbMediaId', 'PicUrl'];

/** The messages whose files the simulator keeps. */
const WITH_FILES = ['image', 'voice', 'video', 'shortvideo'];

/** What followers do, and the console's check of the URL. */
export const pushes: Routes = {
	'POST /simulator/push': async (order) => {
		const account = accountOf(order);
		const { appid: _, times, tamper, limit, example: name, ...given } = order.body;
		const fields = name === undefined ? given : { ...fromExample(name, account, given), ...given };
		const { message, ...result } = await push(order.world, account, fields, options({ times, tamper, limit }));
		return { ...result, message: { ...message, ...(message.MsgId !== undefined && { MsgId: String(message.MsgId) }) } };
	},

	'POST /simulator/verify': async (order) => await verify(accountOf(order), order.world.now()),
};

function fromExample(name: unknown, account: Account, given: Record<string, unknown>): PushMessage {
	if (typeof name !== 'string' || !exampleNames.includes(name)) {
		throw new OrderError(`No example ${String(name)}; there are ${exampleNames.join(', ')}`);
	}
	if (!isSentTo(name, account)) throw new OrderError(`WeChat does not send ${name} to ${account.name} (${account.type})`);
	const openid = String(given.openid ?? openidOf(account.appid, Math.max(1, account.followersMade)));
	const fields = Object.entries(example(name, account, openid));
	const isNew = (field: string) => field === 'MsgId' || WITH_FILES.includes(name.split('.')[1]);
	return { openid, ...Object.fromEntries(fields.filter(([field]) => !(MADE_NEW.includes(field) && isNew(field)))) };
}

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
