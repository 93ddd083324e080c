import axios from 'axios';
import type { Say } from '../n8n/privateN8n/cache';
import { residentMegabytes } from '../n8n/soak/forgeries/health';
import type { Client } from '../simulator/client';
import { cpuTime } from './cpuTime';
import { loop, node, type Lister } from './followerWorkflows';
import { LATENCY_MS, onStage, type Stage } from './stage';

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
	const workflows = async (_: Client, url: string) => [node.workflow, loop(url).workflow];
	return await onStage(followers, workflows, say, async (stage) => await measure(await benchOf(stage)));
}

async function benchOf({ n8n, wechat, url }: Stage): Promise<Bench> {
	const competitor = loop(url);
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
