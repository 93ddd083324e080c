/**
 * `npm start`: a simulated WeChat and a real n8n with this package installed, and the example flows run.
 * With `--once`, or in CI: runs them, prints one line for each, and exits 0 only if they did what they should.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../demo/demo';
import type { Demo } from '../demo/flow';
import { FLOWS } from '../demo/flows';

const KEPT = join(__dirname, '../.demo');

async function main(): Promise<number> {
	const once = process.argv.includes('--once') || process.env.CI === 'true';
	const folder = once ? await mkdtemp(join(tmpdir(), 'wechat-demo-')) : KEPT;
	const stop = stopSignal();
	try {
		const demo = await startDemo(folder, console.log);
		try {
			if (!once) console.log(introduction(demo));
			const passed = await Promise.race([runFlows(demo), stop.then(() => false)]);
			if (once) return passed ? 0 : 1;
			console.log('\nEverything goes on until you press Ctrl+C.');
			await stop;
			return 0;
		} finally {
			await demo.close();
		}
	} catch (error) {
		console.error((error as Error).message);
		return 1;
	} finally {
		if (once) await rm(folder, { recursive: true, force: true });
	}
}

/** Whether every flow did what it should. */
async function runFlows(demo: Demo): Promise<boolean> {
	let passed = true;
	for (const flow of FLOWS) {
		const { ok, line } = await flow.run(demo);
		console.log(`${ok ? '✓' : '✗'} ${line}`);
		passed &&= ok;
	}
	return passed;
}

function introduction({ n8n, phone }: Demo): string {
	return [
		'',
		`n8n editor   ${n8n.url}`,
		`             ${n8n.login.email} / ${n8n.login.password}`,
		`WeChat       ${phone}  (the page that serves as your phone)`,
		'',
	].join('\n');
}

async function stopSignal(): Promise<void> {
	await new Promise<void>((resolve) => {
		process.once('SIGINT', () => resolve());
		process.once('SIGTERM', () => resolve());
	});
}

void main().then((code) => process.exit(code));
