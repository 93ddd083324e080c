import type { Follower } from './follower';

/** Leave to send some customer-service messages, given by something the follower did. */
export interface Grant {
	kind: GrantKind;
	until: number;
	left: number;
}

export type GrantKind = keyof typeof GRANTS;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Windows and counts of customer-service messages (wechat-api.md C.1). */
const GRANTS = {
	message: { count: 5, life: 48 * HOUR },
	click: { count: 3, life: MINUTE },
	follow: { count: 3, life: MINUTE },
	scan: { count: 3, life: MINUTE },
	enter: { count: 2, life: MINUTE },
	/** "payment success, service account: unlimited in 48 h" */
	payment: { count: Number.MAX_SAFE_INTEGER, life: 48 * HOUR },
} as const;

/** "menu click (click, scancode_push, scancode_waitmsg only)"; names are compared without case. */
const BY_EVENT: Record<string, GrantKind> = {
	subscribe: 'follow',
	scan: 'scan',
	click: 'click',
	scancode_push: 'click',
	scancode_waitmsg: 'click',
	user_enter_tempsession: 'enter',
};

/** What a push opens: any message, or one of a few events. */
export function grantOf(msgType: string, event = ''): GrantKind | undefined {
	return msgType === 'event' ? BY_EVENT[event.toLowerCase()] : 'message';
}

/** A new act of the same kind starts its window and its count anew. */
export function open(follower: Follower, kind: GrantKind, nowMs: number): void {
	const { count, life } = GRANTS[kind];
	follower.grants = follower.grants.filter((grant) => grant.kind !== kind && grant.until > nowMs);
	follower.grants.push({ kind, until: nowMs + life, left: count });
}

/** Uses up one message, of the window that closes first. */
export function spend(follower: Follower, nowMs: number): 'ok' | 'closed' | 'used up' {
	const grants = follower.grants.filter((grant) => grant.until > nowMs);
	if (grants.length === 0) return 'closed';
	const usable = grants.filter((grant) => grant.left > 0).sort((a, b) => a.until - b.until);
	if (usable.length === 0) return 'used up';
	usable[0].left--;
	return 'ok';
}
