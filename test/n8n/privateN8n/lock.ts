import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from './cache';

const POLL_MS = 500;

/**
 * Does `work` while no other process does any under the same lock. The lock is a folder with the holder's
 * process id; one whose process is gone is taken over.
 */
export async function withLock<T>(lock: string, say: Say, work: () => Promise<T>): Promise<T> {
	await acquire(lock, say);
	try {
		return await work();
	} finally {
		await rm(lock, { recursive: true, force: true });
	}
}

async function acquire(lock: string, say: Say): Promise<void> {
	let waitedFor: number | undefined;
	while (!(await tryToTake(lock))) {
		const holder = await holderOf(lock);
		if (holder === undefined) continue;
		if (!isAlive(holder)) {
			await discard(lock, holder);
			continue;
		}
		if (holder !== waitedFor) say(`Waiting for process ${holder}, which is busy with the same (if it is not: rm -r ${lock}) …`);
		waitedFor = holder;
		await sleep(POLL_MS);
	}
}

/** The folder appears together with the process id in it, because renaming is one step. */
async function tryToTake(lock: string): Promise<boolean> {
	await mkdir(dirname(lock), { recursive: true });
	const mine = await mkdtemp(`${lock}-`);
	await writeFile(join(mine, 'pid'), String(process.pid));
	try {
		await rename(mine, lock);
		return true;
	} catch (error) {
		await rm(mine, { recursive: true, force: true });
		if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
		return false;
	}
}

async function holderOf(lock: string): Promise<number | undefined> {
	try {
		return Number(await readFile(join(lock, 'pid'), 'utf8'));
	} catch {
		return undefined;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Renamed before it is removed, and looked at again, since somebody else may have taken the lock over meanwhile. */
async function discard(lock: string, holder: number): Promise<void> {
	const aside = await mkdtemp(`${lock}-stale-`);
	try {
		await rename(lock, join(aside, 'lock'));
	} catch {
		await rm(aside, { recursive: true, force: true });
		return;
	}
	if ((await holderOf(join(aside, 'lock'))) !== holder) await rename(join(aside, 'lock'), lock);
	await rm(aside, { recursive: true, force: true });
}
