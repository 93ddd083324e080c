import { addPublishJob, type Article, findDraft, publishDraft, type PublishJob } from '../../world/articles';
import { addArticles } from '../../world/comments';
import { announce } from '../../push/announce';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { linked, unlink } from './articleLinks';
import { MOST_AT_ONCE, type Page, readBack } from './drafts';

/** How long publishing takes. */
const PUBLISHING_MS = 300;

/** wechat-api.md C.3: publishing a draft, what became of it, and what is published. */
export const publish: Endpoints = {
	'/cgi-bin/freepublish/submit': (context: Context<{ media_id: string }>) => {
		const { world, account, body, now } = context;
		const draft = findDraft(account, body.media_id, now);
		if (!draft) throw new WechatError(40007);
		const job = addPublishJob(account, draft.id);
		world.timers.after(PUBLISHING_MS, () => finish(context, job));
		return { ...OK, publish_id: job.id, msg_data_id: String(addArticles(account, draft.articles ?? [])) };
	},

	'/cgi-bin/freepublish/get': ({ account, body }: Context<{ publish_id: number | string }>) => {
		const job = account.publishing.jobs.get(String(body.publish_id));
		if (!job) throw new WechatError(40035, 'publish_id');
		return { ...result(account, job), fail_idx: job.failed };
	},

	'/cgi-bin/freepublish/batchget': ({ account, body: { offset, count, no_content } }: Context<Page>) => {
		if (count < 1 || count > MOST_AT_ONCE || offset < 0) throw new WechatError(40035, 'count is 1 to 20');
		const all = [...account.articles].reverse();
		const item = all.slice(offset, offset + count).map(([article_id, published]) => ({
			article_id,
			...(!no_content && { content: { news_item: readBack(published) } }),
			update_time: Math.floor(published.publishedAt / 1000),
		}));
		return { total_count: all.length, item_count: item.length, item };
	},

	'/cgi-bin/freepublish/getarticle': (context: Context<{ article_id: string }>) => ({
		news_item: readBack(publishedOf(context)),
	}),

	'/cgi-bin/freepublish/delete': (context: Context<{ article_id: string; index?: number }>) => {
		const { account, body } = context;
		const { articles } = publishedOf(context);
		const { index = 0 } = body;
		if (index < 0 || index > articles.length) throw new WechatError(40114);
		const gone = index === 0 ? articles : [articles[index - 1]];
		for (const article of gone) {
			article.is_deleted = true;
			unlink(context, article);
		}
		if (articles.every(({ is_deleted }) => is_deleted)) {
			account.articles.delete(body.article_id);
			const job = [...account.publishing.jobs.values()].find(({ articleId }) => articleId === body.article_id);
			if (job) job.status = 5;
		}
		return OK;
	},
};

function publishedOf({ account, body }: Context<{ article_id: string }>) {
	const found = account.articles.get(body.article_id);
	if (!found) throw new WechatError(53600);
	return found;
}

/** The draft is published, unless its end was ordered to be another; the account is told either way. */
function finish(context: Context<{ media_id: string }>, job: PublishJob): void {
	const { world, account } = context;
	const now = world.now();
	const { next } = account.publishing;
	account.publishing.next = undefined;
	const draft = findDraft(account, job.mediaId, now);
	if (next || !draft) {
		Object.assign(job, { status: next?.status ?? 3, failed: next?.failed ?? [] });
	} else {
		const articles = (draft.articles ?? []).map((article): Article => {
			unlink(context, article);
			return { ...linked({ world, account, now }, article), is_deleted: false };
		});
		job.articleId = publishDraft(account, draft, articles, now);
		job.status = 0;
	}
	world.tell({ kind: 'state', data: null });
	const failed = job.failed.length > 0 && { fail_idx: job.failed };
	void announce(world, account, { Event: 'PUBLISHJOBFINISH', PublishEventInfo: { ...result(account, job), ...failed } });
}

function result(account: Context['account'], { id, status, articleId }: PublishJob): Record<string, unknown> {
	const published = status === 0 && articleId ? account.articles.get(articleId) : undefined;
	if (!published) return { publish_id: id, publish_status: status };
	const item = published.articles.map(({ url }, at) => ({ idx: at + 1, article_url: url }));
	return {
		...{ publish_id: id, publish_status: status, article_id: articleId },
		article_detail: { count: item.length, item },
	};
}
