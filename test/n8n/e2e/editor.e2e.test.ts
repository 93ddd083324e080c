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

/** An amount that does not exist. */
const tooExact = workflow('tooExact', [
	{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', to: ['Order'] },
	ours('Order', 'wechatPay', {
		resource: 'order',
		operation: 'create',
		trade_type: 'native',
		description: 'Lotus Tea',
		out_trade_no: 'EDITOR-0001',
		amount_total: '9.999',
	}),
]);

let demo: Demo;
let editor: Editor;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-editor-'));
	demo = await startDemo(folder, console.log, {
		workflows: [refused, tooExact].map((one) => ({ ...one, active: false })),
	});
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
	['微信支付', ['WeChat Pay']],
	['退款', ['WeChat Pay']],
	['小程序', ['WeChat Mini Program']],
])('somebody who searches for “%s” finds the nodes', async (words, names) => {
	const { page } = editor;
	await page.goto(`${demo.n8n.url}/workflow/new`);
	await page.locator('[data-test-id="node-creator-plus-button"]').click();
	await page.fill('[data-test-id="node-creator-search-bar"]', words);
	for (const name of names) await page.getByText(name, { exact: true }).first().waitFor();
});

it.each([
	['keyword-reply', 'Send the Answer', ['Resource', 'Operation', 'Send To', 'Message Type', 'Text', 'If the Text Is Too Long', 'Options']],
	[
		'tooExact',
		'Order',
		[
			...['Resource', 'Operation', 'Merchant Type', 'Where the Customer Pays', 'Description', 'Order Number', 'Amounts In', 'Amount'],
			...['Put QR Code in Field', 'Put QR Code for Print in Field', 'Simplify', 'Goods and Receipt', 'Additional Fields'],
		],
	],
])('in %s the node %s shows its fields in a sensible order', async (workflowId, node, fields) => {
	await editor.openWorkflow(workflowId);
	await editor.openNode(node);
	const labels = await editor.page.locator('[data-test-id="node-parameters"] label').allInnerTexts();
	const shown = labels.map((label) => label.trim().split('\n')[0]);
	expect(shown.slice(shown.indexOf('Resource'), shown.indexOf(fields.at(-1)!) + 1)).toEqual(fields);
});

it.each([
	['refused', 'Send', 'WeChat refused: invalid openid', /App ID/],
	['tooExact', 'Order', '“Amount” must be an amount with at most two decimals', /round it in the expression/],
])('in %s the node %s shows what happened and what to do', async (workflowId, node, message, advice) => {
	const { page } = editor;
	await editor.openWorkflow(workflowId);
	await page.locator('[data-test-id="execute-workflow-button"]').first().click();
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"] [data-test-id="canvas-node-status-error"], .has-issues, [data-test-id="node-issues"]`).first().waitFor();
	await editor.openNode(node);
	const output = page.locator('[data-test-id="ndv-output-panel"], [data-test-id="output-panel"]').first();
	await output.getByText(message).first().waitFor();
	expect(await output.innerText()).toMatch(advice);
	if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${workflowId}.png`) });
});
