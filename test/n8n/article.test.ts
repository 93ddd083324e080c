import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binary, type NodeInput } from './engine';
import { useWebServer } from './webServer';
import { files, items, officialAccount, useWechat } from './wechat';

/** Drafts and publishing: what goes to WeChat, what comes back, and what goes wrong on the way. */
const wechat = useWechat();
const web = useWebServer();

const ADD = '/cgi-bin/draft/add';
const UPDATE = '/cgi-bin/draft/update';
const LIBRARY = '/cgi-bin/material/add_material';
const SUBMIT = '/cgi-bin/freepublish/submit';
const STATUS = '/cgi-bin/freepublish/get';

/** What an expression yields that finds nothing; an empty field n8n refuses by itself. */
const EMPTY = '={{ $json.nothing }}';

type Article = Record<string, any>;

const choose = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });

const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

async function withFiles(named: Record<string, Buffer> = { data: files.jpg }, json: IDataObject = {}): Promise<INodeExecutionData> {
	const kept = await Promise.all(Object.entries(named).map(async ([name, content]) => [name, await binary(content, `${name}.jpg`, 'image/jpeg')]));
	return { json, binary: Object.fromEntries(kept) };
}

const inLibrary = async (): Promise<string> =>
	(await wechat.client.upload(LIBRARY, { type: 'image' }, { name: 'tea.jpg', content: files.jpg })).media_id;

/** A draft of these articles, made outside of n8n. */
async function draft(...articles: Article[]): Promise<string> {
	const thumb_media_id = await inLibrary();
	const all = articles.map((article) => ({ title: 'Tea', content: '<p>x</p>', thumb_media_id, ...article }));
	const { media_id } = await wechat.client.post(ADD, { articles: all });
	await wechat.client.control('/calls', {}, 'DELETE');
	return media_id;
}

const draftsIn = async (): Promise<Article[][]> =>
	(await wechat.client.post('/cgi-bin/draft/batchget', { offset: 0, count: 20 })).item.map(({ content }: Article) => content.news_item);
const articlesOf = async (media_id: string): Promise<Article[]> => (await wechat.client.post('/cgi-bin/draft/get', { media_id })).news_item;
const sent = async (path: string): Promise<any[]> => (await wechat.calls(path)).map(({ body }) => body);
const paths = async () => (await wechat.calls()).map(({ path }) => path);

const run = async (operation: string, parameters: IDataObject, input?: INodeExecutionData[], settings = {}) =>
	await wechat.run(officialAccount('article', operation, parameters, settings), { items: input });

/** Runs it and gives the items' fields. */
async function done(operation: string, parameters: IDataObject, input?: INodeExecutionData[], settings = {}) {
	const result = await run(operation, parameters, input, settings);
	expect(result.error).toBeUndefined();
	return result.json('WeChat')!;
}

async function mistake(operation: string, parameters: IDataObject, input?: INodeExecutionData[]) {
	const result = await run(operation, parameters, input);
	expect(result.items('WeChat')).toBeUndefined();
	return result.error as { message: string; description?: string; httpCode?: string };
}

const news = { article_type: 'news', title: 'Tea', content: '<p>Picked</p>', coverSource: 'binary' };

describe('Create: an article', () => {
	test('goes out under WeChat’s names', async () => {
		const additionalFields = {
			...{ author: 'Anna', digest: 'Spring', content_source_url: 'https://example.com/tea', need_open_comment: true },
			...{ only_fans_can_comment: false, pic_crop_235_1: '0.1945_0_1_0.5236', pic_crop_1_1: '0_0_1_1' },
		};
		await done('create', { ...news, additionalFields }, [await withFiles()]);
		expect(await paths()).toEqual([LIBRARY, ADD]);
		expect(await sent(ADD)).toEqual([
			{
				articles: [
					{
						...{ article_type: 'news', title: 'Tea', content: '<p>Picked</p>', thumb_media_id: expect.any(String) },
						...{ author: 'Anna', digest: 'Spring', content_source_url: 'https://example.com/tea', need_open_comment: 1 },
						...{ only_fans_can_comment: 0, pic_crop_235_1: '0.1945_0_1_0.5236', pic_crop_1_1: '0_0_1_1' },
					},
				],
			},
		]);
	});

	test('its cover stays in the library, in test runs too: temporary media will not do', async () => {
		const node = officialAccount('article', 'create', news);
		const result = await wechat.run(node, { items: [await withFiles()], mode: 'manual' });
		expect(result.error).toBeUndefined();
		expect((await wechat.calls(LIBRARY)).map(({ query }) => query)).toEqual([{ type: 'image' }]);
		expect((await draftsIn()).flat()).toHaveLength(1);
	});

	test.each(['trigger', 'manual'] as const)('a cover at a fixed address, run by %s', async (mode) => {
		web.pages['/tea.png'] = { type: 'image/png', body: files.png };
		const node = officialAccount('article', 'create', { ...news, coverSource: 'url', coverUrl: `${web.url}/tea.png` });
		const first = await wechat.run(node, { mode });
		const second = await wechat.run(node, { mode, staticData: first.savedStaticData });
		expect([first.error, second.error]).toEqual([undefined, undefined]);
		// n8n remembers nothing of a test run.
		expect(await wechat.calls(LIBRARY)).toHaveLength(mode === 'manual' ? 2 : 1);
		expect(await wechat.calls(ADD)).toHaveLength(2);
	});

	test('the same address for several items is uploaded once', async () => {
		web.pages['/tea.png'] = { type: 'image/png', body: files.png };
		const parameters = { ...news, coverSource: 'url', coverUrl: '={{ $json.picture }}', title: '={{ $json.title }}' };
		const input = items(...['A', 'B'].map((title) => ({ title, picture: `${web.url}/tea.png` })));
		const output = await done('create', parameters, input);
		expect(output.map(({ title }) => title)).toEqual(['A', 'B']);
		expect(await wechat.calls(LIBRARY)).toHaveLength(1);
		expect((await draftsIn()).map(([{ title }]) => title)).toEqual(['B', 'A']);
	});

	test('each item has its own cover', async () => {
		await done('create', news, [await withFiles({ data: files.jpg }), await withFiles({ data: files.jpg })]);
		const ids = (await sent(ADD)).map(({ articles }) => articles[0].thumb_media_id);
		expect(new Set(ids).size).toBe(2);
	});

	test.each(['list', 'id'])('a cover from the library (%s): nothing is uploaded', async (mode) => {
		const id = await inLibrary();
		await wechat.client.control('/calls', {}, 'DELETE');
		await done('create', { ...news, coverSource: 'media', thumb_media_id: choose(id, mode) });
		expect(await paths()).toEqual([ADD]);
	});

	test('Retry On Fail does not upload again', async () => {
		await wechat.fault({ path: ADD, errcode: 45009 });
		await done('create', { ...news, articles: { article: [{ ...row, coverSource: 'binary' }] } }, [await withFiles()], RETRIES);
		expect(await paths()).toEqual([LIBRARY, ADD, ADD]);
	});

	test('WeChat does not know the cover yet that it was given just now: it is tried again', async () => {
		await wechat.fault({ path: ADD, errcode: 40007 });
		await done('create', news, [await withFiles()]);
		expect((await wechat.calls(ADD)).map(({ errcode }) => errcode)).toEqual([40007, 0]);
		expect(await wechat.calls(LIBRARY)).toHaveLength(1);
	});

	test('a media ID that is none is none at once', async () => {
		const error = await mistake('create', { ...news, coverSource: 'media', thumb_media_id: choose('none') });
		expect(error).toMatchObject({ httpCode: '40007', description: expect.stringContaining('permanent') });
		expect(await wechat.calls(ADD)).toHaveLength(1);
	});

	test('when it is unknown what became of it, it is not made twice', async () => {
		await wechat.fault({ path: ADD, drop: true });
		const result = await run('create', news, [await withFiles()], RETRIES);
		expect(result.error?.description).toContain('look in WeChat before running it again');
		expect(await wechat.calls(ADD)).toHaveLength(1);
	});

	const row = { title: 'Pots', content: '<p>Clay</p>' };

	test('more articles, in their order, with a cover each from wherever it is', async () => {
		web.pages['/pots.jpg'] = { type: 'image/jpeg', body: files.jpg };
		const id = await inLibrary();
		const more = [
			{ ...row, title: '1', coverSource: 'binary', coverBinaryPropertyName: 'second', author: 'Bo', need_open_comment: true },
			{ ...row, title: '2', coverSource: 'url', coverUrl: `${web.url}/pots.jpg` },
			{ ...row, title: '3', coverSource: 'media', thumb_media_id: choose(id, 'list'), content_source_url: 'https://example.com' },
		];
		const [json] = await done('create', { ...news, articles: { article: more } }, [await withFiles({ data: files.jpg, second: files.jpg })]);
		expect(json).toMatchObject({ title: 'Tea', articles: 4 });
		const articles = await articlesOf(String(json.media_id));
		expect(articles.map(({ title }) => title)).toEqual(['Tea', '1', '2', '3']);
		expect(new Set(articles.map(({ thumb_media_id }) => thumb_media_id)).size).toBe(4);
		expect(articles[1]).toMatchObject({ author: 'Bo', need_open_comment: 1 });
		expect(articles[3]).toMatchObject({ thumb_media_id: id, content_source_url: 'https://example.com' });
	});

	test('nine articles: WeChat says no, and the node how many there may be', async () => {
		const article = Array.from({ length: 8 }, (_, n) => ({ ...row, title: `${n}`, coverSource: 'binary' }));
		expect(await mistake('create', { ...news, articles: { article } }, [await withFiles()])).toMatchObject({
			httpCode: '45008',
			description: expect.stringContaining('at most 8 articles'),
		});
		await done('create', { ...news, articles: { article: article.slice(1) } }, [await withFiles()]);
	});

	test.each<[string, IDataObject, RegExp]>([
		['no title', { title: EMPTY }, /^“Title” is empty$/],
		['a title of 33', { title: '茶'.repeat(33) }, /^“Title” is too long: 33 characters$/],
		['no text', { content: EMPTY }, /^“Content” is empty$/],
		['a text of a megabyte', { content: 'x'.repeat(1024 * 1024) }, /^“Content” is too long: 1048576 bytes$/],
		['an author of 17', { additionalFields: { author: 'x'.repeat(17) } }, /^“Author” is too long/],
		['a link of 1025 bytes', { additionalFields: { content_source_url: `https://${'x'.repeat(1017)}` } }, /^“Original Link” is too long/],
		['a link that is none', { additionalFields: { content_source_url: 'example.com' } }, /^“Original Link” must be a web address/],
		['a crop in pixels', { additionalFields: { pic_crop_1_1: '0_0_900_900' } }, /^“Cover Crop, Square” must be four numbers from 0 to 1/],
		['a crop beyond the edge', { additionalFields: { pic_crop_235_1: '0_0_1.5_1' } }, /^“Cover Crop, Wide” must be four numbers from 0 to 1/],
		['another article without a title', { articles: { article: [{ ...row, title: EMPTY }] } }, /^“Title” is empty$/],
		['another article whose title is too long', { articles: { article: [{ ...row, title: 'x'.repeat(33) }] } }, /^“Title” is too long/],
		['another article without a file', { articles: { article: [{ ...row, coverBinaryPropertyName: EMPTY }] } }, /^“Input Data Field Name” is empty$/],
		['another article without a cover', { articles: { article: [{ ...row, coverSource: 'media', thumb_media_id: choose(EMPTY) }] } }, /^“Cover” is empty$/],
		['another article without an address', { articles: { article: [{ ...row, coverSource: 'url', coverUrl: EMPTY }] } }, /^“Cover URL” is empty$/],
		['no cover at all', { coverBinaryPropertyName: 'photo' }, /^“Cover”: the item has no file in its field “photo”$/],
	])('with %s: nothing is done in WeChat', async (_, parameters, message) => {
		expect((await mistake('create', { ...news, ...parameters }, [await withFiles()])).message).toMatch(message);
		expect(await paths()).toEqual([]);
	});

	test('at the limits', async () => {
		const additionalFields = { author: '茶'.repeat(16), content_source_url: `https://${'x'.repeat(1016)}` };
		const [json] = await done('create', { ...news, title: '茶'.repeat(32), additionalFields }, [await withFiles()]);
		expect(await articlesOf(String(json.media_id))).toMatchObject([{ title: '茶'.repeat(32), author: '茶'.repeat(16) }]);
	});

	test('where sources disagree, the editor warns and WeChat decides', async () => {
		const parameters = { ...news, content: 'x'.repeat(20_001), additionalFields: { digest: '茶'.repeat(121) } };
		const result = await run('create', parameters, [await withFiles()]);
		expect(result.error).toBeUndefined();
		expect(result.hints('WeChat').map(({ message }) => message)).toEqual([
			'The summary of “Tea” is longer than 120 characters: WeChat may refuse it',
			'The text of “Tea” is longer than 20,000 characters, with its styles: WeChat may refuse it',
		]);
		const exact = await run('create', { ...news, content: 'x'.repeat(20_000), additionalFields: { digest: '茶'.repeat(120) } }, [await withFiles()]);
		expect(exact.hints('WeChat')).toEqual([]);
	});

	test('names the pictures that are left out', async () => {
		const { url } = await wechat.client.upload('/cgi-bin/media/uploadimg', {}, { name: 'tea.jpg', content: files.jpg });
		const data = 'data:image/svg+xml;base64,PHN2Zz4=';
		const foreign = [`${web.url}/a.jpg`, data, 'pots.jpg', `${web.url}/mmbiz.qpic.cn/a`];
		const known = [url, 'http://mmbiz.qpic.cn/mmbiz_jpg/x/0?wx_fmt=jpeg&amp;from=appmsg', '//mmbiz.qlogo.cn/a/0'];
		const content = `<p>${[...known, ...foreign, foreign[0]].map((src) => `<img class="a" src="${src}" alt="">`).join('')}<img src='b.jpg'></p>`;
		const additionalFields = { whenPictureFails: 'leaveOut' };
		const result = await run('create', { ...news, content, additionalFields, articles: { article: [{ ...row, content: '<img src=c.jpg>', coverSource: 'binary' }] } }, [await withFiles()]);
		expect(result.error).toBeUndefined();
		const [json] = result.json('WeChat')!;
		expect(json.dropped_images).toBe([...foreign, 'b.jpg', 'c.jpg'].join(', ').replace(data, 'data:image/svg+xml'));
		expect(result.hints('WeChat').map(({ message }) => message)).toEqual([
			`Left out of “Tea”, because they cannot be used: ${[...foreign, 'b.jpg'].join(', ').replace(data, 'data:image/svg+xml')}`,
			'Left out of “Pots”, because they cannot be used: c.jpg',
		]);
		expect((await articlesOf(String(json.media_id)))[0].content).toBe(`<p><img class="a" src="${url}" alt=""></p>`);
	});
});

describe('Create: a picture post', () => {
	const post = { article_type: 'newspic', title: 'Three teas', content: 'In spring' };

	test('from several binary fields, with everything that it can have', async () => {
		const additionalFields = {
			...{ need_open_comment: true, product_key: 'key-of-7' },
			crop_percent_list: { crop: [{ ratio: '16_9', x1: '0.1', y1: '0', x2: '0.9', y2: '1' }] },
		};
		const parameters = { ...post, picturesSource: 'binary', picturesBinaryPropertyNames: 'one, two', additionalFields };
		await done('create', parameters, [await withFiles({ one: files.jpg, two: files.jpg })]);
		const [{ articles }] = await sent(ADD);
		expect(articles).toEqual([
			{
				...{ article_type: 'newspic', title: 'Three teas', content: 'In spring', need_open_comment: 1 },
				image_info: { image_list: [{ image_media_id: expect.any(String) }, { image_media_id: expect.any(String) }] },
				cover_info: { crop_percent_list: [{ ratio: '16_9', x1: '0.1', y1: '0', x2: '0.9', y2: '1' }] },
				product_info: { footer_product_info: { product_key: 'key-of-7' } },
			},
		]);
		expect(await wechat.calls(LIBRARY)).toHaveLength(2);
	});

	test('from web addresses that an expression yields, without a text', async () => {
		web.pages['/1.jpg'] = web.pages['/2.jpg'] = { type: 'image/jpeg', body: files.jpg };
		const urls = [`${web.url}/2.jpg`, `${web.url}/1.jpg`];
		await done('create', { ...post, content: '', picturesSource: 'url', pictureUrls: '={{ $json.urls }}' }, items({ urls }));
		expect(web.asked).toEqual(['/2.jpg', '/1.jpg']);
		expect((await draftsIn())[0]).toMatchObject([{ article_type: 'newspic', content: '', image_info: { image_list: [{}, {}] } }]);
	});

	test.each(['library', 'media'])('from the library (%s): nothing is uploaded', async (picturesSource) => {
		const ids = [await inLibrary(), await inLibrary()];
		await wechat.client.control('/calls', {}, 'DELETE');
		const picture = ids.map((id) => ({ image_media_id: choose(id, 'list') }));
		await done('create', { ...post, picturesSource, libraryPictures: { picture }, pictureMediaIds: ids.join('\n') });
		expect(await paths()).toEqual([ADD]);
		expect((await sent(ADD))[0].articles[0].image_info.image_list).toEqual(ids.map((image_media_id) => ({ image_media_id })));
	});

	test.each<[string, IDataObject, string]>([
		['no file', { picturesSource: 'binary', picturesBinaryPropertyNames: 'one' }, '“Pictures”: the item has no file in its field “one”'],
		['no name', { picturesSource: 'binary', picturesBinaryPropertyNames: ' ' }, '“Input Data Field Names” is empty'],
		['no address', { picturesSource: 'url', pictureUrls: EMPTY }, '“Picture URLs” is empty'],
		['none chosen', { picturesSource: 'library' }, '“Pictures” is empty'],
		['an empty choice', { picturesSource: 'library', libraryPictures: { picture: [{ image_media_id: choose(EMPTY) }] } }, '“Picture” is empty'],
		['no IDs', { picturesSource: 'media', pictureMediaIds: EMPTY }, '“Media IDs” is empty'],
		['21 IDs', { picturesSource: 'media', pictureMediaIds: Array.from({ length: 21 }, (_, n) => `m${n}`).join() }, '“Media IDs”: these are 21 pictures'],
	])('of %s: nothing is done in WeChat', async (_, parameters, message) => {
		expect((await mistake('create', { ...post, ...parameters })).message).toBe(message);
		expect(await paths()).toEqual([]);
	});

	test('of 20 pictures', async () => {
		const ids: string[] = [];
		while (ids.length < 20) ids.push(await inLibrary());
		await done('create', { ...post, picturesSource: 'media', pictureMediaIds: ids.join() });
		expect((await draftsIn())[0][0].image_info.image_list).toHaveLength(20);
	});

	test('says nothing of pictures in its text: it is plain', async () => {
		const [json] = await done('create', { ...post, content: '<img src="a.jpg">', picturesSource: 'media', pictureMediaIds: await inLibrary() });
		expect(json).toMatchObject({ article_type: 'newspic', articles: 1, dropped_images: null });
	});
});

describe('Get and Get Many', () => {
	test('none', async () => {
		expect(await done('getAll', { stage: 'draft', returnAll: true })).toEqual([]);
		expect(await done('getAll', { stage: 'published', returnAll: true })).toEqual([]);
	});

	test('page by page, an item for each article', async () => {
		for (let n = 1; n <= 21; n++) await draft({ title: `${n} a` }, { title: `${n} b` });
		const all = await done('getAll', { stage: 'draft', returnAll: true });
		expect(all.map(({ title, article_number }) => [title, article_number]).slice(38)).toEqual([['2 a', 1], ['2 b', 2], ['1 a', 1], ['1 b', 2]]);
		expect((await sent('/cgi-bin/draft/batchget')).map(({ offset, count, no_content }) => [offset, count, no_content])).toEqual([[0, 20, 0], [20, 20, 0]]);
		await wechat.client.control('/calls', {}, 'DELETE');
		expect(await done('getAll', { stage: 'draft', limit: 39 })).toHaveLength(39);
		expect(await wechat.calls('/cgi-bin/draft/batchget')).toHaveLength(1);
	});

	test('without texts, where WeChat leaves everything out: each draft is an item all the same', async () => {
		const media_id = await draft({}, {});
		const [json, ...others] = await done('getAll', { stage: 'draft', no_content: true });
		expect(others).toEqual([]);
		expect(json).toEqual({
			...{ media_id, article_id: null, article_number: 1, article_type: null, title: null, author: null, digest: null, content: null },
			...{ content_source_url: null, url: null, thumb_media_id: null, cover_url: null, picture_ids: null },
			...{ need_open_comment: null, only_fans_can_comment: null, is_deleted: null, updated_at: expect.stringMatching(/\+08:00$/) },
		});
		expect(await sent('/cgi-bin/draft/batchget')).toMatchObject([{ no_content: 1 }]);
	});

	test('a picture post names its pictures', async () => {
		const id = await inLibrary();
		const media_id = await draft({ article_type: 'newspic', thumb_media_id: undefined, image_info: { image_list: [{ image_media_id: id }, { image_media_id: id }] } });
		const [json] = await done('get', { stage: 'draft', media_id: choose(media_id, 'list') });
		expect(json).toMatchObject({ article_type: 'newspic', picture_ids: `${id}, ${id}`, thumb_media_id: '' });
	});

	test('what is published, and what was deleted of it', async () => {
		const [{ article_id }] = await done('publish', { media_id: choose(await draft({ title: 'A' }, { title: 'B' })), options: { wait: true } });
		await wechat.client.post('/cgi-bin/freepublish/delete', { article_id, index: 1 });
		const expected = [
			{ media_id: null, article_id, article_number: 1, title: 'A', is_deleted: true },
			{ media_id: null, article_id, article_number: 2, title: 'B', is_deleted: false },
		];
		expect(await done('get', { stage: 'published', article_id: choose(article_id) })).toMatchObject(expected);
		expect(await done('getAll', { stage: 'published' })).toMatchObject(expected);
	});

	test('a draft that is gone', async () => {
		expect(await mistake('get', { stage: 'draft', media_id: choose('gone') })).toMatchObject({ message: 'WeChat refused: invalid media_id (40007)' });
	});
});

describe('Update', () => {
	const change = (media_id: string, more: IDataObject) => ({ media_id: choose(media_id), articleNumber: 1, replace: 'none', ...more });

	test('what is not named survives: texts, comments, cover, and styles that WeChat garbles', async () => {
		const content = `<p style="font-family:'Kai','Hei'">it's</p>`;
		const first = { author: 'Anna', digest: 'Spring', content, content_source_url: 'https://example.com', need_open_comment: 1, only_fans_can_comment: 1 };
		const media_id = await draft(first, { title: 'Other' });
		const before = await articlesOf(media_id);
		await done('update', change(media_id, { updateFields: { title: 'Green tea' } }));
		const { url: _, ...rest } = before[0];
		expect(await articlesOf(media_id)).toEqual([{ ...rest, title: 'Green tea', url: expect.any(String), thumb_url: expect.any(String) }, before[1]]);
		expect(await sent(UPDATE)).toMatchObject([{ media_id, index: 0, articles: { content } }]);
	});

	test('an empty field clears, a switch goes off', async () => {
		const media_id = await draft({ author: 'Anna', content_source_url: 'https://example.com', need_open_comment: 1 });
		await done('update', change(media_id, { updateFields: { author: '', content_source_url: '', need_open_comment: false } }));
		expect(await articlesOf(media_id)).toMatchObject([{ title: 'Tea', author: '', content_source_url: '', need_open_comment: 0 }]);
	});

	test('a title or a text that an expression does not find stays', async () => {
		const media_id = await draft({ title: 'Tea', content: '<p>x</p>' });
		const updateFields = { title: '={{ "" }}', content: '={{ "" }}', author: 'Bo' };
		await done('update', change(media_id, { updateFields }));
		expect(await articlesOf(media_id)).toMatchObject([{ title: 'Tea', content: '<p>x</p>', author: 'Bo' }]);
	});

	const long = 'Free delivery all over China until Sunday, and a cup with every tea';
	test.each<[string, IDataObject, string]>([
		['WeChat’s own is made anew', {}, 'Now 79 & free delivery'],
		['WeChat’s own, where the text has signs that are written otherwise', { digest: 'Now 99 & free delivery' }, 'Now 79 & free delivery'],
		['one that was written stays', { digest: 'Spring' }, 'Spring'],
		['one that is longer than WeChat’s stays', { digest: long.slice(0, 55) }, long.slice(0, 55)],
		['one that is named counts', { updateFields: { digest: 'Summer' } }, 'Summer'],
	])('another text below an old summary: %s', async (_, { digest = '', updateFields = {} }, expected) => {
		const media_id = await draft({ content: digest === long.slice(0, 55) ? `<p>${long}</p>` : '<p>Now 99</p>\n<p>&amp; free delivery</p>', digest });
		const text = { content: '<p>Now 79 & free delivery</p>', ...(updateFields as IDataObject) };
		await done('update', change(media_id, { updateFields: text }));
		expect(await articlesOf(media_id)).toMatchObject([{ digest: expected }]);
	});

	test('another title leaves the summary alone', async () => {
		const media_id = await draft({ content: '<p>Now 99</p>' });
		await done('update', change(media_id, { updateFields: { title: 'Sale' } }));
		expect(await sent(UPDATE)).toMatchObject([{ articles: { digest: 'Now 99' } }]);
	});

	test('another text, whose pictures are looked at', async () => {
		const media_id = await draft({});
		const [json] = await done('update', change(media_id, { updateFields: { content: '<img src="gone.jpg">b', whenPictureFails: 'leaveOut' } }));
		expect(json).toMatchObject({ dropped_images: 'gone.jpg', uploaded_images: 0 });
		expect((await articlesOf(media_id))[0].content).toBe('b');
	});

	test('another cover', async () => {
		const media_id = await draft({}, { title: 'B' });
		const [before] = await articlesOf(media_id);
		await done('update', change(media_id, { articleNumber: 2, replace: 'cover', coverSource: 'binary' }), [await withFiles()]);
		const [first, second] = await articlesOf(media_id);
		expect(first).toEqual(before);
		expect(second).toMatchObject({ title: 'B', content: '<p>x</p>' });
		expect(second.thumb_media_id).not.toBe(before.thumb_media_id);
	});

	test('other pictures of a picture post: its text and product stay', async () => {
		const image = async () => ({ image_media_id: await inLibrary() });
		const product_info = { footer_product_info: { product_key: 'k' } };
		const media_id = await draft({ article_type: 'newspic', thumb_media_id: undefined, content: 'Spring', image_info: { image_list: [await image()] }, product_info });
		const picture = await inLibrary();
		await done('update', change(media_id, { replace: 'pictures', picturesSource: 'media', pictureMediaIds: picture }));
		expect(await articlesOf(media_id)).toMatchObject([
			{ article_type: 'newspic', content: 'Spring', image_info: { image_list: [{ image_media_id: picture }] }, product_info },
		]);
	});

	test('pictures of the other kind: said in words, and the draft stays as it is', async () => {
		const article = await draft({});
		const pictures = { replace: 'pictures', picturesSource: 'media', pictureMediaIds: await inLibrary() };
		expect(await mistake('update', change(article, pictures))).toMatchObject({ message: expect.stringContaining('this is an article'), description: expect.stringContaining('The Cover of an Article') });
		const post = await draft({ article_type: 'newspic', thumb_media_id: undefined, image_info: { image_list: [{ image_media_id: await inLibrary() }] } });
		expect((await mistake('update', change(post, { replace: 'cover', coverSource: 'media', thumb_media_id: choose('m') }))).message).toContain('this is a picture post');
		expect(await wechat.calls(UPDATE)).toEqual([]);
	});

	test('keeps what the input has', async () => {
		const media_id = await draft({});
		expect(await done('update', change(media_id, { updateFields: { title: 'New' } }), items({ row: 7 }))).toEqual([
			{ media_id, article_number: 1, title: 'New', dropped_images: null, uploaded_images: 0, row: 7 },
		]);
	});

	test('nothing to change: WeChat is not asked', async () => {
		expect(await mistake('update', change('m1', {}))).toMatchObject({ message: 'There is nothing to change', description: expect.stringContaining('“Update Fields”') });
		expect(await paths()).toEqual([]);
	});

	test('an article that is not there', async () => {
		const media_id = await draft({}, {});
		expect(await mistake('update', change(media_id, { articleNumber: 3, updateFields: { title: 'x' } }))).toMatchObject({
			message: '“Article Number”: the draft has no article number 3',
			description: 'It has 2; the first is number 1',
		});
		expect((await mistake('update', change(media_id, { articleNumber: 0, updateFields: { title: 'x' } }))).message).toMatch(/^“Article Number” must be at least 1/);
		expect(await wechat.calls(UPDATE)).toEqual([]);
	});

	test('a title that is too long', async () => {
		expect((await mistake('update', change('m1', { updateFields: { title: 'x'.repeat(33) } }))).message).toMatch(/^“Title” is too long/);
		expect(await paths()).toEqual([]);
	});
});

describe('Publish', () => {
	const publish = async (media_id: string, options: IDataObject = {}) => await done('publish', { media_id: choose(media_id), options });

	test('without waiting: it is under way', async () => {
		const media_id = await draft({});
		expect(await publish(media_id)).toEqual([
			{
				...{ media_id, publish_id: expect.stringMatching(/^\d+$/), status: 'publishing', status_text: 'WeChat is still at work', article_id: null },
				...{ url: null, urls: null, failed_articles: null, msg_data_id: expect.stringMatching(/^\d+$/) },
			},
		]);
		expect(await paths()).toEqual([SUBMIT]);
	});

	test.each([
		[2, [1, 2], 'not_original', '1, 2'],
		[3, [], 'failed', null],
		[4, [2], 'rejected', '2'],
	])('waiting: status %d is an outcome, not a failure', async (status, fail_idx, word, failed_articles) => {
		await wechat.client.control('/publishing', { status, fail_idx });
		expect(await publish(await draft({}, {}), { wait: true })).toMatchObject([{ status: word, article_id: null, url: null, failed_articles }]);
	});

	test('the time is over: WeChat goes on', async () => {
		await wechat.fault({ path: STATUS, body: '{"publish_id":"1","publish_status":1,"fail_idx":[]}', times: 9 });
		const start = Date.now();
		expect(await publish(await draft({}), { wait: true, seconds: 1 })).toMatchObject([{ status: 'publishing' }]);
		expect(Date.now() - start).toBeLessThan(3000);
		expect(await wechat.calls(STATUS)).toHaveLength(1);
	});

	test('asking for the result fails once: it is asked for again', async () => {
		await wechat.fault({ path: STATUS, errcode: 45009 });
		expect(await publish(await draft({}), { wait: true })).toMatchObject([{ status: 'published' }]);
		expect(await wechat.calls(SUBMIT)).toHaveLength(1);
	});

	test('asking for the result fails to the end: the draft was taken all the same, so that is no failure', async () => {
		await wechat.fault({ path: STATUS, errcode: 45009, times: 9 });
		const [{ raw, ...json }] = await done('publish', { media_id: choose(await draft({})), options: { wait: true, seconds: 1 }, simplify: false }, undefined, RETRIES);
		expect(json).toMatchObject({ status: 'publishing', status_text: expect.stringMatching(/^WeChat has taken the draft.*\(45009\)$/), publish_id: expect.any(String) });
		expect(raw).not.toHaveProperty('noAnswer');
		expect(await wechat.calls(SUBMIT)).toHaveLength(1);
	});

	test('the answer to the order is lost: it is not given again', async () => {
		await wechat.fault({ path: SUBMIT, drop: true });
		const result = await run('publish', { media_id: choose(await draft({})) }, undefined, RETRIES);
		expect(result.error?.description).toContain('look in WeChat before running it again');
		expect(await wechat.calls(SUBMIT)).toHaveLength(1);
	});

	test('each item its own draft, also with the same one in two items', async () => {
		const ids = [await draft({ title: 'A' }), await draft({ title: 'B' })];
		const node = { media_id: choose('={{ $json.id }}'), options: { wait: true } };
		const output = await done('publish', node, items(...ids.map((id) => ({ id }))));
		expect(output.map(({ media_id }) => media_id)).toEqual(ids);
		expect(await wechat.calls(SUBMIT)).toHaveLength(2);
	});

	test('an answer in which one article is no list, and the ID a number', async () => {
		await wechat.fault({ path: STATUS, body: '{"publish_id":1,"publish_status":0,"article_id":"a","article_detail":{"count":1,"item":{"idx":1,"article_url":"http://x/1"}},"fail_idx":[]}' });
		expect(await done('getStatus', { publish_id: '1' })).toEqual([
			{ publish_id: '1', status: 'published', status_text: 'Published', article_id: 'a', url: 'http://x/1', urls: 'http://x/1', failed_articles: null },
		]);
	});

	test('a status that is not documented comes as it is', async () => {
		await wechat.fault({ path: STATUS, body: '{"publish_id":"1","publish_status":9}' });
		expect(await done('getStatus', { publish_id: '1' })).toMatchObject([{ status: '9', status_text: null }]);
	});

	test('an ID that is none', async () => {
		expect((await mistake('getStatus', { publish_id: 'abc' })).message).toBe('“Publish ID” must be a number, but it is “abc”');
	});

	describe('by an account that may not', () => {
		beforeEach(async () => await wechat.client.control('/accounts', { verified: false }));

		test.each<[string, IDataObject]>([
			['publish', { media_id: choose('m1') }],
			['getStatus', { publish_id: '1' }],
			['get', { stage: 'published', article_id: choose('a1') }],
			['getAll', { stage: 'published' }],
			['delete', { stage: 'published', article_id: choose('a1') }],
		])('%s: says where to publish by hand', async (operation, parameters) => {
			expect(await mistake(operation, parameters)).toMatchObject({
				httpCode: '48001',
				description: expect.stringMatching(/^Since July 2025 only verified accounts of companies .* 草稿箱/),
			});
		});

		test('drafts are no matter of that', async () => {
			expect(await done('getAll', { stage: 'draft' })).toEqual([]);
		});
	});
});

describe('Delete', () => {
	test('a draft', async () => {
		const media_id = await draft({});
		expect(await done('delete', { stage: 'draft', media_id: choose(media_id), index: 2 })).toEqual([{ media_id, article_id: null, article_number: null, deleted: true }]);
		expect(await draftsIn()).toEqual([]);
		expect(await sent('/cgi-bin/draft/delete')).toEqual([{ media_id }]);
	});

	test('an expression that finds no number deletes nothing, rather than everything', async () => {
		expect((await mistake('delete', { stage: 'published', article_id: choose('a1'), index: '={{ $json.nothing }}' })).message).toBe('“Article Number” is empty');
		expect(await paths()).toEqual([]);
	});

	test('one of those that were published together', async () => {
		const [{ article_id }] = await done('publish', { media_id: choose(await draft({}, {})), options: { wait: true } });
		expect(await done('delete', { stage: 'published', article_id: choose(article_id), index: 2 })).toEqual([{ media_id: null, article_id, article_number: 2, deleted: true }]);
		const { news_item } = await wechat.client.post('/cgi-bin/freepublish/getarticle', { article_id });
		expect(news_item.map(({ is_deleted }: Article) => is_deleted)).toEqual([false, true]);
	});
});

describe('Preview', () => {
	test('to the tester of the credential', async () => {
		const tester = await wechat.client.follower();
		wechat.credential({ testerOpenid: tester });
		const media_id = await draft({});
		expect(await done('preview', { media_id: choose(media_id), previewTo: 'tester' })).toMatchObject([{ openid: tester, wechat_id: null, status: 'preview' }]);
		expect(await sent('/cgi-bin/message/mass/preview')).toEqual([{ touser: tester, msgtype: 'mpnews', mpnews: { media_id } }]);
	});

	test('without a tester', async () => {
		expect((await mistake('preview', { media_id: choose('m1'), previewTo: 'tester' })).message).toBe('The credential names no tester');
		expect(await paths()).toEqual([]);
	});
});

test('a product card of an article is HTML', async () => {
	expect(await done('getProductCard', { product_id: '7', article_type: 'news', card_type: 0 })).toEqual([
		{ product_id: '7', product_key: null, html: expect.stringContaining('<mp-common-product') },
	]);
	expect(await sent('/channels/ec/service/product/getcardinfo')).toEqual([{ product_id: '7', article_type: 'news', card_type: 0 }]);
	expect((await mistake('getProductCard', { product_id: 'x' })).message).toBe('“Product ID” must be a number, but it is “x”');
});
