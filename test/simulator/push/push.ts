import { randomInt } from 'node:crypto';
import type { Account } from '../world/account';
import { transfer } from '../world/customerService';
import { openidOf } from '../world/follower';
import type { World } from '../world/world';
import { deliver, type Delivery, type Options } from './deliver';
import { takeEffect } from './effects';
import { inventMedia } from './inventedMedia';
import type { PushMessage } from './seal';

export interface PushOptions extends Options {
	/** How often the very same push comes; WeChat is known to repeat itself. */
	times?: number;
}

export interface PushResult extends Delivery {
	/** The push as it was before sealing. */
	message: PushMessage;
	/** What the repeats got. */
	repeats: Delivery[];
}

const NOT_DELIVERED: Delivery = { tries: [], reply: null, outcome: 'empty' };
/** After these the follower is told when the account has no answer (B.4: "to a user message"; seen for menu taps too). */
const AWAITS_ANSWER = (message: PushMessage) =>
	message.MsgType !== 'event' || String(message.Event).toUpperCase() === 'CLICK';

/** A follower does something: WeChat takes note of it and tells the account. */
export async function push(
	world: World,
	account: Account,
	fields: PushMessage,
	options: PushOptions = {},
): Promise<PushResult> {
	const message = complete(world, account, fields);
	// What a forger sends did not happen.
	if (!options.tamper) takeEffect(world, account, message);
	const deliveries: Delivery[] = [];
	while (deliveries.length < (options.times ?? 1)) {
		const delivery = account.callback.url ? await deliver(account, message, () => world.now(), options) : NOT_DELIVERED;
		deliveries.push(delivery);
		if (!options.tamper) show(world, account, message, delivery);
	}
	const [first, ...repeats] = deliveries;
	return { message, ...first, repeats };
}

/** Fills in what every push has (wechat-api.md B.5): MsgId for messages only. */
function complete(world: World, account: Account, { openid, ...fields }: PushMessage): PushMessage {
	const { MsgType = 'text', ...rest } = fields;
	const message: PushMessage = {
		ToUserName: account.ghId,
		FromUserName: openid ?? openidOf(account.appid, Math.max(1, account.followersMade)),
		CreateTime: Math.floor(world.now() / 1000),
		MsgType,
		...inventMedia(world, account, { MsgType, ...rest }),
	};
	if (MsgType !== 'event') message.MsgId = BigInt(String(rest.MsgId ?? newMsgId()));
	return message;
}

/** 17 to 19 digits and no double: it must come through exactly. */
function newMsgId(): string {
	return `2${randomInt(1e8, 1e9)}${randomInt(1e8, 1e9)}`.slice(0, -1) + '7';
}

function show(world: World, account: Account, message: PushMessage, { outcome, reply }: Delivery): void {
	const to = { at: world.now(), appid: account.appid, openid: String(message.FromUserName) };
	if (outcome === 'reply' && reply) {
		world.conversations.add({ ...to, from: 'account', via: 'passive', type: String(reply.MsgType), content: reply });
		if (reply.MsgType === 'transfer_customer_service') transfer(account, to.openid, to.at, namedIn(reply));
	}
	if (outcome === 'unavailable' && AWAITS_ANSWER(message)) {
		const content = {
			text: '该公众号提供的服务出现故障，请稍后再试',
			english: 'The account cannot provide service at the moment',
		};
		world.conversations.add({ ...to, from: 'wechat', via: 'notice', type: 'unavailable', content });
	}
}

function namedIn({ TransInfo }: Record<string, unknown>): string | undefined {
	return (TransInfo as { KfAccount?: string } | undefined)?.KfAccount;
}
