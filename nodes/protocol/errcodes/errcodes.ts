import table from './errcodes.json';
import { furtherCodes } from './furtherCodes.data';

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

const errcodes = new Map(Object.entries<Errcode>({ ...(table as Record<string, Errcode>), ...furtherCodes }));

export function meaning(errcode: number): string | undefined {
	return errcodes.get(String(errcode))?.meaning;
}

export function reaction(errcode: number): Reaction | undefined {
	return errcodes.get(String(errcode))?.reaction;
}
