import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { beijingTime } from '../../protocol/time';

/** A push with WeChat's own names and shapes. */
export type Push = Record<string, unknown>;

/** In every push: what they say is in the item's own keys. */
const COMMON = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event']);

/** Events that come from an entry of the menu and carry its key. */
const MENU_EVENT = /^event\.(click|scancode_|pic_|location_select)/;

/** Two names of one event (wechat-api.md 0.1). */
export const eventAliases: Record<string, string> = {
	'event.freepublishjobfinish': 'event.publishjobfinish',
};

const QR_PREFIX = 'qrscene_';

/** `message.text`, `event.subscribe`: the values of the parameter `events` and of the key `event`. */
export function eventOf(push: Push): string {
	const type = textOf(push.MsgType).toLowerCase();
	const event = type === 'event' ? `event.${textOf(push.Event).toLowerCase()}` : `message.${type}`;
	return eventAliases[event] ?? event;
}

/** The same for every repeat of a push, and for no other push (wechat-api.md B.4). */
export function dedupKey(push: Push): string {
	if (push.MsgId !== undefined && push.MsgType !== 'event') return textOf(push.MsgId);
	const parts = [push.FromUserName, push.CreateTime, push.Event, push.EventKey ?? push.MsgID ?? digest(push)];
	return parts.map(textOf).filter(Boolean).join(':');
}

/** Tells two events of a second apart: three cards that somebody got at once, two pictures that were checked. */
function digest(push: Push): string {
	const own = Object.entries(push).filter(([name]) => !COMMON.has(name));
	return own.length > 0 ? createHash('sha256').update(JSON.stringify(own)).digest('hex').slice(0, 16) : '';
}

/** The item of design.md §1: flat, the same keys for every push, the push's own values under WeChat's names. */
export function pushItem(push: Push, appid: string, replyBy: string | null): IDataObject {
	const event = eventOf(push);
	// Where WeChat itself is the sender, the person is named beside it.
	const openid = textOf(push.OpenID ?? push.OpenId ?? push.openid ?? push.FromUserName) || null;
	const text = textOf(push.Content ?? push.Recognition) || null;
	const key = textOf(push.EventKey);
	const own: IDataObject = {
		openid,
		unionid: textOf(push.UnionID ?? push.UnionId ?? push.unionid) || null,
		appid,
		event,
		text,
		menu_key: MENU_EVENT.test(event) ? key || null : null,
		scene: sceneOf(event, key),
		is_new_follower: { 'event.subscribe': true, 'event.scan': false }[event] ?? null,
		media_id: textOf(push.MediaId) || null,
		occurred_at: /^[1-9]\d{0,10}$/.test(textOf(push.CreateTime)) ? beijingTime(Number(push.CreateTime)) : null,
		dedup_key: dedupKey(push),
		reply_by: replyBy,
		// What n8n's AI Agent and its memory read by default.
		chatInput: text,
		sessionId: openid,
	};
	// Ours come first for the reader, and are not overwritten.
	return { ...own, ...scalars(push), ...own };
}

/** The scene of the scanned QR code; a new follower's comes with a prefix. */
function sceneOf(event: string, key: string): string | null {
	if (event === 'event.scan') return key || null;
	return event === 'event.subscribe' && key.startsWith(QR_PREFIX) ? key.slice(QR_PREFIX.length) : null;
}

/** The push's own values, also those one level or more down; lists stay in `raw`. */
function scalars(part: Push): IDataObject {
	return Object.entries(part).reduce<IDataObject>((found, [name, value]) => {
		if (COMMON.has(name) || Array.isArray(value) || value === null) return found;
		return typeof value === 'object'
			? { ...found, ...scalars(value as Push) }
			: { ...found, [name]: String(value) };
	}, {});
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
