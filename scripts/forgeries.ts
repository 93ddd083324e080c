/** `node scripts/run.mjs scripts/forgeries.ts [how many] [seed]`: forged requests against the packed package in a real n8n. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startN8n } from '../test/n8n/privateN8n/n8n';
import { packedTarball } from '../test/n8n/privateN8n/tarball';
import { reportLines, runForgeries } from '../test/n8n/soak/forgeries/run';

async function main(): Promise<number> {
	const [count, seed] = process.argv.slice(2).map(Number);
	const folder = await mkdtemp(join(tmpdir(), 'wechat-forgeries-'));
	const n8n = await startN8n({ tarball: await packedTarball(console.log), folder, say: console.log });
	try {
		const report = await runForgeries({ n8n, count: count || 10_000, seed, say: console.log });
		console.log(reportLines(report).join('\n'));
		return report.failures.length === 0 ? 0 : 1;
	} finally {
		await n8n.close();
		await rm(folder, { recursive: true, force: true });
	}
}

void main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
