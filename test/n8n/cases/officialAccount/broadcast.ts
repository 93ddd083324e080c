import type { IDataObject } from 'n8n-workflow';
import { SERVICE, type Wechat } from '../../wechat';
import { choose, type Case } from '../case';

const clientmsgid = expect.stringMatching(/^[0-9a-f]{32}$/);
const id = expect.stringMatching(/^\d+$/);

const news = async ({ client }: Wechat): Promise<IDataObject> => ({
	openid: await client.follower({ tags: ['VIP'] }),
	media_id: (await client.control('/news', { articles: [{ title: 'Spring tea', content: 'x' }] })).media_id,
});

const sent = async (wechat: Wechat): Promise<IDataObject> => {
	const { media_id, openid } = await news(wechat);
	const message = { msgtype: 'mpnews', mpnews: { media_id } };
	const { msg_id } = await wechat.client.post('/cgi-bin/message/mass/sendall', { filter: { tag_id: 100 }, ...message });
	await wechat.client.control('/clock', { advance: 60 });
	return { openid, msg_id: String(msg_id) };
};

export const cases: Record<string, Case> = {
	'wechatOfficialAccount broadcast send': {
		given: news,
		parameters: ({ media_id }) => ({ audience: 'tag', tagid: choose('VIP', 'name'), msgtype: 'mpnews', mpnews_media_id: choose(media_id) }),
		output: () => [{ msg_id: id, msg_data_id: id, status: 'sending', recipients: null, clientmsgid, sent_to_tester: null }],
		keepsInput: true,
		after: async ({ openid }, { phone }) => expect(await phone(String(openid))).toEqual(['[mpnews]']),
	},
	'wechatOfficialAccount broadcast preview': {
		given: news,
		parameters: ({ openid }) => ({ previewTo: 'openid', touser: openid, msgtype: 'text', content: 'Tomorrow is 618' }),
		output: ({ openid }) => [{ openid, unionid: null, appid: SERVICE.appid, wechat_id: null, msg_id: id, status: 'preview' }],
		keepsInput: true,
		after: async ({ openid }, { client }) => {
			const chats = await client.control(`/conversations?openid=${String(openid)}`);
			expect(chats[String(openid)]).toMatchObject([{ via: 'preview', content: { content: 'Tomorrow is 618' } }]);
		},
	},
	'wechatOfficialAccount broadcast getStatus': {
		given: sent,
		parameters: ({ msg_id }) => ({ msg_id }),
		output: ({ msg_id }) => [{ msg_id, status: 'sent' }],
		simplifies: true,
	},
	'wechatOfficialAccount broadcast getSpeed': {
		parameters: () => ({}),
		output: () => [{ speed: 0, followers_per_minute: 800_000 }],
		simplifies: true,
	},
	'wechatOfficialAccount broadcast delete': {
		given: sent,
		parameters: ({ msg_id }) => ({ msg_id }),
		output: ({ msg_id }) => [{ msg_id, article_number: null, url: null, deleted: true }],
		keepsInput: true,
		after: async ({ msg_id }, { client }) =>
			expect(await client.post('/cgi-bin/message/mass/get', { msg_id: Number(msg_id) })).toMatchObject({ msg_status: 'DELETE' }),
	},
};
