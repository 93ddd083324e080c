// Adds up what jest wrote to .ci/results: node .ci/count.mjs unit=<exit code> e2e=<exit code>
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (const [stage, exitCode] of process.argv.slice(2).map((it) => it.split('='))) {
	const file = new URL(`results/${stage}.json`, import.meta.url);
	const { numPassedTests = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = existsSync(file)
		? JSON.parse(readFileSync(file, 'utf8'))
		: {};
	const failures = numFailedTests + numRuntimeErrorTestSuites;
	passed += numPassedTests;
	// The build, the lint, or jest itself: it failed, and no test says so.
	failed += exitCode !== '0' && failures === 0 ? 1 : failures;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(passed > 0 && failed === 0 ? 0 : 1);
