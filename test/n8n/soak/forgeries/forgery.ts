import type { Dice } from './dice';
import type { Wire } from './wire';

/** The triggers that are attacked (receivers.ts). */
export type ReceiverName = 'plain' | 'sealed' | 'reply' | 'tokenless' | 'publicKey' | 'certificate' | 'v2' | 'keyless';

/** One way to forge one kind of request. */
export interface Mutation {
	name: string;
	receiver: ReceiverName;
	/** A request of this moment that must not be believed; `undefined` when chance has changed nothing. */
	make(dice: Dice, nowMs: number): Wire | undefined;
	/** The status with which n8n itself refuses it, without asking the trigger. */
	n8nSays?: number;
}

/** One forged request, to be made when it is sent: its timestamp is of that moment. */
export interface Forgery extends Pick<Mutation, 'name' | 'receiver' | 'n8nSays'> {
	/** Says, with the seed, which one it was. */
	index: number;
	make(nowMs: number): Wire;
}

/** A request that WeChat's rules call genuine. */
export interface Genuine {
	name: string;
	receiver: ReceiverName;
	/** Where somebody has changed it and nobody can tell: what the rules leave open. */
	because?: string;
	make(dice: Dice, nowMs: number): Wire;
	/** Keys of the item that the workflow has to get, with their values or patterns of them. */
	item: Record<string, unknown>;
}
