/** `npm run pictures`: takes the pictures of the documentation in the running n8n. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actions } from '../test/n8n/e2e/actions';
import { RECIPES } from '../test/n8n/e2e/recipes';
import { theatre } from '../test/n8n/e2e/recipes/stage';
import { startForRecipes } from '../test/n8n/e2e/recipes/start';
import { ours, workflow } from '../test/n8n/e2e/workflows';
import { openEditor, type Editor } from '../test/n8n/editor';
import type { EditorForm } from '../test/n8n/editorForm';

const DOCS = join(__dirname, '../docs');

/** As wide as the longest recipe needs it to be readable. */
const CANVAS = { width: 2200, height: 1100 };

/** What is left free around a workflow. */
const MARGIN = 20;

/** What is filled into a form before its picture is taken: of the Official Account unless told; the height is of the picture. */
interface FormPicture {
	node?: [name: string, type: string];
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
		height: 1330,
		async fill(form) {
			await form.choose('contentFormat', 'Markdown');
			await form.choose('theme', 'Elegant');
			await form.fill('content', '# 新茶上市\n\n上周采自**安溪**山上。\n\n![茶园](tea-garden.jpg)');
			await form.choose('coverSource', 'First Picture in the Text');
			await form.choose('afterwards', 'Publish It');
		},
	},
	'trigger-rules': {
		node: ['WeChat Trigger', 'wechatTrigger'],
		parameters: {},
		height: 1480,
		async fill(form) {
			await form.choose('outputs', 'One per Rule');
			await form.add('Add Rule');
			await form.fill('name', 'Coupon');
			await form.fill('values', 'coupon, 优惠券, 优惠');
			await form.add('Add Rule');
			await form.fill('name', 'Spring fair', 1);
			await form.choose('match', 'QR Code Scene Is', 1);
			await form.fill('values', 'spring-fair*', 1);
		},
	},
};

/** Of all recipes and forms, or only of those that are named behind `npm run pictures --`. */
const wanted = (name: string): boolean => process.argv.length < 3 || process.argv.slice(2).includes(name);

/** The workflow that the editor shows, with its lines and names, without the empty canvas around it. */
async function pictureOf({ page }: Editor, path: string): Promise<void> {
	// The button that runs the workflow lies upon the canvas.
	await page.addStyleTag({ content: '[class*="executionButtons"] { visibility: hidden }' });
	const boxes = await page.locator('.vue-flow__node, .vue-flow__node *, .vue-flow__edge').evaluateAll((parts) =>
		parts.map((part) => part.getBoundingClientRect()).filter(({ width, height }) => width > 0 && height > 0),
	);
	const [x, y] = [Math.min(...boxes.map(({ left }) => left)), Math.min(...boxes.map(({ top }) => top))].map((edge) => Math.max(0, edge - MARGIN));
	const right = Math.min(CANVAS.width, Math.max(...boxes.map((box) => box.right)) + MARGIN);
	const bottom = Math.min(CANVAS.height, Math.max(...boxes.map((box) => box.bottom)) + MARGIN);
	await page.screenshot({ path, clip: { x, y, width: right - x, height: bottom - y } });
}

/** They come from the engine of the tests, which needs Jest. */
function articlePictures(): void {
	const names = process.argv.slice(2).join('|');
	execFileSync(process.execPath, [join(__dirname, 'run.mjs'), 'jest', '--testMatch', '<rootDir>/scripts/articlePictures.ts', '-t', names], { stdio: 'inherit' });
}

async function main(): Promise<void> {
	articlePictures();
	const folder = await mkdtemp(join(tmpdir(), 'wechat-pictures-'));
	const forms = Object.entries(FORMS).map(([id, { node = ['WeChat Official Account', 'wechatOfficialAccount'], parameters }]) => ({
		...workflow(id, [ours(node[0], node[1], parameters)]),
		active: false,
	}));
	const demo = await startForRecipes(folder, forms);
	const act = actions(() => demo);
	await demo.wechat.post('/cgi-bin/template/api_add_template', { template_id_short: '43216', keyword_name_list: ['商品名称', '支付金额', '支付时间'] });
	const editor = await openEditor(demo.n8n);
	try {
		await editor.page.setViewportSize(CANVAS);
		for (const recipe of RECIPES.filter(({ name }) => wanted(name))) {
			const stage = theatre(recipe, () => demo, act);
			await stage.enter();
			await editor.openWorkflow(stage.id);
			await editor.page.waitForTimeout(2000);
			await pictureOf(editor, join(DOCS, `${recipe.name}.png`));
			await stage.leave();
		}
		for (const [id, { height, fill }] of Object.entries(FORMS).filter(([id]) => wanted(id))) {
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
