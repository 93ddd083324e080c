import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sample {
	name?: string;
	extension: string;
	contentType: string;
	content: Buffer;
}

/** An AMR frame of 12.2 kbit/s that holds silence: its header and 31 bytes. */
const SILENCE = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)]);
/** The first box of an MP4, and an empty one after it. */
const MP4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08free', 'latin1');

/** A small file of each kind, for followers who send something without saying what. */
export function sample(kind: 'image' | 'voice' | 'video'): Sample {
	if (kind === 'voice') {
		const frames = Array.from({ length: 50 }, () => SILENCE);
		return { extension: 'amr', contentType: 'audio/amr', content: Buffer.concat([Buffer.from('#!AMR\n'), ...frames]) };
	}
	if (kind === 'video') return { extension: 'mp4', contentType: 'video/mp4', content: MP4 };
	return { extension: 'jpg', contentType: 'image/jpeg', content: readFileSync(join(__dirname, 'tea.jpg')) };
}
