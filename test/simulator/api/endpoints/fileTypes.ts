import { extname } from 'node:path';
import type { FormFile } from '../../http/multipart';
import type { MediaKind } from '../../world/media';
import { WechatError } from '../errors';

/** Which files an upload takes: formats by content, and how large (wechat-api.md C.4). */
export interface Allowed {
	formats: string[];
	bytes: number;
}

const KB = 1024;
const MB = 1024 * KB;
type Uploaded = Exclude<MediaKind, 'news'>;

/** "image 10 MB, voice 2 MB AMR, MP3, video 10 MB MP4, thumb 64 KB JPG" */
export const TEMPORARY: Record<Uploaded, Allowed> = {
	image: { formats: ['bmp', 'png', 'jpg', 'gif'], bytes: 10 * MB },
	voice: { formats: ['amr', 'mp3'], bytes: 2 * MB },
	video: { formats: ['mp4'], bytes: 10 * MB },
	thumb: { formats: ['jpg'], bytes: 64 * KB },
};

/** "image bmp/png/jpeg/jpg/gif (permanent), voice mp3/wma/wav/amr" */
export const PERMANENT: Record<Uploaded, Allowed> = {
	...TEMPORARY,
	voice: { formats: ['mp3', 'wma', 'wav', 'amr'], bytes: 2 * MB },
};

/** "jpg/png <1 MB" */
export const ARTICLE_IMAGE: Allowed = { formats: ['jpg', 'png'], bytes: MB - 1 };

interface Format {
	contentType: string;
	extensions: string[];
	begins: (content: Buffer) => boolean;
}

const starts =
	(...bytes: number[]) =>
	(content: Buffer) =>
		content.subarray(0, bytes.length).equals(Buffer.from(bytes));
const says =
	(text: string, at = 0) =>
	(content: Buffer) =>
		content.toString('latin1', at, at + text.length) === text;

const FORMATS: Record<string, Format> = {
	jpg: { contentType: 'image/jpeg', extensions: ['jpg', 'jpeg'], begins: starts(0xff, 0xd8, 0xff) },
	png: { contentType: 'image/png', extensions: ['png'], begins: starts(0x89, 0x50, 0x4e, 0x47) },
	gif: { contentType: 'image/gif', extensions: ['gif'], begins: says('GIF8') },
	bmp: { contentType: 'image/bmp', extensions: ['bmp'], begins: says('BM') },
	amr: { contentType: 'audio/amr', extensions: ['amr'], begins: says('#!AMR') },
	wav: { contentType: 'audio/wav', extensions: ['wav'], begins: says('WAVE', 8) },
	wma: { contentType: 'audio/x-ms-wma', extensions: ['wma'], begins: starts(0x30, 0x26, 0xb2, 0x75) },
	mp4: { contentType: 'video/mp4', extensions: ['mp4'], begins: says('ftyp', 4) },
	mp3: {
		contentType: 'audio/mp3',
		extensions: ['mp3'],
		begins: (content) => says('ID3')(content) || (content[0] === 0xff && (content[1] & 0xe0) === 0xe0),
	},
};

/** The format of an upload, by its content and its file name: 41005, 40005, 40006, or the code for too large. */
export function checkFile(
	files: FormFile[],
	allowed: Allowed,
	tooLarge: number,
	inField = 'media',
): FormFile & { extension: string } {
	const file = files.find(({ field }) => field === inField);
	if (!file?.filename) throw new WechatError(41005);
	const { content } = file;
	if (content.length === 0) throw new WechatError(40006);
	const extension = Object.keys(FORMATS).find((name) => FORMATS[name].begins(content));
	const named = extname(file.filename).slice(1).toLowerCase();
	if (!extension || !allowed.formats.includes(extension) || !FORMATS[extension].extensions.includes(named)) {
		throw new WechatError(40005);
	}
	if (content.length > allowed.bytes) throw new WechatError(tooLarge);
	return { ...file, extension, contentType: FORMATS[extension].contentType };
}
