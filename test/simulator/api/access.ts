import type { Account } from '../world/account';
import { beijingDay } from '../world/time';
import type { World } from '../world/world';
import { WechatError } from './errors';
import { offeredTo, type Endpoint } from './inventory';
import { dailyLimit, needsVerification, SERVICE_ONLY } from './permissions';

/** Whose call it is, by the token in the query: 41001, 40001, 42001 (wechat-api.md A). */
export function authenticate(world: World, value: string | undefined): Account {
	if (!value) throw new WechatError(41001);
	const token = world.tokens.find(value);
	const account = token && world.accounts.get(token.appid);
	if (!account || token.state === 'void') throw new WechatError(40001);
	if (token.state === 'expired' || token.expiresAt <= world.now()) throw new WechatError(42001);
	return account;
}

/** 48001 where the account's type or its missing verification stands in the way. */
export function permit(account: Account, endpoint: Endpoint): void {
	if (!isPermitted(account, endpoint)) throw new WechatError(48001);
}

export function isPermitted(account: Account, endpoint: Endpoint): boolean {
	return (
		offeredTo(endpoint, account.type) &&
		(account.verified || !needsVerification(endpoint)) &&
		(account.type !== 'subscription' || !SERVICE_ONLY.includes(endpoint.path))
	);
}

/** Counts the call against the day's quota of its path: 45009. */
export function spendQuota(account: Account, path: string, nowMs: number): void {
	const used = usedToday(account, path, nowMs);
	if (used >= dailyLimit(account, path)) throw new WechatError(45009);
	account.used.set(quotaKey(path, nowMs), used + 1);
}

export function usedToday(account: Account, path: string, nowMs: number): number {
	return account.used.get(quotaKey(path, nowMs)) ?? 0;
}

function quotaKey(path: string, nowMs: number): string {
	return `${beijingDay(nowMs)} ${path}`;
}
