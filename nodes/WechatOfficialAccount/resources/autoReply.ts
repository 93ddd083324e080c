import type { IDataObject } from 'n8n-workflow';
import { beijingTime } from '../../protocol/time';
import type { Operation, Resource, Result } from '../../operation/operation';

/** One reply of the console: for text, `content` is the text; else a media ID, or the address of a video. */
interface Reply extends IDataObject {
	type?: string;
	content?: string;
	news_info?: { list?: IDataObject[] };
}

interface Rule extends IDataObject {
	rule_name?: string;
	reply_mode?: string;
	create_time?: number;
	keyword_list_info?: Array<{ match_mode?: string; content?: string }>;
	reply_list_info?: Reply[];
}

/** The console's words for a match (半匹配, 全匹配) as the WeChat Trigger's rules have them. */
const MATCHES: Record<string, string> = { contain: 'contains', equal: 'is' };

const TYPES: Record<string, string> = { img: 'image', photo: 'image' };

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many auto replies of the console',
	description:
		'The replies that were set up by hand in the WeChat console: to a new follower, to keywords, to everything else. Keep them before the Server URL (服务器配置) is switched on, which ends them; each item is what a rule of the WeChat Trigger needs. Files have media IDs for three days: get them with Media: Download.',
	many: true,
	simplifies: true,
	fields: [],
	run: async ({ client }) => rules(await client.json({ method: 'GET', path: '/cgi-bin/get_current_autoreply_info' })),
	endpoints: ['GET /cgi-bin/get_current_autoreply_info'],
};

/** get_current_autoreply_info as rows (wechat-api.md C.4): welcome, keywords, everything else; what is not set up is left out. */
function rules(answer: IDataObject): Result[] {
	const { is_add_friend_reply_open, is_autoreply_open } = answer;
	const welcome = answer.add_friend_autoreply_info as Reply | undefined;
	const fallback = answer.message_default_autoreply_info as Reply | undefined;
	const keyword = (answer.keyword_autoreply_info as { list?: Rule[] } | undefined)?.list ?? [];
	const areOn = Number(is_autoreply_open) === 1;
	return [
		...(welcome ? [row({ applies_to: 'new follower', is_on: Number(is_add_friend_reply_open) === 1 }, [welcome], welcome)] : []),
		...keyword.flatMap((rule) => keywordRows(rule, areOn)),
		...(fallback ? [row({ applies_to: 'every other message', is_on: areOn }, [fallback], fallback)] : []),
	];
}

/** A rule of the trigger matches in one way: a rule of the console that does in two makes two rows. */
function keywordRows(rule: Rule, is_on: boolean): Result[] {
	const { rule_name, reply_mode, create_time, keyword_list_info = [], reply_list_info = [] } = rule;
	return Object.entries(MATCHES).flatMap(([mode, match]) => {
		const keywords = keyword_list_info.filter(({ match_mode }) => match_mode === mode).map(({ content }) => content ?? '');
		if (keywords.length === 0) return [];
		const facts = {
			rule: rule_name ?? null,
			applies_to: 'keywords',
			is_on,
			match,
			keywords: keywords.join(', '),
			reply_mode: reply_mode === 'random_one' ? 'one of them' : 'all of them',
			created_at: create_time ? beijingTime(Number(create_time)) : null,
		};
		return [row(facts, reply_list_info, rule)];
	});
}

function row(facts: IDataObject, replies: Reply[], raw: unknown): Result {
	const types = replies.map(({ type = '' }) => TYPES[type] ?? type);
	const articles = replies.flatMap(({ news_info }) => news_info?.list ?? []);
	const contents = (wanted: (reply: Reply) => boolean) => replies.filter(wanted).flatMap(({ content }) => content ?? []);
	const isText = ({ type }: Reply) => type === 'text';
	const isAddress = ({ type, content = '' }: Reply) => type !== 'text' && /^https?:/i.test(content);
	return {
		json: {
			rule: null,
			match: null,
			keywords: null,
			reply_mode: null,
			created_at: null,
			...facts,
			replies: replies.length,
			reply_type: [...new Set(types)].join(', '),
			reply_text: contents(isText).join('\n\n') || null,
			reply_media_id: contents((reply) => !isText(reply) && !isAddress(reply)).join(', ') || null,
			reply_link: [...contents(isAddress), ...articles.map(({ content_url }) => String(content_url))].join(', ') || null,
			reply_title: articles.map(({ title }) => String(title)).join(', ') || null,
		},
		raw,
	};
}

/** Replies of the console 自动回复 (wechat-api.md C.4, "autoReply"). */
export const autoReply: Resource = {
	value: 'autoReply',
	name: 'Auto-Reply',
	description: 'Replies that were set up in the WeChat console (自动回复)',
	operations: [getMany],
};
