import table from './errcodes.json';

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

interface Errcode {
	meaning: string;
	reaction: Reaction;
}

const errcodes = new Map(Object.entries(table as Record<string, Errcode>));

export function meaning(errcode: number): string | undefined {
	return errcodes.get(String(errcode))?.meaning;
}

export function reaction(errcode: number): Reaction | undefined {
	return errcodes.get(String(errcode))?.reaction;
}
