import type { Say } from '../n8n/privateN8n/cache';

/** One line of a part's table: column → what stands there. */
export type Row = Record<string, string>;

/** What a part has found out. */
export interface Findings {
	rows: Row[];
	/** Whether the claim is true on this machine, today. */
	holds: boolean;
	/** Sentences below the table: what decided, what to know when reading it. */
	notes: string[];
}

/** One question of `npm run bench`. A new one is a file of its own and a line in index.ts. */
export interface Part {
	/** As it is called on the command line. */
	name: string;
	/** One line that says what is claimed, with its limit. */
	claim: string;
	/** Measures; ours and the competitor's alternate, in the same run. */
	run(say: Say): Promise<Findings>;
}
