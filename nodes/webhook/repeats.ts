import type { Answer } from './intercept';

/** What was taken, and the answer that it gets or got. */
export interface Taken {
	given: Promise<Answer>;
}

/**
 * Remembers which pushes were taken, so that a repeat starts no second execution in this process and gets the
 * same answer, also while the first is still being worked on. A push that could not be taken is forgotten:
 * WeChat's next try is a new one (design.md §4).
 */
export class Repeats<T extends Taken = Taken> {
	/**
	 * @param keptMs for how long a push may be repeated
	 * @param most how many are remembered: beyond that the oldest are forgotten
	 */
	constructor(
		private readonly keptMs: number,
		private readonly most = 5000,
	) {}

	private readonly taken = new Map<string, { first: T; at: number }>();

	/** The first push of this key; `undefined` when this is the first. */
	earlier(key: string, now: number): T | undefined {
		const entry = this.taken.get(key);
		return entry && now - entry.at < this.keptMs ? entry.first : undefined;
	}

	/** Remembers a push until its answer says that it was not taken. */
	remember(key: string, first: T, now: number): void {
		const entry = { first, at: now };
		this.taken.delete(key);
		this.taken.set(key, entry);
		this.forget(now);
		void first.given.then(({ status }) => {
			const isTaken = status >= 200 && status <= 299;
			if (!isTaken && this.taken.get(key) === entry) this.taken.delete(key);
		});
	}

	/** Keeps of a push no more than its answer. */
	settle(key: string, first: T, answered: T): void {
		const entry = this.taken.get(key);
		if (entry?.first === first) entry.first = answered;
	}

	/** The oldest come first. */
	private forget(now: number): void {
		for (const [key, { at }] of this.taken) {
			if (this.taken.size <= this.most && now - at < this.keptMs) return;
			this.taken.delete(key);
		}
	}
}
