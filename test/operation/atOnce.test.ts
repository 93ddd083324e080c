import { setImmediate as later } from 'node:timers/promises';
import { atOnce } from '../../nodes/operation/atOnce';

/** Several at a time, results in the order of the inputs, nobody held up by a slow one. */

async function* numbers(count: number, asked: number[] = []) {
	for (let n = 0; n < count; n++) {
		asked.push(n);
		yield n;
	}
}

/** Work that ends when the test says so. */
function desk() {
	const ends = new Map<number, () => void>();
	return {
		ends,
		work: async (input: number) => {
			await new Promise<void>((end) => ends.set(input, end));
			ends.delete(input);
			return `did ${input}`;
		},
		end: async (input: number) => {
			ends.get(input)!();
			for (let n = 0; n < 5; n++) await later();
		},
	};
}

test('never more than allowed; a slow one holds nobody up; the results are in order', async () => {
	const asked: number[] = [];
	const { ends, work, end } = desk();
	const all = atOnce(numbers(5, asked), 2, work);
	for (let n = 0; n < 5; n++) await later();
	expect([[...ends.keys()], asked]).toEqual([[0, 1], [0, 1]]);
	for (const input of [1, 2, 3, 4]) await end(input);
	expect([...ends.keys()]).toEqual([0]);
	await end(0);
	expect(await all).toEqual([0, 1, 2, 3, 4].map((n) => `did ${n}`));
});

test.each([0, 1, 3])('%d inputs', async (count) => {
	const results = await atOnce(numbers(count), 8, async (input) => input * 2);
	expect(results).toEqual(Array.from({ length: count }, (_, n) => n * 2));
});
