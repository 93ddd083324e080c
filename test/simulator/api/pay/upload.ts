import { createHash } from 'node:crypto';
import type { Form } from '../../http/multipart';
import type { PayMedia } from '../../world/pay/media';
import { paramError } from './errors';

/** Which files an upload takes. */
export interface Taken {
	/** Endings of their names. */
	endings: string[];
	bytes: number;
	/** Of those whose limit is another. */
	more?: Record<string, number>;
}

/** How files of these endings begin, where that is as sure as it is for pictures. */
const BEGINNINGS: Record<string, string> = { jpg: 'ffd8ff', jpeg: 'ffd8ff', png: '89504e47', bmp: '424d', pdf: '25504446' };

/** The file of an upload: its `meta` says what it is called, and proves that it came whole (wechat-pay.md §3.9). */
export function uploaded({ fields, files }: Form, { endings, bytes, more = {} }: Taken): Omit<PayMedia, 'media_id'> {
	const file = files.find(({ field }) => field === 'file');
	const { filename, sha256 } = metaIn(fields.meta);
	if (!file) throw invalid('file', '', '必填性规则校验失败，此字段为必填项');
	const ending = filename.slice(filename.lastIndexOf('.') + 1).toLowerCase();
	if (!endings.includes(ending)) throw invalid('meta', filename, `文件名称必须以${endings.join('、')}为后缀`);
	if (createHash('sha256').update(file.content).digest('hex') !== sha256) throw invalid('meta', sha256, '文件摘要与文件内容不一致');
	const { content, contentType } = file;
	if (!content.toString('hex', 0, 4).startsWith(BEGINNINGS[ending] ?? '')) throw invalid('file', filename, '文件格式不正确');
	const most = more[ending] ?? bytes;
	if (content.length > most) throw invalid('file', filename, `文件大小 ${content.length}，大于最大值 ${most}`);
	return { filename, contentType, content };
}

function metaIn(text = ''): { filename: string; sha256: string } {
	try {
		const { filename, sha256 } = JSON.parse(text) as Record<string, unknown>;
		if (typeof filename === 'string' && typeof sha256 === 'string' && [...filename].length <= 128) return { filename, sha256 };
	} catch {
		// Refused below, like every other meta that is none.
	}
	throw invalid('meta', text, '字段校验失败，meta应为包含filename和sha256的JSON');
}

function invalid(name: string, value: string, issue: string) {
	return paramError('body', `/${name}`, value, issue);
}
