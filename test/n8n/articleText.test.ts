import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binary, type NodeInput } from './engine';
import { useWebServer } from './webServer';
import { files, items, officialAccount, useWechat } from './wechat';

/** Article: Create and Update with texts from elsewhere: Markdown, HTML, and the pictures in them. */
const wechat = useWechat();
const web = useWebServer();

const ADD = '/cgi-bin/draft/add';
const LIBRARY = '/cgi-bin/material/add_material';
const INTO_TEXT = '/cgi-bin/media/uploadimg';
const MB = 1024 * 1024;

const gif = Buffer.from('GIF89a\x01\x00\x01\x00 a picture that moves', 'latin1');
const webp = Buffer.from('RIFF\x24\x00\x00\x00WEBPVP8 ', 'latin1');
const large = Buffer.concat([files.jpg, Buffer.alloc(MB)]);

const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

/** An item with files under the names of fields; `name=file name`. */
async function withFiles(named: Record<string, Buffer> = {}, json: IDataObject = {}): Promise<INodeExecutionData> {
	const kept = await Promise.all(
		Object.entries({ cover: files.jpg, ...named }).map(async ([key, content]) => {
			const [field, fileName = `${key}.jpg`] = key.split('=');
			return [field, await binary(content, fileName, 'image/jpeg')];
		}),
	);
	return { json, binary: Object.fromEntries(kept) };
}

const news = { article_type: 'news', contentFormat: 'markdown', title: 'Tea', coverSource: 'binary', coverBinaryPropertyName: 'cover' };

const run = async (parameters: IDataObject, input?: INodeExecutionData[], settings = {}, operation = 'create') =>
	await wechat.run(officialAccount('article', operation, operation === 'create' ? { ...news, ...parameters } : parameters, settings), { items: input ?? [await withFiles()] });

async function done(parameters: IDataObject, input?: INodeExecutionData[], settings = {}) {
	const result = await run(parameters, input, settings);
	expect(result.error).toBeUndefined();
	return result.json('WeChat')!;
}

async function mistake(parameters: IDataObject, input?: INodeExecutionData[]) {
	const result = await run(parameters, input);
	expect(result.items('WeChat')).toBeUndefined();
	expect(await wechat.calls(ADD)).toEqual([]);
	return result.error as { message: string; description?: string; httpCode?: string };
}

const articlesOf = async (media_id: unknown): Promise<Array<Record<string, any>>> => (await wechat.client.post('/cgi-bin/draft/get', { media_id })).news_item;
const paths = async () => (await wechat.calls()).map(({ path }) => path);

/** The pictures in the text of a draft's first article. */
async function shown(media_id: unknown): Promise<string[]> {
	const [{ content }] = await articlesOf(media_id);
	return [...content.matchAll(/<img[^>]* src="([^"]*)"/g)].map(([, src]) => src);
}

describe('the text', () => {
	test('Markdown: title and styles come with it', async () => {
		const [json] = await done({ title: '={{ "" }}', content: '# 明前龙井\n\n**新茶**到了' });
		expect(json).toMatchObject({ title: '明前龙井', articles: 1, dropped_images: null, uploaded_images: 0, status: 'draft' });
		const [article] = await articlesOf(json.media_id);
		expect(article).toMatchObject({ title: '明前龙井', content: expect.stringMatching(/^<section style="[^"]+"><p style="[^"]+"><strong style="[^"]+">新茶<\/strong>到了<\/p><\/section>$/) });
	});

	test('HTML: as it is, unless a theme is chosen', async () => {
		const content = "<p class='a'>x</p><!-- c -->";
		const [plain, green] = [await done({ contentFormat: 'html', content }), await done({ contentFormat: 'html', theme: 'green', content })];
		expect((await articlesOf(plain[0].media_id))[0].content).toBe(content);
		expect((await articlesOf(green[0].media_id))[0].content).toMatch(/^<section style="[^"]*"><p style="[^"]*">x<\/p><\/section>$/);
	});

	test.each([
		['# Tea\n\nx', 1],
		['**Tea**', 1],
		['Tea', 0],
		['<p>Tea\n#1</p>', 0],
	])('%j as HTML: the editor says if it seems to be something else', async (content, hints) => {
		const result = await run({ contentFormat: 'html', content });
		expect(result.hints('WeChat').map(({ message }) => message)).toEqual(Array(hints).fill(expect.stringContaining('If it is Markdown, choose it under “Written In”')));
	});

	test.each([
		['markdown', 'clean', '<iframe src="https://v.qq.com/x"></iframe>\n\nx\n\n<video src="a.mp4"></video>', [expect.stringMatching(/goes without 2 of them$/)]],
		['html', 'clean', '<p>x</p><form><input></form>', [expect.stringMatching(/goes without 1 of them$/)]],
		['html', 'none', '<p>x</p><iframe src="https://v.qq.com/x"></iframe>', []],
	])('%s, %s: the editor says that videos and forms of other sites are left out', async (contentFormat, theme, content, hints) => {
		const result = await run({ contentFormat, theme, content });
		expect(result.hints('WeChat').map(({ message }) => message)).toEqual(hints);
	});

	test('what n8n stored before there were formats and themes is HTML as it is', async () => {
		const { contentFormat: _, ...stored } = news;
		const result = await wechat.run(officialAccount('article', 'create', { ...stored, content: '# <b>a</b>' }), { items: [await withFiles()] });
		expect((await articlesOf(result.json('WeChat')![0].media_id))[0].content).toBe('# <b>a</b>');
	});

	test('links and their heading', async () => {
		const content = '[a](https://a.example)';
		const contentOf = async (additionalFields: IDataObject) => (await articlesOf((await done({ content, additionalFields }))[0].media_id))[0].content;
		expect(await contentOf({})).toContain('References');
		expect(await contentOf({ linksHeading: 'Quellen' })).toContain('Quellen');
		expect(await contentOf({ linksAtEnd: false })).toContain('<a href="https://a.example"');
	});

	test.each<[string, IDataObject, RegExp]>([
		['HTML with a title of spaces', { contentFormat: 'html', title: ' ', content: 'a' }, /^“Title” is empty$/],
		['Markdown without a title', { title: '={{ "" }}', content: 'a' }, /^“Title” is empty$/],
		['a heading of 33 characters', { title: '={{ "" }}', content: `# ${'茶'.repeat(33)}\n\na` }, /^The first heading is too long for a title: 33 characters$/],
		['nothing to show', { content: '<script>x</script>' }, /^“Content” has nothing in it that WeChat shows$/],
		['too many elements in one another', { contentFormat: 'html', content: '<div>'.repeat(600) }, /^“Content”: its HTML is nested too deeply$/],
		['a text that becomes too long', { content: 'a\n\n'.repeat(40_000) }, /^“Content” is too long: \d{7} bytes$/],
		['a text that is far too long', { content: 'a'.repeat(3 * MB + 1) }, /^“Content” is too long: 3145729 bytes$/],
		['another article without a title', { content: 'a', articles: { article: [{ content: 'b', coverSource: 'first' }] } }, /^“Title” is empty$/],
	])('with %s: nothing is done in WeChat', async (_, parameters, message) => {
		expect((await mistake(parameters)).message).toMatch(message);
		expect(await paths()).toEqual([]);
	});

	test('at the limits: a heading of 32, a text of a megabyte', async () => {
		const [json] = await done({ title: '={{ "" }}', content: `# ${'茶'.repeat(32)}\n\na` });
		expect(json.title).toBe('茶'.repeat(32));
		await done({ contentFormat: 'html', content: 'x'.repeat(MB - 1) });
	});

	test('several articles, written alike', async () => {
		const article = [{ title: '={{ "" }}', content: '# Pots\n\n*b*', coverSource: 'binary', coverBinaryPropertyName: 'cover' }];
		const [json] = await done({ content: 'a', articles: { article } });
		expect((await articlesOf(json.media_id)).map(({ title, content }) => [title, /<em>b/.test(content)])).toEqual([['Tea', false], ['Pots', true]]);
	});

	test('several items', async () => {
		const input = await Promise.all(['A', 'B'].map(async (title) => await withFiles({}, { text: `# ${title}\n\nx` })));
		expect((await done({ title: '={{ "" }}', content: '={{ $json.text }}' }, input)).map(({ title }) => title)).toEqual(['A', 'B']);
	});
});

describe('pictures in the text', () => {
	test('from an address, from the text itself, from files of the item', async () => {
		web.pages['/1.jpg'] = { type: 'text/plain', body: files.jpg };
		const names = ['tea.jpg', './images/tea.jpg', 'binary:photo', 'photo', '%E8%8C%B6.png', 'cid:tea.jpg@01DB5A3C.7F00'];
		const sources = [`${web.url}/1.jpg`, `data:image/png;base64,${files.png.toString('base64')}`, ...names];
		const [json] = await done({ content: sources.map((source) => `![](${source})`).join('\n\n') }, [await withFiles({ 'photo=Tea.jpg': files.jpg, 'second=茶.png': files.png })]);
		expect(json).toMatchObject({ uploaded_images: 8, dropped_images: null });
		const urls = await shown(json.media_id);
		expect(urls).toHaveLength(8);
		expect(urls.map((url) => /\/(mmbiz_\w+)\//.exec(url)?.[1])).toEqual(['jpg', 'png', 'jpg', 'jpg', 'jpg', 'jpg', 'png', 'jpg'].map((kind) => `mmbiz_${kind}`));
		expect((await wechat.calls(INTO_TEXT)).map(({ errcode }) => errcode)).toEqual(Array(8).fill(0));
	});

	test.each(['![](tea garden.jpg)', '![[茶园/tea garden.jpg|300]]'])('a file whose name has spaces: %s', async (content) => {
		const [json] = await done({ content }, [await withFiles({ 'file=tea garden.jpg': files.jpg })]);
		expect([json.uploaded_images, (await shown(json.media_id)).length]).toEqual([1, 1]);
	});

	test('one behind the text, as in the layouts of 135editor', async () => {
		web.pages['/1.jpg'] = { type: 'image/jpeg', body: files.jpg };
		const [json] = await done({ contentFormat: 'html', content: `<section style="background-image:url('${web.url}/1.jpg')">a</section>` });
		expect(json.uploaded_images).toBe(1);
		expect((await articlesOf(json.media_id))[0].content).toMatch(/^<section style="background-image:url\([^)]*\/mmbiz_jpg\/[^)]*\)">a<\/section>$/);
	});

	test('the same one is uploaded once, in several places, items and tries', async () => {
		web.pages['/1.jpg'] = { type: 'image/jpeg', body: files.jpg };
		await wechat.fault({ path: ADD, errcode: 45009 });
		const content = `![](${web.url}/1.jpg)\n\n![](${web.url}/1.jpg)`;
		const output = await done({ content }, [await withFiles(), await withFiles()], RETRIES);
		expect(output.map(({ uploaded_images }) => uploaded_images)).toEqual([1, 1]);
		const urls = (await Promise.all(output.map(async ({ media_id }) => await shown(media_id)))).flat();
		expect([urls.length, new Set(urls).size]).toEqual([4, 1]);
		expect(await wechat.calls(INTO_TEXT)).toHaveLength(1);
		expect(web.asked).toEqual(['/1.jpg']);
	});

	test('the files of two items are two, also under the same name', async () => {
		const [one, two] = await done({ content: '![](tea.jpg)' }, [await withFiles({ 'tea=tea.jpg': files.jpg }), await withFiles({ 'tea=tea.jpg': files.png })]);
		expect(await shown(one.media_id)).toEqual([expect.stringContaining('mmbiz_jpg')]);
		expect(await shown(two.media_id)).toEqual([expect.stringContaining('mmbiz_png')]);
	});

	test('what is WeChat’s already stays, and HTML with it', async () => {
		const { url } = await wechat.client.upload(INTO_TEXT, {}, { name: 'tea.jpg', content: files.jpg });
		await wechat.client.control('/calls', {}, 'DELETE');
		const content = `<P><img src="${url}"></P>`;
		const [json] = await done({ contentFormat: 'html', content });
		expect(json).toMatchObject({ uploaded_images: 0, dropped_images: null });
		expect((await articlesOf(json.media_id))[0].content).toBe(content);
		expect(await wechat.calls(INTO_TEXT)).toEqual([]);
	});

	test('a lazy one of WeChat’s is shown without its script', async () => {
		const { url } = await wechat.client.upload(INTO_TEXT, {}, { name: 'tea.jpg', content: files.jpg });
		const [json] = await done({ contentFormat: 'html', content: `<p><img data-src="${url}" src="data:image/gif;base64,R0"></p>` });
		expect(await shown(json.media_id)).toEqual([url]);
	});

	test.each([
		['a GIF', gif, 'mmbiz_gif'],
		['one of more than a megabyte', large, 'mmbiz_jpg'],
	])('%s goes into the library, and is shown from there', async (_, content, folder) => {
		const [json] = await done({ content: '![](a.jpg)' }, [await withFiles({ 'a=a.jpg': content })]);
		expect(await shown(json.media_id)).toEqual([expect.stringContaining(folder)]);
		expect(await wechat.calls(INTO_TEXT)).toEqual([]);
		expect(await wechat.calls(LIBRARY)).toHaveLength(2);
	});

	test('of exactly as much as WeChat takes in a text', async () => {
		const most = Buffer.concat([files.jpg, Buffer.alloc(MB - 1 - files.jpg.length)]);
		await done({ content: '![](a.jpg)' }, [await withFiles({ 'a=a.jpg': most })]);
		expect(await wechat.calls(INTO_TEXT)).toMatchObject([{ errcode: 0 }]);
	});

	const broken: Array<[string, string, Buffer | undefined, RegExp]> = [
		['is not there', '![](a.jpg)', undefined, /^“Content”: the picture a\.jpg has no web address, and the item has no file of this name$/],
		['is a WebP', '![](a.jpg)', webp, /^“Content”: the picture a\.jpg is a WebP picture, which WeChat does not take$/],
		['is no picture', '![](a.jpg)', Buffer.from('<!doctype html>'), /^“Content”: the picture a\.jpg is no picture \(image\/jpeg\)$/],
		['is too large for WeChat', '![](a.jpg)', Buffer.concat([files.jpg, Buffer.alloc(10 * MB)]), /^“Content”: a\.jpg is too large: 10\.1 MB$/],
		['stands garbled in the text', '<img src="data:image/png">', undefined, /^“Content”: the picture data:image\/png cannot be read$/],
		['is an SVG', '![](data:image/svg+xml,%3Csvg%20/%3E)', undefined, /^“Content”: the picture data:image\/svg\+xml is a SVG picture, which WeChat does not take$/],
	];

	test.each(broken)('one that %s ends it', async (_, content, file, message) => {
		const error = await mistake({ content }, [await withFiles(file && { 'a=a.jpg': file })]);
		expect(error.message).toMatch(message);
		expect(error.description).toBeTruthy();
	});

	test.each(broken)('one that %s is left out on demand', async (_, content, file) => {
		const parameters = { content: `a\n\n${content}\n\n![](cover)`, additionalFields: { whenPictureFails: 'leaveOut' } };
		const result = await run(parameters, [await withFiles(file && { 'a=a.jpg': file })]);
		expect(result.error).toBeUndefined();
		const [json] = result.json('WeChat')!;
		expect(json).toMatchObject({ uploaded_images: 1, dropped_images: expect.stringMatching(/^(a\.jpg|data:image\/(png|svg\+xml))$/) });
		expect(await shown(json.media_id)).toHaveLength(1);
		expect(result.hints('WeChat').map(({ message }) => message)).toEqual([expect.stringMatching(/^Left out of “Tea”, because they cannot be used: /)]);
	});

	test('one that is not on its server', async () => {
		const error = await mistake({ content: `![](${web.url}/none.jpg)` });
		expect(error).toMatchObject({ message: `“Content”: the file at ${web.url}/none.jpg could not be fetched (404)`, description: expect.stringContaining('without logging in') });
	});

	test('one that WeChat refuses: said which, or left out on demand', async () => {
		await wechat.fault({ path: INTO_TEXT, errcode: 40005 });
		expect(await mistake({ content: '![](cover)' })).toMatchObject({ httpCode: '40005', description: expect.stringContaining('the picture cover was refused') });
		await wechat.fault({ path: INTO_TEXT, errcode: 40005 });
		expect(await done({ content: '![](cover)', additionalFields: { whenPictureFails: 'leaveOut' } })).toMatchObject([{ dropped_images: 'cover' }]);
	});

	test('what is wrong with the account is not a matter of the picture', async () => {
		await wechat.fault({ path: INTO_TEXT, errcode: 45009 });
		expect(await mistake({ content: '![](cover)', additionalFields: { whenPictureFails: 'leaveOut' } })).toMatchObject({ httpCode: '45009' });
	});

	test('pictures inside the text do not count for its length', async () => {
		const data = `data:image/jpeg;base64,${large.toString('base64')}`;
		expect(await done({ content: `![](${data})` })).toMatchObject([{ uploaded_images: 1 }]);
	});
});

describe('the cover from the text', () => {
	const first = { coverSource: 'first' };

	test('is its first picture, uploaded once for both', async () => {
		const [json] = await done({ ...first, content: 'a ![](one.jpg) ![](two.png)' }, [await withFiles({ 'a=one.jpg': files.jpg, 'b=two.png': files.png })]);
		expect(json.uploaded_images).toBe(2);
		expect(await paths()).toEqual([LIBRARY, INTO_TEXT, ADD]);
		expect(await shown(json.media_id)).toEqual([expect.stringContaining('mmbiz_jpg'), expect.stringContaining('mmbiz_png')]);
	});

	test('is the first that can be used', async () => {
		const parameters = { ...first, content: '![](gone.jpg)\n\n![](cover)', additionalFields: { whenPictureFails: 'leaveOut' } };
		const [json] = await done(parameters);
		expect(json.dropped_images).toBe('gone.jpg');
		expect(await articlesOf(json.media_id)).toMatchObject([{ thumb_media_id: expect.stringMatching(/./) }]);
	});

	test('is fetched from WeChat where the text shows one of its own', async () => {
		const { url } = await wechat.client.upload(INTO_TEXT, {}, { name: 'tea.jpg', content: files.jpg });
		const [json] = await done({ ...first, content: `![](${url})` });
		expect([json.uploaded_images, await shown(json.media_id)]).toEqual([0, [url]]);
		expect(await articlesOf(json.media_id)).toMatchObject([{ thumb_media_id: expect.stringMatching(/./) }]);
	});

	test('none in the text', async () => {
		expect(await mistake({ ...first, content: 'a' })).toMatchObject({ message: '“Cover From”: there is no picture in the text', description: expect.stringContaining('Put one into the text') });
	});

	test('of another article', async () => {
		const article = [{ title: 'Pots', content: '![](pots.jpg)', coverSource: 'first' }];
		const [json] = await done({ content: 'a', articles: { article } }, [await withFiles({ 'p=pots.jpg': files.jpg })]);
		const [tea, pots] = await articlesOf(json.media_id);
		expect(pots.content).toContain('/mmbiz_jpg/');
		expect(await wechat.calls(LIBRARY)).toHaveLength(2);
		expect(tea.thumb_media_id).not.toBe(pots.thumb_media_id);
	});

	test('WeChat does not know it yet that was given it just now: it is tried again', async () => {
		await wechat.fault({ path: ADD, errcode: 40007 });
		await done({ ...first, content: '![](cover)' });
		expect((await wechat.calls(ADD)).map(({ errcode }) => errcode)).toEqual([40007, 0]);
	});
});

describe('Update', () => {
	const drafted = async () => String((await done({ content: 'old' }))[0].media_id);
	const change = async (media_id: string, more: IDataObject, input?: INodeExecutionData[]) => {
		const parameters = { media_id: { __rl: true, mode: 'id', value: media_id }, articleNumber: 1, replace: 'none', ...more };
		const result = await run(parameters, input ?? [await withFiles()], {}, 'update');
		expect(result.error).toBeUndefined();
		return result.json('WeChat')![0];
	};

	test('another text in Markdown, with its pictures', async () => {
		const media_id = await drafted();
		const updateFields = { content: '# New tea\n\n![](cover)', contentFormat: 'markdown', theme: 'green' };
		expect(await change(media_id, { updateFields })).toMatchObject({ title: 'New tea', uploaded_images: 1, dropped_images: null });
		expect(await articlesOf(media_id)).toMatchObject([{ title: 'New tea', content: expect.stringMatching(/^<section.*mmbiz_jpg/) }]);
	});

	test('a text without a heading leaves the title', async () => {
		const media_id = await drafted();
		await change(media_id, { updateFields: { content: 'new', contentFormat: 'markdown' } });
		expect(await articlesOf(media_id)).toMatchObject([{ title: 'Tea', content: expect.stringContaining('>new<') }]);
	});

	test('the first picture of the new text as the cover', async () => {
		const media_id = await drafted();
		const [{ thumb_media_id: before }] = await articlesOf(media_id);
		await change(media_id, { replace: 'cover', coverSource: 'first', updateFields: { content: '![](new.jpg)', contentFormat: 'markdown' } }, [await withFiles({ 'n=new.jpg': files.jpg })]);
		expect((await articlesOf(media_id))[0].thumb_media_id).not.toBe(before);
	});

	test('the first picture of the text that is there as the cover', async () => {
		const [{ media_id }] = await done({ content: '![](in.jpg)' }, [await withFiles({ 'n=in.jpg': files.jpg })]);
		const [before] = await articlesOf(media_id);
		await change(String(media_id), { replace: 'cover', coverSource: 'first' }, items({}));
		const [after] = await articlesOf(media_id);
		expect(after.thumb_media_id).not.toBe(before.thumb_media_id);
		expect(after.content).toBe(before.content);
	});

	test('the text of a picture post is no Markdown', async () => {
		const { media_id: image_media_id } = await wechat.client.upload(LIBRARY, { type: 'image' }, { name: 'tea.jpg', content: files.jpg });
		const { media_id } = await wechat.client.post(ADD, { articles: [{ article_type: 'newspic', title: 'T', content: 'old', image_info: { image_list: [{ image_media_id }] } }] });
		const parameters = { media_id: { __rl: true, mode: 'id', value: media_id }, articleNumber: 1, replace: 'none', updateFields: { content: '# **new**', contentFormat: 'markdown' } };
		expect((await run(parameters, items({}), {}, 'update')).hints('WeChat')).toEqual([]);
		expect(await articlesOf(media_id)).toMatchObject([{ title: 'T', content: '# **new**' }]);
	});
});
