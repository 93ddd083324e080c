import { readyAccounts, type Account } from './account';
import { Conversations } from './conversations';
import { Calls } from './calls';
import { Faults } from './faults';
import { Files } from './files';
import { type Merchant, readyMerchants } from './pay/merchant';
import type { Notification } from './pay/notification';
import { Timers } from './timers';
import { Tokens } from './tokens';

export type Change = { kind: 'call' | 'message' | 'state' | 'pay'; data: unknown };

/** Everything the simulated WeChat knows. */
export class World {
	/** Where the simulator is reached; its own links begin with it. */
	url = '';
	accounts!: Map<string, Account>;
	merchants!: Map<string, Merchant>;
	/** What WeChat Pay told or tries to tell merchants, oldest first. */
	notifications!: Notification[];
	tokens!: Tokens;
	calls!: Calls;
	faults!: Faults;
	conversations!: Conversations;
	files!: Files;
	/** What is still to happen. */
	timers = new Timers();
	/** How long every answer of the APIs takes to arrive, in ms. */
	latency!: number;
	private advancedMs = 0;
	private readonly listeners = new Set<(change: Change) => void>();

	constructor(private readonly clock: () => number) {
		this.reset();
	}

	/** Back to the two ready-made accounts and the merchant, and to the clock's own time. */
	reset(): void {
		this.advancedMs = 0;
		this.latency = 0;
		this.accounts = new Map(readyAccounts().map((account) => [account.appid, account]));
		this.merchants = new Map(readyMerchants().map((merchant) => [merchant.mchid, merchant]));
		this.notifications = [];
		this.timers.close();
		this.timers = new Timers();
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

	/** Nothing happens any more. */
	close(): void {
		this.timers.close();
	}

	tell(change: Change): void {
		for (const listener of this.listeners) listener(change);
	}

	listen(listener: (change: Change) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}
}
