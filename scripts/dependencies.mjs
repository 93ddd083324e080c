// Keeps node_modules in step with package-lock.json. Plain Node, see run.mjs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs `npm ci` if node_modules is missing or belongs to another package-lock.json.
 * Answers whether everything is in place.
 */
export function installDependencies(root) {
	const lock = readFileSync(join(root, 'package-lock.json'));
	const stamp = join(root, 'node_modules', '.package-lock.sha256');
	const hash = createHash('sha256').update(lock).digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
	if (!isInstalled(root, JSON.parse(lock))) {
		console.log('Installing the development tools with npm ci into node_modules (about one minute, once) …');
		// Development tools are wanted whatever NODE_ENV and the user's npm configuration say.
		const npm = spawnSync('npm', ['ci', '--include=dev', '--loglevel=error'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
		if (npm.status !== 0) return false;
	}
	writeFileSync(stamp, hash);
	return true;
}

/**
 * Whether npm installed this very lock, by its own record, which it writes last: somebody ran `npm ci` or
 * `npm install` by hand, and another `npm ci` would take node_modules away from whatever is running.
 */
function isInstalled(root, lock) {
	const record = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(record)) return false;
	const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
	return Object.entries(lock.packages).every(([path, wanted]) => {
		if (path === '') return true;
		const present = installed[path];
		return present ? present.version === wanted.version && present.integrity === wanted.integrity : wanted.optional || wanted.peer;
	});
}
