import type { Account } from '../../world/account';
import { findStaff, recordText, staffWrote } from '../../world/customerService';
import { findMedia } from '../../world/media';
import { spend } from '../../world/windows';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { knownMerchant } from './business';
import { MESSAGE_TYPES } from './messageTypes';
import { knownOpenid } from './openids';

type Content = Record<string, unknown>;
interface SendBody extends Content {
	touser: string;
	msgtype: string;
	customservice?: { kf_account?: string };
	businessid?: number | string;
}
type TypingBody = { touser: string; command: string; businessid?: number };

/** Of a text. */
const MOST_BYTES = 2048;

const TYPING_WITHIN = 30_000;
const TYPING_LASTS = 15_000;

/** wechat-api.md C.1: customer-service messages and "typing…". */
export const customMessage: Endpoints = {
	'/cgi-bin/message/custom/send': (context: Context<SendBody>) => {
		const { account, body, now, world } = context;
		const follower = knownOpenid(account, body.touser);
		const content = checkMessage(context);
		const kfAccount = body.customservice?.kf_account;
		checkStaff(account, kfAccount);
		checkMerchant(account, body.businessid);
		const leave = spend(follower, now);
		if (leave !== 'ok') throw new WechatError(leave === 'closed' ? 45015 : 45047);
		staffWrote(account, follower.openid, recordText(body.msgtype, content.content), now, kfAccount);
		world.conversations.add({
			at: now,
			appid: account.appid,
			openid: follower.openid,
			from: 'account',
			via: 'customer_service',
			type: body.msgtype,
			content: { ...content, ...(body.customservice && { customservice: body.customservice }) },
		});
		return OK;
	},
	'/cgi-bin/message/custom/typing': type,
	'/cgi-bin/message/custom/business/typing': type,
};

function checkMessage({ account, body, now }: Context<SendBody>): Content {
	const known = Object.hasOwn(MESSAGE_TYPES, body.msgtype) ? MESSAGE_TYPES[body.msgtype] : undefined;
	const product = account.type === 'miniProgram' ? 'MP' : 'OA';
	if (!known?.for.includes(product)) throw new WechatError(40008);
	const content = body[body.msgtype] as Content | undefined;
	if (!content) throw new WechatError(body.msgtype === 'text' ? 44004 : 40035, `${body.msgtype} is missing`);
	if (body.msgtype === 'text' && content.content === '') throw new WechatError(44004);
	if (body.msgtype === 'text' && Buffer.byteLength(String(content.content)) > MOST_BYTES) throw new WechatError(45002);
	for (const name of (product === 'OA' && known.requiredOfOA) || []) {
		if (!content[name]) throw new WechatError(40035, `${body.msgtype}.${name} is missing`);
	}
	for (const [name, kinds] of Object.entries(known.media ?? {})) {
		const media = findMedia(account, content[name], now);
		if (!media || !kinds.includes(media.kind)) throw new WechatError(40007);
	}
	if (body.msgtype === 'news') checkArticles(content.articles as unknown[]);
	if (body.msgtype === 'mpnewsarticle' && !account.articles.has(String(content.article_id)))
		throw new WechatError(53600);
	return content;
}

function checkArticles(articles: unknown[]): void {
	if (articles.length === 0) throw new WechatError(44003);
	if (articles.length > 1) throw new WechatError(45008);
}

function checkStaff(account: Account, kfAccount?: string): void {
	if (kfAccount === undefined) return;
	if (!findStaff(account, kfAccount)) throw new WechatError(65401);
}

/** An Official Account has no merchants, and nothing is known of it minding one. */
function checkMerchant(account: Account, businessId?: number | string): void {
	if (businessId !== undefined && account.type === 'miniProgram') knownMerchant(account, businessId);
}

function type({ account, body, now }: Context<TypingBody>) {
	const follower = knownOpenid(account, body.touser);
	checkMerchant(account, body.businessid);
	if (body.command === 'CancelTyping') {
		follower.typingUntil = 0;
		return OK;
	}
	if (body.command !== 'Typing') throw new WechatError(45072);
	if (now - follower.activeAt > TYPING_WITHIN) throw new WechatError(45080);
	if (follower.typingUntil > now) throw new WechatError(45081);
	follower.typingUntil = now + TYPING_LASTS;
	return OK;
}
