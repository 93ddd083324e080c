import type { Account } from '../../world/account';
import type { ArticleComments, Comment } from '../../world/comments';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

/** "count<50" */
const MOST_AT_ONCE = 49;
/** How many of an article can be featured; the code for one more is documented (88003), the number is the console's. */
const MOST_ELECTED = 100;

interface Article {
	msg_data_id: number;
	/** Counted from 0; the first one unless told. */
	index?: number;
}

type One = Article & { user_comment_id: number };

/** wechat-api.md C.3, "comment". */
export const comments: Endpoints = {
	'/cgi-bin/comment/open': ({ account, body }: Context<Article>) => {
		article(account, body).isOpen = true;
		return OK;
	},

	'/cgi-bin/comment/close': ({ account, body }: Context<Article>) => {
		article(account, body).isOpen = false;
		return OK;
	},

	'/cgi-bin/comment/list': ({ account, body }: Context<Article & { begin: number; count: number; type: number }>) => {
		const { begin, count, type } = body;
		if (count < 1 || count > MOST_AT_ONCE) throw new WechatError(88010);
		if (begin < 0 || ![0, 1, 2].includes(type)) throw new WechatError(40035, 'begin is 0 or more, type 0, 1 or 2');
		const wanted = article(account, body).list.filter(({ isElected }) => type === 0 || isElected === (type === 2));
		return { ...OK, comment: wanted.slice(begin, begin + count).map(describe), total: wanted.length };
	},

	'/cgi-bin/comment/markelect': ({ account, body }: Context<One>) => {
		const { list } = article(account, body);
		const comment = found(account, body);
		const elected = list.filter((one) => one.isElected && one !== comment).length;
		if (elected >= MOST_ELECTED) throw new WechatError(88003);
		comment.isElected = true;
		return OK;
	},

	'/cgi-bin/comment/unmarkelect': ({ account, body }: Context<One>) => {
		found(account, body).isElected = false;
		return OK;
	},

	'/cgi-bin/comment/delete': ({ account, body }: Context<One>) => {
		const comment = found(account, body);
		const all = article(account, body);
		all.list = all.list.filter((one) => one !== comment);
		return OK;
	},

	'/cgi-bin/comment/reply/add': ({ account, body, now }: Context<One & { content: string }>) => {
		const comment = found(account, body);
		if (comment.reply) throw new WechatError(88005);
		if (body.content === '') throw new WechatError(88007);
		comment.reply = { content: body.content, create_time: Math.floor(now / 1000) };
		return OK;
	},

	'/cgi-bin/comment/reply/delete': ({ account, body }: Context<One>) => {
		const comment = found(account, body);
		if (!comment.reply) throw new WechatError(88009);
		delete comment.reply;
		return OK;
	},
};

function article({ comments: known }: Account, { msg_data_id, index = 0 }: Article): ArticleComments {
	const one = known.get(msg_data_id)?.[index];
	if (!one) throw new WechatError(88001);
	return one;
}

function found(account: Account, body: One): Comment {
	const comment = article(account, body).list.find((one) => one.user_comment_id === body.user_comment_id);
	if (!comment) throw new WechatError(88008);
	return comment;
}

function describe({ isElected, ...comment }: Comment): Record<string, unknown> {
	return { ...comment, comment_type: Number(isElected) };
}
