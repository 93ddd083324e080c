import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '../../../simulator/client';
import { startSimulator } from '../../../simulator/simulator';
import type { RunningN8n } from '../../privateN8n/n8n';
import { attack, type AttackResult } from './attack';
import { forgeries } from './generate';
import { genuineFailures } from './genuineRun';
import { makeDoor } from './harmless';
import { pollHealth, residentMegabytes, type Latency } from './health';
import { CERTIFICATE_API_V3_KEY, CERTIFICATE_MCHID } from './pay/draft';
import { endReceivers, makeReceivers, theirKeys } from './receivers';
import { reportLines, type Report } from './report';
import { leakInLog } from './secrets';
import { inFlight, Sender } from './send';

export { reportLines, type Report };

/** How much is sent, to whom. */
export interface ForgeryOptions {
	/** Runs, with the package installed. The workflows that are made in it are ended afterwards. */
	n8n: RunningN8n;
	count: number;
	/** Any whole number; the clock's unless given. */
	seed?: number;
	/** Requests under way at a time. */
	inFlight?: number;
	say?: (line: string) => void;
}

/** Half as many come before: everything is loaded, compiled, and has been as large as it gets. What grows on is a leak. */
const WARM_UP = 0.5;

const SETTLE_MS = 8000;
const IDLE_MS = 3000;

/** The most that n8n's process may grow: bodies of 16 MB, several at a time, leave it as large as they made it. */
const MOST_MEGABYTES = 300;

/** The attack's p99 may be so many times that of n8n's own Webhook node, or half of WeChat's five seconds. */
const TIMES_SLOWER = 10;
const FAST_MS = 2500;

/** Asking again costs a call a minute (nodes/protocol/pay/certificates.ts). */
const fetchesIn = (seconds: number): number => 2 + Math.ceil(seconds / 60);

async function during(url: string, work: () => Promise<void>): Promise<Latency> {
	const stop = pollHealth(url);
	await work();
	return await stop();
}

/** Attacks the triggers of a real n8n with forged requests, and looks what becomes of it. */
export async function runForgeries({ n8n, count, seed = Date.now() % 1_000_000, inFlight: many = 8, say = () => {} }: ForgeryOptions): Promise<Report> {
	const stamp = `${seed}-${Date.now().toString(36)}`;
	const simulator = await startSimulator();
	const wechat = new Client(simulator.url);
	const sender = new Sender();
	await wechat.control('/merchants', { mchid: CERTIFICATE_MCHID, mode: 'platformCertificate', apiV3Key: CERTIFICATE_API_V3_KEY, ...theirKeys() });
	const receivers = await makeReceivers(n8n, simulator.url, stamp);
	const door = await makeDoor(n8n, stamp);
	const loggedBefore = n8n.logs().length;
	const fetches = async (): Promise<number> => (await wechat.control('/calls')).filter(({ path }: { path: string }) => path === '/v3/certificates').length;
	try {
		say(`Forgeries (seed ${seed}): warming up …`);
		const started = performance.now();
		const warm = await attack(sender, receivers, forgeries(Math.ceil(count * WARM_UP), seed + 1), many);
		await pause(SETTLE_MS);
		const before = await residentMegabytes(n8n.pid);
		say(`Sending ${count} forgeries, ${many} at a time …`);
		let result!: AttackResult;
		const start = performance.now();
		const underAttack = await during(n8n.url, async () => void (result = await attack(sender, receivers, forgeries(count, seed), many)));
		const seconds = (performance.now() - start) / 1000;
		const certificateFetches = await fetches();
		const secondsInAll = (performance.now() - started) / 1000;
		await pause(SETTLE_MS);
		const after = await residentMegabytes(n8n.pid);
		const executions = await executionsOf(n8n, receivers);

		say(`${result.failures.length + executions.length} failures, ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after, ${seconds.toFixed(0)} s, /healthz p99 ${underAttack.p99.toFixed(0)} ms`);
		say('Sending as many harmless requests of the same sizes, twice …');
		const idle = await during(n8n.url, async () => void (await pause(IDLE_MS)));
		const harmless = async (url: string): Promise<Latency> =>
			await during(n8n.url, async () =>
				await inFlight(many, result.sizes, async (bytes) => {
					await sender.send(url, { method: 'POST', query: [], headers: [['content-type', 'text/plain']], body: Buffer.alloc(bytes, 'x') });
				}),
			);
		const unknownPath = await harmless(`${n8n.url}/webhook/nobody-${stamp}/webhook`);
		const ownWebhook = await harmless(door.url);

		say('Sending what is genuine …');
		const genuine = await genuineFailures(n8n, sender, receivers, seed);
		const leak = leakInLog(n8n.logs().slice(loggedBefore));
		const failures = [
			...warm.failures.map((failure) => `warm-up, ${failure}`),
			...result.failures,
			...executions,
			...(leak ? [`n8n's log has ${leak}`] : []),
			...(after - before > MOST_MEGABYTES ? [`n8n has grown by ${(after - before).toFixed(0)} MB`] : []),
			...(underAttack.lost > 0 ? [`/healthz did not answer ${underAttack.lost} times`] : []),
			...(underAttack.p99 > Math.max(FAST_MS, TIMES_SLOWER * ownWebhook.p99) ? [`/healthz took ${underAttack.p99.toFixed(0)} ms (p99), where n8n's own Webhook node makes it take ${ownWebhook.p99.toFixed(0)} ms`] : []),
			...(certificateFetches > fetchesIn(secondsInAll) ? [`forgeries made n8n fetch the certificates ${certificateFetches} times`] : []),
			...genuine.failures,
		];
		const names = new Set([...forgeries(count, seed)].map(({ name }) => name)).size;
		return {
			...{ seed, sent: count, names, seconds, statuses: result.statuses, certificateFetches, failures },
			memory: { before, after },
			health: { idle, unknownPath, ownWebhook, attack: underAttack },
			genuine: genuine.taken,
		};
	} finally {
		sender.close();
		await endReceivers(n8n, receivers);
		await door.close();
		await simulator.close();
	}
}

async function executionsOf(n8n: RunningN8n, receivers: Awaited<ReturnType<typeof makeReceivers>>): Promise<string[]> {
	const failures: string[] = [];
	for (const [name, { workflowId }] of Object.entries(receivers)) {
		const found = await n8n.executions(workflowId);
		if (found.length > 0) failures.push(`the trigger "${name}" has ${found.length} executions`);
	}
	return failures;
}
