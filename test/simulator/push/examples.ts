import type { Account } from '../world/account';
import examples from './examples.json';
import type { PushMessage } from './seal';

type Scope = 'oa' | 'mini';

interface Entry {
	scope: Scope[];
	push: PushMessage;
	/** Only what differs from `push`; null for a field that does not come. */
	variants?: Record<string, PushMessage>;
}

const entries = examples as unknown as Record<string, Entry>;

/** The examples by the event's key of the trigger (`event.subscribe`), and their variants (`event.subscribe.search`). */
export const exampleNames = Object.entries(entries).flatMap(([key, { variants = {} }]) => [
	key,
	...Object.keys(variants).map((variant) => `${key}.${variant}`),
]);

/** The event of an example: `event.subscribe` of `event.subscribe.search`. */
export function eventIn(name: string): string {
	return name.split('.').slice(0, 2).join('.');
}

/** Whether accounts of this type get this push (wechat-api.md B.5). */
export function isSentTo(name: string, { type }: Pick<Account, 'type'>): boolean {
	return entries[eventIn(name)].scope.includes(type === 'miniProgram' ? 'mini' : 'oa');
}

/**
 * A push as WeChat would write it to this account, but for ToUserName, FromUserName and CreateTime. In JSON the
 * consents to subscription messages are bare, and an object when there is one (wechat-api.md B.3).
 */
export function example(name: string, { appid, callback }: Pick<Account, 'appid' | 'callback'>, openid: string): PushMessage {
	const { push, variants = {} } = entries[eventIn(name)];
	const [, , variant] = name.split('.');
	const fields = Object.entries({ ...push, ...variants[variant] }).filter(([, value]) => value !== null);
	const filled = filledIn(Object.fromEntries(fields), { $appid: appid, $openid: openid });
	if (typeof filled.MsgId === 'string') filled.MsgId = BigInt(filled.MsgId);
	return callback.format === 'json' ? withBareList(filled) : filled;
}

/** With the account and the person in the place of `$appid` and `$openid`. */
function filledIn(push: PushMessage, values: Record<string, string>): PushMessage {
	const text = JSON.stringify(push, (_, value: unknown) => (typeof value === 'string' ? (values[value] ?? value) : value));
	return JSON.parse(text) as PushMessage;
}

function withBareList(push: PushMessage): PushMessage {
	return Object.fromEntries(
		Object.entries(push).map(([name, value]) => {
			const list = (value as { List?: unknown[] } | null)?.List;
			if (!Array.isArray(list)) return [name, value];
			return ['List', list.length === 1 ? list[0] : list];
		}),
	);
}
