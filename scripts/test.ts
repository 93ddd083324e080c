/** `npm test`: build, lint, type check, jest. Arguments go to jest: `npm test -- test/protocol`. */
import { jest, stage } from './stages';

const CHECKS: Array<[heading: string, tool: string, ...args: string[]]> = [
	['build', 'gulp', 'build'],
	['lint', 'eslint', '.'],
	['type check', 'tsc', '--noEmit', '-p', 'test/tsconfig.json'],
];

/** The first check that fails; the others are not tried. */
async function failedCheck(): Promise<string | undefined> {
	for (const check of CHECKS) {
		if (!(await stage(...check))) return check[0];
	}
	return undefined;
}

async function main(): Promise<number> {
	const failed = await failedCheck();
	// jest runs all the same: its result says how much is broken.
	// Workers, because jest ends theirs, but not its own process, when a failed test has left a server open.
	const passed = await jest('unit', '--maxWorkers=100%', ...process.argv.slice(2));
	if (failed) console.error(`\nThe ${failed} failed, see above: correct it and run npm test again.`);
	return passed && !failed ? 0 : 1;
}

void main().then((code) => process.exit(code));
