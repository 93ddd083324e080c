import type { IDataObject } from 'n8n-workflow';
import type { Result } from '../../../operation/operation';
import { beijingTime } from '../../../protocol/time';

/** The articles that belong together, as WeChat tells them: of a draft, or published. */
export interface Together extends IDataObject {
	media_id?: string;
	article_id?: string;
	content?: { news_item?: IDataObject[] };
	update_time?: number;
}

/** One item per article; one without its facts where WeChat leaves the articles out. */
export function articleItems({ media_id, article_id, content, update_time }: Together): Result[] {
	const articles = content?.news_item ?? [{}];
	return articles.map((article, at) => ({
		json: {
			media_id: media_id ?? null,
			article_id: article_id ?? null,
			article_number: at + 1,
			...facts(article),
			updated_at: update_time ? beijingTime(Number(update_time)) : null,
		},
		raw: article,
	}));
}

function facts(article: IDataObject): IDataObject {
	const text = (name: string) => article[name] ?? null;
	const isEmpty = Object.keys(article).length === 0;
	return {
		article_type: isEmpty ? null : (article.article_type ?? 'news'),
		title: text('title'),
		author: text('author'),
		digest: text('digest'),
		content: text('content'),
		content_source_url: text('content_source_url'),
		url: text('url'),
		thumb_media_id: text('thumb_media_id'),
		cover_url: text('thumb_url'),
		picture_ids: picturesIn(article.image_info),
		need_open_comment: flag(article.need_open_comment),
		only_fans_can_comment: flag(article.only_fans_can_comment),
		is_deleted: flag(article.is_deleted),
	};
}

function picturesIn(info: unknown): string | null {
	const { image_list = [] } = (info ?? {}) as { image_list?: Array<{ image_media_id?: string }> };
	return image_list.map(({ image_media_id }) => image_media_id).join(', ') || null;
}

function flag(value: unknown): boolean | null {
	return value === undefined || value === null ? null : Boolean(Number(value));
}
