import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';
import { editorForm, type EditorForm } from './editorForm';
import type { RunningN8n } from './privateN8n/n8n';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** n8n's editor in a real browser, logged in as the owner. */
export interface Editor {
	page: Page;
	openWorkflow(id: string): Promise<void>;
	/** Opens a node's panel. */
	openNode(name: string): Promise<void>;
	/** Opens the panel of a workflow's node, which is named by its place among the nodes of workflows.ts, at once. */
	openForm(workflowId: string, place: number): Promise<EditorForm>;
	close(): Promise<void>;
}

/** @throws Error with the command that installs a browser, where there is none */
export async function startBrowser(): Promise<Browser> {
	const executablePath = [process.env.CHROMIUM, ...BROWSERS].find((path) => path && existsSync(path));
	if (!executablePath) throw new Error('There is no Chromium: install it with apt-get install -y chromium, or set CHROMIUM to its path.');
	return await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
}

export async function openEditor(n8n: RunningN8n): Promise<Editor> {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await startBrowser();
	const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
	page.setDefaultTimeout(20_000);
	await page.goto(`${n8n.url}/signin`);
	await page.fill('input[autocomplete=email]', n8n.login.email);
	await page.fill('input[type=password]', n8n.login.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	return {
		page,
		async openWorkflow(id) {
			await page.goto(`${n8n.url}/workflow/${id}`);
			await page.waitForSelector('[data-test-id="canvas-node"]');
			await page.waitForLoadState('networkidle');
		},
		async openNode(name) {
			const node = page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
			await node.locator('[data-test-id="canvas-default-node"], [data-test-id="canvas-trigger-node"]').first().dblclick({ force: true });
			await page.waitForSelector('[data-test-id="ndv"], .ndv-wrapper, [data-test-id="node-parameters"]');
		},
		async openForm(workflowId, place) {
			await page.goto(`${n8n.url}/workflow/${workflowId}/${workflowId}-${place}`);
			await page.getByTestId('node-parameters').first().waitFor();
			return editorForm(page);
		},
		close: async () => await browser.close(),
	};
}
