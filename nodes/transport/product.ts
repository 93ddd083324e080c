import type { IDataObject } from 'n8n-workflow';
import type { Answer, Received } from './answer';
import type { WireRequest, Written } from './request';

/** A decrypted credential. */
export type Credentials = IDataObject;

/** WeChat said no: its own words, what to do about them, and whether another token may help. */
export interface Refusal {
	/** 40003, PARAM_ERROR. */
	errcode: number | string;
	errmsg: string;
	/** WeChat's request id, for its support. */
	rid: string | null;
	hint: string;
	/** What else the answer says: which openids it was about. */
	details: IDataObject;
	/** `stale`: the token, or the key that the request named, is no longer taken; `busy`: unknown what was done; `throttled`: nothing was done, a pause helps. */
	kind: 'stale' | 'busy' | 'throttled' | 'final';
}

/** What an answer comes to; `lost`: it says nothing, and why. */
export type Verdict = { answer: Answer } | { refusal: Refusal } | { lost: string };

/** What a product may need for judging an answer. */
export interface Exchange {
	request: WireRequest;
	credentials: Credentials;
	/** Milliseconds since 1970. */
	now: number;
	/** One more call, with the same credential, whose answer is taken as it comes. */
	ask(request: WireRequest): Promise<Received>;
}

/** What differs between WeChat's products, for the one kernel in `client.ts`. */
export interface Product {
	credentialType: string;
	/** What the user calls it. */
	name: string;
	/**
	 * The first part of every URL; the next one is tried when no connection comes about.
	 * @throws Unreachable when it can be seen that the credential will not do
	 */
	hosts(credentials: Credentials): string[];
	headers?(credentials: Credentials, now: number): Record<string, string>;
	/** It is the body that says who calls: nothing is added to a request, and no token is fetched for it. */
	withoutToken?: true;
	/**
	 * The body of a request that has one, when it is not simply its JSON.
	 * @throws Unreachable when something is missing for it
	 */
	write?(request: WireRequest, credentials: Credentials, now: number): Written;
	/** The credential as it must be for the next call: a token that has run out is blanked, so that n8n fetches one. */
	prepare(credentials: Credentials, now: number): Credentials;
	/**
	 * Gets what must be there before a call goes out: with what its answer will be verified.
	 * @throws Unreachable
	 */
	ready?(credentials: Credentials, ask: Exchange['ask'], now: number): Promise<void>;
	/** The credential for the one repetition after a `stale` refusal of the token in `used`. */
	renew(current: Credentials, used: Credentials, now: number): Credentials;
	judge(received: Received, exchange: Exchange): Promise<Verdict> | Verdict;
	/** Values that must never be shown, also when an answer repeats them. */
	secrets(credentials: Credentials): string[];
}
