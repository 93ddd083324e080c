import type { IDataObject } from 'n8n-workflow';
import { binary } from '../engine';
import { useWebServer } from '../webServer';
import { files, items, MERCHANT, useWechat, wechatPay } from '../wechat';
import { sent } from './shop';

/** Files for WeChat Pay: each to the upload that takes it, and none that it would not take. */
const wechat = useWechat();
const web = useWebServer();

const MB = 1024 * 1024;
const DOCUMENT = '/v3/merchant/media/upload';
const VIDEO = '/v3/merchant/media/video_upload';
const MARKETING = '/v3/marketing/favor/media/image-upload';
const PDF = Buffer.from('%PDF-1.7');
const filled = (start: Buffer, bytes: number) => Buffer.concat([start, Buffer.alloc(bytes - start.length)]);

const upload = async (usedFor: string, content: Buffer, fileName: string, mimeType: string, more: IDataObject = {}) =>
	await wechat.run(wechatPay('media', 'upload', { usedFor, ...more }), { items: [{ json: {}, binary: { data: await binary(content, fileName, mimeType) } }] });

test.each([
	['document', files.jpg, 'license.jpeg', 'image/jpeg', DOCUMENT, 'license.jpg'],
	['document', files.png, '执照', 'application/octet-stream', DOCUMENT, '执照.png'],
	['document', PDF, '合同.pdf', 'application/pdf', DOCUMENT, '合同.pdf'],
	['document', PDF, 'contract', '', DOCUMENT, 'contract.pdf'],
	['document', filled(files.jpg, 5 * MB), 'a.jpg', 'image/jpeg', DOCUMENT, 'a.jpg'],
	['document', filled(PDF, 7.5 * MB), 'a.pdf', 'application/pdf', DOCUMENT, 'a.pdf'],
	['video', files.mp4, 'shop.MP4', 'video/mp4', VIDEO, 'shop.MP4'],
	['video', filled(files.mp4, 5 * MB), 'shop', 'video/mp4', VIDEO, 'shop.mp4'],
	['marketing', filled(files.jpg, 2 * MB), 'a.jpg', 'image/jpeg', MARKETING, 'a.jpg'],
])('%s: a file goes to its upload, under a name that WeChat Pay takes', async (usedFor, content, name, type, path, filename) => {
	const run = await upload(usedFor, content, name, type);
	expect(run.error).toBeUndefined();
	const [call] = await sent(wechat);
	const { meta, files: parts } = call.body as { meta: string; files: IDataObject[] };
	expect([call.path, JSON.parse(meta).filename, parts]).toEqual([path, filename, [expect.objectContaining({ field: 'file', filename, bytes: content.length })]]);
	const isMarketing = path === MARKETING;
	expect(run.json('WeChat')).toEqual([
		{
			mchid: MERCHANT.mchid,
			media_id: isMarketing ? null : expect.any(String),
			media_url: isMarketing ? expect.stringContaining('http') : null,
			...{ file_name: filename, mime_type: expect.stringContaining('/'), bytes: content.length },
		},
	]);
});

test.each([
	['document', filled(files.jpg, 5 * MB + 1), 'a.jpg', 'image/jpeg', '“File”: a.jpg is too large: 5.1 MB'],
	['document', filled(PDF, 7.5 * MB + 1), 'a.pdf', 'application/pdf', '“File”: a.pdf is too large: 7.6 MB'],
	['document', files.mp4, 'a.mp4', 'video/mp4', '“File”: a.mp4 is no picture (video/mp4)'],
	['marketing', filled(files.jpg, 2 * MB + 1), 'a.jpg', 'image/jpeg', '“File”: a.jpg is too large: 2.1 MB'],
	['marketing', PDF, 'a.pdf', 'application/pdf', '“File”: a.pdf is no picture (application/pdf)'],
	['marketing', Buffer.from('GIF89a'), 'a.gif', 'image/gif', '“File”: a.gif (image/gif) cannot be a picture for WeChat Pay'],
	['video', files.jpg, 'a.jpg', 'image/jpeg', '“File”: a.jpg (image/jpeg) cannot be a video for WeChat Pay'],
	['video', filled(files.mp4, 5 * MB + 1), 'a.mp4', 'video/mp4', '“File”: a.mp4 is too large: 5.1 MB'],
	['video', Buffer.alloc(0), 'a.mp4', 'video/mp4', '“File”: the file is empty'],
])('%s: what will not do is refused before it is sent', async (usedFor, content, name, type, message) => {
	expect((await upload(usedFor, content, name, type)).error?.message).toBe(message);
	expect(await wechat.calls()).toEqual([]);
});

test('a file of a web address', async () => {
	web.pages['/license'] = { type: 'image/png', body: files.png };
	const node = wechatPay('media', 'upload', { fileSource: 'url', fileUrl: `${web.url}/license` });
	expect((await wechat.run(node, { items: items({}) })).json('WeChat')).toMatchObject([{ file_name: 'license.png', bytes: files.png.length }]);
});

test('of a long name the end goes out, which says what it is', async () => {
	expect((await upload('document', files.jpg, `${'长'.repeat(200)}.jpg`, 'image/jpeg')).error).toBeUndefined();
	const [{ body }] = await sent(wechat);
	const { meta, files: parts } = body as { meta: string; files: IDataObject[] };
	expect([JSON.parse(meta).filename, parts[0].filename]).toEqual(Array(2).fill(`${'长'.repeat(124)}.jpg`));
});

test('a lost answer does no harm: it is uploaded again', async () => {
	await wechat.fault({ path: DOCUMENT, drop: true });
	expect((await upload('document', files.jpg, 'a.jpg', 'image/jpeg')).json('WeChat')).toHaveLength(1);
	expect(await wechat.calls(DOCUMENT)).toHaveLength(2);
});

test('the answer to an upload must be signed: by these ids pictures are shown to customers', async () => {
	const path = '/v3/merchant-service/images/upload';
	await wechat.fault({ path, badSignature: true, times: 3 });
	const reply = wechatPay('complaint', 'reply', { complaint_id: '2002018', response_content: 'Sorry', response_images: 'data' });
	const run = await wechat.run(reply, { items: [{ json: {}, binary: { data: await binary(files.jpg, 'a.jpg', 'image/jpeg') } }] });
	expect(run.error?.message).toContain('cannot be trusted');
	expect((await wechat.calls()).every((call) => call.path === path)).toBe(true);
}, 15_000);
