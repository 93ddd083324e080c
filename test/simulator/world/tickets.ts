import { randomBytes } from 'node:crypto';

interface Ticket {
	value: string;
	/** In ms. */
	expiresAt: number;
}

/** "expires_in 7200, cache" */
const LIFE_MS = 7200_000;

/** The tickets of an account by type (jsapi, wx_card): the same one until it expires (wechat-api.md A, "ticket"). */
export class Tickets {
	private readonly current = new Map<string, Ticket>();

	get(type: string, nowMs: number): Ticket {
		const known = this.current.get(type);
		if (known && known.expiresAt > nowMs) return known;
		const ticket = { value: randomBytes(64).toString('base64url'), expiresAt: nowMs + LIFE_MS };
		this.current.set(type, ticket);
		return ticket;
	}
}
