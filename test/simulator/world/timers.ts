/** What happens later. Nothing does once the world was reset or the simulator closed. */
export class Timers {
	private readonly pending = new Set<NodeJS.Timeout>();
	private readonly stop = new AbortController();

	/** Aborted when nothing is to happen any more: for requests that are under way. */
	readonly signal = this.stop.signal;

	after(ms: number, act: () => void): void {
		if (this.signal.aborted) return;
		const timer = setTimeout(() => {
			this.pending.delete(timer);
			act();
		}, ms);
		this.pending.add(timer);
	}

	close(): void {
		this.stop.abort();
		for (const timer of this.pending) clearTimeout(timer);
		this.pending.clear();
	}
}
