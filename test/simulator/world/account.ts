import { createHash } from 'node:crypto';
import ready from './accounts.json';
import type { Follower } from './follower';
import type { Media } from './media';

export type AccountType = 'service' | 'subscription' | 'miniProgram';

/** Where and how the account takes pushes: what its owner entered in the console (wechat-api.md B). */
export interface Callback {
	url: string;
	token: string;
	encodingAesKey: string;
	mode: 'plain' | 'compatible' | 'secure';
	format: 'xml' | 'json';
}

/** A customer-service account of the account's staff (C.1). */
export interface Staff {
	kf_id: string;
	kf_account: string;
	kf_nick: string;
	kf_headimgurl: string;
	kf_wx?: string;
	/** What getonlinekflist says: 1 online; 0 not listed there. */
	status: number;
	accepted_case: number;
}

export interface Tag {
	id: number;
	name: string;
}

/** What its owner sets; everything else follows from use. */
export interface AccountSettings {
	appid: string;
	name: string;
	/** The `gh_` id by which pushes and replies name the account. */
	ghId: string;
	secret: string;
	type: AccountType;
	/** Verified (已认证). An account that is not lacks most permissions: 48001. */
	verified: boolean;
	/** Empty: any address may fetch a token. */
	ipWhitelist: string[];
	callback: Callback;
	/** Daily limits by path, where they differ from the usual. */
	quota: Record<string, number>;
	staff: Staff[];
}

export interface Account extends AccountSettings {
	followers: Map<string, Follower>;
	/** How many followers were ever made: the seed of the next openid. */
	followersMade: number;
	tags: Map<number, Tag>;
	media: Map<string, Media>;
	/** Ids of published articles. */
	articles: Set<string>;
	/** Calls by day and path. */
	used: Map<string, number>;
}

/** Tags that every account has and nobody can change: 0, 1 and 2 (C.5, 45058). */
export const SYSTEM_TAGS = [0, 1, 2];
const STARRED: Tag = { id: 2, name: '星标组' };

/** An account with everything that was not given filled in. */
export function createAccount({ appid, callback, ...given }: Partial<AccountSettings> & { appid: string }): Account {
	const letters = createHash('sha256').update(appid).digest('hex');
	return {
		appid,
		name: `Account ${appid}`,
		ghId: `gh_${letters.slice(0, 12)}`,
		secret: letters.slice(12, 44),
		type: 'service',
		verified: true,
		ipWhitelist: [],
		quota: {},
		staff: [],
		...given,
		callback: {
			url: '',
			token: letters.slice(44, 56),
			encodingAesKey: letters.slice(0, 43),
			mode: 'secure',
			format: 'xml',
			...callback,
		},
		followers: new Map(),
		followersMade: 0,
		tags: new Map([[STARRED.id, STARRED]]),
		media: new Map(),
		articles: new Set(),
		used: new Map(),
	};
}

/** The two accounts that are always there: a verified service account and a Mini Program. */
export function readyAccounts(): Account[] {
	return (structuredClone(ready) as AccountSettings[]).map(createAccount);
}
