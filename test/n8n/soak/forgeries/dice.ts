import { below, oneOf, randomNumbers } from '../../../protocol/random';

/** Chance that is the same for the same seed. */
export class Dice {
	private readonly random: () => number;

	constructor(seed: number) {
		this.random = randomNumbers(seed);
	}

	/** A whole number below `end`. */
	below(end: number): number {
		return below(this.random, end);
	}

	oneOf<T>(choices: readonly T[]): T {
		return oneOf(this.random, choices);
	}

	bytes(count: number): Buffer {
		return Buffer.from(Array.from({ length: count }, () => this.below(256)));
	}

	/** That many letters and digits. */
	letters(count: number, of = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'): string {
		return Array.from({ length: count }, () => of[this.below(of.length)]).join('');
	}

	/** In another order. */
	shuffled<T>(list: readonly T[]): T[] {
		const result = [...list];
		for (let n = result.length - 1; n > 0; n--) {
			const other = this.below(n + 1);
			[result[n], result[other]] = [result[other], result[n]];
		}
		return result;
	}
}
