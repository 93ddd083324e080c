import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation, Resource } from '../../operation/operation';
import { beijingTime } from '../../protocol/time';
import { article, commentId, COMMENTS_A_PAGE } from './comment/fields';

const articleOf = ({ parameters }: Call): IDataObject => ({
	msg_data_id: String(parameters.msg_data_id),
	article_number: Number(parameters.index) + 1,
});

const commentOf = (call: Call): IDataObject => ({
	...articleOf(call),
	user_comment_id: String(call.parameters.user_comment_id),
});

/** What is done to a comment, or to the comments of an article, and what the item says of it. */
type Act = Pick<Operation, 'fields' | 'keepsInput' | 'reports' | 'request'>;

const onArticle = (path: string, report: IDataObject): Act => ({
	fields: article,
	request: { method: 'POST', path, repeatable: true },
	keepsInput: true,
	reports: (call) => ({ ...articleOf(call), ...report }),
});

const onComment = (path: string, report: IDataObject, repeatable?: true): Act => ({
	fields: [...article, commentId],
	request: { method: 'POST', path, repeatable },
	keepsInput: true,
	reports: (call) => ({ ...commentOf(call), ...report }),
});

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many comments',
	description: 'List the comments on an article that was broadcast, with the replies to them',
	fields: [
		...article,
		{
			displayName: 'Which Comments',
			name: 'type',
			type: 'options',
			default: 0,
			options: [
				{ name: 'All', value: 0 },
				{ name: 'Featured', value: 2, description: 'Those that readers see first (精选)' },
				{ name: 'Not Featured', value: 1 },
			],
		},
	],
	request: {
		method: 'POST',
		path: '/cgi-bin/comment/list',
		page: { items: 'comment', offset: 'begin', count: 'count', size: COMMENTS_A_PAGE, total: 'total' },
		repeatable: true,
	},
	many: true,
	simplify: ({ user_comment_id, openid, content, comment_type, create_time, reply }, call) => {
		const answer = (reply ?? {}) as IDataObject;
		return {
			openid: openid ?? null,
			unionid: null,
			appid: call.credentials.appId,
			...articleOf(call),
			user_comment_id: String(user_comment_id),
			content: content ?? null,
			featured: Number(comment_type) === 1,
			commented_at: timeOf(create_time),
			reply: answer.content ?? null,
			replied_at: timeOf(answer.create_time),
		};
	},
};

function timeOf(seconds: unknown): string | null {
	return seconds ? beijingTime(Number(seconds)) : null;
}

const reply: Operation = {
	value: 'reply',
	name: 'Reply',
	action: 'Reply to a comment',
	description: 'Answer a comment in the name of the account, for all readers to see; a comment has one reply',
	fields: [
		...article,
		commentId,
		{
			displayName: 'Reply',
			name: 'content',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			required: true,
			placeholder: 'e.g. Thank you! It is back in stock on Friday.',
		},
	],
	request: { method: 'POST', path: '/cgi-bin/comment/reply/add' },
	keepsInput: true,
	reports: (call) => ({ ...commentOf(call), reply: call.parameters.content as string }),
};

/** Comments on articles 留言 (wechat-api.md C.3). */
export const comment: Resource = {
	value: 'comment',
	name: 'Comment',
	description: 'What readers write below articles (留言)',
	operations: [
		getMany,
		reply,
		{
			...onComment('/cgi-bin/comment/reply/delete', { reply: null }),
			value: 'deleteReply',
			name: 'Delete Reply',
			action: 'Delete the reply to a comment',
			description: 'Take back the reply of the account to a comment; another one can be written',
		},
		{
			...onComment('/cgi-bin/comment/markelect', { featured: true }, true),
			value: 'feature',
			name: 'Feature',
			action: 'Feature a comment',
			description: 'Show a comment among the featured ones (精选留言)',
		},
		{
			...onComment('/cgi-bin/comment/unmarkelect', { featured: false }, true),
			value: 'unfeature',
			name: 'Unfeature',
			action: 'Take a comment from the featured ones',
			description: 'Take a comment from the featured ones (取消精选)',
		},
		{
			...onComment('/cgi-bin/comment/delete', { deleted: true }),
			value: 'delete',
			name: 'Delete',
			action: 'Delete a comment',
			description: 'Delete a comment of a reader for good',
			irreversible: true,
		},
		{
			...onArticle('/cgi-bin/comment/open', { comments_open: true }),
			value: 'open',
			name: 'Open for an Article',
			action: 'Open the comments of an article',
			description: 'Let readers comment on an article that was broadcast (打开留言)',
		},
		{
			...onArticle('/cgi-bin/comment/close', { comments_open: false }),
			value: 'close',
			name: 'Close for an Article',
			action: 'Close the comments of an article',
			description: 'Let nobody comment on an article any more (关闭留言)',
		},
	],
};
