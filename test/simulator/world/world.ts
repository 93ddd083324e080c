import { readyAccounts, type Account } from './account';
import { Conversations } from './conversations';
import { Calls } from './calls';
import { Faults } from './faults';
import { Files } from './files';
import { Tokens } from './tokens';

export type Change = { kind: 'call' | 'message' | 'state'; data: unknown };

/** Everything the simulated WeChat knows. */
export class World {
	/** Where the simulator is reached; its own links begin with it. */
	url = '';
	accounts!: Map<string, Account>;
	tokens!: Tokens;
	calls!: Calls;
	faults!: Faults;
	conversations!: Conversations;
	files!: Files;
	private advancedMs = 0;
	private readonly listeners = new Set<(change: Change) => void>();

	constructor(private readonly clock: () => number) {
		this.reset();
	}

	/** Back to the two ready-made accounts, and to the clock's own time. */
	reset(): void {
		this.advancedMs = 0;
		this.accounts = new Map(readyAccounts().map((account) => [account.appid, account]));
		this.tokens = new Tokens();
		this.faults = new Faults();
		this.files = new Files();
		this.calls = new Calls((call) => this.tell({ kind: 'call', data: call }));
		this.conversations = new Conversations((message) => this.tell({ kind: 'message', data: message }));
		this.tell({ kind: 'state', data: null });
	}

	/** Milliseconds since 1970. */
	now(): number {
		return this.clock() + this.advancedMs;
	}

	advance(ms: number): void {
		this.advancedMs += ms;
	}

	tell(change: Change): void {
		for (const listener of this.listeners) listener(change);
	}

	listen(listener: (change: Change) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}
}
