import type { IDataObject } from 'n8n-workflow';
import type { Wechat } from '../../wechat';
import { choose, type Case } from '../case';

const tag = async ({ client }: Wechat): Promise<IDataObject> => ({
	id: String((await client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } })).tag.id),
	openid: await client.follower(),
});

export const cases: Record<string, Case> = {
	'wechatOfficialAccount tag getAll': {
		given: tag,
		parameters: () => ({ returnAll: true }),
		output: () => [
			{ tag_id: '2', name: '星标组', followers: 0 },
			{ tag_id: '100', name: 'VIP', followers: 0 },
		],
		simplifies: true,
	},
	'wechatOfficialAccount tag create': {
		parameters: () => ({ name: '老顾客' }),
		output: () => [{ tag_id: '100', name: '老顾客', followers: null }],
		simplifies: true,
	},
	'wechatOfficialAccount tag update': {
		given: tag,
		parameters: ({ id }) => ({ tagid: choose(id), name: 'Gold' }),
		output: () => [{ tag_id: '100', name: 'Gold' }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect((await client.get('/cgi-bin/tags/get')).tags).toContainEqual({ id: 100, name: 'Gold', count: 0 }),
	},
	'wechatOfficialAccount tag delete': {
		given: tag,
		parameters: () => ({ tagid: choose('VIP', 'name') }),
		output: () => [{ tag_id: '100', deleted: true }],
		keepsInput: true,
		after: async (_, { client }) => expect((await client.get('/cgi-bin/tags/get')).tags).toHaveLength(1),
	},
	'wechatOfficialAccount tag addToFollowers': {
		given: tag,
		parameters: ({ id, openid }) => ({ tagid: choose(id, 'list'), openid_list: openid }),
		output: ({ openid }) => [{ tag_id: '100', openids: openid }],
		keepsInput: true,
		after: async ({ openid }, { client }) =>
			expect(await client.post('/cgi-bin/tags/getidlist', { openid })).toEqual({ tagid_list: [100] }),
	},
	'wechatOfficialAccount tag removeFromFollowers': {
		given: async ({ client }) => ({ openid: await client.follower({ tags: ['VIP', 'New'] }) }),
		parameters: ({ openid }) => ({ tagid: choose('VIP', 'name'), openid_list: openid }),
		output: ({ openid }) => [{ tag_id: '100', openids: openid }],
		keepsInput: true,
		after: async ({ openid }, { client }) =>
			expect(await client.post('/cgi-bin/tags/getidlist', { openid })).toEqual({ tagid_list: [101] }),
	},
};
