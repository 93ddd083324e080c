import { accountOf, OrderError, type Routes } from './request';

/** What readers write below an article; of `anonymous` ones WeChat does not say who they are. */
export const comments: Routes = {
	'POST /simulator/comments': (order) => {
		const { msg_data_id, index = 0, openid, content, anonymous } = order.body;
		const account = accountOf(order);
		const article = account.comments.get(Number(msg_data_id))?.[Number(index)];
		if (!article) throw new OrderError('msg_data_id (and index, from 0) must be those of an article that was broadcast');
		if (!article.isOpen) throw new OrderError('The article takes no comments: need_open_comment, or comment/open');
		if (typeof openid !== 'string' || typeof content !== 'string') throw new OrderError('openid and content must be texts');
		if (article.onlyFans && !account.followers.get(openid)?.subscribed) throw new OrderError('Only followers may comment here');
		const user_comment_id = ++article.made;
		const create_time = Math.floor(order.world.now() / 1000);
		article.list.push({ user_comment_id, ...(!anonymous && { openid }), content, create_time, isElected: false });
		return { user_comment_id };
	},
};
