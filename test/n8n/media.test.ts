import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binary, bytesOf, type NodeInput, type Run } from './engine';
import { useWebServer } from './webServer';
import { customerService, files, MINI, officialAccount, SERVICE, useWechat } from './wechat';

const wechat = useWechat();
const web = useWebServer();

const TEMPORARY = '/cgi-bin/media/upload';
const LIBRARY = '/cgi-bin/material/add_material';
const SEND = '/cgi-bin/message/custom/send';

async function fileItem(content: Buffer, name: string, type: string, inline = false): Promise<INodeExecutionData> {
	return { json: {}, binary: { data: await binary(content, name, type, inline) } };
}

/** An image message to a new customer. */
async function image(parameters: IDataObject, settings: Partial<NodeInput> = {}): Promise<NodeInput> {
	const touser = await wechat.customer();
	return customerService(
		'message',
		'send',
		{ recipient: 'openid', touser, msgtype: 'image', ...parameters },
		settings as never,
	);
}

/** Paths of the calls so far, in order. */
async function paths(): Promise<string[]> {
	return (await wechat.calls()).map(({ path }) => path);
}

/** Media ids of the image messages that went out. */
async function sentImages(): Promise<string[]> {
	return (await wechat.calls(SEND)).map(({ body }) => (body as { image: { media_id: string } }).image.media_id);
}

describe('a file from an earlier node', () => {
	test.each([
		['n8n 2 keeps outside of the item', false],
		['n8n 1 keeps in the item', true],
	])('that %s is uploaded and sent', async (_, inline) => {
		const run = await wechat.run(await image({ mediaSource: 'binary' }), {
			items: [await fileItem(files.jpg, 'tea.jpg', 'image/jpeg', inline)],
		});
		expect(run.error).toBeUndefined();
		expect(await paths()).toEqual([TEMPORARY, SEND]);
		const [media_id] = await sentImages();
		expect((await wechat.client.download('/cgi-bin/media/get', { media_id })).data).toEqual(files.jpg);
	});

	test('in a field of another name', async () => {
		const { json, binary: data } = await fileItem(files.jpg, 'tea.jpg', 'image/jpeg');
		const run = await wechat.run(await image({ mediaSource: 'binary', mediaBinaryPropertyName: 'photo' }), {
			items: [{ json, binary: { photo: data!.data } }],
		});
		expect(run.error).toBeUndefined();
		expect(await paths()).toEqual([TEMPORARY, SEND]);
	});

	test('without an extension is named by its type: WeChat goes by the name', async () => {
		await wechat.run(await image({ mediaSource: 'binary' }), {
			items: [await fileItem(files.png, 'download', 'image/png')],
		});
		const [{ body }] = await wechat.calls(TEMPORARY);
		expect(body).toEqual({
			files: [{ field: 'media', filename: 'download.png', contentType: 'image/png', bytes: files.png.length }],
		});
	});

	test('with a Chinese name arrives with it', async () => {
		await wechat.run(await image({ mediaSource: 'binary' }), {
			items: [await fileItem(files.jpg, '茶叶 “新”.jpg', 'image/jpeg')],
		});
		const [{ body }] = await wechat.calls(TEMPORARY);
		expect(body).toMatchObject({ files: [{ filename: '茶叶 “新”.jpg' }] });
	});

	test('is sent again when the token died: an upload can be repeated', async () => {
		await wechat.run(officialAccount('tag', 'getAll'));
		await wechat.client.control('/tokens', { action: 'void' });
		const run = await wechat.run(await image({ mediaSource: 'binary' }), {
			items: [await fileItem(files.jpg, 'tea.jpg', 'image/jpeg')],
		});
		expect(run.error).toBeUndefined();
		expect((await wechat.calls(TEMPORARY)).map(({ errcode }) => errcode)).toEqual([40001, 0]);
	});

	test('each item has its own', async () => {
		const run = await wechat.run(await image({ mediaSource: 'binary' }), {
			items: [await fileItem(files.jpg, 'a.jpg', 'image/jpeg'), await fileItem(files.png, 'b.png', 'image/png')],
		});
		expect(run.error).toBeUndefined();
		const [first, second] = await sentImages();
		expect((await wechat.client.download('/cgi-bin/media/get', { media_id: first })).data).toEqual(files.jpg);
		expect((await wechat.client.download('/cgi-bin/media/get', { media_id: second })).data).toEqual(files.png);
	});
});

describe('a picture at a fixed address', () => {
	beforeEach(() => (web.pages['/coupon.png'] = { type: 'image/png', body: files.png }));
	const coupon = async (settings: Partial<NodeInput> = {}) =>
		await image({ mediaSource: 'url', mediaUrl: `${web.url}/coupon.png` }, settings);

	test('dies after three days: it goes into the library instead, once, and is used from there', async () => {
		const node = await coupon();
		const first = await wechat.run(node, { items: [{ json: {} }, { json: {} }] });
		const second = await wechat.run(node, { staticData: first.savedStaticData });
		expect([first.error, second.error]).toEqual([undefined, undefined]);
		expect(await paths()).toEqual([LIBRARY, SEND, SEND, SEND]);
		expect(web.asked).toEqual(['/coupon.png']);
		expect(new Set(await sentImages()).size).toBe(1);

		await wechat.client.control('/clock', { advance: 4 * 24 * 3600 });
		const touser = await wechat.customer({ grants: [{ kind: 'message', until: 9e15, left: 5 }] });
		const later = await wechat.run(
			{ ...node, parameters: { ...node.parameters, touser } },
			{ staticData: first.savedStaticData },
		);
		expect(later.error).toBeUndefined();
	});

	test('that somebody deleted from the library: 40007 once, then it is uploaded again', async () => {
		const node = await coupon();
		const first = await wechat.run(node);
		await wechat.client.post('/cgi-bin/material/del_material', { media_id: (await sentImages())[0] });
		const second = await wechat.run(node, { staticData: first.savedStaticData });
		expect(second.error).toMatchObject({ httpCode: '40007' });
		const third = await wechat.run(node, { staticData: second.savedStaticData });
		expect(third.error).toBeUndefined();
		expect(await wechat.calls(LIBRARY)).toHaveLength(2);
	});

	test('that somebody deleted: with Retry On Fail nobody notices', async () => {
		const node = await coupon({ retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
		const first = await wechat.run(node);
		await wechat.client.post('/cgi-bin/material/del_material', { media_id: (await sentImages())[0] });
		const second = await wechat.run(node, { staticData: first.savedStaticData });
		expect(second.error).toBeUndefined();
		expect(await wechat.calls(LIBRARY)).toHaveLength(2);
	});

	const inMiniProgram = async (accountType: string, staticData?: Run['savedStaticData']) => {
		const touser = await wechat.client.as(MINI.appid).follower({ grants: [{ kind: 'message', until: 9e15, left: 5 }] });
		wechat.credential({ appId: MINI.appid, appSecret: MINI.secret, accountType });
		const node = await coupon();
		return await wechat.run({ ...node, parameters: { ...node.parameters, touser } }, { staticData });
	};

	test('of another account is uploaded there: a media id belongs to its account', async () => {
		const first = await wechat.run(await coupon());
		await inMiniProgram('', first.savedStaticData);
		expect((await wechat.calls(LIBRARY)).map(({ appid }) => appid)).toEqual([SERVICE.appid, MINI.appid]);
	});

	test('is temporary in a Mini Program, which has no library (48001)', async () => {
		const run = await inMiniProgram('miniProgram');
		expect(run.error).toBeUndefined();
		expect(await paths()).toEqual([TEMPORARY, SEND]);
	});

	test('in a test run is temporary: n8n would not remember that it is in the library', async () => {
		const run = await wechat.run(await coupon(), { mode: 'manual' });
		expect(run.error).toBeUndefined();
		expect(await paths()).toEqual([TEMPORARY, SEND]);
		expect(run.nodeStaticData('WeChat')).toEqual({});
	});

	test('that comes from an expression is temporary: the library would fill up', async () => {
		const node = await image({ mediaSource: 'url', mediaUrl: '={{ $json.picture }}' });
		const run = await wechat.run(node, { items: [{ json: { picture: `${web.url}/coupon.png` } }] });
		expect(run.error).toBeUndefined();
		expect(await paths()).toEqual([TEMPORARY, SEND]);
		expect(run.savedStaticData).toBeUndefined();
	});
});

test('a voice at a fixed address is temporary: the library is for pictures', async () => {
	web.pages['/hello.mp3'] = { type: 'audio/mpeg', body: files.mp3 };
	const run = await wechat.run(await image({ msgtype: 'voice', mediaSource: 'url', mediaUrl: `${web.url}/hello.mp3` }));
	expect(run.error).toBeUndefined();
	expect(await paths()).toEqual([TEMPORARY, SEND]);
});

test('file and thumbnail of a video each come from where they are', async () => {
	web.pages['/small.jpg'] = { type: 'image/jpeg', body: files.jpg };
	const node = await image({
		...{ msgtype: 'video', mediaSource: 'binary', title: 'Brewing' },
		...{ thumbSource: 'url', thumbUrl: `${web.url}/small.jpg` },
	});
	const run = await wechat.run(node, { items: [await fileItem(files.mp4, 'brew.mp4', 'video/mp4')] });
	expect(run.error).toBeUndefined();
	const uploads = (await wechat.calls()).map(({ path, query, errcode }) => [path, query.type, errcode]);
	expect(uploads).toEqual([
		[TEMPORARY, 'video', 0],
		[LIBRARY, 'thumb', 0],
		[SEND, undefined, 0],
	]);
});

test('a thumbnail from an earlier node: WeChat names its id differently', async () => {
	const node = await image({
		...{ msgtype: 'music', musicurl: 'https://example.com/a.mp3', title: 'Rain', description: 'For tea' },
		thumbSource: 'binary',
	});
	const run = await wechat.run(node, { items: [await fileItem(files.jpg, 'small.jpg', 'image/jpeg')] });
	expect(run.error).toBeUndefined();
	expect((await wechat.calls()).map(({ path, query, errcode }) => [path, query.type, errcode])).toEqual([
		[TEMPORARY, 'thumb', 0],
		[SEND, undefined, 0],
	]);
});

test.each(['list', 'id'])('from the library or by media ID (%s): nothing is uploaded', async (mode) => {
	const { media_id } = await wechat.client.upload(LIBRARY, { type: 'image' }, { name: 'a.jpg', content: files.jpg });
	const run = await wechat.run(await image({ mediaSource: 'media', media_id: { __rl: true, mode, value: media_id } }));
	expect(run.error).toBeUndefined();
	expect(await sentImages()).toEqual([media_id]);
	expect(await wechat.calls(TEMPORARY)).toEqual([]);
});

test('by a media ID that an earlier node uploaded', async () => {
	const upload = officialAccount('media', 'upload', { usedFor: 'message', type: 'image' }, { name: 'Upload' });
	const node = await image({ mediaSource: 'media', media_id: { __rl: true, mode: 'id', value: '={{ $json.media_id }}' } });
	const run = await wechat.run([upload, node], { items: [await fileItem(files.jpg, 'tea.jpg', 'image/jpeg')] });
	expect(run.error).toBeUndefined();
	expect(await sentImages()).toEqual([run.json('Upload')![0].media_id]);
});

describe('a web address that gives no picture sends nothing', () => {
	test.each<[string, (url: string) => string, RegExp]>([
		['is missing there', (url) => `${url}/none.png`, /^“Media URL”: the file at http:\S+\/none\.png could not be fetched \(404\)$/],
		['is a web page', (url) => `${url}/page`, /^“Media URL”: page \(text\/html\) cannot be an image$/],
		['is at a host that nobody answers', () => 'http://127.0.0.1:9/a.png', /^“Media URL”: the file at .* could not be fetched \(.+\)$/],
		['is no web address', () => 'C:\\pictures\\a.png', /^“Media URL” is no web address/],
		['is of another protocol', () => 'file:///etc/passwd', /^“Media URL” is no web address/],
	])('%s', async (_, address, message) => {
		web.pages['/page'] = { type: 'text/html; charset=utf-8', body: '<p>Tea</p>' };
		const run = await wechat.run(await image({ mediaSource: 'url', mediaUrl: address(web.url) }));
		expect(run.error?.message).toMatch(message);
		expect(await paths()).toEqual([]);
	});

	test('is a login page under the name of a picture: WeChat looks into the file', async () => {
		web.pages['/login.png'] = { type: 'text/html', body: '<p>Log in</p>' };
		const run = await wechat.run(await image({ mediaSource: 'url', mediaUrl: `${web.url}/login.png` }));
		expect(run.error).toMatchObject({ httpCode: '40005', description: expect.stringContaining('JPG, PNG or GIF') });
		expect(await wechat.calls(SEND)).toEqual([]);
		expect(run.nodeStaticData('WeChat')).toEqual({ libraryCopies: {} });
	});
});

describe('Media: Upload', () => {
	const upload = async (parameters: IDataObject, item: INodeExecutionData) => {
		const run = await wechat.run(officialAccount('media', 'upload', parameters), { items: [item] });
		expect(run.error).toBeUndefined();
		return run.json('WeChat')![0];
	};
	const id = expect.stringMatching(/^[\w-]{20,}$/);
	const ids = async (path: string) => (await wechat.calls(path)).map(({ body, query }) => ({ body, query }));

	test.each([
		['image', files.png, 'a.png', 'image/png'],
		['voice', files.mp3, 'a.mp3', 'audio/mpeg'],
		['video', files.mp4, 'a.mp4', 'video/mp4'],
		['thumb', files.jpg, 'a.jpg', 'image/jpeg'],
	])('a temporary %s', async (type, content, name, mime) => {
		const json = await upload({ usedFor: 'message', type }, await fileItem(content, name, mime));
		expect(json).toEqual({ media_id: id, url: null, type, expires_at: expect.stringMatching(/\+08:00$/) });
		const left = Date.parse(String(json.expires_at)) - Date.now();
		expect(left / 3600_000).toBeGreaterThan(71.9);
		expect(left / 3600_000).toBeLessThanOrEqual(72);
	});

	test('of an item that has a media ID and a URL already: the new ID counts, and what WeChat does not say stays', async () => {
		const photo = await fileItem(files.jpg, 'a.jpg', 'image/jpeg');
		const json = await upload({ usedFor: 'message', type: 'image' }, { ...photo, json: { media_id: 'old', url: 'mine', a: 1 } });
		expect(json).toMatchObject({ media_id: id, url: 'mine', a: 1 });
	});

	test('the library says no type: that of the input stays', async () => {
		const photo = await fileItem(files.png, 'a.png', 'image/png');
		const json = await upload({ usedFor: 'library', type: 'image' }, { ...photo, json: { media_id: 'old', url: 'old', type: 'mine' } });
		expect(json).toEqual({ media_id: id, url: expect.stringMatching(/^http/), type: 'mine', expires_at: null });
		expect([json.media_id, json.url]).not.toContain('old');
	});

	test('Download → Upload gave back the media ID of the trigger: that of the upload comes out', async () => {
		const sent = await wechat.client.upload(TEMPORARY, { type: 'image' }, { name: 'a.jpg', content: files.jpg });
		const run = await wechat.run(
			[
				officialAccount('media', 'download', { from: 'message', media_id: '={{ $json.media_id }}' }, { name: 'Download' }),
				officialAccount('media', 'upload', { usedFor: 'library', type: 'image' }),
			],
			{ items: [{ json: { event: 'message.image', media_id: sent.media_id, openid: 'o1' } }] },
		);
		expect(run.error).toBeUndefined();
		const [{ json, binary: kept }] = run.items('WeChat')!;
		const { item } = await wechat.client.post('/cgi-bin/material/batchget_material', { type: 'image', offset: 0, count: 1 });
		expect(json).toMatchObject({ event: 'message.image', openid: 'o1', media_id: item[0].media_id, url: expect.stringMatching(/^http/) });
		expect(json.media_id).not.toBe(sent.media_id);
		expect(Object.keys(kept!)).toEqual(['data']);
	});

	test('an image for the library gets a URL too', async () => {
		const json = await upload({ usedFor: 'library', type: 'image' }, await fileItem(files.png, 'a.png', 'image/png'));
		expect(json).toEqual({ media_id: id, url: expect.stringMatching(/^http/), type: null, expires_at: null });
	});

	test('a video for the library goes with title and introduction', async () => {
		await upload(
			{ usedFor: 'library', type: 'video', title: '泡茶 "1"', introduction: 'Two\nminutes' },
			await fileItem(files.mp4, 'a.mp4', 'video/mp4'),
		);
		const [{ body, query }] = await ids(LIBRARY);
		expect(query).toEqual({ type: 'video' });
		expect(JSON.parse((body as { description: string }).description)).toEqual({
			title: '泡茶 "1"',
			introduction: 'Two\nminutes',
		});
	});

	test('a picture inside an article has a URL and no media id', async () => {
		const json = await upload({ usedFor: 'article' }, await fileItem(files.jpg, 'a.jpg', 'image/jpeg'));
		expect(json).toEqual({ media_id: null, url: expect.stringMatching(/^http/), type: null, expires_at: null });
		expect(await paths()).toEqual(['/cgi-bin/media/uploadimg']);
	});

	test('a picture inside an article has rules of its own', async () => {
		const node = officialAccount('media', 'upload', { usedFor: 'article' });
		const run = await wechat.run(node, { items: [await fileItem(Buffer.from('GIF89a'), 'a.gif', 'image/gif')] });
		expect(run.error?.message).toMatch(/a.gif \(image\/gif\) cannot be an image in an article$/);
		expect(await paths()).toEqual([]);
	});
});

describe('Media: Download', () => {
	const download = async (parameters: IDataObject) => {
		const run = await wechat.run(officialAccount('media', 'download', parameters), { items: [{ json: { from: 'x' } }] });
		expect(run.error).toBeUndefined();
		return run.items('WeChat')![0];
	};
	const uploaded = async (path: string, type: string, name: string, content: Buffer, fields = {}) => {
		const answer = await wechat.client.upload(path, { type }, { name, content, fields });
		return answer.media_id ?? answer.thumb_media_id;
	};

	test('JSON.parse on an image: a picture that a customer sent comes as a file', async () => {
		const media_id = await uploaded(TEMPORARY, 'image', 'a.jpg', files.jpg);
		const item = await download({ from: 'message', media_id, outputPropertyName: 'photo' });
		expect(item.json).toEqual({
			...{ media_id, file_name: `${media_id}.jpg`, mime_type: 'image/jpeg', bytes: files.jpg.length, from: 'x' },
		});
		expect(await bytesOf(item, 'photo')).toEqual(files.jpg);
	});

	test('a video comes as JSON that names its address: the file is fetched from there', async () => {
		const media_id = await uploaded(TEMPORARY, 'video', 'a.mp4', files.mp4);
		const item = await download({ from: 'message', media_id });
		expect(await bytesOf(item)).toEqual(files.mp4);
		expect(item.json).toMatchObject({ media_id, mime_type: 'video/mp4', bytes: files.mp4.length });
	});

	test('a video of the library has its words', async () => {
		const description = JSON.stringify({ title: 'Brewing', introduction: 'Two minutes' });
		const media_id = await uploaded(LIBRARY, 'video', 'a.mp4', files.mp4, { description });
		const item = await download({ from: 'library', media_id });
		expect(await bytesOf(item)).toEqual(files.mp4);
		expect(item.json).toMatchObject({ title: 'Brewing', description: 'Two minutes' });
	});

	test('a voice that was recorded on a web page', async () => {
		const media_id = await uploaded(TEMPORARY, 'voice', 'a.mp3', files.mp3);
		const item = await download({ from: 'jssdk', media_id });
		expect(item.json).toMatchObject({ mime_type: 'voice/speex', file_name: `${media_id}.speex` });
	});

	test('an article of the library is JSON and no file', async () => {
		const { media_id } = await wechat.client.control('/news', { articles: [{ title: 'Tea' }] });
		const item = await download({ from: 'library', media_id });
		expect(item.json).toMatchObject({ media_id, bytes: null, news_item: [{ title: 'Tea' }] });
		expect(Object.keys(item.binary ?? {})).toEqual([]);
	});

	test.each(['message', 'library', 'jssdk'])('an unknown media id is an error and no file of 40 bytes (%s)', async (from) => {
		const run = await wechat.run(officialAccount('media', 'download', { from, media_id: 'gone' }));
		expect(run.error).toMatchObject({ message: 'WeChat refused: invalid media_id (40007)', httpCode: '40007' });
	});
});

describe('the node was switched from another resource, whose values n8n keeps', () => {
	const inLibrary = async () => {
		const { media_id } = await wechat.client.upload(LIBRARY, { type: 'image' }, { name: 'a.jpg', content: files.jpg });
		return { __rl: true, mode: 'list', value: media_id, cachedResultName: 'a.jpg' };
	};
	/** Of Reply, Media: Upload, API Call, Follower: Get Many and Tag. */
	const kept: IDataObject = {
		...{ msgtype: 'image', mediaSource: 'binary', mediaBinaryPropertyName: 'gone', mediaUrl: 'gone', content: { a: 1 }, articles: {} },
		...{ usedFor: 'article', type: 'voice', binaryPropertyName: 'gone', title: { a: 1 }, introduction: '' },
		...{ method: 'POST', path: 'gone', send: 'file', body: '{', query: { parameter: [{ name: '', value: '' }] } },
		...{ list: 'tag', tagid: { __rl: true, mode: 'name', value: 'gone' }, limit: -1, returnAll: 'maybe', simplify: true },
	};

	test('Download', async () => {
		const node = officialAccount('media', 'download', { ...kept, from: 'library', media_id: await inLibrary() });
		const run = await wechat.run(node);
		expect(run.error).toBeUndefined();
		expect(await bytesOf(run.items('WeChat')![0])).toEqual(files.jpg);
	});

	test('Delete', async () => {
		const media_id = await inLibrary();
		const run = await wechat.run(officialAccount('media', 'delete', { ...kept, from: 'jssdk', media_id }));
		expect(run.json('WeChat')).toEqual([{ media_id: media_id.value, deleted: true }]);
		expect((await wechat.calls()).at(-1)).toMatchObject({ path: '/cgi-bin/material/del_material', body: { media_id: media_id.value }, errcode: 0 });
	});

	test('Upload', async () => {
		const node = officialAccount('media', 'upload', {
			...{ ...kept, usedFor: 'message', type: 'image', binaryPropertyName: 'data' },
			...{ media_id: await inLibrary(), outputPropertyName: 'gone' },
		});
		const run = await wechat.run(node, { items: [await fileItem(files.jpg, 'a.jpg', 'image/jpeg')] });
		expect(run.error).toBeUndefined();
		expect((await wechat.calls()).at(-1)).toMatchObject({ path: TEMPORARY, query: { type: 'image' }, errcode: 0 });
	});

	test('Reply', async () => {
		const media_id = await inLibrary();
		const touser = await wechat.customer();
		const node = officialAccount('reply', 'send', { ...kept, mediaSource: 'media', media_id, from: 'library', outputPropertyName: 'gone' });
		const push = { openid: touser, appid: SERVICE.appid, reply_by: null };
		const run = await wechat.run([], { nodes: [{ name: 'Trigger', type: 'wechatTrigger' }, node], items: [{ json: push }] });
		expect(run.error).toBeUndefined();
		expect((await wechat.calls(SEND)).map(({ body }) => body)).toEqual([
			{ touser, msgtype: 'image', image: { media_id: media_id.value } },
		]);
	});

	test('a follower, by API Call', async () => {
		const openid = await wechat.client.follower();
		const node = officialAccount('apiCall', 'call', {
			...{ ...kept, media_id: await inLibrary(), openid, openid_list: openid },
			...{ method: 'GET', path: '/cgi-bin/user/info', query: { parameter: [{ name: 'openid', value: openid }] } },
		});
		expect((await wechat.run(node)).json('WeChat')).toMatchObject([{ openid }]);
	});
});

describe('Media: Get Many', () => {
	beforeEach(async () => {
		for (let n = 0; n < 45; n++) {
			await wechat.client.upload(LIBRARY, { type: 'image' }, { name: `${n}.jpg`, content: files.jpg });
		}
		await wechat.client.control('/calls', {}, 'DELETE');
	});
	const names = async (parameters: IDataObject) =>
		(await wechat.run(officialAccount('media', 'getAll', { type: 'image', ...parameters }))).json('WeChat')!.map(({ name }) => name);
	const asked = async () => (await wechat.calls()).map(({ body }) => body);

	test('Return All: page by page, newest first', async () => {
		expect(await names({ returnAll: true })).toEqual(Array.from({ length: 45 }, (_, n) => `${44 - n}.jpg`));
		expect(await asked()).toEqual([0, 20, 40].map((offset) => ({ type: 'image', offset, count: 20 })));
	});

	test('Limit: no more pages than it takes', async () => {
		expect(await names({ limit: 21 })).toHaveLength(21);
		expect(await asked()).toHaveLength(2);
	});

	test('Limit: a page that is just enough is the last', async () => {
		expect(await names({ limit: 20 })).toHaveLength(20);
		expect(await asked()).toHaveLength(1);
	});

	test('articles of the library: by the first one’s title and link', async () => {
		const { media_id } = await wechat.client.control('/news', { articles: [{ title: 'Spring tea', url: 'http://x/1' }, { title: 'Pots' }] });
		const run = await wechat.run(officialAccount('media', 'getAll', { type: 'news' }));
		expect(run.json('WeChat')).toEqual([
			{ media_id, name: 'Spring tea', type: 'news', url: 'http://x/1', updated_at: expect.stringMatching(/\+08:00$/) },
		]);
	});

	test('none of this type', async () => {
		expect(await names({ type: 'voice', returnAll: true })).toEqual([]);
	});
});
