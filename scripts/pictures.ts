/** `npm run pictures`: takes the pictures of the documentation in the running n8n. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../demo/demo';
import { openEditor } from '../test/n8n/editor';

const DOCS = join(__dirname, '../docs');

/** What is seen of each example workflow, in pixels. */
const PICTURES = {
	'keyword-reply': { x: 130, y: 250, width: 1300, height: 520 },
	'payment-thank-you': { x: 130, y: 280, width: 1320, height: 400 },
	'followers-to-contacts': { x: 60, y: 150, width: 1320, height: 650 },
};

async function main(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'wechat-pictures-'));
	const demo = await startDemo(folder, console.log);
	const editor = await openEditor(demo.n8n);
	try {
		for (const [workflow, clip] of Object.entries(PICTURES)) {
			await editor.openWorkflow(workflow);
			await editor.page.waitForTimeout(2000);
			await editor.page.screenshot({ path: join(DOCS, `${workflow}.png`), clip });
		}
	} finally {
		await editor.close();
		await demo.close();
		await rm(folder, { recursive: true, force: true });
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
