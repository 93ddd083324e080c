import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, type Say } from './cache';
import { command } from './command';
import { makeOnce } from './makeOnce';

/** The project's own .npmrc reaches npm's children through the environment, and is not meant for them. */
export const NPM_FLAGS = ['--legacy-peer-deps=false', '--no-audit', '--no-fund', '--loglevel=warn'];

/**
 * The path of a Node of this major version: the one that runs, or one that npm installs as the package `node`,
 * which works where only the npm registry can be reached.
 */
export async function installNode(major: number, say: Say): Promise<string> {
	if (Number.parseInt(process.versions.node, 10) === major) return process.execPath;
	const folder = cacheFolder(`node-${major}`);
	const node = join(folder, 'node_modules/node/bin/node');
	const log = join(folder, 'install.log');
	const failure = `Node ${major} could not be installed into ${folder}: check that the npm registry can be reached, then try again`;
	await makeOnce(folder, say, {
		works: () => answers(node, ['--version'], folder, (version) => version.startsWith(`v${major}.`)),
		make: async () => {
			say(`Installing Node ${major}, on which this n8n runs, into ${folder} (about 10 seconds, once) …`);
			await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
			await command('npm', ['install', `node@${major}`, '--ignore-scripts', ...NPM_FLAGS], { cwd: folder, log, failure });
			await command('npm', ['rebuild', 'node', '--ignore-scripts=false', ...NPM_FLAGS], { cwd: folder, log, failure });
		},
	});
	return node;
}

/** Whether a program runs and its answer is the wanted one. */
export async function answers(program: string, args: string[], cwd: string, isRight: (answer: string) => boolean): Promise<boolean> {
	try {
		return isRight((await command(program, args, { cwd, failure: 'trial' })).trim());
	} catch {
		return false;
	}
}
