import { median, short } from './figures';
import { type Bench, type Sending, withMessages } from './messageRuns';
import type { Findings, Part, Row } from './part';
import { LATENCY_MS } from './stage';

/** BENCH_MESSAGES=500: a quick look. */
const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 10_000);
/** One by one, ten thousand would take ten minutes. */
const COMPARED = Math.min(500, MESSAGES);
const ROUNDS = 3;
const LEAST_TIMES_FASTER = 8;

/** One message to many people, by one node. */
export const templateMessages: Part = {
	name: 'template-messages',
	claim: `ten thousand template messages: at least ${LEAST_TIMES_FASTER} times as fast as one by one, whether by our own Send or by a loop of n8n's HTTP Request; nobody gets two, and the output is in the order of the input`,
	async run(say) {
		return await withMessages(MESSAGES, say, async (bench) => {
			say('warming up …');
			for (const send of [bench.toMany, bench.oneByOne, bench.loop]) await send(Math.min(50, COMPARED));
			const [oneByOne, loop, few]: Sending[][] = [[], [], []];
			for (let round = 1; round <= ROUNDS; round++) {
				say(`${COMPARED} messages, round ${round} of ${ROUNDS} …`);
				oneByOne!.push(await bench.oneByOne(COMPARED));
				loop!.push(await bench.loop(COMPARED));
				few!.push(await bench.toMany(COMPARED));
			}
			say(`${MESSAGES.toLocaleString('en')} messages …`);
			return findings(bench, await bench.toMany(MESSAGES), { oneByOne: oneByOne!, loop: loop!, few: few! });
		});
	},
};

const each = (sendings: Sending[]): number => median(sendings.map(({ ms, people }) => ms / people));

function findings(bench: Bench, all: Sending, { oneByOne, loop, few }: Record<'few' | 'loop' | 'oneByOne', Sending[]>): Findings {
	const theirs = [...oneByOne, ...loop];
	if (theirs.some(({ notOnce }) => notOnce > 0)) throw new Error('What was to be compared did not send everybody one message.');
	const isInOrder = all.order.length === MESSAGES && bench.openids(MESSAGES).every((openid, place) => all.order[place] === openid);
	const [ownTimes, loopTimes] = [each(oneByOne) / each([all]), each(loop) / each([all])];
	return {
		rows: [row('Send to Many, all', [all]), row('Send to Many', few), row('Send, one by one', oneByOne), row("A loop of n8n's HTTP Request", loop)],
		holds: isInOrder && all.notOnce === 0 && Math.min(ownTimes, loopTimes) >= LEAST_TIMES_FASTER,
		notes: [
			`WeChat answers after ${LATENCY_MS} ms. Executions are not saved. ${ROUNDS} rounds of ${COMPARED}, alternating: the median.`,
			`${short(ownTimes)} times as fast as Send, ${short(loopTimes)} times as fast as the loop (at least ${LEAST_TIMES_FASTER} is claimed).`,
			`${all.notOnce} of ${MESSAGES.toLocaleString('en')} people got none or more than one; the output is ${isInOrder ? '' : 'NOT '}in the order of the input.`,
		],
	};
}

function row(name: string, sendings: Sending[]): Row {
	const middle = (of: (sending: Sending) => number): number => median(sendings.map(of));
	const [{ people }] = sendings as [Sending];
	return {
		Who: name,
		Messages: people.toLocaleString('en'),
		Seconds: short(middle(({ ms }) => ms) / 1000),
		'Messages/s': short(1000 / each(sendings)),
		'ms each': short(each(sendings)),
		'CPU ms each': short(middle(({ cpuMs }) => cpuMs) / people),
		Calls: short(middle(({ calls }) => calls)),
		'n8n MB': short(middle(({ megabytes }) => megabytes)),
	};
}
