import { createHash } from 'node:crypto';
import { MERCHANT } from './client';
import { signerOf } from './payClient';
import { payScene } from './payScene';
import { upload } from './payUpload';

/** Files that merchants give to WeChat Pay (wechat-pay.md §3.9). */
const scene = payScene();

const JPG = Buffer.from('ffd8ffe0', 'hex');
const PDF = Buffer.from('%PDF-1.7');
const MB = 1024 * 1024;
const DOCUMENT = '/v3/merchant/media/upload';
const VIDEO = '/v3/merchant/media/video_upload';
const MARKETING = '/v3/marketing/favor/media/image-upload';
const COMPLAINT = '/v3/merchant-service/images/upload';
const filled = (start: Buffer, bytes: number) => Buffer.concat([start, Buffer.alloc(bytes - start.length)]);

test.each([
	[DOCUMENT, JPG, 'tea.jpg'],
	[DOCUMENT, filled(JPG, 5 * MB), 'tea.jpeg'],
	[DOCUMENT, filled(PDF, 7.5 * MB), '执照.pdf'],
	[VIDEO, filled(Buffer.from('film'), 5 * MB), 'tea.mp4'],
	[COMPLAINT, filled(JPG, 2 * MB), 'tea.JPG'],
])('%s takes a file, signed', async (path, content, filename) => {
	const answer = await upload(scene.pay, path, content, { filename });
	expect([answer.status, answer.data, signerOf(answer)]).toEqual([200, { media_id: expect.stringMatching(/^[0-9A-F]{32}_\d{8}\.\w+$/) }, MERCHANT.publicKeyId]);
});

test('a picture for marketing has an address', async () => {
	const { data } = await upload(scene.pay, MARKETING, JPG);
	expect((await scene.pay.get(new URL(data.media_url).pathname)).raw).toEqual(JPG);
});

test.each([
	['too large', DOCUMENT, filled(JPG, 5 * MB + 1), {}, '大于最大值'],
	['too large', DOCUMENT, filled(PDF, 7.5 * MB + 1), { filename: 'a.pdf' }, '大于最大值'],
	['too large', COMPLAINT, filled(JPG, 2 * MB + 1), {}, '大于最大值'],
	['too large', VIDEO, Buffer.alloc(5 * MB + 1), { filename: 'a.mp4' }, '大于最大值'],
	['of another name', COMPLAINT, JPG, { filename: 'tea.gif' }, '为后缀'],
	['of another name', COMPLAINT, JPG, { filename: 'tea.jpeg' }, '为后缀'],
	['of another name', VIDEO, JPG, {}, '为后缀'],
	['not what it is called', DOCUMENT, PDF, {}, '文件格式'],
	['in another field', DOCUMENT, JPG, { field: 'media' }, '必填'],
	['described in another way', DOCUMENT, JPG, { meta: 'tea.jpg' }, 'meta应为'],
	['described in part', DOCUMENT, JPG, { meta: '{"filename":"tea.jpg"}' }, 'meta应为'],
	['called something long', DOCUMENT, JPG, { filename: `${'x'.repeat(125)}.jpg` }, 'meta应为'],
	['not whole', DOCUMENT, JPG, { meta: JSON.stringify({ filename: 'tea.jpg', sha256: createHash('sha256').update('x').digest('hex') }) }, '摘要'],
])('%s: %s refuses it', async (_, path, content, more, issue) => {
	const { status, data } = await upload(scene.pay, path, content, more);
	expect({ status, ...data }).toMatchObject({ status: 400, code: 'PARAM_ERROR', detail: { issue: expect.stringContaining(issue) } });
});

test('JSON is no upload, and an upload no order', async () => {
	expect((await scene.pay.post(DOCUMENT, {})).data).toMatchObject({ code: 'PARAM_ERROR', message: expect.stringContaining('格式') });
	const id = await scene.client.control('/complaints', { text: 'x' });
	expect((await upload(scene.pay, `/v3/merchant-service/complaints-v2/${id.complaint_id}/complete`, JPG)).status).toBe(400);
});
