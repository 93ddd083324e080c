/** `npm run pictures`: takes the pictures of the documentation in the running n8n. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../demo/demo';
import { ours, workflow } from '../test/n8n/e2e/workflows';
import { openEditor } from '../test/n8n/editor';
import type { EditorForm } from '../test/n8n/editorForm';

const DOCS = join(__dirname, '../docs');

/** What is seen of each example workflow, in pixels. */
const PICTURES = {
	'keyword-reply': { x: 130, y: 250, width: 1300, height: 520 },
	'payment-thank-you': { x: 130, y: 280, width: 1320, height: 400 },
	'followers-to-contacts': { x: 60, y: 150, width: 1320, height: 650 },
};

/** What is filled into the form of one operation of the Official Account before its picture is taken; the height is of the picture. */
interface FormPicture {
	parameters: Record<string, unknown>;
	height: number;
	fill(form: EditorForm): Promise<void>;
}

const FORMS: Record<string, FormPicture> = {
	'template-form': {
		parameters: { resource: 'templateMessage', operation: 'send' },
		height: 870,
		async fill(form) {
			await form.pick('template_id', '订单支付成功通知');
			await form.fill('thing1', '铁观音');
			await form.fill('amount2', '￥99.00');
			await form.fill('time3', '2026-11-24 15:01');
		},
	},
	'menu-form': {
		parameters: { resource: 'menu', operation: 'publish' },
		height: 1240,
		async fill(form) {
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
		},
	},
	'article-create': {
		parameters: { resource: 'article', operation: 'create' },
		height: 1190,
		async fill(form) {
			await form.fill('title', '新茶上市');
			await form.fill('content', '<p>Picked last week, on the hills above Anxi.</p>');
		},
	},
};

async function main(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'wechat-pictures-'));
	const forms = Object.entries(FORMS).map(([id, { parameters }]) => ({ ...workflow(id, [ours('WeChat Official Account', 'wechatOfficialAccount', parameters)]), active: false }));
	const demo = await startDemo(folder, console.log, { workflows: forms });
	await demo.wechat.post('/cgi-bin/template/api_add_template', { template_id_short: '43216', keyword_name_list: ['商品名称', '支付金额', '支付时间'] });
	const editor = await openEditor(demo.n8n);
	try {
		for (const [workflow, clip] of Object.entries(PICTURES)) {
			await editor.openWorkflow(workflow);
			await editor.page.waitForTimeout(2000);
			await editor.page.screenshot({ path: join(DOCS, `${workflow}.png`), clip });
		}
		for (const [id, { height, fill }] of Object.entries(FORMS)) {
			await editor.page.setViewportSize({ width: 1500, height });
			const form = await editor.openForm(id, 0);
			await fill(form);
			await editor.page.locator(':focus').blur();
			await editor.page.mouse.move(0, 0);
			await editor.page.waitForTimeout(500);
			await editor.page.screenshot({ path: join(DOCS, `${id}.png`), clip: { x: 540, y: 66, width: 420, height: height - 100 } });
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
