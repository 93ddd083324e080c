import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** Runs a tool of node_modules under a heading, its output visible; answers whether it succeeded. */
export async function stage(heading: string, tool: string, ...args: string[]): Promise<boolean> {
	console.log(`\n── ${heading} ──`);
	const child = spawn(process.execPath, ['scripts/run.mjs', tool, ...args], { cwd: ROOT, stdio: 'inherit' });
	const end = (): void => {
		child.kill('SIGTERM');
		process.exit(143);
	};
	process.once('SIGTERM', end);
	const code = await new Promise((resolve) => child.on('close', resolve));
	process.off('SIGTERM', end);
	return code === 0;
}

/**
 * Runs jest. Its counts go to `.ci/results/<name>.json`, which .ci/run adds up, and where no old result
 * stays behind if jest cannot even start.
 */
export async function jest(name: string, ...args: string[]): Promise<boolean> {
	const results = join(ROOT, '.ci/results');
	mkdirSync(results, { recursive: true });
	const file = join(results, `${name}.json`);
	rmSync(file, { force: true });
	return await stage(`${name} tests`, 'jest', '--json', `--outputFile=${file}`, ...args);
}
