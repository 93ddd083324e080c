import type { IDataObject } from 'n8n-workflow';

/** A decrypted credential. */
export type Credentials = IDataObject;

/** WeChat said no: its own words, what to do about them, and whether another token may help. */
export interface Refusal {
	errcode: number;
	errmsg: string;
	/** WeChat's request id, for its support. */
	rid: string | null;
	hint: string;
	/** What else the answer says: which openids it was about. */
	details: IDataObject;
	/** `stale`: the token is no longer taken; `busy`: unknown what was done; `throttled`: nothing was done, a pause helps. */
	kind: 'stale' | 'busy' | 'throttled' | 'final';
}

/** What differs between WeChat's products, for the one kernel in `client.ts`. */
export interface Product {
	credentialType: string;
	/** The first part of every URL. */
	baseUrl(credentials: Credentials): string;
	/** The credential as it must be for the next call: a token that has run out is blanked, so that n8n fetches one. */
	prepare(credentials: Credentials, now: number): Credentials;
	/** The credential for the one repetition after a `stale` refusal of the token in `used`. */
	renew(current: Credentials, used: Credentials, now: number): Credentials;
	/** What a JSON answer says against us; `undefined` when it is fine. */
	refusal(answer: IDataObject): Refusal | undefined;
	/** Values that must never be shown, also when an answer repeats them. */
	secrets(credentials: Credentials): string[];
}
