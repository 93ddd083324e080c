import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../../../demo/demo';
import type { Demo } from '../../../demo/flow';
import { openEditor, type Editor } from '../editor';
import { ours, workflow } from './workflows';

/** To somebody who never wrote to the account. */
const refused = workflow('refused', [
	{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', to: ['Send'] },
	ours('Send', 'wechatCustomerService', {
		resource: 'message',
		operation: 'send',
		recipient: 'openid',
		touser: 'oNobodyWhoFollowsThisAccount',
		content: 'hello',
	}),
]);

let demo: Demo;
let editor: Editor;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-editor-'));
	demo = await startDemo(folder, console.log, { workflows: [{ ...refused, active: false }] });
	editor = await openEditor(demo.n8n);
});

afterAll(async () => {
	await editor?.close();
	await demo?.close();
	await rm(folder, { recursive: true, force: true });
});

it.each([
	['weixin', ['WeChat Official Account', 'WeChat Customer Service']],
	['公众号', ['WeChat Official Account']],
	['客服', ['WeChat Customer Service']],
	['粉丝', ['WeChat Official Account']],
])('somebody who searches for “%s” finds the nodes', async (words, names) => {
	const { page } = editor;
	await page.goto(`${demo.n8n.url}/workflow/new`);
	await page.locator('[data-test-id="node-creator-plus-button"]').click();
	await page.fill('[data-test-id="node-creator-search-bar"]', words);
	for (const name of names) await page.getByText(name, { exact: true }).first().waitFor();
});

it('the nodes of an example show their fields in a sensible order', async () => {
	const { page } = editor;
	await editor.openWorkflow('keyword-reply');
	await editor.openNode('Send the Answer');
	const labels = await page.locator('[data-test-id="node-parameters"] label').allInnerTexts();
	const shown = labels.map((label) => label.trim().split('\n')[0]);
	const fields = shown.slice(shown.indexOf('Resource'), shown.indexOf('Options') + 1);
	expect(fields).toEqual(['Resource', 'Operation', 'Send To', 'Message Type', 'Text', 'Options']);
});

it('a message that WeChat refuses shows what happened and what to do', async () => {
	const { page } = editor;
	await editor.openWorkflow('refused');
	await page.locator('[data-test-id="execute-workflow-button"]').first().click();
	await page.locator('[data-test-id="canvas-node"][data-node-name="Send"] [data-test-id="canvas-node-status-error"], .has-issues, [data-test-id="node-issues"]').first().waitFor();
	await editor.openNode('Send');
	const output = page.locator('[data-test-id="ndv-output-panel"], [data-test-id="output-panel"]').first();
	await output.getByText('WeChat refused: invalid openid').first().waitFor();
	expect(await output.innerText()).toMatch(/App ID/);
	if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, 'refused.png') });
});
