// Starts a script or a tool of this project on a fresh clone: `node scripts/run.mjs scripts/test.ts --watch`,
// `node scripts/run.mjs eslint .`. Plain Node without dependencies, because it is what installs them.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './dependencies.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

/** Ends with one sentence: what is missing and what to do. */
function stop(sentence) {
	console.error(sentence);
	process.exit(1);
}

function isOnPath(program) {
	const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
	return (process.env.PATH ?? '')
		.split(delimiter)
		.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

function checkTools() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
		stop(`This is Node ${process.versions.node}, and ${OLDEST_NODE.join('.')} or newer is needed: install it from https://nodejs.org.`);
	}
	if (!isOnPath('npm')) stop('npm is missing: install it (Debian: apt-get install -y npm; otherwise it comes with Node from https://nodejs.org).');
	if (!isOnPath('git')) stop('git is missing: install it (Debian: apt-get install -y git; otherwise from https://git-scm.com).');
}

/** A script goes through tsx, anything else is a tool that npm has installed. */
function commandFor(name) {
	if (name.endsWith('.ts')) return [process.execPath, ['--import', 'tsx', name]];
	const tool = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
	if (!existsSync(tool)) stop(`There is no tool "${name}" in node_modules/.bin: check the name, or add its package with npm install --save-dev.`);
	return [tool, []];
}

/** Runs the command in the foreground and ends as it ends. */
function runInForeground(program, args) {
	const child = spawn(program, args, { cwd: root, stdio: 'inherit', shell: program.endsWith('.cmd') });
	const passOn = (signal) => {
		// A terminal gives Ctrl-C to every process itself, and many take a second one for "at once".
		if (signal === 'SIGINT' && process.stdin.isTTY) return;
		child.kill(signal);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
	// A killed npm passes nothing on, and what it started would stay behind.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000).unref();
	child.on('error', (error) => stop(`${program} could not be started (${error.message}): run npm ci and try again.`));
	child.on('close', (code, signal) => {
		process.exit(signal ? 128 + constants.signals[signal] : code);
	});
}

const [name, ...args] = process.argv.slice(2);
if (!name) stop('Say what to run: node scripts/run.mjs <script.ts or tool> [arguments].');
checkTools();
const installed = await installDependencies(root);
if (!installed) stop('npm ci did not succeed, see above: check the network and the npm registry, then run the same command again.');
const [program, before] = commandFor(name);
runInForeground(program, [...before, ...args]);
