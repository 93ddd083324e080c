import { addDraft, type Article, draftsOf, findDraft } from '../../world/articles';
import type { Media } from '../../world/media';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { linked, unlink } from './articleLinks';
import { accepted, digestOf } from './articleRules';

export const MOST_AT_ONCE = 20;
/** What one message shows at most. */
const MOST_TOGETHER = 8;

export interface Page {
	offset: number;
	count: number;
	no_content?: boolean | number;
}
interface Update {
	media_id: string;
	index: number;
	articles: Article;
}

/** wechat-api.md C.3: the draft box. */
export const drafts: Endpoints = {
	'/cgi-bin/draft/add': (context: Context<{ articles: Article[] }>) => {
		const { account, body, now } = context;
		if (body.articles.length === 0) throw new WechatError(44003);
		if (body.articles.length > MOST_TOGETHER) throw new WechatError(45008);
		const articles = body.articles.map((article) => linked(context, accepted(context, article)));
		return { media_id: addDraft(account, articles, now).id };
	},

	'/cgi-bin/draft/get': (context: Context<{ media_id: string }>) => ({ news_item: readBack(draftOf(context)) }),

	'/cgi-bin/draft/update': (context: Context<Update>) => {
		const draft = draftOf(context);
		const { index, articles } = context.body;
		const all = draft.articles as Article[];
		if (!all[index]) throw new WechatError(40114);
		const changed = linked(context, accepted(context, articles));
		unlink(context, all[index]);
		all[index] = changed;
		draft.createdAt = context.now;
		return OK;
	},

	'/cgi-bin/draft/delete': (context: Context<{ media_id: string }>) => {
		const draft = draftOf(context);
		for (const article of draft.articles ?? []) unlink(context, article);
		context.account.media.delete(draft.id);
		return OK;
	},

	'/cgi-bin/draft/count': ({ account }: Context) => ({ total_count: draftsOf(account).length }),

	'/cgi-bin/draft/batchget': ({ account, body: { offset, count, no_content } }: Context<Page>) => {
		if (count < 1 || count > MOST_AT_ONCE || offset < 0) throw new WechatError(40035, 'count is 1 to 20');
		const all = draftsOf(account);
		const item = all.slice(offset, offset + count).map((draft) => ({
			media_id: draft.id,
			...(!no_content && { content: { news_item: readBack(draft) } }),
			update_time: Math.floor(draft.createdAt / 1000),
		}));
		return { total_count: all.length, item_count: item.length, item };
	},

	'/channels/ec/service/product/getcardinfo': ({ body }: Context<ProductCard>) => {
		const { product_id, article_type, card_type } = body;
		if (!/^\d+$/.test(product_id)) throw new WechatError(10170001);
		const known = Object.hasOwn(CARDS, article_type) ? CARDS[article_type] : undefined;
		if (!known) throw new WechatError(10170002);
		if (!known.includes(card_type)) throw new WechatError(10170003);
		// "Only returned where that type of article needs it."
		if (article_type === 'newspic') return { ...OK, product_key: `key-of-${product_id}` };
		return { ...OK, DOM: `<mp-common-product data-id="${product_id}" data-cardtype="${card_type}"></mp-common-product>` };
	},
};

interface ProductCard {
	product_id: string;
	article_type: string;
	card_type: number;
}

/** 0 large, 1 small, 2 text link, 3 bar. */
const CARDS: Record<string, number[]> = { news: [0, 1, 2], newspic: [1, 2, 3] };

function draftOf({ account, body, now }: Context<{ media_id: string }>): Media {
	const draft = findDraft(account, body.media_id, now);
	if (!draft) throw new WechatError(40007);
	return draft;
}

/** "Reading a draft back turns ' into &#39; inside style attributes"; which part of the cover is shown is not told. */
export function readBack({ articles = [] }: Pick<Media, 'articles'>): Article[] {
	return articles.map((all) => {
		// Of the control API: told as it was given.
		if (!all.article_type) return all;
		const { pic_crop_235_1: _, pic_crop_1_1: __, cover_info: ___, ...article } = all;
		return {
			...{ author: '', content_source_url: '', thumb_media_id: '', show_cover_pic: 0 },
			...{ need_open_comment: 0, only_fans_can_comment: 0 },
			...article,
			digest: digestOf(article, articles.length === 1),
			content: String(article.content).replace(/style="[^"]*"/gi, (style) => style.replaceAll("'", '&#39;')),
		};
	});
}
