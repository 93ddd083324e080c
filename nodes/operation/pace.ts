import { sleep } from 'n8n-workflow';

/** Tells the time in milliseconds, and waits for so many. */
export interface Clock {
	now(): number;
	sleep(ms: number): Promise<void>;
}

const SECOND = 1000;

// A clock that is set back must not make anybody wait.
const steady: Clock = { now: () => performance.now(), sleep };

/**
 * Makes a gate that lets at most `perSecond` through in any second, in the order in which they come.
 * @param perSecond a whole number, 1 or more
 */
export function pace(perSecond: number, { now, sleep: wait }: Clock = steady): () => Promise<void> {
	/** When the last `perSecond` went through, or will. */
	const turns: number[] = [];
	return async () => {
		const first = turns.length < perSecond ? undefined : turns.shift();
		const turn = Math.max(now(), (first ?? -Infinity) + SECOND);
		turns.push(turn);
		// Timers may ring early.
		while (now() < turn) await wait(Math.ceil(turn - now()));
	};
}
