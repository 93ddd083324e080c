import type { Account } from './account';

/** What a reader wrote below an article (wechat-api.md C.3). */
export interface Comment {
	user_comment_id: number;
	/** Absent of a reader who hides who they are. */
	openid?: string;
	content: string;
	create_time: number;
	isElected: boolean;
	reply?: { content: string; create_time: number };
}

/** The comments of one article. */
export interface ArticleComments {
	isOpen: boolean;
	onlyFans: boolean;
	/** How many were ever written: the last id. */
	made: number;
	list: Comment[];
}

/** Makes room for comments on articles that go out together, and says by which msg_data_id. */
export function addArticles({ comments }: Account, articles: Array<Record<string, unknown>>): number {
	const msg_data_id = 2247483650 + comments.size;
	const yes = (flag: unknown) => flag === true || Number(flag) === 1;
	comments.set(
		msg_data_id,
		articles.map(({ need_open_comment, only_fans_can_comment }) => ({
			isOpen: yes(need_open_comment),
			onlyFans: yes(only_fans_can_comment),
			made: 0,
			list: [],
		})),
	);
	return msg_data_id;
}
