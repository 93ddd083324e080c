import type { OutgoingFile } from './file';
import { InvalidInput } from '../operation';

export type MediaType = 'image' | 'voice' | 'video' | 'thumb';

/** Where a file will be used decides which upload takes it. */
export type MediaUse = MediaType | 'articleImage' | 'profilePicture' | 'recognition' | PayUse;

/** Uploads of WeChat Pay. */
export type PayUse = 'payDocument' | 'payPdf' | 'payPicture' | 'payVideo';

interface Rule {
	label: string;
	/** File extension → content type. */
	kinds: Record<string, string>;
	bytes: number;
}

const MB = 1024 * 1024;

/** WeChat's limits for files (wechat-api.md C.4, wechat-pay.md §3.9; where its pages disagree, the larger one: WeChat has the last word). */
export const mediaRules: Record<MediaUse, Rule> = {
	image: {
		label: 'an image',
		kinds: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', bmp: 'image/bmp' },
		bytes: 10 * MB,
	},
	voice: {
		label: 'a voice message',
		kinds: { mp3: 'audio/mpeg', amr: 'audio/amr', wma: 'audio/x-ms-wma', wav: 'audio/wav' },
		bytes: 2 * MB,
	},
	video: { label: 'a video', kinds: { mp4: 'video/mp4' }, bytes: 10 * MB },
	thumb: { label: 'a thumbnail', kinds: { jpg: 'image/jpeg', jpeg: 'image/jpeg' }, bytes: 64 * 1024 },
	articleImage: {
		label: 'an image in an article',
		kinds: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' },
		bytes: MB - 1,
	},
	recognition: {
		label: 'a picture to be recognized',
		kinds: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', bmp: 'image/bmp' },
		bytes: 2 * MB - 1,
	},
	payDocument: {
		label: 'a picture of a document',
		kinds: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', bmp: 'image/bmp' },
		bytes: 5 * MB,
	},
	payPdf: { label: 'a document', kinds: { pdf: 'application/pdf' }, bytes: 7.5 * MB },
	payPicture: {
		label: 'a picture for WeChat Pay',
		kinds: { jpg: 'image/jpeg', png: 'image/png', bmp: 'image/bmp' },
		bytes: 2 * MB,
	},
	payVideo: {
		label: 'a video for WeChat Pay',
		kinds: {
			...{ avi: 'video/x-msvideo', flv: 'video/x-flv', f4v: 'video/x-f4v', m4v: 'video/x-m4v', mkv: 'video/x-matroska' },
			...{ mov: 'video/quicktime', mp4: 'video/mp4', mpeg: 'video/mpeg', rmvb: 'application/vnd.rn-realmedia-vbr', wmv: 'video/x-ms-wmv' },
		},
		bytes: 5 * MB,
	},
	profilePicture: {
		label: 'a profile picture',
		kinds: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' },
		bytes: 5 * MB,
	},
};

/** Content types that servers use beside the registered ones. */
const OTHER_NAMES: Record<string, string> = {
	'image/jpg': 'image/jpeg',
	'audio/mp3': 'audio/mpeg',
	'audio/x-wav': 'audio/wav',
};

/**
 * The file as WeChat takes it: with an extension in its name.
 * @throws InvalidInput when it is empty, too large or of the wrong kind
 */
export function acceptable(file: OutgoingFile, use: MediaUse, field: string): OutgoingFile {
	const { label, kinds, bytes } = mediaRules[use];
	const { length } = file.content;
	if (length === 0) throw new InvalidInput(`“${field}”: the file is empty`, 'Check the node that should deliver it');
	const extension = extensionOf(file, kinds);
	if (extension === undefined) {
		throw new InvalidInput(
			`“${field}”: ${file.fileName || 'the file'} (${file.contentType}) cannot be ${label}`,
			`WeChat takes ${Object.keys(kinds).join(', ')}`,
		);
	}
	if (length > bytes) {
		throw new InvalidInput(
			`“${field}”: ${file.fileName || 'the file'} is too large: ${readable(length)}`,
			`WeChat takes ${upTo(bytes)} for ${label}`,
		);
	}
	const named = file.fileName.toLowerCase().endsWith(`.${extension}`);
	return {
		...file,
		fileName: named ? file.fileName : `${file.fileName || 'file'}.${extension}`,
		contentType: kinds[extension],
	};
}

/** By the name, where it says a kind that WeChat takes; else by the content type: coupon.php can be a picture. */
function extensionOf({ fileName, contentType }: OutgoingFile, kinds: Rule['kinds']): string | undefined {
	const inName = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1].toLowerCase();
	if (inName !== undefined && Object.hasOwn(kinds, inName)) return inName;
	const type = contentType.toLowerCase();
	return Object.keys(kinds).find((extension) => kinds[extension] === (OTHER_NAMES[type] ?? type));
}

/** WeChat says “less than” of some limits. */
function upTo(bytes: number): string {
	return (bytes + 1) % MB === 0 ? `less than ${readable(bytes + 1)}` : readable(bytes);
}

/** Rounded up: what is too large by a byte is not called as large as the limit. */
function readable(bytes: number): string {
	const inUnits = (unit: number) => Math.ceil((bytes / unit) * 10) / 10;
	return bytes >= MB ? `${inUnits(MB)} MB` : `${inUnits(1024)} KB`;
}
