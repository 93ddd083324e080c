/** `npm run bench [part …]`: measures what is claimed, prints a table per part; ends with 1 when a claim does not hold. */
import { PARTS } from '../test/bench';
import { machine } from '../test/bench/machine';
import type { Part } from '../test/bench/part';
import { table } from '../test/bench/table';

async function main(names: string[]): Promise<number> {
	const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
	if (unknown !== undefined) {
		console.error(`There is no part "${unknown}": take ${PARTS.map(({ name }) => name).join(', ')}, or none for all of them.`);
		return 1;
	}
	console.log(machine().join('\n'));
	const results: boolean[] = [];
	for (const part of PARTS.filter(({ name }) => names.length === 0 || names.includes(name))) results.push(await holds(part));
	return results.every(Boolean) ? 0 : 1;
}

/** Measures one part and prints what came out. */
async function holds({ name, claim, run }: Part): Promise<boolean> {
	console.log(`\n── ${name} ──\nClaim: ${claim}`);
	try {
		const findings = await run((line) => console.log(`  ${line}`));
		console.log(['', table(findings.rows), '', ...findings.notes, findings.holds ? '✓ The claim holds.' : '✗ The claim does not hold.'].join('\n'));
		return findings.holds;
	} catch (error) {
		console.error(`✗ It could not be measured. ${(error as Error).message}`);
		return false;
	}
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
