import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Say } from './cache';
import { command } from './command';
import { withLock } from './lock';

const ROOT = join(__dirname, '../../..');
const CACHE = join(ROOT, 'node_modules/.cache/tarball');

/** Everything that decides what the tarball holds. */
const INPUTS = ['credentials', 'icons', 'nodes', 'scripts/bundle.js', 'scripts/bundles.json', 'gulpfile.js', 'tsconfig.json'];
const PACKAGE_FILES = ['package.json', 'package-lock.json', 'README.md', 'LICENSE', 'CHANGELOG.md'];

/** Builds and packs the package as it would be published; the same tarball again while its sources are unchanged. */
export async function packedTarball(say: Say): Promise<string> {
	const tarball = join(CACHE, `${await hashOfInputs()}.tgz`);
	if (existsSync(tarball)) return tarball;
	return await withLock(`${CACHE}.lock`, say, async () => {
		if (!existsSync(tarball)) await pack(tarball, say);
		return tarball;
	});
}

async function pack(tarball: string, say: Say): Promise<void> {
	await rm(CACHE, { recursive: true, force: true });
	await mkdir(CACHE, { recursive: true });
	say('Building and packing the package (about 10 seconds) …');
	await command(process.execPath, ['scripts/run.mjs', 'gulp', 'build'], {
		cwd: ROOT,
		failure: 'The package could not be built: correct what npm run build says',
	});
	const answer = await command('npm', ['pack', '--json', '--pack-destination', CACHE], {
		cwd: ROOT,
		failure: 'The package could not be packed: correct what npm pack says',
	});
	const [{ filename }] = JSON.parse(answer) as Array<{ filename: string }>;
	await rename(join(CACHE, filename), tarball);
}

async function hashOfInputs(): Promise<string> {
	const hash = createHash('sha256');
	for (const input of [...INPUTS, ...PACKAGE_FILES]) {
		for (const file of await filesOf(join(ROOT, input))) {
			hash.update(`${relative(ROOT, file)}\0`).update(await readFile(file));
		}
	}
	return hash.digest('hex').slice(0, 16);
}

/** The files at or below a path, in a fixed order; none if it does not exist. */
async function filesOf(path: string): Promise<string[]> {
	if (!existsSync(path)) return [];
	const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
	if (!entries) return [path];
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}
