import axios from 'axios';
import { Client, MINI } from './client';
import { sample } from './push/samples';
import { type Simulator, startSimulator } from './simulator';

const DAY = 24 * 3600_000;
const START = Date.parse('2026-11-22T10:00:00+08:00');
const KB = 1024;
const MB = 1024 * KB;

let now = START;
let simulator: Simulator;
let client: Client;

beforeAll(async () => {
	simulator = await startSimulator({ clock: () => now });
});
afterAll(async () => await simulator.close());
beforeEach(async () => {
	now = START;
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const jpg = sample('image').content;
const amr = sample('voice').content;
const mp4 = sample('video').content;
const gif = Buffer.from('GIF89a----');
const wav = Buffer.from('RIFF----WAVEfmt ');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
const grown = (content: Buffer, bytes: number) => Buffer.concat([content, Buffer.alloc(bytes - content.length)]);

const upload = async (type: string, name: string, content: Buffer) =>
	await client.upload('/cgi-bin/media/upload', { type }, { name, content });
const add = async (type: string, name: string, content: Buffer, fields = {}) =>
	await client.upload('/cgi-bin/material/add_material', { type }, { name, content, fields });

describe('temporary media', () => {
	test.each([
		['image', 'tea.jpg', jpg, 'image/jpeg'],
		['image', 'TEA.JPEG', jpg, 'image/jpeg'],
		['image', '茶.png', png, 'image/png'],
		['voice', 'hello.amr', amr, 'audio/amr'],
	])('%s %s comes back as it went', async (type, name, content, contentType) => {
		const { media_id, created_at, ...rest } = await upload(type, name, content);
		expect([created_at, rest]).toEqual([START / 1000, { type }]);
		const { data, headers } = await client.download('/cgi-bin/media/get', { media_id });
		expect(data.equals(content)).toBe(true);
		expect(headers['content-type']).toBe(contentType);
		expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.\w+"$/);
	});

	test('a video comes as a link to its bytes, in JSON labelled as text', async () => {
		const { media_id } = await upload('video', 'tea.mp4', mp4);
		const { data, headers } = await client.download('/cgi-bin/media/get', { media_id });
		expect(headers['content-type']).toBe('text/plain');
		const { video_url } = JSON.parse(data.toString());
		const video = await axios.get(video_url, { responseType: 'arraybuffer' });
		expect([video.headers['content-type'], mp4.equals(video.data)]).toEqual(['video/mp4', true]);
	});

	test('a thumb has a name of its own for the id', async () => {
		expect(await upload('thumb', 'tea.jpg', jpg)).toEqual({
			type: 'thumb',
			thumb_media_id: expect.any(String),
			created_at: START / 1000,
		});
	});

	test('the voice of the JS-SDK is served, a picture is none', async () => {
		const voice = await upload('voice', 'hello.amr', amr);
		expect(
			(await client.download('/cgi-bin/media/get/jssdk', { media_id: voice.media_id })).headers['content-type'],
		).toBe('voice/speex');
		const image = await upload('image', 'tea.jpg', jpg);
		expect(await client.get('/cgi-bin/media/get/jssdk', { media_id: image.media_id })).toMatchObject({
			errcode: 40007,
		});
	});

	test('dies after three days', async () => {
		const { media_id } = await upload('image', 'tea.jpg', jpg);
		now += 3 * DAY - 1000;
		const fresh = new Client(simulator.url);
		expect((await fresh.download('/cgi-bin/media/get', { media_id })).headers['content-type']).toBe('image/jpeg');
		now += 1000;
		expect(await fresh.get('/cgi-bin/media/get', { media_id })).toEqual({
			errcode: 40007,
			errmsg: expect.stringMatching(/^invalid media_id rid: /),
		});
	});

	test('is nobody else’s', async () => {
		const { media_id } = await upload('image', 'tea.jpg', jpg);
		expect(await client.as(MINI.appid).get('/cgi-bin/media/get', { media_id })).toMatchObject({ errcode: 40007 });
	});

	test.each([
		['another type', 'news', 'tea.jpg', jpg, 40004],
		['a text called a picture', 'image', 'tea.jpg', Buffer.from('tea'), 40005],
		['a picture without an extension', 'image', 'tea', jpg, 40005],
		['a picture under another name', 'image', 'tea.png', jpg, 40005],
		['a voice for a picture', 'image', 'hello.amr', amr, 40005],
		['a png thumb', 'thumb', 'tea.png', png, 40005],
		['a wav', 'voice', 'hello.wav', wav, 40005],
		['nothing', 'image', 'tea.jpg', Buffer.alloc(0), 40006],
		['a picture of 10 MB', 'image', 'tea.jpg', grown(jpg, 10 * MB), 0],
		['a larger one', 'image', 'tea.jpg', grown(jpg, 10 * MB + 1), 45001],
		['a voice over 2 MB', 'voice', 'hello.amr', grown(amr, 2 * MB + 1), 45001],
		['a video over 10 MB', 'video', 'tea.mp4', grown(mp4, 10 * MB + 1), 45001],
		['a thumb of 64 KB', 'thumb', 'tea.jpg', grown(jpg, 64 * KB), 0],
		['a larger thumb', 'thumb', 'tea.jpg', grown(jpg, 64 * KB + 1), 45001],
	])('%s: %s %s', async (_, type, name, content, errcode) => {
		expect((await upload(type, name, content)).errcode ?? 0).toBe(errcode);
	});

	test('a form without media, without a file name, or no form at all', async () => {
		expect(
			await client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'tea.jpg', content: jpg, field: 'file' }),
		).toMatchObject({ errcode: 40097 });
		const send = async (body: string, type: string) =>
			(
				await client.raw('POST', '/cgi-bin/media/upload', {
					query: { type: 'image' },
					body: Buffer.from(body),
					headers: { 'content-type': type },
				})
			).data.errcode;
		const part = (disposition: string) => `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\nx\r\n--b--\r\n`;
		expect(await send(part('name="media"'), 'multipart/form-data; boundary=b')).toBe(41005);
		expect(await send('{}', 'application/json')).toBe(41005);
		expect(await send('', 'multipart/form-data; boundary=b')).toBe(44002);
	});
});

test('a picture of an article gets a link, below 1 MB', async () => {
	const send = async (name: string, content: Buffer) =>
		await client.upload('/cgi-bin/media/uploadimg', {}, { name, content });
	const { url } = await send('tea.jpg', jpg);
	expect(url).toMatch(/\/mmbiz_jpg\/[\w-]+\/0\?wx_fmt=jpeg$/);
	const picture = await axios.get(url, { responseType: 'arraybuffer' });
	expect([picture.headers['content-type'], jpg.equals(picture.data)]).toEqual(['image/jpeg', true]);
	expect((await send('tea.png', png)).url).toMatch(/wx_fmt=png$/);
	expect(await send('tea.gif', gif)).toMatchObject({ errcode: 40005 });
	expect(await send('tea.jpg', grown(jpg, MB))).toMatchObject({ errcode: 40009 });
});

describe('material', () => {
	test('a picture stays, with a link, until it is deleted', async () => {
		const { media_id, url } = await add('image', 'tea.gif', gif);
		expect(gif.equals((await axios.get(url, { responseType: 'arraybuffer' })).data)).toBe(true);
		now += 400 * DAY;
		const later = new Client(simulator.url);
		const { data, headers } = await later.download('/cgi-bin/material/get_material', {}, { media_id });
		expect([headers['content-type'], gif.equals(data)]).toEqual(['image/gif', true]);
		expect(await later.post('/cgi-bin/material/del_material', { media_id })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await later.post('/cgi-bin/material/get_material', { media_id })).toMatchObject({ errcode: 40007 });
		expect(await later.post('/cgi-bin/material/del_material', { media_id })).toMatchObject({ errcode: 40007 });
	});

	test('a voice takes more formats than a temporary one', async () => {
		const answer = await add('voice', 'hello.wav', wav);
		expect(answer).toEqual({ media_id: expect.any(String) });
		const { data } = await client.download('/cgi-bin/material/get_material', {}, { media_id: answer.media_id });
		expect(wav.equals(data)).toBe(true);
	});

	test('a video needs its description and gives its link', async () => {
		expect(await add('video', 'tea.mp4', mp4)).toMatchObject({ errcode: 40035 });
		expect(await add('video', 'tea.mp4', mp4, { description: '{"title":1}' })).toMatchObject({ errcode: 40035 });
		const { media_id } = await add('video', 'tea.mp4', mp4, { description: '{"title":"茶","introduction":"how to"}' });
		const { down_url, ...rest } = await client.post('/cgi-bin/material/get_material', { media_id });
		expect(rest).toEqual({ title: '茶', description: 'how to' });
		expect(mp4.equals((await axios.get(down_url, { responseType: 'arraybuffer' })).data)).toBe(true);
	});

	test('news come as their articles', async () => {
		const articles = [{ title: 'Tea', content: '<p>leaves</p>' }];
		const { media_id } = await client.control('/news', { articles });
		expect(await client.post('/cgi-bin/material/get_material', { media_id })).toEqual({ news_item: articles });
	});

	test('is not temporary media', async () => {
		const temporary = await upload('image', 'tea.jpg', jpg);
		expect(await client.post('/cgi-bin/material/get_material', { media_id: temporary.media_id })).toMatchObject({
			errcode: 40007,
		});
		const kept = await add('image', 'tea.jpg', jpg);
		expect(await client.get('/cgi-bin/media/get', { media_id: kept.media_id })).toMatchObject({ errcode: 40007 });
	});

	test('is counted and listed, newest first, 20 at most', async () => {
		for (let n = 1; n <= 21; n++) await add('image', `${n}.jpg`, jpg);
		await add('voice', 'hello.amr', amr);
		await client.control('/news', { articles: [{ title: 'Tea' }] });
		expect(await client.get('/cgi-bin/material/get_materialcount')).toEqual({
			voice_count: 1,
			video_count: 0,
			image_count: 21,
			news_count: 1,
		});
		const list = async (type: string, offset: number, count: number) =>
			await client.post('/cgi-bin/material/batchget_material', { type, offset, count });
		const first = await list('image', 0, 20);
		expect([first.total_count, first.item_count, first.item[0].name, first.item[19].name]).toEqual([
			21,
			20,
			'21.jpg',
			'2.jpg',
		]);
		expect(first.item[0]).toEqual({
			media_id: expect.any(String),
			name: '21.jpg',
			update_time: START / 1000,
			url: expect.stringContaining('wx_fmt=jpeg'),
		});
		expect((await list('image', 20, 20)).item).toHaveLength(1);
		expect((await list('news', 0, 1)).item[0]).toMatchObject({ content: { news_item: [{ title: 'Tea' }] } });
		expect(await list('image', 0, 21)).toMatchObject({ errcode: 40035 });
		expect(await list('image', 0, 0)).toMatchObject({ errcode: 40035 });
		expect(await list('thumb', 0, 1)).toMatchObject({ errcode: 40004 });
	});
});

test('what a person sends to the account can be downloaded by its MediaId', async () => {
	const { message } = await client.control('/push', {
		MsgType: 'image',
		file: { name: 'cat.png', contentType: 'image/png', base64: png.toString('base64') },
	});
	expect(png.equals((await client.download('/cgi-bin/media/get', { media_id: message.MediaId })).data)).toBe(true);
	expect(png.equals((await axios.get(message.PicUrl, { responseType: 'arraybuffer' })).data)).toBe(true);
});
