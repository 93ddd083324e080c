import type { Account } from '../../world/account';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

const MOST_AT_ONCE = 20;
/** "count<50" */
const COMMENTS_AT_ONCE = 49;

interface Page {
	offset: number;
	count: number;
	no_content?: boolean | number;
}

/** wechat-api.md C.3: reading drafts, published articles, their comments, and how fast broadcasts go. */
export const articles: Endpoints = {
	// None can be made here yet.
	'/cgi-bin/draft/count': () => ({ total_count: 0 }),

	'/cgi-bin/freepublish/batchget': ({ account, body: { offset, count, no_content } }: Context<Page>) => {
		if (count < 1 || count > MOST_AT_ONCE || offset < 0) throw new WechatError(40035, 'count is 1 to 20');
		const ids = [...account.articles].reverse();
		const item = ids.slice(offset, offset + count).map((id) => describe(account, id, Boolean(no_content)));
		return { total_count: ids.length, item_count: item.length, item };
	},

	// No article here was ever broadcast, which is what gives it a msg_data_id.
	'/cgi-bin/comment/list': ({ body: { count } }: Context<{ count: number }>) => {
		throw new WechatError(count < 1 || count > COMMENTS_AT_ONCE ? 88010 : 88001);
	},

	// "0=80", in 10 000 a minute; nobody can change it here yet.
	'/cgi-bin/message/mass/speed/get': () => ({ ...OK, speed: 0, realspeed: 80 }),
};

function describe(account: Account, article_id: string, isShort: boolean): Record<string, unknown> {
	const media = [...account.media.values()].find(({ id }) => id.startsWith(article_id));
	const update_time = Math.floor((media?.createdAt ?? 0) / 1000);
	return { article_id, ...(!isShort && { content: { news_item: media?.articles ?? [] } }), update_time };
}
