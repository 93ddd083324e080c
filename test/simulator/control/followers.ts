import type { Account } from '../world/account';
import { addFollower, type NewFollower } from '../world/follower';
import { addMedia } from '../world/media';
import { accountOf, OrderError, type Routes } from './request';

const MOST = 1_000_000;
/** How many openids the answer names. */
const SHOWN = 100;

/** Followers in bulk, and articles that are published already. */
export const followers: Routes = {
	'GET /simulator/followers': (order) => {
		const { query } = order;
		const all = accountOf(order).roll;
		return query.newest ? all.slice(-Number(query.newest)) : all.slice(0, Number(query.limit ?? 100));
	},

	'POST /simulator/followers': (order) => {
		const account = accountOf(order);
		const openids: string[] = [];
		let added = 0;
		for (const given of wantedFollowers(order.body)) {
			const { openid } = addFollower(account, order.world.now(), given);
			// Thousands of openids are user/get's business.
			if (++added <= SHOWN) openids.push(openid);
		}
		order.world.tell({ kind: 'state', data: null });
		return { added, followers: account.followers.size, openids };
	},

	'POST /simulator/news': (order) => {
		const { articles } = order.body;
		if (!Array.isArray(articles)) throw new OrderError('articles must be a list');
		return publish(accountOf(order), articles as Array<Record<string, unknown>>, order.world.now());
	},
};

function wantedFollowers({ count, list }: Record<string, unknown>): Iterable<NewFollower> {
	if (Array.isArray(list)) return list as NewFollower[];
	if (!Number.isInteger(count) || (count as number) < 1 || (count as number) > MOST) {
		throw new OrderError(`Give count (1 to ${MOST}) or list`);
	}
	return repeated(count as number);
}

function* repeated(count: number): Generator<NewFollower> {
	for (let n = 0; n < count; n++) yield {};
}

/** News material (get_material, mpnews) and a published article (mpnewsarticle) with the same content. */
function publish(account: Account, articles: Array<Record<string, unknown>>, createdAt: number) {
	const media = addMedia(account, {
		kind: 'news',
		permanent: true,
		name: '',
		extension: '',
		contentType: '',
		content: Buffer.alloc(0),
		createdAt,
		articles,
	});
	const article_id = media.id.slice(0, 24);
	account.articles.set(article_id, { articles, publishedAt: createdAt });
	return { media_id: media.id, article_id };
}
