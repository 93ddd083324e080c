import type { Account } from '../world/account';
import { customerWrote, recordText } from '../world/customerService';
import { addFollower, setSubscribed, type Follower } from '../world/follower';
import { grantOf, open } from '../world/windows';
import type { World } from '../world/world';
import type { PushMessage } from './seal';

/** What the follower did changes what WeChat knows: windows, followers, the chat (wechat-api.md C.1, C.5). */
export function takeEffect(world: World, account: Account, message: PushMessage): void {
	const now = world.now();
	const event = String(message.Event ?? '').toLowerCase();
	const openid = String(message.FromUserName);
	const follower = account.followers.get(openid) ?? addFollower(account, now, { openid });
	if (event === 'subscribe') subscribe(account, follower, message, now);
	if (event === 'unsubscribe') leave(account, follower);
	const grant = grantOf(String(message.MsgType), event);
	if (grant) open(follower, grant, now);
	follower.activeAt = now;
	if (!event) customerWrote(account, openid, recordText(String(message.MsgType), message.Content), now);
	world.conversations.add({
		at: now,
		appid: account.appid,
		openid,
		from: 'follower',
		via: 'push',
		type: event ? `event.${event}` : String(message.MsgType),
		content: printable(message),
	});
}

function subscribe(account: Account, follower: Follower, { EventKey, Ticket }: PushMessage, nowMs: number): void {
	const named = typeof EventKey === 'string' && EventKey.startsWith('qrscene_') ? EventKey.slice('qrscene_'.length) : '';
	// A number was made with scene_id, anything else with scene_str; of a code that is known it is known.
	const scene = account.qrCodes.find(Ticket)?.scene ?? (/^\d+$/.test(named) ? Number(named) : named);
	setSubscribed(account, follower, true);
	follower.subscribe_time = Math.floor(nowMs / 1000);
	follower.subscribe_scene = scene ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH';
	follower.qr_scene = typeof scene === 'number' ? scene : 0;
	follower.qr_scene_str = typeof scene === 'number' ? '' : scene;
}

function leave(account: Account, follower: Follower): void {
	setSubscribed(account, follower, false);
	Object.assign(follower, { grants: [], tagIds: [], remark: '' });
}

function printable(message: PushMessage): Record<string, unknown> {
	return JSON.parse(
		JSON.stringify(message, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
	) as Record<string, unknown>;
}
