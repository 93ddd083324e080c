import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { beijingTime } from '../../protocol/time';
import { partsOf } from './consents';
import { fieldsOf, named } from './flat';
import type { Push } from './lists';
import { campaignColumns, sceneOf } from './scene';
import { statusOf } from './status';

export type { Push };

/** Events that come from an entry of the menu and carry its key. */
const MENU_EVENT = /^event\.(click|scancode_|pic_|location_select)/;

/** WeChat's own account, the sender of events about broadcasts and articles (公众号群发助手). */
const WECHAT_ITSELF = 'mphelper';

/** Two names of one event (wechat-api.md 0.1). */
export const eventAliases: Record<string, string> = {
	'event.freepublishjobfinish': 'event.publishjobfinish',
};

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
	const own = fieldsOf(push, eventOf(push)).map(({ path, value }) => [path[path.length - 1], value]);
	return own.length > 0 ? createHash('sha256').update(JSON.stringify(own)).digest('hex').slice(0, 16) : '';
}

/**
 * The items of design.md §1: flat, the same keys for every push, the push's own values under WeChat's names, lists
 * always as arrays. One item; of consents to subscription messages one for each template.
 * @param replyBy until when Reply can answer in the same exchange, ISO 8601
 */
export function pushItems(push: Push, appid: string, replyBy: string | null): IDataObject[] {
	const event = eventOf(push);
	const ours = ownKeys(push, event, appid, replyBy);
	return partsOf(fieldsOf(push, event), event).map(({ fields, key }) => {
		const dedup_key = [ours.dedup_key, key].filter(Boolean).join(':');
		const values = named(fields, event, { ...ours, dedup_key });
		// Ours come first for the reader.
		return { ...ours, dedup_key, status: statusOf(event, values), ...values };
	});
}

/** Our own keys, in the order in which everybody reads them. */
function ownKeys(push: Push, event: string, appid: string, replyBy: string | null): IDataObject {
	// Where WeChat itself is the sender, the person is named beside it, if it is about one.
	const people = [push.OpenID, push.OpenId, push.openid, push.FromUserName].map(textOf);
	const openid = people.find((one) => one && one !== WECHAT_ITSELF) ?? null;
	const text = textOf(push.Content ?? push.Recognition) || null;
	const key = textOf(push.EventKey);
	const scene = sceneOf(event, key);
	const time = textOf(push.CreateTime);
	return {
		openid,
		unionid: textOf(push.UnionID ?? push.UnionId ?? push.unionid) || null,
		appid,
		event,
		status: null,
		text,
		menu_key: MENU_EVENT.test(event) ? key || null : null,
		scene,
		is_new_follower: { 'event.subscribe': true, 'event.scan': false }[event] ?? null,
		media_id: textOf(push.MediaId) || null,
		occurred_at: /^[1-9]\d{0,10}$/.test(time) ? beijingTime(Number(time)) : null,
		dedup_key: dedupKey(push),
		reply_by: replyBy,
		// What n8n's AI Agent and its memory read by default.
		chatInput: text,
		sessionId: openid,
		...campaignColumns(event, scene),
	};
}

/** Of what a push names twice (`CreateTime` of card_pay_order) the first. */
function textOf(value: unknown): string {
	if (Array.isArray(value)) return textOf(value[0]);
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
