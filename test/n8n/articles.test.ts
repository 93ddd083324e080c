import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axios from 'axios';
import { elementsIn, parseHtml, textOf, type HtmlElement } from '../../nodes/protocol/html';
import { ARTICLES, IMAGES, REMOTE, REMOTE_PATH, writtenArticle } from './articles/articles';
import { useWebServer } from './webServer';
import { officialAccount, useWechat } from './wechat';

/** Three real articles, from Markdown files to drafts: what WeChat has stored at the end. */
const wechat = useWechat();
const web = useWebServer();

const [springTea, receiptPrinter, summerSale] = ARTICLES;

const image = async (name: string): Promise<Buffer> => await readFile(join(IMAGES, name));

beforeEach(async () => {
	web.pages[REMOTE_PATH] = { type: 'image/jpeg', body: await image(REMOTE) };
});

async function create(...articles: typeof ARTICLES) {
	const written = await Promise.all(articles.map(async (article) => await writtenArticle(article, web.url)));
	return await wechat.run(officialAccount('article', 'create', written[0].parameters), { items: written.map(({ item }) => item) });
}

interface Stored {
	article: Record<string, any>;
	body: HtmlElement;
	/** What the node's item says. */
	json: Record<string, unknown>;
}

async function stored(article: (typeof ARTICLES)[number]): Promise<Stored> {
	const result = await create(article);
	expect(result.error).toBeUndefined();
	const [json] = result.json('WeChat')!;
	return { json, ...(await draft(json.media_id)) };
}

async function draft(media_id: unknown) {
	const { news_item } = await wechat.client.post('/cgi-bin/draft/get', { media_id });
	return { article: news_item[0], body: parseHtml(news_item[0].content)! };
}

const all = (body: HtmlElement, name: string) => [...elementsIn(body)].filter((one) => one.name === name);
const texts = (body: HtmlElement, name: string) => all(body, name).map((one) => textOf(one).replaceAll('\u00a0', ' '));

/** Bytes of the pictures that a reader sees, in their order; from WeChat's own server. */
async function pictures(body: HtmlElement): Promise<Buffer[]> {
	const sources = all(body, 'img').map(({ attributes }) => attributes.src);
	for (const source of sources) expect(source).toMatch(new RegExp(`^${wechat.url}/mmbiz_`));
	return await Promise.all(sources.map(async (source) => Buffer.from((await axios.get(source, { responseType: 'arraybuffer' })).data)));
}

const cover = async ({ article }: Stored): Promise<Buffer> =>
	Buffer.from((await wechat.client.download('/cgi-bin/material/get_material', {}, { media_id: article.thumb_media_id })).data);

/** What WeChat removes must not be there in the first place: styles would hang on it. */
const nothingToRemove = ({ article }: Stored) => expect(article.content).not.toMatch(/<script|<style|\sclass=|\sid=|data:image|<input/);

test('a story in Chinese: headings, quotation, table, lists in lists, local pictures', async () => {
	const tea = await stored(springTea);
	expect(tea.article).toMatchObject({ title: '头采春茶：一片叶子从安溪到你手里', author: '林小满' });
	expect(tea.json).toMatchObject({ title: '头采春茶：一片叶子从安溪到你手里', articles: 1, dropped_images: null, uploaded_images: 3, status: 'draft' });
	nothingToRemove(tea);
	const { body } = tea;
	expect(await pictures(body)).toEqual([await image('terraces.jpg'), await image('two-leaves.jpg'), await image('gaiwan.jpg')]);
	expect(await cover(tea)).toEqual(await image('terraces.jpg'));
	expect([texts(body, 'h1'), texts(body, 'h2')]).toEqual([[], ['为什么春茶要等到谷雨前后', '今年的四款春茶', '在家泡好一杯铁观音']]);
	expect(texts(body, 'figcaption')).toEqual(['两叶一芽']);
	expect(texts(body, 'blockquote')).toEqual([expect.stringContaining('清明太早，立夏太老')]);
	expect(texts(body, 'th')).toEqual(['茶', '产地', '采摘', '口感', '100 克']);
	expect(texts(body, 'td').slice(-5)).toEqual(['白毫银针', '福鼎', '3.26', '毫香，清润', '￥298']);
	expect(all(body, 'td')[4].attributes.style).toContain('text-align:right');
	const words = textOf(body);
	for (const entry of ['•只采两到三叶：', '◦太嫩，不耐冲泡；', '4.冲泡：', '2.之后每泡多 5 秒；', '5.闻香：']) expect(words).toContain(entry);
	// Nobody could follow the links from WeChat.
	expect(all(body, 'a')).toEqual([]);
	expect(words).toContain('溯源页面[1]输入');
	expect(words).toMatch(/参考链接\[1\] 莲叶茶铺的溯源页面: https:\/\/lotus-tea\.example\/trace\?batch=2026-spring&lang=zh\[2\] /);
});

test('a manual in English: code as it was typed, task list, footnote', async () => {
	const manual = await stored(receiptPrinter);
	expect(manual.article).toMatchObject({ title: 'Print WeChat Orders at the Till', author: 'Anna' });
	expect(manual.json).toMatchObject({ dropped_images: null, uploaded_images: 2 });
	nothingToRemove(manual);
	const { body } = manual;
	expect(await pictures(body)).toEqual([await image('flow.png'), await image('receipt.png')]);
	expect(await cover(manual)).toEqual(await image('flow.png'));
	const source = await readFile(join(IMAGES, '../receipt-printer.md'), 'utf8');
	const typed = [...source.matchAll(/```\w+\n([^]*?)\n```/g)].map(([, code]) => code.replaceAll('\t', '    '));
	expect(typed).toHaveLength(5);
	expect(texts(body, 'pre')).toEqual(typed);
	// WeChat collapses spaces and drops line breaks.
	expect(manual.article.content.match(/<pre[^]*?<\/pre>/g).join('')).not.toMatch(/\n|\t| {2}/);
	expect(manual.article.content).toContain('&lt;ul&nbsp;id="orders"&gt;<br>&nbsp;&nbsp;&lt;li');
	expect(texts(body, 'code')).toEqual(expect.arrayContaining(['Raspberry Pi OS Lite', 'till.py', '04b8:0e15', 'sudo poweroff']));
	const words = textOf(body);
	for (const entry of ['☑A Raspberry Pi 3', '☐A fixed address', '1.Try another cable:', '◦many that come', '2.then run']) expect(words).toContain(entry);
	expect(words).toMatch(/ESC\/POS\[1\][^]*References\[1\] The language that most receipt printers[^]*\[2\] our repository: https:\/\/git/);
});

test('a launch in two languages: remote, local and data-URL pictures, struck out, a link that works', async () => {
	const sale = await stored(summerSale);
	expect(sale.article.title).toBe('夏日冷泡茶 Cold Brew 新品上市 ☀');
	expect(sale.json).toMatchObject({ dropped_images: null, uploaded_images: 3 });
	nothingToRemove(sale);
	const { body } = sale;
	const source = await readFile(join(IMAGES, '../summer-sale.md'), 'utf8');
	const badge = Buffer.from(/base64,([^)]+)\)/.exec(source)![1], 'base64');
	expect(await pictures(body)).toEqual([await image(REMOTE), badge, await image('cold-brew.jpg')]);
	expect(await cover(sale)).toEqual(await image(REMOTE));
	expect(web.asked).toEqual([REMOTE_PATH]);
	expect(texts(body, 's')).toEqual(expect.arrayContaining(['￥22', '两小时']));
	expect(texts(body, 'td').slice(0, 4)).toEqual(['茉莉 Jasmine', '绿茶 Green', '380 ml', '￥22 ￥17.6']);
	expect(all(body, 'hr')).toHaveLength(2);
	expect(all(body, 'a').map(({ attributes }) => attributes.href)).toEqual(['https://mp.weixin.qq.com/s/lotus-returns']);
	const words = textOf(body);
	for (const entry of ['☑5 月 28 日', '☐6 月 18 日', 'patience. 😊', '“第一口是冷的', '☕', '回复 冷泡，']) expect(words).toContain(entry);
});

test('all of them in one run: each item has its own pictures', async () => {
	const result = await create(springTea, receiptPrinter, summerSale);
	expect(result.error).toBeUndefined();
	const output = result.json('WeChat')!;
	expect(output.map(({ uploaded_images }) => uploaded_images)).toEqual([3, 2, 3]);
	const first = await Promise.all(output.map(async ({ media_id }) => (await pictures((await draft(media_id)).body))[0]));
	expect(first).toEqual([await image('terraces.jpg'), await image('flow.png'), await image(REMOTE)]);
});

test.each([
	['a file that is not in the item', { ...springTea, pictures: ['terraces.jpg', 'gaiwan.jpg'] }, 'two-leaves.jpg'],
	['a server that has it no more', summerSale, 'banner.jpg'],
])('%s: the picture is named, and there is no draft', async (_, article, name) => {
	web.pages = {};
	const { error } = await create(article);
	expect(`${error?.message} ${error?.description}`).toContain(name);
	expect(await wechat.client.get('/cgi-bin/draft/count')).toMatchObject({ total_count: 0 });
});
