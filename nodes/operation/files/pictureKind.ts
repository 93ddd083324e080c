import type { OutgoingFile } from './file';
import { InvalidInput } from '../operation';

interface Kind {
	/** As people call it. */
	name: string;
	extension: string;
	contentType: string;
	begins: RegExp;
}

/** By the first bytes: names of files and servers are often wrong about pictures. */
const KINDS: Kind[] = [
	{ name: 'JPG', extension: 'jpg', contentType: 'image/jpeg', begins: /^\xff\xd8\xff/ },
	{ name: 'PNG', extension: 'png', contentType: 'image/png', begins: /^\x89PNG/ },
	{ name: 'GIF', extension: 'gif', contentType: 'image/gif', begins: /^GIF8/ },
	{ name: 'BMP', extension: 'bmp', contentType: 'image/bmp', begins: /^BM/ },
	{ name: 'WebP', extension: 'webp', contentType: 'image/webp', begins: /^RIFF....WEBP/s },
	{ name: 'AVIF', extension: 'avif', contentType: 'image/avif', begins: /^....ftypavi[fs]/s },
	{ name: 'HEIC', extension: 'heic', contentType: 'image/heic', begins: /^....ftyp(hei[cx]|mif1)/s },
	{ name: 'SVG', extension: 'svg', contentType: 'image/svg+xml', begins: /^(\xef\xbb\xbf)?\s*(<\?xml[^]*?|<!--[^]*?|<!DOCTYPE svg[^]*?)?<svg[\s>]/i },
];

const TAKEN = ['jpg', 'png', 'gif', 'bmp'];

/**
 * The picture under the name and the type that its bytes have.
 * @throws InvalidInput when it is none, or one that WeChat never takes
 */
export function asPicture(file: OutgoingFile, shown: string): OutgoingFile {
	const beginning = file.content.toString('latin1', 0, 1000);
	const kind = KINDS.find(({ begins }) => begins.test(beginning));
	if (!kind) throw new InvalidInput(`${shown} is no picture (${file.contentType || 'of unknown type'})`, 'Check its address, or the node that delivers it');
	if (!TAKEN.includes(kind.extension)) {
		throw new InvalidInput(`${shown} is a ${kind.name} picture, which WeChat does not take`, 'Convert it to JPG or PNG first, or use another picture');
	}
	return { ...file, fileName: `${file.fileName.replace(/\.\w{1,5}$/, '') || 'picture'}.${kind.extension}`, contentType: kind.contentType };
}
