import axios from 'axios';
import { Client, MINI } from './client';
import { type Simulator, startSimulator } from './simulator';

const jpg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

let simulator: Simulator;
let client: Client;
let cover: string;
beforeEach(async () => {
	simulator = await startSimulator();
	client = new Client(simulator.url);
	cover = await material('image');
});
afterEach(async () => await simulator.close());

type Values = Record<string, any>;

const upload = async (path: string, type: string) => await client.upload(path, { type }, { name: 'tea.jpg', content: jpg });
const material = async (type: string) => (await upload('/cgi-bin/material/add_material', type)).media_id;
const add = async (...articles: Values[]) =>
	await client.post('/cgi-bin/draft/add', { articles: articles.map((more) => ({ title: 'Tea', content: '<p>x</p>', thumb_media_id: cover, ...more })) });
const get = async (media_id: string) => await client.post('/cgi-bin/draft/get', { media_id });
const update = async (media_id: string, index: number, more: Values) =>
	await client.post('/cgi-bin/draft/update', { media_id, index, articles: { title: 'Tea', content: '<p>x</p>', thumb_media_id: cover, ...more } });
const list = async (more: Values = {}) => await client.post('/cgi-bin/draft/batchget', { offset: 0, count: 20, ...more });
const page = async (url: string) => (await axios.get(url)).data as string;

describe('a draft', () => {
	test('is added, counted, listed, read, changed, deleted', async () => {
		const { media_id } = await add({ author: 'Anna', need_open_comment: 1 }, { title: 'Pots' });
		expect(await client.get('/cgi-bin/draft/count')).toEqual({ total_count: 1 });
		const { news_item } = await get(media_id);
		expect(news_item).toEqual([
			{
				...{ article_type: 'news', title: 'Tea', author: 'Anna', digest: '', content: '<p>x</p>', content_source_url: '' },
				...{ thumb_media_id: cover, show_cover_pic: 0, need_open_comment: 1, only_fans_can_comment: 0 },
				...{ url: expect.stringContaining('/s/'), thumb_url: expect.stringContaining('/mmbiz_jpg/') },
			},
			expect.objectContaining({ title: 'Pots', author: '', need_open_comment: 0 }),
		]);
		expect(await update(media_id, 1, { title: 'Teapots' })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect((await get(media_id)).news_item.map(({ title }: Values) => title)).toEqual(['Tea', 'Teapots']);
		expect(await client.post('/cgi-bin/draft/delete', { media_id })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await get(media_id)).toMatchObject({ errcode: 40007 });
		expect(await client.get('/cgi-bin/draft/count')).toEqual({ total_count: 0 });
	});

	test('is no material of the library', async () => {
		await add({});
		expect(await client.get('/cgi-bin/material/get_materialcount')).toMatchObject({ news_count: 0 });
		const news = await client.post('/cgi-bin/material/batchget_material', { type: 'news', offset: 0, count: 1 });
		expect(news).toMatchObject({ total_count: 0 });
	});

	test('is listed newest first, 20 at most, without content if asked', async () => {
		for (let n = 1; n <= 21; n++) await add({ title: `${n}` });
		const { total_count, item_count, item } = await list();
		expect([total_count, item_count, item[0].content.news_item[0].title]).toEqual([21, 20, '21']);
		expect(await list({ offset: 20, no_content: 1 })).toMatchObject({ item_count: 1, item: [{ media_id: expect.any(String), update_time: expect.any(Number) }] });
		expect((await list({ offset: 20, no_content: 1 })).item[0]).not.toHaveProperty('content');
		for (const wrong of [{ count: 0 }, { count: 21 }, { offset: -1 }]) expect(await list(wrong)).toMatchObject({ errcode: 40035 });
	});

	test('can be looked at, and is gone for its readers when it is deleted', async () => {
		const { media_id } = await add({ title: 'Tea & "pots"', author: 'Anna', content: '<p>leaves</p>' });
		const [{ url }] = (await get(media_id)).news_item;
		expect(await page(url)).toMatch(/<title>Tea &#38; &#34;pots&#34;<\/title>[\s\S]*Anna · Lotus Tea[\s\S]*<p>leaves<\/p>/);
		await client.post('/cgi-bin/draft/delete', { media_id });
		expect(await page(url)).toContain('该内容已被发布者删除');
	});

	test.each<[string, number, Values]>([
		['a title of 32', 0, { title: '茶'.repeat(32) }],
		['a title of 33', 45003, { title: '茶'.repeat(33) }],
		['an author of 17', 45110, { author: '茶'.repeat(17) }],
		['a digest of 128', 0, { digest: '茶'.repeat(128) }],
		['a digest of 129', 45004, { digest: '茶'.repeat(129) }],
		['a link of 1025 bytes', 41039, { content_source_url: `https://${'a'.repeat(1017)}` }],
		['a link of 1024 bytes', 0, { content_source_url: `https://${'a'.repeat(1016)}` }],
		['26 843 characters', 0, { content: 'x'.repeat(26_843) }],
		['a megabyte', 45002, { content: 'x'.repeat(1024 * 1024) }],
		['another type', 40035, { article_type: 'video' }],
		['no cover', 40007, { thumb_media_id: undefined }],
		['a cover that is not there', 40007, { thumb_media_id: 'none' }],
	])('with %s: %d', async (_, errcode, article) => {
		expect((await add(article)).errcode ?? 0).toBe(errcode);
	});

	test('has a permanent picture of the same account as its cover', async () => {
		const { media_id: temporary } = await upload('/cgi-bin/media/upload', 'image');
		expect(await add({ thumb_media_id: temporary })).toMatchObject({ errcode: 40007 });
		expect(await add({ thumb_media_id: await material('thumb') })).toHaveProperty('media_id');
	});

	test('has 1 to 8 articles', async () => {
		expect(await add()).toMatchObject({ errcode: 44003 });
		expect(await add(...Array(8).fill({}))).toHaveProperty('media_id');
		expect(await add(...Array(9).fill({}))).toMatchObject({ errcode: 45008 });
	});

	test('of pictures has 1 to 20 of them', async () => {
		const pictures = (count: number) => ({
			...{ article_type: 'newspic', thumb_media_id: undefined, content: 'Two minutes' },
			image_info: { image_list: Array(count).fill({ image_media_id: cover }) },
		});
		expect((await add(pictures(0))).errcode).toBe(40035);
		expect((await add(pictures(21))).errcode).toBe(45008);
		const { media_id } = await add({ ...pictures(20), cover_info: { crop_percent_list: [{ ratio: '1_1', x1: '0', y1: '0', x2: '1', y2: '1' }] } });
		const [article] = (await get(media_id)).news_item;
		expect(article.image_info.image_list).toHaveLength(20);
		expect(article).not.toHaveProperty('cover_info');
		expect((await page(article.url)).match(/<img/g)).toHaveLength(20);
		expect((await add({ ...pictures(1), image_info: { image_list: [{ image_media_id: 'none' }] } })).errcode).toBe(40007);
	});

	test('changes at a place that is there', async () => {
		const { media_id } = await add({});
		expect(await update(media_id, 1, {})).toMatchObject({ errcode: 40114 });
		expect(await update('none', 0, {})).toMatchObject({ errcode: 40007 });
		expect(await update(media_id, 0, { title: '茶'.repeat(33) })).toMatchObject({ errcode: 45003 });
	});

	test('is not the Mini Program’s', async () => {
		expect(await client.as(MINI.appid).get('/cgi-bin/draft/count')).toMatchObject({ errcode: 48001 });
	});
});

describe('the text', () => {
	const kept = async (content: string) => (await get((await add({ content })).media_id)).news_item[0].content;

	test('keeps pictures that were uploaded, and loses all others', async () => {
		const { url } = await client.upload('/cgi-bin/media/uploadimg', {}, { name: 'tea.jpg', content: jpg });
		expect(await kept(`<p><img alt="" src="${url}"></p>`)).toBe(`<p><img alt="" src="${url}"></p>`);
		expect(await kept('<p>a<img src="https://example.com/a.jpg">b<img src="data:image/png;base64,x">c</p>')).toBe('<p>abc</p>');
		expect(await kept(`<img src="${simulator.url}/mmbiz_jpg/none/0">`)).toBe('');
	});

	test('loses scripts', async () => {
		expect(await kept('<p onclick="x()">a</p><script>alert(1)</script>')).toBe('<p>a</p>');
	});

	test('comes back with &#39; in styles, and loses a style that comes with it', async () => {
		const { media_id } = await add({ content: `<p style="font-family:'Kai'">it's</p>` });
		const [{ content }] = (await get(media_id)).news_item;
		expect(content).toBe(`<p style="font-family:&#39;Kai&#39;">it's</p>`);
		await update(media_id, 0, { content });
		expect((await get(media_id)).news_item[0].content).toBe(`<p style="">it's</p>`);
	});

	test('gives its beginning as the digest of a single article', async () => {
		const digests = async (...articles: Values[]) => (await get((await add(...articles)).media_id)).news_item.map(({ digest }: Values) => digest);
		expect(await digests({ content: `<p>${'茶'.repeat(60)}</p>` })).toEqual(['茶'.repeat(54)]);
		expect(await digests({ digest: 'Spring' })).toEqual(['Spring']);
		expect(await digests({}, {})).toEqual(['', '']);
	});
});

describe('a product card', () => {
	const card = async (product_id: string, article_type: string, card_type: number) =>
		await client.post('/channels/ec/service/product/getcardinfo', { product_id, article_type, card_type });

	test.each([
		['7', 'news', 0, 0],
		['7', 'news', 3, 10170003],
		['7', 'newspic', 3, 0],
		['7', 'newspic', 0, 10170003],
		['7', 'video', 0, 10170002],
		['x', 'news', 0, 10170001],
	])('of %s in %s as %d: %d', async (id, type, kind, errcode) => {
		expect(await card(id, type, kind)).toMatchObject({ errcode });
	});

	test('is HTML for an article, a key for pictures', async () => {
		expect(Object.keys(await card('7', 'news', 1))).toEqual(['errcode', 'errmsg', 'DOM']);
		expect(Object.keys(await card('7', 'newspic', 1))).toEqual(['errcode', 'errmsg', 'product_key']);
	});
});
