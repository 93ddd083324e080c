import { byteForgeries } from './bytes';
import { checkForgeries } from './callback/checks';
import { CALLBACK_KINDS } from './callback/draft';
import { envelopeForgeries, WRONG_MODE } from './callback/envelope';
import { hostileBodies, hostileCiphertexts, hostileContents } from './callback/hostileBodies';
import { tokenlessForgeries, urlForgeries } from './callback/url';
import { Dice } from './dice';
import type { Forgery, Mutation } from './forgery';
import { heavyForgeries, httpForgeries } from './http';
import { contentForgeries, hostileNotifications } from './pay/contents';
import { PAY_KINDS } from './pay/draft';
import { headerForgeries } from './pay/headers';
import { V2_KINDS } from './pay/v2/draft';
import { v2ForgeriesElsewhere } from './pay/v2/elsewhere';
import { v2PaymentForgeries } from './pay/v2/payment';
import { v2RefundForgeries } from './pay/v2/refund';

const SEALED = CALLBACK_KINDS.filter(({ mode }) => mode !== 'plain');

/** Every way to forge that has a name of its own. */
export const namedForgeries = (): Mutation[] => [
	...CALLBACK_KINDS.flatMap(urlForgeries),
	...CALLBACK_KINDS.filter(({ format }) => format === 'xml').flatMap(tokenlessForgeries),
	...checkForgeries(),
	...SEALED.flatMap(envelopeForgeries),
	...WRONG_MODE,
	...CALLBACK_KINDS.filter(({ name }) => ['plain XML', 'secure XML'].includes(name)).flatMap(hostileBodies),
	...SEALED.filter(({ name }) => ['secure XML', 'compatible JSON'].includes(name)).flatMap(hostileContents),
	...SEALED.filter(({ name }) => name === 'secure JSON').flatMap(hostileCiphertexts),
	...PAY_KINDS.flatMap(headerForgeries),
	...PAY_KINDS.flatMap(contentForgeries),
	...PAY_KINDS.filter(({ about }) => about === 'payment').flatMap(hostileNotifications),
	...V2_KINDS.filter(({ about }) => about === 'payment').flatMap(v2PaymentForgeries),
	...V2_KINDS.filter(({ about }) => about === 'refund').flatMap(v2RefundForgeries),
	...V2_KINDS.flatMap(v2ForgeriesElsewhere),
	...httpForgeries(),
];

/** Of every hundred, so many are of megabytes; the rest is bytes, and names, of which there are fewer. */
const HEAVY_OF_HUNDRED = 2;
const NAMED_OF_THREE = 1;

/** `count` forgeries, the same for the same seed but for the moment and the random parts of encryption. */
export function* forgeries(count: number, seed: number): Generator<Forgery> {
	const dice = new Dice(seed);
	const lists = { heavy: heavyForgeries(), bytes: byteForgeries(), named: namedForgeries() };
	const walks = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, endlessly(dice.shuffled(list))]));
	for (let index = 0; index < count; index++) {
		const isHeavy = index % 100 < HEAVY_OF_HUNDRED;
		const walk = walks[isHeavy ? 'heavy' : index % 3 < NAMED_OF_THREE ? 'named' : 'bytes'];
		const mutation = walk();
		const { name, receiver, n8nSays } = mutation;
		yield { index, name, receiver, n8nSays, make: (nowMs) => made(mutation, seed + index * 7919, nowMs) };
	}
}

function endlessly<T>(list: T[]): () => T {
	let at = 0;
	return () => list[at++ % list.length];
}

/** Chance may have changed nothing: then it tries again. */
function made(mutation: Mutation, seed: number, nowMs: number): ReturnType<Forgery['make']> {
	const dice = new Dice(seed);
	for (let tries = 0; tries < 1000; tries++) {
		const wire = mutation.make(dice, nowMs);
		if (wire) return wire;
	}
	throw new Error(`"${mutation.name}" changes nothing`);
}
