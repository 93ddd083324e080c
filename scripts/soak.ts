/**
 * `npm run soak`: many followers write to a slow flow, in n8n on SQLite and in queue mode with workers that are
 * killed; exits 0 only if everybody was answered once. Options: `--pushes 200`, `--mode sqlite|queue` (both unless
 * given), `--seed 1`, `--kills 4`, `--rate 4` (pushes a second), `--reply-within 15`.
 */
import { parseArgs } from 'node:util';
import { soak, type Mode } from '../test/n8n/soak/soak';

const NUMBERS = ['pushes', 'seed', 'kills', 'rate', 'reply-within'];
const MODES: Mode[] = ['sqlite', 'queue'];

/** One kill for so many pushes unless told. */
const PUSHES_PER_KILL = 100;

/** @throws Error about an option that does not exist or has a value that it cannot have */
function readOptions(): { numberOf: (name: string) => number | undefined; modes: Mode[] } {
	const options = Object.fromEntries(['mode', ...NUMBERS].map((name) => [name, { type: 'string' as const }]));
	const values = parseArgs({ options }).values as Record<string, string | undefined>;
	const wrong = NUMBERS.find((name) => values[name] !== undefined && !(Number(values[name]) >= 0));
	if (wrong) throw new Error(`--${wrong} is "${values[wrong]}": give a number.`);
	const modes = MODES.filter((mode) => [undefined, mode].includes(values.mode as Mode));
	if (modes.length === 0) throw new Error(`--mode is "${values.mode}": give sqlite or queue, or leave it out for both.`);
	return { modes, numberOf: (name) => (values[name] === undefined ? undefined : Number(values[name])) };
}

async function main(): Promise<number> {
	const { numberOf, modes } = readOptions();
	const pushes = numberOf('pushes') ?? 2000;
	const seed = numberOf('seed') ?? Date.now() % 1_000_000;
	let violations = 0;
	for (const mode of modes) {
		console.log(`\n── ${mode}, ${pushes} pushes, seed ${seed} ──`);
		const verdict = await soak({
			mode,
			pushes,
			seed,
			rate: numberOf('rate'),
			kills: numberOf('kills') ?? Math.max(2, Math.round(pushes / PUSHES_PER_KILL)),
			replyWithin: numberOf('reply-within'),
			say: console.log,
		});
		for (const line of verdict.lost) console.log(line);
		console.table(verdict.table);
		for (const line of verdict.violations) console.log(`✗ ${line}`);
		console.log(verdict.violations.length === 0 ? '✓ Everybody was answered once.' : `${verdict.violations.length} violations, with seed ${seed}.`);
		violations += verdict.violations.length;
	}
	return violations === 0 ? 0 : 1;
}

void main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
