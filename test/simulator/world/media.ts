import { randomBytes } from 'node:crypto';
import type { Account } from './account';

export type MediaKind = 'image' | 'voice' | 'video' | 'thumb' | 'news';

export interface Media {
	id: string;
	kind: MediaKind;
	permanent: boolean;
	name: string;
	extension: string;
	contentType: string;
	content: Buffer;
	createdAt: number;
	/** Of a permanent video. */
	title?: string;
	introduction?: string;
	/** Of news. */
	articles?: Array<Record<string, unknown>>;
	/** News that stand in the draft box; they leave it when they are published or sent. */
	isDraft?: true;
}

const THREE_DAYS = 3 * 24 * 3600_000;

/** Temporary media dies after three days (C.4). */
export function expired(media: Media, nowMs: number): boolean {
	return !media.permanent && nowMs >= media.createdAt + THREE_DAYS;
}

/** The account's live media of this id: 40007 otherwise, of another account too. */
export function findMedia(account: Account, id: unknown, nowMs: number): Media | undefined {
	const media = account.media.get(String(id));
	return media && !expired(media, nowMs) ? media : undefined;
}

export function addMedia(account: Account, media: Omit<Media, 'id'>): Media {
	const added = { ...media, id: randomBytes(48).toString('base64url') };
	account.media.set(added.id, added);
	return added;
}
