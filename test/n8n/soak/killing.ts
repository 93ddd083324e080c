import type { Rest } from '../privateN8n/session';
import type { QueueWorker } from '../privateN8n/queue/worker';
import { UNFINISHED, executedOf, type Executed } from './executed';
import type { PlannedKill } from './plan';

/** A worker that was killed, and what it was at. */
export interface Kill {
	/** From 1. */
	worker: number;
	/** Milliseconds since 1970. */
	at: number;
	/** Ids of the executions that it had begun and not finished. */
	unfinished: string[];
	/** What ran anywhere a moment later: n8n forgets what a lost execution was about when it gives it up. */
	running: Executed[];
}

/** Kills workers one after another: the next when the one before takes work again. */
export class Killer {
	readonly kills: Kill[] = [];
	private last: Promise<void> = Promise.resolve();

	constructor(
		private readonly workers: QueueWorker[],
		private readonly planned: PlannedKill[],
		private readonly rest: Rest,
		private readonly say: (line: string) => void,
	) {}

	/** To be told of every push. */
	sent(push: number): void {
		for (const { worker } of this.planned.filter(({ afterPush }) => afterPush === push)) {
			this.last = this.last.then(async () => await this.kill(worker));
			// done() throws it.
			this.last.catch(() => {});
		}
	}

	/** Waits until all workers that were killed take work again. */
	async done(): Promise<void> {
		await this.last;
	}

	private async kill(index: number): Promise<void> {
		const worker = this.workers[index]!;
		const at = Date.now();
		const log = await worker.kill9();
		const unfinished = idsIn(log, 'started').filter((id) => !idsIn(log, 'finished').includes(id));
		const running = await executedOf(this.rest, UNFINISHED);
		this.kills.push({ worker: index + 1, at, unfinished, running });
		this.say(`Worker ${index + 1} was killed, with ${unfinished.length} executions in it.`);
		await worker.restart();
	}
}

/** n8n's words. */
const SAID = { enqueued: 'Enqueued', started: 'Worker started', finished: 'Worker finished' };

/** The executions that a log says a process has put into the queue, or a worker has started or finished. */
export function idsIn(log: string, what: keyof typeof SAID): string[] {
	return [...log.matchAll(new RegExp(`${SAID[what]} execution (\\d+) `, 'g'))].map(([, id]) => id!);
}
