import { randomBytes, randomInt } from 'node:crypto';
import type { Account } from './account';
import { addMedia, findMedia, type Media } from './media';

/** One article of a draft or a publication, by WeChat's names. */
export type Article = Record<string, unknown>;

/** Articles that were published together. */
export interface Published {
	articles: Article[];
	publishedAt: number;
}

/** An order to publish a draft. 0 done, 1 under way, 2 to 4 refused, 5 deleted again by the account (C.3). */
export interface PublishJob {
	id: string;
	mediaId: string;
	status: number;
	articleId?: string;
	failed: number[];
}

export interface Publishing {
	jobs: Map<string, PublishJob>;
	/** What will become of the next order, where its author wants another end than a good one. */
	next?: { status: number; failed: number[] };
}

export function addDraft(account: Account, articles: Article[], createdAt: number): Media {
	return addMedia(account, {
		kind: 'news',
		permanent: true,
		isDraft: true,
		name: '',
		extension: '',
		contentType: '',
		content: Buffer.alloc(0),
		createdAt,
		articles,
	});
}

export function findDraft(account: Account, id: unknown, nowMs: number): Media | undefined {
	const found = findMedia(account, id, nowMs);
	return found?.isDraft ? found : undefined;
}

/** Newest first, as the console shows them. */
export function draftsOf(account: Account): Media[] {
	return [...account.media.values()].filter(({ isDraft }) => isDraft).reverse();
}

export function addPublishJob({ publishing }: Account, mediaId: string): PublishJob {
	const job: PublishJob = { id: `22474${randomInt(10_000, 99_999)}`, mediaId, status: 1, failed: [] };
	publishing.jobs.set(job.id, job);
	return job;
}

/** The draft leaves the draft box and becomes a publication. */
export function publishDraft(account: Account, draft: Media, articles: Article[], nowMs: number): string {
	const id = randomBytes(32).toString('base64url');
	account.articles.set(id, { articles, publishedAt: nowMs });
	account.media.delete(draft.id);
	return id;
}
