import { randomBytes } from 'node:crypto';
import { beijingDay } from './time';

export interface Token {
	value: string;
	appid: string;
	kind: 'stable' | 'legacy';
	expiresAt: number;
	state: 'good' | 'expired' | 'void';
}

const LIFE = 7200_000;
const RENEWAL = 5 * 60_000;
const FORCE_PAUSE = 30_000;
const FORCES_A_DAY = 20;

interface Stable {
	token: Token;
	/** Handed out although dead, until a forced refresh. */
	stuck: boolean;
}

/** Access tokens as WeChat keeps them (wechat-api.md A): the two kinds do not touch one another. */
export class Tokens {
	private readonly issued = new Map<string, Token>();
	private readonly stable = new Map<string, Stable>();
	private readonly legacy = new Map<string, Token>();
	private readonly forces = new Map<string, { day: string; count: number; at: number }>();

	find(value: string): Token | undefined {
		return this.issued.get(value);
	}

	/** /cgi-bin/token: every call makes the token before it void. */
	getLegacy(appid: string, nowMs: number): Token {
		const before = this.legacy.get(appid);
		if (before) before.state = 'void';
		const token = this.issue(appid, 'legacy', nowMs);
		this.legacy.set(appid, token);
		return token;
	}

	/** /cgi-bin/stable_token: the same token until its last five minutes, unless forced. */
	getStable(appid: string, force: boolean, nowMs: number): Token {
		const current = this.stable.get(appid);
		if (force && this.mayForce(appid, nowMs)) {
			if (current) current.token.state = 'void';
			return this.renew(appid, nowMs);
		}
		if (!current) return this.renew(appid, nowMs);
		const { token, stuck } = current;
		if (stuck || (token.state === 'good' && token.expiresAt - nowMs > RENEWAL)) return token;
		// Renewed early, the old one goes on for five minutes.
		if (token.expiresAt > nowMs) token.expiresAt = nowMs + RENEWAL;
		return this.renew(appid, nowMs);
	}

	/** Makes the current tokens of an account answer as said (the control API's tokens). */
	damage(appid: string, action: 'expire' | 'void' | 'stick'): void {
		const stable = this.stable.get(appid);
		for (const token of [stable?.token, this.legacy.get(appid)]) {
			if (token) token.state = action === 'expire' ? 'expired' : 'void';
		}
		if (stable) stable.stuck = action === 'stick';
	}

	private mayForce(appid: string, nowMs: number): boolean {
		const day = beijingDay(nowMs);
		const last = this.forces.get(appid);
		if (last && nowMs - last.at < FORCE_PAUSE) return false;
		const count = last?.day === day ? last.count : 0;
		if (count >= FORCES_A_DAY) return false;
		this.forces.set(appid, { day, count: count + 1, at: nowMs });
		return true;
	}

	private renew(appid: string, nowMs: number): Token {
		const token = this.issue(appid, 'stable', nowMs);
		this.stable.set(appid, { token, stuck: false });
		return token;
	}

	private issue(appid: string, kind: Token['kind'], nowMs: number): Token {
		const value = `98_${randomBytes(99).toString('base64url')}`;
		const token: Token = { value, appid, kind, expiresAt: nowMs + LIFE, state: 'good' };
		this.issued.set(value, token);
		return token;
	}
}
