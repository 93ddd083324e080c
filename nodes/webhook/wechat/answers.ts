import { randomBytes } from 'node:crypto';
import { seal, type CallbackKeys, type OpenedPush } from '../../protocol/callback';
import { passiveReply, type ReplyMessage } from '../../protocol/passiveReply';
import { buildXml } from '../../protocol/xml';
import type { Answer } from '../intercept';

export const SUCCESS: Answer = { status: 200, contentType: 'text/plain', body: 'success' };

/** The follower is to see nothing rather than an outage. */
export const EMPTY: Answer = { ...SUCCESS, body: '' };

export const NOT_TAKEN: Answer = { ...EMPTY, status: 500 };

const TYPES = { xml: 'application/xml; charset=utf-8', json: 'application/json; charset=utf-8' };

/** These are orders of virtual goods, which WeChat repeats until it reads this (wechat-api.md B.5, xpay_goods_deliver_notify). */
const DELIVERIES = /^(xpay_|minigame_)/i;
const DELIVERED = { ErrCode: 0, ErrMsg: 'success' };

/** The word by which WeChat knows that the push has come. Never encrypted. */
export function successFor({ message, format }: OpenedPush): Answer {
	if (!DELIVERIES.test(String(message.Event ?? ''))) return SUCCESS;
	return { status: 200, contentType: TYPES[format], body: written(DELIVERED, format) };
}

/** When the flow has nothing to say. */
export function nothingFor(opened: OpenedPush): Answer {
	const success = successFor(opened);
	return success === SUCCESS ? EMPTY : success;
}

/** A Mini Program takes no reply but the hand-over to staff (wechat-api.md B.4). JSON comes from Mini Programs only. */
export function takesReply({ msgtype }: ReplyMessage, { format }: OpenedPush): boolean {
	return format === 'xml' || msgtype === 'transfer_customer_service';
}

/** A reply in the format, and encrypted if the push was. */
export function replyTo(opened: OpenedPush, message: ReplyMessage, keys: CallbackKeys): Answer {
	const { format, message: push } = opened;
	const now = Math.floor(Date.now() / 1000);
	const swapped = { fromUserName: String(push.ToUserName), toUserName: String(push.FromUserName), createTime: now };
	const document = written(passiveReply(message, swapped), format);
	const envelope = { timestamp: String(now), nonce: randomBytes(8).toString('hex'), random: randomBytes(16), format };
	return { status: 200, contentType: TYPES[format], body: opened.sealed ? seal(document, keys, envelope) : document };
}

function written(content: object, format: OpenedPush['format']): string {
	return format === 'xml' ? buildXml(content) : JSON.stringify(content);
}
