/**
 * `npm run soak`: many followers write to a slow flow, in n8n on SQLite and in queue mode with workers that are
 * killed; then forged requests come. Exits 0 only if everybody was answered once and no forgery was taken.
 * Options: `--mode sqlite|queue|forgeries` (all unless given), `--pushes 200`, `--seed 1`, `--kills 4`, `--rate 4`
 * (pushes a second), `--reply-within 5|10|15` (seconds; 15 on SQLite and 5 in queue mode unless given),
 * `--forgeries 1000`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startN8n } from '../test/n8n/privateN8n/n8n';
import { packedTarball } from '../test/n8n/privateN8n/tarball';
import { reportLines, runForgeries } from '../test/n8n/soak/forgeries/run';
import { soak, type Mode } from '../test/n8n/soak/soak';

const NUMBERS = ['pushes', 'seed', 'kills', 'rate', 'reply-within', 'forgeries'];
const MODES: Mode[] = ['sqlite', 'queue'];
const FORGERIES = 'forgeries';

/** What the trigger's parameter offers. */
const REPLY_WITHIN = [undefined, '5', '10', '15'];

/** One kill for so many pushes unless told. */
const PUSHES_PER_KILL = 100;

/** @throws Error about an option that does not exist or has a value that it cannot have */
function readOptions(): { numberOf: (name: string) => number | undefined; modes: Mode[]; isForged: boolean } {
	const options = Object.fromEntries(['mode', ...NUMBERS].map((name) => [name, { type: 'string' as const }]));
	const values = parseArgs({ options }).values as Record<string, string | undefined>;
	const wrong = NUMBERS.find((name) => values[name] !== undefined && !(Number(values[name]) >= 0));
	if (wrong) throw new Error(`--${wrong} is "${values[wrong]}": give a number.`);
	if (!REPLY_WITHIN.includes(values['reply-within'])) throw new Error(`--reply-within is "${values['reply-within']}": give 5, 10 or 15.`);
	const modes = MODES.filter((mode) => [undefined, mode].includes(values.mode as Mode));
	const isForged = [undefined, FORGERIES].includes(values.mode);
	if (modes.length === 0 && !isForged) throw new Error(`--mode is "${values.mode}": give sqlite, queue or forgeries, or leave it out for all.`);
	return { modes, isForged, numberOf: (name) => (values[name] === undefined ? undefined : Number(values[name])) };
}

async function main(): Promise<number> {
	const { numberOf, modes, isForged } = readOptions();
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
	if (isForged) violations += await forgeries(numberOf(FORGERIES) ?? 10_000, seed);
	return violations === 0 ? 0 : 1;
}

/** How many of them were not refused as they should be. */
async function forgeries(count: number, seed: number): Promise<number> {
	console.log(`\n── ${count} forgeries, seed ${seed} ──`);
	const folder = await mkdtemp(join(tmpdir(), 'wechat-forgeries-'));
	let isClean = false;
	try {
		const n8n = await startN8n({ tarball: await packedTarball(console.log), folder, say: console.log });
		try {
			const report = await runForgeries({ n8n, count, seed, say: console.log });
			console.log(reportLines(report).join('\n'));
			isClean = report.failures.length === 0;
			return report.failures.length;
		} finally {
			await n8n.close();
		}
	} finally {
		if (isClean) await rm(folder, { recursive: true, force: true });
		else console.log(`n8n's logs stay in ${folder}.`);
	}
}

void main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
