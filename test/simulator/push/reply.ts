import type { Account } from '../world/account';
import { findMedia } from '../world/media';
import { decrypt, parseXml, signature } from './protocol';
import { keysOf, type PushMessage } from './seal';

/** What the follower sees: a reply; nothing; or "暂时无法提供服务". */
export type Outcome = 'reply' | 'success' | 'empty' | 'unavailable';

export interface Verdict {
	outcome: Outcome;
	reply: Record<string, unknown> | null;
	/** Why the body is no valid answer. */
	problem?: string;
}

/** What a passive reply of each type must hold (wechat-api.md B.4); paths into the message. */
const REQUIRED: Record<string, string[]> = {
	text: ['Content'],
	image: ['Image.MediaId'],
	voice: ['Voice.MediaId'],
	video: ['Video.MediaId'],
	music: ['Music.ThumbMediaId'],
	news: ['ArticleCount', 'Articles.item'],
	transfer_customer_service: [],
};
const MEDIA = ['Image.MediaId', 'Voice.MediaId', 'Video.MediaId', 'Music.ThumbMediaId'];
/** To these messages of a user, and to no event, only one article is shown. */
const ONE_ARTICLE = ['text', 'image', 'voice', 'video', 'location', 'link'];

/** Judges the body of a 2xx answer as WeChat does: verifies, decrypts, reads, checks. */
export function judge(account: Account, push: PushMessage, body: string, nowMs: number): Verdict {
	if (body === '') return { outcome: 'empty', reply: null };
	if (body === 'success') return { outcome: 'success', reply: null };
	if (isDelivered(account, push, body)) return { outcome: 'success', reply: null };
	try {
		const reply = open(account, body);
		check(account, push, reply, nowMs);
		return { outcome: 'reply', reply };
	} catch (error) {
		return { outcome: 'unavailable', reply: null, problem: (error as Error).message };
	}
}

/** Orders of virtual goods want a word of their own (wechat-api.md B.5, xpay_goods_deliver_notify). */
function isDelivered(account: Account, { Event }: PushMessage, body: string): boolean {
	if (!/^(xpay|minigame)_/i.test(String(Event ?? ''))) return false;
	try {
		return Number(read(account, body).ErrCode) === 0;
	} catch {
		return false;
	}
}

function open(account: Account, body: string): Record<string, unknown> {
	const outer = read(account, body);
	const { mode, token } = account.callback;
	if (outer.Encrypt === undefined) {
		if (mode === 'secure') throw new Error('The reply is not encrypted, but the account is in secure mode');
		return outer;
	}
	if (mode === 'plain') throw new Error('The reply is encrypted, but the account is in plain mode');
	const [encrypted, timestamp, nonce] = [outer.Encrypt, outer.TimeStamp, outer.Nonce].map(String);
	if (signature(token, timestamp, nonce, encrypted) !== outer.MsgSignature) {
		throw new Error('The MsgSignature of the reply is wrong');
	}
	return read(account, decrypt(encrypted, keysOf(account)));
}

function read({ callback }: Account, text: string): Record<string, unknown> {
	if (callback.format === 'xml') return parseXml(text);
	return JSON.parse(text) as Record<string, unknown>;
}

function check(account: Account, push: PushMessage, reply: Record<string, unknown>, nowMs: number): void {
	const type = String(reply.MsgType);
	if (!(type in REQUIRED)) throw new Error(`A reply cannot be of MsgType ${type}`);
	if (account.type === 'miniProgram' && type !== 'transfer_customer_service') {
		throw new Error('A Mini Program can only answer with transfer_customer_service');
	}
	if (reply.ToUserName !== push.FromUserName) throw new Error('ToUserName of the reply is not the follower');
	if (reply.FromUserName !== push.ToUserName) throw new Error('FromUserName of the reply is not the account');
	if (!/^\d{10}$/.test(String(reply.CreateTime))) throw new Error('CreateTime of the reply is not in seconds');
	for (const path of REQUIRED[type]) if (!at(reply, path)) throw new Error(`${path} of the reply is missing`);
	for (const path of MEDIA) {
		const id = at(reply, path);
		if (id && !findMedia(account, id, nowMs)) throw new Error(`${path} of the reply is no media of the account`);
	}
	if (type === 'news') checkNews(push, reply);
}

function checkNews(push: PushMessage, reply: Record<string, unknown>): void {
	const item = at(reply, 'Articles.item');
	const count = Array.isArray(item) ? item.length : 1;
	if (Number(reply.ArticleCount) !== count) throw new Error('ArticleCount is not the number of articles');
	const most = ONE_ARTICLE.includes(String(push.MsgType)) ? 1 : 8;
	if (count > most) throw new Error(`${count} articles, but only ${most} may answer this`);
}

function at(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
}
