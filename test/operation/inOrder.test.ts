import { setImmediate as later } from 'node:timers/promises';
import { inOrder } from '../../nodes/operation/inOrder';

/** Several at a time, results in order, nothing left running. */

/** Work that ends when the test says so. */
function desk() {
	const open = new Map<number, { end: (result: string) => void; fail: (error: Error) => void }>();
	const begun: number[] = [];
	let most = 0;
	return {
		begun,
		open,
		most: () => most,
		work: async (input: number) => {
			begun.push(input);
			return await new Promise<string>((end, fail) => {
				open.set(input, {
					end: (result) => { open.delete(input); end(result); },
					fail: (error) => { open.delete(input); fail(error); },
				});
				most = Math.max(most, open.size);
			});
		},
	};
}

/** What came out so far, and how it ended. */
function collect<T>(results: AsyncGenerator<T>) {
	const got: T[] = [];
	const state = { got, error: undefined as unknown, ended: false };
	const all = (async () => {
		for await (const result of results) got.push(result);
	})();
	all.catch((error: unknown) => (state.error = error)).finally(() => (state.ended = true));
	return state;
}

test('results come in the order of the inputs, whoever is ready first', async () => {
	const { work, open } = desk();
	const seen = collect(inOrder([1, 2, 3], 3, work));
	await later();
	open.get(3)!.end('c');
	open.get(2)!.end('b');
	await later();
	expect(seen.got).toEqual([]);
	open.get(1)!.end('a');
	await later();
	expect(seen).toMatchObject({ got: ['a', 'b', 'c'], ended: true, error: undefined });
});

test('never more at a time than allowed, and never fewer while there is work', async () => {
	const { work, open, begun, most } = desk();
	const seen = collect(inOrder([1, 2, 3, 4, 5], 2, work));
	await later();
	expect(begun).toEqual([1, 2]);
	for (const input of [1, 2, 3, 4, 5]) {
		expect([...open.keys()]).toEqual([input, input + 1].filter((one) => one <= 5));
		open.get(input)!.end(String(input));
		await later();
	}
	expect(seen.got).toEqual(['1', '2', '3', '4', '5']);
	expect(most()).toBe(2);
});

test('the source is asked for no more than is worked on, and while others are worked on', async () => {
	const asked: number[] = [];
	async function* source() {
		for (let n = 1; n <= 100; n++) {
			asked.push(n);
			yield n;
		}
	}
	const { work } = desk();
	collect(inOrder(source(), 8, work));
	for (let n = 0; n < 20; n++) await later();
	expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test.each([[[]], [[1]]])('a short list: %j', async (inputs) => {
	const results: number[] = [];
	for await (const result of inOrder(inputs as number[], 8, async (input) => input * 2)) results.push(result);
	expect(results).toEqual(inputs.map((input) => input * 2));
});

describe('a failure', () => {
	test('begins nothing new, lets those before it come out, waits for those beside it, and is thrown', async () => {
		const { work, open, begun } = desk();
		const seen = collect(inOrder([1, 2, 3, 4, 5], 3, work));
		await later();
		open.get(2)!.fail(new Error('second'));
		await later();
		open.get(1)!.end('a');
		await later();
		expect(begun).toEqual([1, 2, 3]);
		expect(seen).toMatchObject({ got: ['a'], ended: false });
		open.get(3)!.end('c');
		await later();
		expect(seen).toMatchObject({ got: ['a'], ended: true, error: new Error('second') });
	});

	test('of several the first in order is told', async () => {
		const { work, open } = desk();
		const seen = collect(inOrder([1, 2], 2, work));
		await later();
		open.get(2)!.fail(new Error('second'));
		open.get(1)!.fail(new Error('first'));
		await later();
		expect(seen.error).toEqual(new Error('first'));
	});

	test('before its turn is no unhandled rejection', async () => {
		const unhandled = jest.fn();
		process.on('unhandledRejection', unhandled);
		const { work, open } = desk();
		const seen = collect(inOrder([1, 2], 2, work));
		await later();
		open.get(2)!.fail(new Error('second'));
		for (let n = 0; n < 5; n++) await later();
		open.get(1)!.end('a');
		await later();
		process.off('unhandledRejection', unhandled);
		expect(unhandled).not.toHaveBeenCalled();
		expect(seen.error).toEqual(new Error('second'));
	});

	test('of the source comes after the results of what it gave before', async () => {
		async function* source() {
			yield 1;
			yield 2;
			throw new Error('no third page');
		}
		const seen = collect(inOrder(source(), 8, async (input) => String(input)));
		for (let n = 0; n < 5; n++) await later();
		expect(seen).toMatchObject({ got: ['1', '2'], error: new Error('no third page') });
	});

	test('of work that is no promise', async () => {
		const seen = collect(inOrder([1], 8, () => { throw new Error('at once'); }));
		for (let n = 0; n < 5; n++) await later();
		expect(seen.error).toEqual(new Error('at once'));
	});
});

test('who has enough goes on when nothing is running any more, and the source is closed', async () => {
	const { work, open, begun } = desk();
	let closed = false;
	async function* source() {
		try {
			for (let n = 1; ; n++) yield n;
		} finally {
			closed = true;
		}
	}
	let isFree = false;
	const enough = (async () => {
		const results = inOrder(source(), 3, work);
		await results.next();
		await results.return(undefined);
		isFree = true;
	})();
	await later();
	open.get(1)!.end('a');
	await later();
	expect([isFree, closed]).toEqual([false, false]);
	// One that fails now is nobody's any more, and harms nobody.
	open.get(2)!.fail(new Error('late'));
	open.get(3)!.end('c');
	await enough;
	expect([isFree, closed, begun]).toEqual([true, true, [1, 2, 3]]);
});
