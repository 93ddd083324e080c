/**
 * Works on the inputs, at most `most` at the same time: whatever takes long holds nobody up. The results are in the
 * order of the inputs.
 * @param work must not fail
 */
export async function atOnce<T, R>(inputs: AsyncGenerator<T>, most: number, work: (input: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	let begun = 0;
	const worker = async (): Promise<void> => {
		for (;;) {
			const { value, done } = await inputs.next();
			if (done) return;
			const place = begun++;
			results[place] = await work(value as T);
		}
	};
	await Promise.all(Array.from({ length: most }, worker));
	return results;
}
