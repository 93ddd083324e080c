import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ARTICLES, IMAGES, REMOTE, REMOTE_PATH, writtenArticle } from '../test/n8n/articles/articles';
import { startBrowser } from '../test/n8n/editor';
import { useWebServer } from '../test/n8n/webServer';
import { officialAccount, useWechat } from '../test/n8n/wechat';

/**
 * Part of `npm run pictures`: the articles of test/n8n/articles as readers see them on a phone, made by Article: Create
 * and read back from the simulator. For Jest, because the engine of the tests is.
 */
const wechat = useWechat();
const shop = useWebServer();

const DOCS = join(__dirname, '../docs');

/** CSS pixels: as wide as a phone, and about as much of the article as one column of the picture shows. */
const PHONE = 414;
const COLUMN = 1400;

/** The fonts of phones by those of this machine, and a long article in columns that lie side by side. */
const STYLE = `
@font-face { font-family: Phone; src: local('PingFang SC'), local('Noto Sans CJK SC'), local('Liberation Sans') }
@font-face { font-family: Phone; src: local('PingFang SC Semibold'), local('Noto Sans CJK SC Bold'), local('Liberation Sans Bold'); font-weight: bold }
body { margin: 0; background: #fff; font: 17px/1.6 Phone, sans-serif; color: #222 }
main { padding: 22px 18px 28px; column-gap: 37px; column-rule: 1px solid #e5e5e5 }
main h2, main h3 { break-after: avoid }
main p { widows: 2; orphans: 2 }
header h1 { margin: 0 0 12px; font-size: 22px; line-height: 1.4 }
header p { margin: 0 0 24px; font-size: 14px; color: #9a9a9a }
header b { font-weight: normal; color: #576b95 }`;

const escaped = (text: unknown) => String(text).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = ({ title, author, content }: Record<string, unknown>) => `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<main><header><h1>${escaped(title)}</h1><p>${escaped(author)}&emsp;<b>Lotus Tea</b>&emsp;2026-11-24 09:00</p></header>${String(content)}</main>`;

let browser: Browser;
beforeAll(async () => void (browser = await startBrowser()));
afterAll(async () => await browser.close());

async function pictureOf(html: string, path: string): Promise<void> {
	const phone = await browser.newPage({ viewport: { width: PHONE, height: COLUMN }, deviceScaleFactor: 1.2 });
	await phone.setContent(html, { waitUntil: 'networkidle' });
	const columns = Math.ceil((await phone.evaluate(() => document.body.offsetHeight)) / COLUMN);
	await phone.setViewportSize({ width: PHONE * columns, height: COLUMN });
	await phone.addStyleTag({ content: `main { column-count: ${columns} }` });
	await phone.locator('main').screenshot({ path });
	await phone.close();
}

test.each(ARTICLES)('article-$name', async (article) => {
	shop.pages[REMOTE_PATH] = { type: 'image/jpeg', body: await readFile(join(IMAGES, REMOTE)) };
	const { item, parameters } = await writtenArticle(article, shop.url);
	const result = await wechat.run(officialAccount('article', 'create', parameters), { items: [item] });
	expect(result.error).toBeUndefined();
	const [{ media_id }] = result.json('WeChat')!;
	const { news_item } = await wechat.client.post('/cgi-bin/draft/get', { media_id });
	await pictureOf(page(news_item[0]), join(DOCS, `article-${article.name}.png`));
});
