/** What a caller can do about a code. */
export type Reaction =
	| 'fix-credential'
	| 'fix-input'
	| 'permission'
	| 'quota'
	| 'refresh-retry'
	| 'retry-backoff'
	| 'state'
	| 'user'
	| 'window';

/** One of WeChat's codes, in our own words. */
export interface Errcode {
	meaning: string;
	reaction: Reaction;
}
