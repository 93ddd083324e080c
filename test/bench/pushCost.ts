import type { CallbackKeys } from '../../nodes/protocol/callback';
import type { Say } from '../n8n/privateN8n/cache';
import type { Sealed } from '../simulator/push/seal';
import { builtIn } from './ackWorkflows';
import { acks, type AckRound, ENGINES, type Engine } from './acks';
import { median, short, spread } from './figures';
import { keysFor, openOnly, trigger } from './ownWork';
import type { Part, Row } from './part';
import { type Shape, textPushes } from './pushes';

const SHAPES: Shape[] = [
	{ mode: 'plain', format: 'xml' },
	{ mode: 'secure', format: 'xml' },
	{ mode: 'plain', format: 'json' },
	{ mode: 'secure', format: 'json' },
];
const ROUNDS = 9;
const PUSHES = 2000;
const LIMIT = 100;

/** Ways of working on a push that has to be another one every time. */
const WORK = {
	opened: async (push: Sealed, keys: CallbackKeys) => openOnly(push, keys),
	unwanted: async (push: Sealed, keys: CallbackKeys) => await trigger(push, keys, false),
	wanted: async (push: Sealed, keys: CallbackKeys) => await trigger(push, keys, true),
};
type Work = keyof typeof WORK;
const WORKS = Object.keys(WORK) as Work[];

/** Microseconds per push, of each round. */
type Costs = Record<Work, number[]>;

/** Whether it is worth while to make the trigger itself quicker. */
export const pushCost: Part = {
	name: 'push-cost',
	claim: "the trigger's own work on a push (verify, decrypt, parse, decide) takes less than a hundredth of n8n's own time per push, in both expression engines",
	async run(say) {
		const own = await ownCosts(say);
		const dearest = (work: Work) => Math.max(...[...own.values()].map((costs) => median(costs[work])));
		const theirs = new Map<Engine, number>();
		for (const engine of ENGINES) theirs.set(engine, timePerPush((await acks(engine, say)).get(builtIn)!));
		return {
			rows: [...own].map(([shape, costs]) => row(shape, costs)),
			holds: [...theirs.values()].every((time) => dearest('unwanted') * LIMIT < time),
			notes: [
				`One process, no n8n; µs per push, and pushes a second of a wanted one; ${ROUNDS} rounds of ${PUSHES} new pushes, alternating; median (smallest–largest).`,
				...[...theirs].map(([engine, time]) => `${engine}: n8n's own Webhook takes ${short(time)} µs per acknowledged push, ${short(time / dearest('unwanted'))} times our dearest that nobody wants (more than ${LIMIT} is claimed), and ${short(time / dearest('wanted'))} times our dearest with its item, rules and answer.`),
			],
		};
	},
};

async function ownCosts(say: Say): Promise<Map<Shape, Costs>> {
	const costs = new Map<Shape, Costs>(SHAPES.map((shape) => [shape, { opened: [], unwanted: [], wanted: [] }]));
	say('own work: warming up …');
	for (const shape of SHAPES) for (const work of WORKS) await microseconds(shape, work);
	say(`own work: ${ROUNDS} rounds …`);
	for (let round = 0; round < ROUNDS; round++) {
		for (const [shape, found] of costs) for (const work of WORKS) found[work].push(await microseconds(shape, work));
	}
	return costs;
}

async function microseconds(shape: Shape, work: Work): Promise<number> {
	const [pushes, keys, does] = [textPushes(PUSHES, shape), keysFor(shape), WORK[work]];
	const start = performance.now();
	for (const push of pushes) await does(push, keys);
	return ((performance.now() - start) / PUSHES) * 1000;
}

const timePerPush = (rounds: AckRound[]): number => median(rounds.map(({ count, ms }) => (ms / count) * 1000));

function row({ mode, format }: Shape, { opened, unwanted, wanted }: Costs): Row {
	return {
		Push: `${mode}, ${format.toUpperCase()}`,
		'Open: µs': spread(opened),
		'Nobody wants it: µs': spread(unwanted),
		'Wanted: µs': spread(wanted),
		'Wanted: pushes/s': spread(wanted.map((time) => 1e6 / time)),
	};
}
