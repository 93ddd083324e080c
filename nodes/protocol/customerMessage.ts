import type { ReplyMessage } from './passiveReply';

/**
 * A reply that came too late, as the customer-service message of the same kind (wechat-api.md B.4, C.1).
 * @returns the body of `POST /cgi-bin/message/custom/send`; `undefined` for the hand-over to staff, which has none
 */
export function customerMessage(reply: ReplyMessage, touser: string): Record<string, unknown> | undefined {
	if (reply.msgtype === 'transfer_customer_service') return undefined;
	if (reply.msgtype !== 'news') return { touser, ...reply };
	// A passive reply takes up to eight articles, a customer-service message one, of which it wants everything.
	const articles = reply.news.articles.slice(0, 1).map((article) => ({ description: '', picurl: '', ...article }));
	return { touser, msgtype: 'news', news: { articles } };
}
