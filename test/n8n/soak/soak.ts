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
	/** The trigger's parameter of this name: 5, 10 or 15 seconds; REPLY_WITHIN_S unless given. */
	replyWithin?: number;
	say: Say;
}

const WORKERS = 2;
const RATE = 4;

/** WeChat's repeats join the execution in one mode, and a customer service message follows in the other. */
const REPLY_WITHIN_S: Record<Mode, number> = { sqlite: 15, queue: 5 };

/** n8n notices after a minute that a worker is gone, when it looks, every half minute. */
const PATIENCE_MS = 120_000;

/** What is sent after an execution has ended: the trigger's customer service message, in the webhook process. */
const AFTERMATH_MS = 3000;

/** Many followers write to a flow that takes its time, and each is to be answered once. */
export async function soak(options: SoakOptions): Promise<Verdict> {
	const folder = await mkdtemp(join(tmpdir(), 'wechat-soak-'));
	const simulator = await startSimulator();
	let isClean = false;
	try {
		const verdict = await soakIn(folder, simulator, options);
		isClean = verdict.violations.length === 0;
		return verdict;
	} finally {
		await simulator.close();
		if (isClean) await rm(folder, { recursive: true, force: true });
		else options.say(`n8n's logs stay in ${folder}.`);
	}
}

async function soakIn(folder: string, simulator: Simulator, options: SoakOptions): Promise<Verdict> {
	const { mode, pushes, seed, rate = RATE, kills = 0, replyWithin = REPLY_WITHIN_S[mode], say } = options;
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
		const { workers = [], webhookUrl: front = n8n.url, webhookLogs = () => '' } = n8n as Partial<RunningQueueN8n>;
		const wechat = new Client(simulator.url);
		await wechat.control('/accounts', { callback: { url: webhookUrl(front, flow) } });
		const killer = new Killer(workers, plan.kills, n8n.rest, say);
		const mishaps: string[] = [];
		const expire = async (): Promise<void> => {
			try {
				const { error } = ((await wechat.control('/tokens', { action: 'expire' })) || {}) as { error?: string };
				if (error) throw new Error(error);
			} catch (error) {
				mishaps.push(`The access token could not be made to run out: ${(error as Error).message}`);
			}
		};
		say(`Sending ${pushes} pushes, about ${rate} a second, answered within ${replyWithin} s (seed ${seed}) …`);
		const delivered = await sendAll(wechat, plan, ({ n }) => {
			killer.sent(n);
			if (n === plan.expiryAfterPush) void expire();
			if (n % 100 === 0) say(`${n} of ${pushes} pushes are sent.`);
		});
		await killer.done();
		say('Waiting until every execution has ended …');
		await settle(n8n.rest, PATIENCE_MS);
		await pause(AFTERMATH_MS);
		return judge({
			replyWithin,
			plan,
			delivered,
			executed: await executedOf(n8n.rest, ALL),
			chats: await wechat.control('/conversations'),
			calls: await wechat.control('/calls'),
			kills: killer.kills,
			mishaps,
			enqueued: idsIn(webhookLogs(), 'enqueued'),
			begun: workers.flatMap((worker) => idsIn(worker.logs(), 'started')),
		});
	} finally {
		await n8n.close();
	}
}
