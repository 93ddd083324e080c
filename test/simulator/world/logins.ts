import { randomBytes } from 'node:crypto';

/** A visitor of a web page, as WeChat tells the account about them (wechat-api.md C.5, "oauth"). */
export interface Login {
	openid: string;
	unionid: string;
	nickname: string;
	/** `snsapi_base` or `snsapi_userinfo`. */
	scope: string;
	/** The visitor saw a snapshot of the page, and the openid is nobody's. */
	isSnapshot: boolean;
}

export interface Issued {
	login: Login;
	/** In ms. */
	expiresAt: number;
	used?: boolean;
}

/** "code once, 5 min"; the visitor's token "own life 7200 s"; "refresh_token 30 days". */
const CODE_MS = 5 * 60_000;
export const TOKEN_MS = 7200_000;
const REFRESH_MS = 30 * 24 * 3600_000;

/** Logins of visitors to web pages of an account: codes, and tokens of visitors. */
export class Logins {
	readonly codes = new Map<string, Issued>();
	readonly tokens = new Map<string, Issued>();
	readonly refreshTokens = new Map<string, Issued & { token: string }>();

	newCode(login: Login, nowMs: number): string {
		return issue(this.codes, { login, expiresAt: nowMs + CODE_MS }, '0', 12);
	}

	/** @returns the visitor's token and the one that renews it */
	begin(login: Login, nowMs: number): { token: string; refreshToken: string } {
		const token = this.newToken(login, nowMs);
		return { token, refreshToken: issue(this.refreshTokens, { login, token, expiresAt: nowMs + REFRESH_MS }, '98_', 60) };
	}

	/** A token that lives is made to live longer; in place of a dead one there is a new one. */
	renew(refreshToken: string, nowMs: number): string {
		const renewal = this.refreshTokens.get(refreshToken)!;
		const current = this.tokens.get(renewal.token)!;
		if (current.expiresAt > nowMs) current.expiresAt = nowMs + TOKEN_MS;
		else renewal.token = this.newToken(renewal.login, nowMs);
		return renewal.token;
	}

	private newToken(login: Login, nowMs: number): string {
		return issue(this.tokens, { login, expiresAt: nowMs + TOKEN_MS }, '98_', 60);
	}
}

function issue<T>(kept: Map<string, T>, value: T, prefix: string, bytes: number): string {
	const id = prefix + randomBytes(bytes).toString('base64url');
	kept.set(id, value);
	return id;
}
