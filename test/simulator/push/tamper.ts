import type { Account } from '../world/account';
import { seal, type PushMessage, type Sealed, write } from './seal';

/** How a forged push differs from a true one. */
export type Tamper = 'signature' | 'body' | 'timestamp' | 'truncate' | 'plaintext';

const TEN_MINUTES = 600_000;

const FORGERIES: Record<Tamper, (account: Account, message: PushMessage, nowMs: number) => Sealed> = {
	/** Signed with another token. */
	signature: (account, message, nowMs) =>
		seal({ ...account, callback: { ...account.callback, token: `${account.callback.token}x` } }, message, nowMs),

	/** Changed after signing. In plain mode nothing protects the body, and nobody can tell. */
	body: (account, message, nowMs) => {
		const sealed = seal(account, message, nowMs);
		const other = write(account, { ...message, Content: 'changed on the way' }).body;
		const body =
			account.callback.mode === 'plain' ? other : sealed.body.replace(/(Encrypt\W+(?:CDATA\[)?.{40})(.)/, swapLetter);
		return { ...sealed, body };
	},

	/** A true push of ten minutes ago, sent again. */
	timestamp: (account, message, nowMs) => seal(account, message, nowMs - TEN_MINUTES),

	/** The first half only. */
	truncate: (account, message, nowMs) => {
		const sealed = seal(account, message, nowMs);
		return { ...sealed, body: sealed.body.slice(0, sealed.body.length / 2) };
	},

	/** Rightly signed for its URL, which anyone can see, but the body is not encrypted. */
	plaintext: (account, message, nowMs) => ({ ...seal(account, message, nowMs), ...write(account, message) }),
};

/** Makes a push that WeChat never sent. */
export function forge(tamper: Tamper, account: Account, message: PushMessage, nowMs: number): Sealed {
	return FORGERIES[tamper](account, message, nowMs);
}

export function isTamper(name: unknown): name is Tamper {
	return typeof name === 'string' && Object.hasOwn(FORGERIES, name);
}

function swapLetter(_: string, before: string, letter: string): string {
	return before + (letter === 'A' ? 'B' : 'A');
}
