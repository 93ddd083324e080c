import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoCredentials } from '../../../demo/credentials';
import { webhookUrl } from '../../../demo/demo';
import type { Say } from '../privateN8n/cache';
import { startN8n } from '../privateN8n/n8n';
import { startQueueN8n, type RunningQueueN8n } from '../privateN8n/queue/queueN8n';
import { packedTarball } from '../privateN8n/tarball';
import { Client } from '../../simulator/client';
import { startSimulator, type Simulator } from '../../simulator/simulator';
import { ALL, executedOf, settle } from './executed';
import { soakFlow } from './flow';
import { judge, type Verdict } from './judge';
import { idsIn, Killer } from './killing';
import { makePlan } from './plan';
import { sendAll } from './pushing';

export type Mode = 'sqlite' | 'queue';

/** How hard, and with what. */
export interface SoakOptions {
	/** `sqlite`: one process, nobody is killed. `queue`: Redis, Postgres, a webhook process, two workers that are killed. */
	mode: Mode;
	pushes: number;
	seed: number;
	/** Pushes a second; what a machine with two cores can do unless given. */
	rate?: number;
	/** How many times a worker is killed (queue mode only). */
	kills?: number;
	/** The trigger's parameter of this name, in seconds. */
	replyWithin?: number;
	say: Say;
}

const WORKERS = 2;
const RATE = 4;

/** n8n notices after a minute that a worker is gone, when it looks, every half minute. */
const PATIENCE_MS = 120_000;

/** What is sent after an execution has ended: the trigger's customer service message, in the webhook process. */
const AFTERMATH_MS = 3000;

/** Many followers write to a flow that takes its time, and each is to be answered once. */
export async function soak(options: SoakOptions): Promise<Verdict> {
	const folder = await mkdtemp(join(tmpdir(), 'wechat-soak-'));
	const simulator = await startSimulator();
	try {
		const verdict = await soakIn(folder, simulator, options);
		if (verdict.violations.length === 0) await rm(folder, { recursive: true, force: true });
		else options.say(`n8n's logs stay in ${folder}.`);
		return verdict;
	} finally {
		await simulator.close();
	}
}

async function soakIn(folder: string, simulator: Simulator, options: SoakOptions): Promise<Verdict> {
	const { mode, pushes, seed, rate = RATE, kills = 0, replyWithin, say } = options;
	const flow = soakFlow(replyWithin);
	const plan = makePlan({ seed, pushes, rate, kills: mode === 'queue' ? kills : 0, workers: WORKERS });
	const parts = {
		tarball: await packedTarball(say),
		folder,
		credentials: demoCredentials(simulator.url, '').slice(0, 1),
		workflows: [flow],
		say,
	};
	const n8n = mode === 'queue' ? await startQueueN8n({ ...parts, workers: WORKERS }) : await startN8n(parts);
	try {
		const { workers = [], webhookUrl: front = n8n.url } = n8n as Partial<RunningQueueN8n>;
		const wechat = new Client(simulator.url);
		await wechat.control('/accounts', { callback: { url: webhookUrl(front, flow) } });
		const killer = new Killer(workers, plan.kills, n8n.rest, say);
		say(`Sending ${pushes} pushes, about ${rate} a second (seed ${seed}) …`);
		const delivered = await sendAll(wechat, plan, ({ n }) => {
			killer.sent(n);
			if (n === plan.expiryAfterPush) void wechat.control('/tokens', { action: 'expire' });
			if (n % 100 === 0) say(`${n} of ${pushes} pushes are sent.`);
		});
		await killer.done();
		say('Waiting until every execution has ended …');
		await settle(n8n.rest, PATIENCE_MS);
		await pause(AFTERMATH_MS);
		return judge({
			plan,
			delivered,
			executed: await executedOf(n8n.rest, ALL),
			chats: await wechat.control('/conversations'),
			calls: await wechat.control('/calls'),
			kills: killer.kills,
			begun: workers.flatMap((worker) => idsIn(worker.logs(), 'started')),
		});
	} finally {
		await n8n.close();
	}
}
