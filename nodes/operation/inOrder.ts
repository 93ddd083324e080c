/** As many calls as one node makes at the same time: enough to make waiting short, few enough for WeChat's limits per minute. */
export const AT_ONCE = 6;

/**
 * Works on the inputs, at most `atOnce` at the same time, and yields the results in the order of the inputs.
 * After a failure nothing new is begun: the results before it come out, then the failure is thrown. Whoever stops
 * early, or meets the failure, goes on when everything that was begun has ended.
 */
export async function* inOrder<T, R>(
	inputs: AsyncIterable<T> | Iterable<T>,
	atOnce: number,
	work: (input: T) => Promise<R>,
): AsyncGenerator<R> {
	const source = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
	const begun: Array<Promise<R>> = [];
	let isOver = false;
	const begin = (result: Promise<R>): void => {
		// Whoever waits for it hears of the failure too, in its turn.
		result.catch(() => (isOver = true));
		begun.push(result);
	};
	const next = async (): Promise<void> => {
		const { value, done } = await source.next();
		if (done) isOver = true;
		else if (!isOver) begin(work(value as T));
	};
	try {
		for (;;) {
			while (!isOver && begun.length < atOnce) {
				await next().catch((error: unknown) => {
					isOver = true;
					begin(Promise.reject(error as Error));
				});
			}
			const first = begun.shift();
			if (!first) return;
			yield await first;
		}
	} finally {
		await Promise.allSettled(begun);
		await source.return?.();
	}
}
