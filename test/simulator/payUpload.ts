import { createHash } from 'node:crypto';
import type { PayClient } from './payClient';

interface More {
	filename?: string;
	/** In place of the true one. */
	meta?: string;
	/** The field of the file. */
	field?: string;
}

/** Uploads a file as a merchant does: only the meta is signed (wechat-pay.md §3.9). */
export async function upload(pay: PayClient, path: string, content: Buffer, { filename = 'tea.jpg', meta, field = 'file' }: More = {}) {
	const signed = meta ?? JSON.stringify({ filename, sha256: createHash('sha256').update(content).digest('hex') });
	const part = (headers: string, body: Buffer | string) => Buffer.concat([Buffer.from(`--xyz\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`), Buffer.from(body as never), Buffer.from('\r\n')]);
	const body = Buffer.concat([
		part('name="meta"\r\nContent-Type: application/json', signed),
		part(`name="${field}"; filename="${filename}"\r\nContent-Type: image/jpeg`, content),
		Buffer.from('--xyz--\r\n'),
	]);
	const headers = { 'Content-Type': 'multipart/form-data; boundary=xyz', Authorization: pay.authorization('POST', path, signed) };
	return await pay.post(path, body, { headers });
}
