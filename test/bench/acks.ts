import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoCredentials } from '../../demo/credentials';
import type { Say } from '../n8n/privateN8n/cache';
import { startN8n, type RunningN8n } from '../n8n/privateN8n/n8n';
import { packedTarball } from '../n8n/privateN8n/tarball';
import { type Acknowledger, builtIn, unwanted, wanted } from './ackWorkflows';
import { cpuTime } from './cpuTime';
import { load, type Round } from './load';
import { textPushes } from './pushes';

/** n8n's expression engines (N8N_EXPRESSION_ENGINE), the default first. */
export const ENGINES = ['vm', 'legacy'] as const;
export type Engine = (typeof ENGINES)[number];

/** A round, and when its last execution had ended. */
export interface AckRound extends Round {
	/** Milliseconds from the first request until n8n had nothing left to do. */
	msInAll: number;
	/** Milliseconds of processor time that n8n used for it; NaN where the system does not tell. */
	cpuMs: number;
}

/** The rounds of everybody in one engine. */
export type Acks = Map<Acknowledger, AckRound[]>;

/** In the order in which each round asks them. */
export const ACKNOWLEDGERS = [unwanted, builtIn, wanted];

const ROUNDS = 5;
const SECONDS = 5;
const CONNECTIONS = 8;
/** More than any n8n answers in that time. */
const MOST = 5000;
/** Nothing is asked of WeChat. */
const NO_WECHAT = 'http://127.0.0.1:9';
const UNFINISHED = ['new', 'running', 'waiting'];

const known = new Map<Engine, Promise<Acks>>();

/** How a real n8n with this engine acknowledges pushes; measured once per run, whoever asks. */
export async function acks(engine: Engine, say: Say): Promise<Acks> {
	const measured = known.get(engine) ?? measure(engine, say);
	known.set(engine, measured);
	return await measured;
}

async function measure(engine: Engine, say: Say): Promise<Acks> {
	const folder = await mkdtemp(join(tmpdir(), 'wechat-bench-'));
	let n8n: RunningN8n | undefined;
	try {
		n8n = await startN8n({
			tarball: await packedTarball(say),
			folder,
			credentials: demoCredentials(NO_WECHAT, NO_WECHAT),
			workflows: ACKNOWLEDGERS.map(({ workflow }) => workflow),
			env: { N8N_EXPRESSION_ENGINE: engine },
			say,
		});
		return await rounds(n8n, (line) => say(`${engine}: ${line}`));
	} finally {
		await n8n?.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function rounds(n8n: RunningN8n, say: Say): Promise<Acks> {
	const measured: Acks = new Map(ACKNOWLEDGERS.map((who) => [who, []]));
	say('warming up …');
	for (const who of ACKNOWLEDGERS) await round(n8n, who);
	for (let number = 1; number <= ROUNDS; number++) {
		say(`round ${number} of ${ROUNDS} …`);
		for (const [who, all] of measured) all.push(await round(n8n, who));
	}
	for (const who of ACKNOWLEDGERS) await checkExecutions(n8n, who);
	return measured;
}

/** The next round begins when n8n has done what this one has given it to do. */
async function round(n8n: RunningN8n, { workflow, path, answer }: Acknowledger): Promise<AckRound> {
	const pushes = textPushes(MOST);
	const used = async (): Promise<number> => (await cpuTime(n8n.pid)) ?? NaN;
	const before = await used();
	const start = performance.now();
	const done = await load({ url: n8n.url + path, answer, connections: CONNECTIONS, seconds: SECONDS }, pushes);
	while ((await n8n.executions(workflow.id!)).some(({ status }) => UNFINISHED.includes(status))) await pause(100);
	return { ...done, msInAll: performance.now() - start, cpuMs: (await used()) - before };
}

/** A figure of the wrong thing would look as good. */
async function checkExecutions(n8n: RunningN8n, { name, workflow, executes }: Acknowledger): Promise<void> {
	const executions = await n8n.executions(workflow.id!);
	const failed = executions.filter(({ status }) => status !== 'success');
	if (failed.length > 0 || executions.length > 0 !== executes) {
		throw new Error(`${name}: ${executions.length} executions, ${failed.length} of them not successful; ${executes ? 'some, all successful,' : 'none'} should have been there.`);
	}
}
