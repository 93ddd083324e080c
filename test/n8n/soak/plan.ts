/** One push of the soak: a text of a follower who writes nothing else. */
export interface PlannedPush {
	/** From 1. */
	n: number;
	/** How long the flow takes before it replies. */
	waitS: number;
	/** When it is pushed, after the push before. */
	pauseMs: number;
}

/** A worker is killed once so many pushes have been sent. */
export interface PlannedKill {
	afterPush: number;
	/** Index of the worker. */
	worker: number;
}

/** Everything that chance decides. */
export interface Plan {
	seed: number;
	pushes: PlannedPush[];
	kills: PlannedKill[];
	/** After this push WeChat lets its access token run out before its time; null: never. */
	expiryAfterPush: number | null;
}

/** How long flows take: the most that this share of them, and the ones before it, take; and the least. */
const WAITS: Array<{ share: number; from: number; to: number }> = [
	{ share: 0.7, from: 0.1, to: 4 },
	// Around WeChat's five seconds, and the reply's own limits before them.
	{ share: 0.18, from: 4, to: 6 },
	{ share: 0.12, from: 10, to: 30 },
];

/** What makes a plan. */
export interface PlanOptions {
	seed: number;
	pushes: number;
	/** Pushes a second, on average. */
	rate: number;
	/** How many kills, of how many workers in turn. */
	kills: number;
	workers: number;
}

/** The same plan for the same options. */
export function makePlan({ seed, pushes, rate, kills, workers }: PlanOptions): Plan {
	const random = randomFrom(seed);
	return {
		seed,
		pushes: Array.from({ length: pushes }, (_, index) => ({
			n: index + 1,
			waitS: waitS(random),
			// Followers do not wait for one another: an exponential distribution.
			pauseMs: Math.round((-Math.log(1 - random()) * 1000) / rate),
		})),
		kills: Array.from({ length: kills }, (_, index) => ({
			afterPush: Math.round((pushes * (index + 0.6 + random() * 0.3)) / (kills + 0.5)),
			worker: index % Math.max(workers, 1),
		})),
		expiryAfterPush: pushes >= 50 ? Math.round(pushes / 2) : null,
	};
}

function waitS(random: () => number): number {
	let left = random();
	const kind = WAITS.find(({ share }) => (left -= share) < 0) ?? WAITS.at(-1)!;
	return Math.round((kind.from + random() * (kind.to - kind.from)) * 100) / 100;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
