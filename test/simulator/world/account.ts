import { createHash } from 'node:crypto';
import ready from './accounts.json';
import type { Published, Publishing } from './articles';
import { type Broadcasts, noBroadcasts } from './broadcasts';
import type { ArticleComments } from './comments';
import { type CustomerService, newCustomerService } from './customerService';
import type { Follower } from './follower';
import type { Media } from './media';
import { Logins } from './logins';
import { type Menus, noMenus } from './menu';
import { QrCodes } from './qrCodes';
import { QuotaResets } from './quotaResets';
import type { LongText } from './shortKeys';
import { noTemplates, type Templates } from './templates';
import { Tickets } from './tickets';

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
	kf_openid?: string;
	/** The invitation of a WeChat user to this account. */
	invite_wx?: string;
	invite_status?: string;
	/** Seconds. */
	invite_expire_time?: number;
	isAdmin?: boolean;
	/** Of a Mini Program's merchant. */
	business_id?: number;
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
	/** App IDs of the accounts whose followers were taken over (账号迁移). */
	migratedFrom: string[];
	/** The old reports about articles answer 47009, as somebody met it in production (C.6). */
	oldReportsOffline: boolean;
}

export interface Account extends AccountSettings {
	followers: Map<string, Follower>;
	/** The same by their place. */
	roll: Follower[];
	/** How many of them follow now. */
	subscribers: number;
	/** How many followers were ever made: the seed of the next openid. */
	followersMade: number;
	tags: Map<number, Tag>;
	customerService: CustomerService;
	media: Map<string, Media>;
	/** Published articles by their id. */
	articles: Map<string, Published>;
	publishing: Publishing;
	menus: Menus;
	templates: Templates;
	broadcasts: Broadcasts;
	/** Comments by msg_data_id, of each of the articles that went out together. */
	comments: Map<number, ArticleComments[]>;
	qrCodes: QrCodes;
	logins: Logins;
	tickets: Tickets;
	/** Long texts by their short key. */
	shortKeys: Map<string, LongText>;
	/** Rules by which codes of one's own open a Mini Program, by prefix. */
	jumpRules: Map<string, { prefix: string } & Record<string, unknown>>;
	/** Numbers of the two industries. */
	industries: string[];
	/** When speech was uploaded, in ms, by voice_id. */
	voices: Map<string, number>;
	/** Calls by day and path. */
	used: Map<string, number>;
	quotaResets: QuotaResets;
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
		migratedFrom: [],
		oldReportsOffline: false,
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
		roll: [],
		subscribers: 0,
		followersMade: 0,
		tags: new Map([[STARRED.id, STARRED]]),
		customerService: newCustomerService(),
		media: new Map(),
		articles: new Map(),
		publishing: { jobs: new Map() },
		menus: noMenus(),
		templates: noTemplates(),
		broadcasts: noBroadcasts(),
		comments: new Map(),
		qrCodes: new QrCodes(),
		logins: new Logins(),
		tickets: new Tickets(),
		shortKeys: new Map(),
		jumpRules: new Map(),
		industries: ['1', '2'],
		voices: new Map(),
		used: new Map(),
		quotaResets: new QuotaResets(),
	};
}

/** The two accounts that are always there: a verified service account and a Mini Program. */
export function readyAccounts(): Account[] {
	return (structuredClone(ready) as AccountSettings[]).map(createAccount);
}
