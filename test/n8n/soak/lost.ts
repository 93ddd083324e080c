import type { Executed } from './executed';
import type { Kill } from './killing';

/** What the processes' logs say. */
export interface Logs {
	/** Ids of all executions that the process of the webhooks has put into the queue. */
	enqueued: string[];
	/** Ids of all executions that a worker has begun. */
	begun: string[];
}

/**
 * A killed worker may have taken an execution from the queue without having come to say so; Redis hands out work to
 * a worker's connection until it hears that nobody is there any more.
 */
const UNSAID_MS = { before: 5000, after: 2000 };

/** In words, the kill that an execution was lost with, and what shows it; `undefined`: it was lost with none. */
export function lostWith({ id, createdAt }: Executed, kills: Kill[], { enqueued, begun }: Logs): string | undefined {
	const with_ = ({ worker, at }: Kill, why: string): string => `lost with worker ${worker} (${why}, made ${asTime(createdAt)}, killed ${asTime(at)})`;
	const said = kills.find(({ unfinished }) => unfinished.includes(id));
	if (said) return with_(said, 'which had begun it');
	// Another worker's: no kill is to blame.
	if (begun.includes(id)) return undefined;
	const active = kills.find(({ running }) => running.some((execution) => execution.id === id));
	if (active) return with_(active, 'active at that moment, begun by nobody');
	const near = kills.find(({ at }) => createdAt > at - UNSAID_MS.before && createdAt < at + UNSAID_MS.after);
	return near && enqueued.includes(id) ? with_(near, 'in the queue about then, begun by nobody') : undefined;
}

const asTime = (ms: number): string => new Date(ms).toISOString().slice(11, 23);
