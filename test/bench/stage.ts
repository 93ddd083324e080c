import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCredentials } from '../../demo/credentials';
import type { Say } from '../n8n/privateN8n/cache';
import type { Importable } from '../n8n/privateN8n/contents';
import { startN8n, type RunningN8n } from '../n8n/privateN8n/n8n';
import { startServer } from '../n8n/privateN8n/server';
import { packedTarball } from '../n8n/privateN8n/tarball';
import { Client } from '../simulator/client';

const ROOT = join(__dirname, '../..');

/** What a call of WeChat takes from China. */
export const LATENCY_MS = 50;

/** What stands on the stage. */
export interface Stage {
	n8n: RunningN8n;
	wechat: Client;
	/** Where it is. */
	url: string;
}

/**
 * A WeChat with so many followers in a process of its own, and an n8n: lets `measure` work with them, and takes them away.
 * @param workflows what n8n has, for the WeChat at this address
 */
export async function onStage<T>(
	followers: number,
	workflows: (wechat: Client, url: string) => Promise<Importable[]>,
	say: Say,
	measure: (stage: Stage) => Promise<T>,
): Promise<T> {
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
		n8n = await startN8n({
			tarball: await packedTarball(say),
			folder,
			credentials: demoCredentials(url, url),
			workflows: await workflows(wechat, url),
			say,
		});
		return await measure({ n8n, wechat, url });
	} finally {
		await n8n?.close();
		await simulator.close();
		await rm(folder, { recursive: true, force: true });
	}
}
