/** Numbers in [0, 1) that are the same in every run, so that a failure can be repeated. */
export function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** A whole number below `end`. */
export function below(random: () => number, end: number): number {
	return Math.floor(random() * end);
}

/** One of the choices. */
export function oneOf<T>(random: () => number, choices: readonly T[]): T {
	return choices[below(random, choices.length)];
}
