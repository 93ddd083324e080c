import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../../../demo/demo';
import type { Demo } from '../../../demo/flow';
import { MERCHANT } from '../../simulator/client';
import { openEditor, type Editor } from '../editor';
import { ours, workflow } from './workflows';

const CUSTOMER = 'oPayFormsCustomer00000000001';
const SUB_MCHID = '1900009231';

/** Start, then a node of WeChat Pay as it is added, with the resource chosen, and Create. */
const one = (resource: string) =>
	workflow(resource, [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', to: ['WeChat Pay'] },
		ours('WeChat Pay', 'wechatPay', { resource, operation: 'create' }),
	]);

let demo: Demo;
let editor: Editor;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-pay-forms-'));
	const workflows = [one('order'), one('transfer')];
	demo = await startDemo(folder, console.log, { workflows: workflows.map((it) => ({ ...it, active: false })) });
	await demo.wechat.control('/followers', { list: [{ openid: CUSTOMER }] });
	await demo.wechat.control('/merchants', { mchid: MERCHANT.mchid, balance: 100_000 });
	editor = await openEditor(demo.n8n);
});

afterAll(async () => {
	await editor?.close();
	await demo?.close();
	await rm(folder, { recursive: true, force: true });
});

const picture = async (name: string) => {
	if (process.env.PICTURES) await editor.page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) });
};

test('an order shows what its place to pay needs, and what a partner needs; it is made', async () => {
	const { page } = editor;
	const form = await editor.openForm('order', 1);
	await page.getByText('OpenID', { exact: true }).first().waitFor();
	await form.choose('merchantType', 'Partner (服务商)');
	await page.getByText('Openid Of', { exact: true }).first().waitFor();
	expect(await form.labels()).toEqual(expect.arrayContaining(['Sub-Merchant ID', 'Openid Of']));
	await form.choose('trade_type', 'By Scanning a Code (Native)');
	await page.getByText('Put QR Code in Field', { exact: true }).first().waitFor();
	expect(await form.labels()).not.toContain('OpenID');
	await form.fill('sub_mchid', SUB_MCHID);
	await form.fill('description', '莲花茶 Lotus tea');
	await form.fill('amount_total', '9.90');
	const output = await form.execute();
	await output.getByText('image/png').first().waitFor();
	await picture('order');
	const orders = (await demo.wechat.control('/orders')) as Array<Record<string, unknown>>;
	expect(orders).toContainEqual(expect.objectContaining({ sub_mchid: SUB_MCHID, out_trade_no: expect.stringMatching(/^[0-9a-f]{32}$/) }));
});

test('a transfer asks for what its scene wants reported; a wrong amount is named, a right one is sent', async () => {
	const { page } = editor;
	const form = await editor.openForm('transfer', 1);
	await page.getByText('Transfer Number', { exact: true }).first().waitFor();
	await form.choose('transfer_scene_id', 'Commission or Pay (佣金报酬)');
	await page.getByText('Kind of Job', { exact: true }).first().waitFor();
	expect(await form.labels()).toEqual(expect.arrayContaining(['What the Pay Is For', 'Reason Shown']));
	await form.choose('transfer_scene_id', 'Cash Marketing (现金营销)');
	await page.getByText('Name of the Campaign', { exact: true }).first().waitFor();
	await form.fill('openid', CUSTOMER);
	await form.fill('out_bill_no', 'T20261123001');
	await form.fill('transfer_amount', '3.001');
	await form.fill('transfer_remark', '新会员有礼');
	await form.fill('reportActivityName', '新会员有礼');
	await form.fill('reportReward', '注册会员抽奖一等奖');
	const output = await form.execute();
	await output.getByText('“Amount” must be an amount with at most two decimals').first().waitFor();
	await form.fill('transfer_amount', '3.00');
	await form.execute();
	await output.getByText('confirm_parameters').first().waitFor();
	await picture('transfer');
});
