import { createHash } from 'node:crypto';
import type { Part } from '../multipart';

/** The first part of an upload, which says what the file is and is what gets signed (wechat-pay.md §3.9). */
export function uploadMeta(fileName: string, content: Buffer): Part {
	const name = 'meta';
	const sha256 = createHash('sha256').update(content).digest('hex');
	return { name, value: JSON.stringify({ filename: fileName, sha256 }), contentType: 'application/json' };
}
