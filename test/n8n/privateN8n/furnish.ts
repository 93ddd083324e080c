import { access, mkdir } from 'node:fs/promises';
import type { Say } from './cache';
import { command } from './command';
import { importChanged, installPackage, type Importable } from './contents';
import type { InstalledN8n } from './install';
import { withLocalUrls } from './localUrls';

/** What a stopped n8n gets. */
export interface Furniture {
	/** Its folder. */
	cwd: string;
	env: NodeJS.ProcessEnv;
	tarball: string;
	credentials?: Importable[];
	workflows?: Importable[];
	say: Say;
}

/** Gives a stopped n8n the package as its users have it, and what it is to know. */
export async function furnish({ node, n8n }: InstalledN8n, furniture: Furniture): Promise<void> {
	const { cwd, env, tarball, credentials = [], workflows = [], say } = furniture;
	await access(tarball).catch(() => {
		throw new Error(`There is no ${tarball}: make one with npm pack, or take packedTarball()'s.`);
	});
	await mkdir(cwd, { recursive: true });
	await installPackage(cwd, tarball);
	const cli = (...args: string[]): Promise<string> =>
		command(node, [n8n, ...args], { cwd, env, failure: `n8n could not ${args[0]}: correct what it says` });
	await importChanged(cwd, 'credentials', credentials, { cli, say });
	await importChanged(cwd, 'workflow', workflows.map(withLocalUrls), { cli, say });
}
