import type { IDataObject } from 'n8n-workflow';
import { SERVICE, type Wechat } from '../../wechat';
import { choose, time, type Case } from '../case';

/** Two articles that went out together, and a comment on the second. */
const commented = async ({ client }: Wechat): Promise<IDataObject> => {
	const { openids } = await client.control('/followers', { count: 2 });
	const articles = [{}, {}].map(() => ({ title: 'Spring tea', content: 'x', need_open_comment: 1 }));
	const { media_id } = await client.control('/news', { articles });
	const sent = await client.post('/cgi-bin/message/mass/send', { touser: openids, msgtype: 'mpnews', mpnews: { media_id } });
	await client.control('/comments', { msg_data_id: sent.msg_data_id, index: 1, openid: openids[0], content: 'Lovely' });
	return { openid: openids[0], msg_data_id: String(sent.msg_data_id) };
};

const replied = async (wechat: Wechat): Promise<IDataObject> => {
	const given = await commented(wechat);
	await wechat.client.post('/cgi-bin/comment/reply/add', { ...wire(given), content: 'Thank you' });
	return given;
};

const wire = ({ msg_data_id }: IDataObject) => ({ msg_data_id: Number(msg_data_id), index: 1, user_comment_id: 1 });

const onArticle = ({ msg_data_id }: IDataObject): IDataObject => ({ msg_data_id, articleNumber: 2 });
const onComment = (given: IDataObject): IDataObject => ({ ...onArticle(given), user_comment_id: choose('1') });
const item = ({ msg_data_id }: IDataObject): IDataObject => ({ msg_data_id, article_number: 2, user_comment_id: '1' });

const found = async (given: IDataObject, { client }: Wechat) => {
	const { msg_data_id, index } = wire(given);
	return (await client.post('/cgi-bin/comment/list', { msg_data_id, index, begin: 0, count: 49, type: 0 })).comment;
};

const opened = (comments_open: boolean, given: Case['given'] = commented): Case => ({
	given,
	parameters: onArticle,
	output: ({ msg_data_id }) => [{ msg_data_id, article_number: 2, comments_open }],
	keepsInput: true,
	after: async ({ msg_data_id, openid }, { client }) => {
		const answer = await client.control('/comments', { msg_data_id: Number(msg_data_id), index: 1, openid, content: 'More' });
		expect(Object.keys(answer)).toEqual([comments_open ? 'user_comment_id' : 'error']);
	},
});

export const cases: Record<string, Case> = {
	'wechatOfficialAccount comment getAll': {
		given: replied,
		parameters: (given) => ({ ...onArticle(given), returnAll: true }),
		output: (given) => [
			{
				openid: given.openid,
				unionid: null,
				appid: SERVICE.appid,
				...item(given),
				content: 'Lovely',
				featured: false,
				commented_at: time,
				reply: 'Thank you',
				replied_at: time,
			},
		],
		simplifies: true,
	},
	'wechatOfficialAccount comment reply': {
		given: commented,
		parameters: (given) => ({ ...onComment(given), content: 'Thank you' }),
		output: (given) => [{ ...item(given), reply: 'Thank you' }],
		keepsInput: true,
		after: async (given, wechat) => expect(await found(given, wechat)).toMatchObject([{ reply: { content: 'Thank you' } }]),
	},
	'wechatOfficialAccount comment deleteReply': {
		given: replied,
		parameters: onComment,
		output: (given) => [{ ...item(given), reply: null }],
		keepsInput: true,
		after: async (given, wechat) => expect((await found(given, wechat))[0]).not.toHaveProperty('reply'),
	},
	'wechatOfficialAccount comment feature': {
		given: commented,
		parameters: onComment,
		output: (given) => [{ ...item(given), featured: true }],
		keepsInput: true,
		after: async (given, wechat) => expect(await found(given, wechat)).toMatchObject([{ comment_type: 1 }]),
	},
	'wechatOfficialAccount comment unfeature': {
		given: async (wechat) => {
			const given = await commented(wechat);
			await wechat.client.post('/cgi-bin/comment/markelect', wire(given));
			return given;
		},
		parameters: onComment,
		output: (given) => [{ ...item(given), featured: false }],
		keepsInput: true,
		after: async (given, wechat) => expect(await found(given, wechat)).toMatchObject([{ comment_type: 0 }]),
	},
	'wechatOfficialAccount comment delete': {
		given: commented,
		parameters: onComment,
		output: (given) => [{ ...item(given), deleted: true }],
		keepsInput: true,
		after: async (given, wechat) => expect(await found(given, wechat)).toEqual([]),
	},
	'wechatOfficialAccount comment close': opened(false),
	'wechatOfficialAccount comment open': opened(true, async (wechat) => {
		const given = await commented(wechat);
		const { msg_data_id, index } = wire(given);
		await wechat.client.post('/cgi-bin/comment/close', { msg_data_id, index });
		return given;
	}),
};
