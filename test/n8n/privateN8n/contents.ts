import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Say } from './cache';
import { command } from './command';

/** A credential or a workflow as n8n's command line imports it. Without an `id` it gets one from its name. */
export interface Importable {
	id?: string;
	name: string;
	[key: string]: unknown;
}

const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** The id that something gets that has none of its own: the same at every start. */
export function idOf({ id, name }: Importable): string {
	return id ?? hashOf(name).slice(0, 16);
}

/** Installs a tarball into a stopped n8n as n8n does for its users: unpacked, without what it strips. */
export async function installPackage(folder: string, tarball: string): Promise<void> {
	const nodes = join(folder, '.n8n/nodes');
	const stamp = join(nodes, 'tarball.sha256');
	const hash = hashOf(await readFile(tarball));
	if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash) return;

	const unpacked = join(nodes, 'unpacked');
	await rm(unpacked, { recursive: true, force: true });
	await mkdir(unpacked, { recursive: true });
	await command('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], {
		cwd: nodes,
		failure: `${tarball} could not be unpacked: it has to come from npm pack`,
	});
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = JSON.parse(
		await readFile(join(unpacked, 'package.json'), 'utf8'),
	) as { name: string; version: string } & Record<string, unknown>;
	await writeFile(join(unpacked, 'package.json'), JSON.stringify(manifest, null, 2));

	const home = join(nodes, 'node_modules', manifest.name);
	await rm(home, { recursive: true, force: true });
	await mkdir(join(home, '..'), { recursive: true });
	await rename(unpacked, home);
	const installed = { name: 'installed-nodes', private: true, dependencies: { [manifest.name]: manifest.version } };
	await writeFile(join(nodes, 'package.json'), JSON.stringify(installed, null, 2));
	await writeFile(stamp, hash);
}

/** Runs n8n's command line. */
export type Cli = (...args: string[]) => Promise<unknown>;

/**
 * Imports what is new or has changed since the last start into a stopped n8n; what somebody has changed there
 * meanwhile stays. The import is recorded when it has succeeded.
 */
export async function importChanged(
	folder: string,
	kind: 'credentials' | 'workflow',
	items: Importable[],
	{ cli, say }: { cli: Cli; say: Say },
): Promise<void> {
	const record = join(folder, `imported-${kind}.json`);
	const known = existsSync(record) ? (JSON.parse(await readFile(record, 'utf8')) as Record<string, string>) : {};
	const wanted = items.map((item) => ({ ...item, id: idOf(item) }));
	const changed = wanted.filter((item) => known[item.id] !== hashOf(JSON.stringify(item)));
	if (changed.length === 0) return;

	say(`Importing ${changed.map(({ name }) => name).join(', ')} into n8n …`);
	const file = join(folder, `import-${kind}.json`);
	// The secrets in it are for this file's reader, n8n, alone.
	await writeFile(file, JSON.stringify(changed), { mode: 0o600 });
	try {
		await cli(`import:${kind}`, `--input=${file}`);
	} finally {
		await rm(file, { force: true });
	}
	const hashes = changed.map((item) => [item.id, hashOf(JSON.stringify(item))]);
	await writeFile(record, JSON.stringify({ ...known, ...Object.fromEntries(hashes) }));
}
