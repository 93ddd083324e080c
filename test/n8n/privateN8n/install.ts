import { existsSync } from 'node:fs';
import { statfs, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder, type Say } from './cache';
import { command } from './command';
import { makeOnce } from './makeOnce';
import { answers, installNode, NPM_FLAGS } from './node';
import type { Variant } from './versions';

/** What it takes to start one version of n8n: `node n8n start`. */
export interface InstalledN8n {
	node: string;
	n8n: string;
}

/**
 * Installs an n8n for this project alone, once per machine and version: into the cache folder, with the Node
 * that it runs on. Another Node may run it later, because its one native module, sqlite3, goes by Node-API.
 */
export async function installN8n({ version, node: major, overrides }: Variant, say: Say): Promise<InstalledN8n> {
	const node = await installNode(major, say);
	const folder = cacheFolder(`n8n-${version}`);
	const n8n = join(folder, 'node_modules/n8n/bin/n8n');
	await makeOnce(folder, say, {
		works: () => works(folder, node, n8n, version),
		make: () => make(folder, node, { version, overrides }, say),
	});
	return { node, n8n };
}

/** npm writes its record last; without it packages may be missing although n8n tells its version. */
async function works(folder: string, node: string, n8n: string, version: string): Promise<boolean> {
	return (
		existsSync(join(folder, 'node_modules/.package-lock.json')) &&
		(await answers(node, [n8n, '--version'], folder, (answer) => answer === version)) &&
		(await answers(node, ['-e', 'require("sqlite3")'], folder, () => true))
	);
}

async function make(folder: string, node: string, { version, overrides }: Pick<Variant, 'version' | 'overrides'>, say: Say): Promise<void> {
	checkCompiler();
	await checkSpace(folder);
	const env = { ...process.env, ...headers(), PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
	const log = join(folder, 'install.log');
	const failure = `n8n ${version} could not be installed into ${folder}: check that the npm registry can be reached, then try again`;
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, overrides }));
	say(`Installing n8n ${version} into ${folder} (about 4 minutes and 3 GB, once; its log is install.log there) …`);
	// Some install scripts of n8n's dependencies fail where their native code cannot be built; only sqlite3's is needed.
	await command('npm', ['install', `n8n@${version}`, '--save-exact', '--ignore-scripts', ...NPM_FLAGS], { cwd: folder, env, log, failure });
	say('Compiling the database driver of n8n (about a minute) …');
	await command('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', ...NPM_FLAGS], {
		cwd: folder,
		env,
		log,
		failure: `n8n's database driver sqlite3 could not be compiled in ${folder}: install its tools (Debian: apt-get install -y g++ make python3), then try again`,
	});
}

function checkCompiler(): void {
	const missing = ['g++', 'make', 'python3'].filter(
		(tool) => !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool))),
	);
	if (missing.length > 0) {
		throw new Error(`n8n's database driver is compiled on this machine, which lacks ${missing.join(', ')}: run apt-get install -y ${missing.join(' ')} (macOS: xcode-select --install), then try again.`);
	}
}

async function checkSpace(folder: string): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	const gigabytes = (bavail * bsize) / 1e9;
	if (gigabytes < 4) throw new Error(`n8n needs 4 GB in ${folder}, and ${gigabytes.toFixed(1)} GB are free: make room, or set XDG_CACHE_HOME to a folder on another disk.`);
}

/** Node's headers, where they lie on this machine: node-gyp would download them from nodejs.org otherwise. */
function headers(): NodeJS.ProcessEnv {
	const folder = [dirname(dirname(process.execPath)), '/usr'].find((it) => existsSync(join(it, 'include/node/node_api.h')));
	return folder && !process.env.npm_config_nodedir ? { npm_config_nodedir: folder } : {};
}
