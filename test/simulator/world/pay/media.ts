import { randomBytes } from 'node:crypto';
import { beijingDay } from '../time';

/** A file that somebody gave to WeChat Pay. */
export interface PayMedia {
	media_id: string;
	filename: string;
	contentType: string;
	content: Buffer;
}

/** Keeps a file under a new id, which ends like its name. */
export function keepMedia(kept: Map<string, PayMedia>, file: Omit<PayMedia, 'media_id'>, now: number): PayMedia {
	const extension = file.filename.slice(file.filename.lastIndexOf('.')).toLowerCase();
	const media_id = `${randomBytes(16).toString('hex').toUpperCase()}_${beijingDay(now).replaceAll('-', '')}${extension}`;
	const media = { media_id, ...file };
	kept.set(media_id, media);
	return media;
}

/** Where a merchant's signed call gets it. */
export function imageUrl(url: string, media_id: string): string {
	return `${url}/v3/merchant-service/images/${media_id}`;
}
