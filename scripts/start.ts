/**
 * `npm start`: a simulated WeChat and a real n8n with this package installed, and the example flows run.
 * With `--once`, or in CI: runs them, prints one line for each, and exits 0 only if they did what they should.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo, type Demo } from '../demo/demo';
import { keywordFlow } from '../demo/keyword';

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

async function runFlows({ wechat }: Demo): Promise<boolean> {
	const { ok, line } = await keywordFlow(wechat);
	console.log(`${ok ? '✓' : '✗'} ${line}`);
	return ok;
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
