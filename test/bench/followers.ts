import { AT_ONCE } from '../../nodes/operation/inOrder';
import { median, short } from './figures';
import { type Walk, withBench } from './followerRuns';
import { BATCH, PAGE } from './followerWorkflows';
import type { Findings, Part, Row } from './part';
import { LATENCY_MS } from './stage';

/** BENCH_FOLLOWERS=30000: a quick look. */
const FOLLOWERS = Number(process.env.BENCH_FOLLOWERS ?? 1_000_000);
const COMPARED = Math.min(60_000, FOLLOWERS);
const ROUNDS = 3;
/** What n8n itself may add to the waiting. */
const MOST_TIMES_IDEAL = 1.3;
const LEAST_TIMES_FASTER = 5;
/** How much larger n8n may be at the end than after it has warmed up. */
const MOST_GROWTH = 1.2;
/** With fewer executions n8n is still warming up. */
const ENOUGH_FOR_MEMORY = 40;

/** Whole lists of any length, by a workflow that is run again and again. */
export const followers: Part = {
	name: 'followers',
	claim: `a million followers with their profiles, 20,000 in an execution, take exactly the fewest calls (100 lists and 10,000 of 100 profiles), at most ${MOST_TIMES_IDEAL} times the time of waiting for WeChat, and no growing memory; a loop of n8n's own HTTP Request nodes takes at least ${LEAST_TIMES_FASTER} times as long`,
	async run(say) {
		return await withBench(FOLLOWERS, say, async (bench) => {
			say('warming up …');
			await bench.ours(BATCH);
			await bench.theirs(BATCH);
			const [ours, theirs]: Walk[][] = [[], []];
			for (let round = 1; round <= ROUNDS; round++) {
				say(`${COMPARED.toLocaleString('en')} followers, round ${round} of ${ROUNDS} …`);
				ours!.push(await bench.ours(COMPARED));
				theirs!.push(await bench.theirs(COMPARED));
			}
			say(`${FOLLOWERS.toLocaleString('en')} followers …`);
			return findings(await bench.ours(FOLLOWERS), ours!, theirs!);
		});
	},
};

const sum = (values: number[]): number => values.reduce((all, one) => all + one, 0);
const secondsOf = (walks: Walk[]): number => median(walks.map(({ ms }) => sum(ms))) / 1000;

/** Lists go out one after the other, because each names the next; profiles as many at a time as the node does. */
const idealSeconds = ({ lists, batches }: Walk): number => (lists + batches / AT_ONCE) * (LATENCY_MS / 1000);

function findings(all: Walk, ours: Walk[], theirs: Walk[]): Findings {
	const isExact = ({ lists, batches, followers: count }: Walk): boolean => lists === Math.ceil(count / PAGE) && batches === Math.ceil(count / BATCH);
	const isMinimal = all.isComplete && isExact(all);
	const timesIdeal = secondsOf([all]) / idealSeconds(all);
	const timesFaster = secondsOf(theirs) / secondsOf(ours);
	const [before, after] = memoryOf(all);
	const isFlat = all.ms.length < ENOUGH_FOR_MEMORY || after <= before * MOST_GROWTH;
	if (!theirs.every(isExact)) throw new Error("The loop of n8n's own nodes did not make the same calls.");
	return {
		rows: [row('WeChat Official Account, all', [all]), row('WeChat Official Account', ours), row("A loop of n8n's HTTP Request", theirs)],
		holds: isMinimal && isFlat && timesIdeal <= MOST_TIMES_IDEAL && timesFaster >= LEAST_TIMES_FASTER,
		notes: [
			`WeChat answers after ${LATENCY_MS} ms; our node makes ${AT_ONCE} calls at a time, the loop one after the other. Executions are not saved. ${ROUNDS} rounds of ${COMPARED.toLocaleString('en')}, alternating: the median.`,
			`Calls: ${all.lists} + ${all.batches} in ${all.ms.length} executions (${Math.ceil(FOLLOWERS / PAGE)} + ${Math.ceil(FOLLOWERS / BATCH)} are the fewest); ${all.isComplete ? 'the last one knew that it was the last' : 'THE END WAS NOT SEEN'}.`,
			`Time: ${short(timesIdeal)} times the waiting (at most ${MOST_TIMES_IDEAL} is claimed); ${short(timesFaster)} times as fast as the loop (at least ${LEAST_TIMES_FASTER}).`,
			all.ms.length < ENOUGH_FOR_MEMORY
				? `Memory: ${all.ms.length} executions are too few to tell.`
				: `Memory of n8n: ${short(before)} MB in the second quarter of the executions, ${short(after)} MB in the last (at most ${MOST_GROWTH} times is claimed).`,
		],
	};
}

/** Megabytes of n8n when it had warmed up, and at the end. */
function memoryOf({ megabytes }: Walk): [number, number] {
	const quarter = Math.ceil(megabytes.length / 4);
	return [median(megabytes.slice(quarter, 2 * quarter)), median(megabytes.slice(-quarter))];
}

function row(name: string, walks: Walk[]): Row {
	const [{ followers: count, ms, lists, batches }] = walks as [Walk];
	const seconds = secondsOf(walks);
	return {
		Who: name,
		Followers: count.toLocaleString('en'),
		Executions: String(ms.length),
		Calls: `${lists} + ${batches}`,
		Seconds: short(seconds),
		'Followers/s': short(count / seconds),
		'Waiting alone, s': short(idealSeconds(walks[0]!)),
		'CPU s': short(median(walks.map(({ cpuMs }) => cpuMs)) / 1000),
		'n8n MB': walks.map(({ megabytes }) => short(megabytes.at(-1)!)).join(', '),
	};
}
