import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { demoCredentials } from '../../demo/credentials';
import type { Say } from '../n8n/privateN8n/cache';
import { startN8n, type RunningN8n } from '../n8n/privateN8n/n8n';
import { startServer } from '../n8n/privateN8n/server';
import { packedTarball } from '../n8n/privateN8n/tarball';
import { residentMegabytes } from '../n8n/soak/forgeries/health';
import { Client } from '../simulator/client';
import { cpuTime } from './cpuTime';
import { loop, node, type Lister } from './followerWorkflows';

const ROOT = join(__dirname, '../..');
/** What a call of WeChat takes from China. */
export const LATENCY_MS = 50;

/** Executions, one after the other, each with the next followers. */
export interface Walk {
	/** Followers in all of them. */
	followers: number;
	/** Milliseconds of each. */
	ms: number[];
	/** Megabytes that n8n had after each. */
	megabytes: number[];
	/** Milliseconds of processor time that n8n used for all of them; NaN where the system does not tell. */
	cpuMs: number;
	/** Calls that reached WeChat. */
	lists: number;
	batches: number;
	/** Whether the last one knew that it was the last. */
	isComplete: boolean;
}

/** A WeChat with so many followers in a process of its own, an n8n, and both workflows in it. */
export interface Bench {
	/** Our node, by the cursor that it passes on, for so many followers. */
	ours(followers: number): Promise<Walk>;
	/** n8n's own nodes. */
	theirs(followers: number): Promise<Walk>;
}

/** Makes all that, lets `measure` work with it, and takes it away. */
export async function withBench<T>(followers: number, say: Say, measure: (bench: Bench) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'wechat-bench-'));
	const simulator = startServer(process.execPath, ['--import', 'tsx', 'test/simulator/main.ts'], {
		name: 'The simulator',
		cwd: ROOT,
		env: { ...process.env, PORT: '0' },
		log: join(folder, 'simulator.log'),
	});
	let n8n: RunningN8n | undefined;
	try {
		const url = /http:\/\/[\d.:]+/.exec(await simulator.waitForLine(/http:\/\/.*\/simulator/))![0];
		const wechat = new Client(url);
		say(`Making ${followers.toLocaleString('en')} followers …`);
		await wechat.control('/followers', { count: followers });
		const competitor = loop(url);
		n8n = await startN8n({
			tarball: await packedTarball(say),
			folder,
			credentials: demoCredentials(url, url),
			workflows: [node.workflow, competitor.workflow],
			say,
		});
		return await measure(await benchOf(n8n, wechat, competitor));
	} finally {
		await n8n?.close();
		await simulator.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function benchOf(n8n: RunningN8n, wechat: Client, competitor: Lister): Promise<Bench> {
	/** One execution; `from` is the place where it begins, the answer that of the next. */
	const execution = async ({ path }: Lister, from: string): Promise<unknown> => {
		const { status, data } = await axios.post<{ openid?: string; next_openid?: unknown }>(
			n8n.url + path,
			{ next_openid: from, token: await wechat.token() },
			{ proxy: false, validateStatus: () => true },
		);
		if (status !== 200 || !data.openid) throw new Error(`${path} answered with ${status}: ${JSON.stringify(data).slice(0, 300)}`);
		return data.next_openid;
	};
	const walk = async (who: Lister, followers: number, after: (answer: unknown, run: number) => Promise<unknown>): Promise<Walk> => {
		const before = await used(wechat);
		const found: Walk = { followers, ms: [], megabytes: [], cpuMs: NaN, lists: 0, batches: 0, isComplete: false };
		const cpu = async (): Promise<number> => (await cpuTime(n8n.pid)) ?? NaN;
		const cpuBefore = await cpu();
		await wechat.control('/latency', { ms: LATENCY_MS });
		for (let from: unknown = ''; found.ms.length * who.followers < followers; ) {
			const start = performance.now();
			const answer = await execution(who, String(from));
			found.ms.push(performance.now() - start);
			found.megabytes.push(await residentMegabytes(n8n.pid));
			// The log of what it was asked is not to fill the simulator's memory.
			await wechat.control('/calls', undefined, 'DELETE');
			from = await after(answer, found.ms.length);
			found.isComplete = from === null;
			if (found.isComplete) break;
		}
		found.cpuMs = (await cpu()) - cpuBefore;
		await wechat.control('/latency', { ms: 0 });
		const now = await used(wechat);
		return { ...found, lists: now.lists - before.lists, batches: now.batches - before.batches };
	};
	// Theirs has no cursor to pass on after the loop: it is told the next one.
	const places = await ends(wechat, 6);
	return {
		ours: async (count) => await walk(node, count, async (next) => next),
		theirs: async (count) => await walk(competitor, count, async (_, run) => places[run - 1]),
	};
}

/** The last openids of the first pages. */
async function ends(wechat: Client, count: number): Promise<string[]> {
	const found: string[] = [];
	for (let from = ''; found.length < count; from = found.at(-1)!) {
		const { next_openid } = await wechat.get('/cgi-bin/user/get', { next_openid: from });
		if (!next_openid) break;
		found.push(next_openid);
	}
	return found;
}

/** What WeChat has counted today. */
async function used(wechat: Client): Promise<{ lists: number; batches: number }> {
	const of = async (cgi_path: string): Promise<number> => (await wechat.post('/cgi-bin/openapi/quota/get', { cgi_path })).quota.used;
	return { lists: await of('/cgi-bin/user/get'), batches: await of('/cgi-bin/user/info/batchget') };
}
