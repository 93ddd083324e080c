import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../../../demo/demo';
import type { Demo } from '../../../demo/flow';
import { openEditor, type Editor } from '../editor';
import { ours, workflow } from './workflows';

const READER = 'oFormsReader0000000000000001';
const START = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
const ORDER = { 商品名称: '铁观音', 支付金额: '￥99.00', 支付时间: '2026-11-24T15:01:00+08:00', customer: 'Li' };

/** Start, then a node of the Official Account, then whatever follows. */
const one = (id: string, parameters: Record<string, unknown>) =>
	workflow(id, [{ ...START, to: ['WeChat'] }, ours('WeChat', 'wechatOfficialAccount', parameters, ['After']), { name: 'After', type: 'n8n-nodes-base.noOp' }]);
const toReader = { operation: 'send', recipient: 'openid', touser: READER };

const workflows = [
	one('menu', { resource: 'menu', operation: 'publish' }),
	one('template', { resource: 'templateMessage', ...toReader }),
	workflow('order', [
		{ ...START, to: ['Order'] },
		{ name: 'Order', type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: JSON.stringify(ORDER), options: {} }, to: ['WeChat'] },
		ours('WeChat', 'wechatOfficialAccount', { resource: 'templateMessage', ...toReader }),
	]),
	one('notice', { resource: 'subscriptionNotice', ...toReader }),
	one('broadcast', { resource: 'broadcast', operation: 'send' }),
	workflow('tool', [ours('Tool', 'wechatOfficialAccountTool', { resource: 'broadcast', operation: 'send' })]),
];

let demo: Demo;
let editor: Editor;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-forms-'));
	demo = await startDemo(folder, console.log, { workflows: workflows.map((it) => ({ ...it, active: false })) });
	const { wechat } = demo;
	await wechat.control('/followers', { list: [{ openid: READER, tags: ['VIP'] }] });
	await wechat.post('/cgi-bin/template/api_add_template', { template_id_short: '43216', keyword_name_list: ['商品名称', '支付金额', '支付时间'] });
	await wechat.post('/wxaapi/newtmpl/addtemplate', { tid: '99', kidList: [1, 2], sceneDesc: 'Payments' });
	const { media_id } = await wechat.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'a.jpg', content: Buffer.from('ffd8ffd9', 'hex') });
	for (const title of ['新茶上市', '双十一预告']) {
		await wechat.post('/cgi-bin/draft/add', { articles: [{ title, content: '<p>x</p>', thumb_media_id: media_id }] });
	}
	editor = await openEditor(demo.n8n);
});

afterAll(async () => {
	await editor?.close();
	await demo?.close();
	await rm(folder, { recursive: true, force: true });
});

const phone = async () => (await demo.wechat.control(`/conversations?appid=${demo.wechat.appid}&openid=${READER}`))[READER] ?? [];

test('the nodes are found by the Chinese names of what they do', async () => {
	const { page } = editor;
	await page.goto(`${demo.n8n.url}/workflow/new`);
	await page.getByTestId('node-creator-plus-button').click();
	for (const [words, name] of [
		['模板消息', 'WeChat Official Account'],
		['群发', 'WeChat Official Account'],
		['菜单', 'WeChat Official Account'],
		['二维码', 'WeChat Official Account'],
		['聊天记录', 'WeChat Customer Service'],
	]) {
		await page.getByTestId('node-creator-search-bar').fill('nothing is called so');
		await page.getByText(name, { exact: true }).first().waitFor({ state: 'hidden' });
		await page.getByTestId('node-creator-search-bar').fill(words);
		await page.getByText(name, { exact: true }).first().waitFor();
	}
});

test('a menu with a list is built in the form, and published; what WeChat refuses is told with what to do', async () => {
	const form = await editor.openForm('menu', 1);
	await form.add('Add Button');
	await form.fill('name', '商城');
	await form.choose('type', 'Open a List of Entries');
	await form.add('Add Entry');
	await form.fill('name', '新品', 1);
	await form.choose('type', 'Open a Web Page', 1);
	await form.fill('url', 'https://example.com/new');
	await form.add('Add Entry');
	await form.fill('name', '优惠券', 2);
	await form.fill('key', 'COUPON');
	await form.add('Add Button');
	await form.fill('name', '客服', 3);
	await form.fill('key', 'HELP', 1);
	const output = await form.execute();
	await output.getByText('published').first().waitFor();

	expect((await demo.wechat.control(`/menu?appid=${demo.wechat.appid}&openid=${READER}`)).button).toMatchObject([
		{
			name: '商城',
			sub_button: [
				{ name: '新品', type: 'view', url: 'https://example.com/new' },
				{ name: '优惠券', type: 'click', key: 'COUPON' },
			],
		},
		{ name: '客服', type: 'click', key: 'HELP' },
	]);

	await form.add('Add Button');
	await form.fill('name', '小程序', 4);
	await form.choose('type', 'Open a Mini Program', 4);
	await form.fill('appid', 'wx0000000000000000');
	await form.fill('pagepath', 'pages/index/index');
	await form.fill('url', 'https://example.com', 1);
	await form.execute();
	await output.getByText('WeChat refused: no permission to use weapp in menu (45064)').first().waitFor();
	expect(await output.innerText()).toContain('Link it in the WeChat console (小程序管理)');
});

test('the fields of the chosen template appear by their names, and are sent', async () => {
	const { page } = editor;
	const form = await editor.openForm('template', 1);
	await page.getByText('A Tap Opens', { exact: true }).first().waitFor();
	expect(await form.labels()).not.toContain('Mapping Column Mode');
	await form.pick('template_id', '订单支付成功通知');
	await page.getByText('商品名称 (thing1').waitFor();
	expect(await form.labels()).toEqual(expect.arrayContaining([expect.stringContaining('支付金额 (amount2'), expect.stringContaining('支付时间 (time3')]));
	await form.fill('thing1', '大红袍');
	await form.fill('amount2', '￥128.00');
	await form.fill('time3', '2026-11-24 15:01');
	const output = await form.execute();
	await output.getByText('sent', { exact: true }).first().waitFor();
	expect(JSON.stringify((await phone()).at(-1))).toMatch(/大红袍.*￥128\.00.*2026年11月24日 15:01/);
});

test('Map Automatically takes the fields that are named as in the template', async () => {
	const { page } = editor;
	const form = await editor.openForm('order', 2);
	await form.pick('template_id', '订单支付成功通知');
	await page.getByTestId('mapping-mode-select').click();
	await page.getByText('Map Automatically', { exact: true }).last().click();
	const output = await form.execute();
	await output.getByText('sent', { exact: true }).first().waitFor();
	expect(JSON.stringify((await phone()).at(-1))).toMatch(/铁观音.*￥99\.00/);
});

test('a notice that its reader has not allowed is an outcome, not an error', async () => {
	const form = await editor.openForm('notice', 1);
	await form.pick('template_id', '付款成功通知');
	await form.fill('amount1', '￥99.00');
	await form.fill('thing2', '铁观音');
	const output = await form.execute();
	await output.getByText('refused', { exact: true }).first().waitFor();
	expect(await output.innerText()).toContain('43101');
});

test('a broadcast is put together from the tags and drafts of the account', async () => {
	const form = await editor.openForm('broadcast', 1);
	await form.pick('tagid', 'VIP');
	await form.pick('mpnews_media_id', '新茶上市');
	const output = await form.execute();
	await output.getByText('msg_id').first().waitFor();
	expect((await phone()).at(-1)).toMatchObject({ via: 'broadcast' });
});

test('an agent’s broadcast waits for the word of a person', async () => {
	const form = await editor.openForm('tool', 0);
	await editor.page.getByText('Allow the Agent to Do This', { exact: true }).first().waitFor();
	expect(await form.labels()).toEqual(expect.arrayContaining(['Send To', 'Tag', 'Draft', 'Allow the Agent to Do This']));
});

test('before anything has run, the next node shows what there will be', async () => {
	const { page } = editor;
	await page.goto(`${demo.n8n.url}/workflow/template/template-2`);
	for (const name of ['status', 'reason', 'msgid']) await page.getByText(name, { exact: true }).first().waitFor();
});
