import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Say } from './cache';
import { withLock } from './lock';

/** How a folder of the cache is filled, and how one knows that it is. */
export interface Recipe {
	/** Fills the empty folder. */
	make(): Promise<void>;
	/** Tries it out; does not throw. */
	works(): Promise<boolean>;
}

/**
 * Fills a folder unless it is filled. A stamp is written last, so that a folder without one is known to be
 * half-finished, and made anew unless it works as it is.
 */
export async function makeOnce(folder: string, say: Say, { make, works }: Recipe): Promise<void> {
	const stamp = join(folder, 'complete');
	if (existsSync(stamp)) return;
	await withLock(`${folder}.lock`, say, async () => {
		if (existsSync(stamp)) return;
		if (!existsSync(folder) || !(await works())) {
			await rm(folder, { recursive: true, force: true });
			await mkdir(folder, { recursive: true });
			await make();
			if (!(await works())) throw new Error(`What was installed into ${folder} does not run: see the *.log files there, then try again.`);
		}
		await writeFile(stamp, `${new Date().toISOString()}\n`);
	});
}
