import type { IDataObject } from 'n8n-workflow';
import { files, MINI, type Wechat } from '../../wechat';
import { choose, text, type Case } from '../case';

const shop = { type: 'view', name: 'Shop', url: 'https://lotus.example/' };
const coupon = { type: 'click', name: 'Coupon', key: 'COUPON' };
const mini = { type: 'miniprogram', name: 'Card', url: 'https://lotus.example/card', appid: MINI.appid, pagepath: 'pages/card?from=menu' };

/** What stands in a row where the type has no such thing. */
export const blank = {
	list: null,
	key: null,
	url: null,
	media_id: null,
	article_id: null,
	appid: null,
	pagepath: null,
	text: null,
	title: null,
};

const everyone = { audience: 'everyone', tag_id: null, tag: null, phone: null };

/** Rows of [Shop] and [More: Coupon, Card]. */
export const menuRows = [
	{ ...blank, column: 1, position: null, ...shop },
	{ ...blank, column: 2, position: null, name: 'More', type: 'list' },
	{ ...blank, column: 2, position: 1, list: 'More', ...coupon },
	{ ...blank, column: 2, position: 2, list: 'More', ...mini },
];

const button = [shop, { name: 'More', sub_button: [coupon, mini] }];

export const withMenus = async ({ client }: Wechat): Promise<IDataObject> => {
	const openid = await client.follower({ tags: ['VIP'] });
	await client.post('/cgi-bin/menu/create', { button });
	const matchrule = { tag_id: 100, client_platform_type: 1 };
	const { menuid } = await client.post('/cgi-bin/menu/addconditional', { button: [coupon], matchrule });
	return { openid, menuid: String(menuid) };
};

export const cases: Record<string, Case> = {
	'wechatOfficialAccount menu publish': {
		parameters: () => ({
			audience: 'everyone',
			source: 'form',
			button: { column: [shop, { type: 'list', name: 'More', sub_button: { entry: [coupon, mini] } }] },
		}),
		output: () => [{ menuid: null, ...everyone, buttons: 2, published: true }],
		simplifies: true,
		after: async (_, { client }) => {
			const { selfmenu_info } = await client.get('/cgi-bin/get_current_selfmenu_info');
			expect(selfmenu_info.button).toEqual([shop, { name: 'More', sub_button: { list: [coupon, mini] } }]);
		},
	},
	'wechatOfficialAccount menu get': {
		given: withMenus,
		parameters: () => ({ which: 'api' }),
		output: ({ menuid }) => [
			...menuRows.map((row) => ({ menuid: null, ...everyone, is_shown: true, ...row })),
			{ menuid, audience: 'tag VIP, iPhone', tag_id: '100', tag: 'VIP', phone: 'iPhone', is_shown: true, ...blank, column: 1, position: null, ...coupon },
		],
		simplifies: true,
	},
	'wechatOfficialAccount menu importConsole': {
		given: async ({ client }) => {
			const { media_id } = await client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
			const hours = { type: 'text', name: 'Hours', value: 'Open 9 to 6' };
			const picture = { type: 'img', name: 'Where', value: media_id };
			await client.control('/console', { menu: [{ name: 'About', sub_button: [hours, picture] }, shop] });
			return {};
		},
		parameters: () => ({ publish: true }),
		output: () => {
			const row = { ...blank, note: null, reply_text: null, published: true };
			return [
				{ ...row, column: 1, position: null, name: 'About', type: 'list', console_type: null, outcome: 'same' },
				{
					...row,
					...{ column: 1, position: 1, list: 'About', name: 'Hours', type: 'click', key: 'Hours' },
					...{ console_type: 'text', outcome: 'changed', note: expect.stringContaining('menu key “Hours”'), reply_text: 'Open 9 to 6' },
				},
				{
					...row,
					...{ column: 1, position: 2, list: 'About', name: 'Where', type: 'media_id', media_id: text },
					...{ console_type: 'img', outcome: 'same', note: expect.stringContaining('media library') },
				},
				{ ...row, column: 2, position: null, ...shop, console_type: 'view', outcome: 'same' },
			];
		},
		simplifies: true,
		after: async (_, { client }, output) => {
			const { media_id } = output[2].json;
			expect((await client.get('/cgi-bin/get_current_selfmenu_info')).selfmenu_info.button).toEqual([
				{ name: 'About', sub_button: { list: [{ type: 'click', name: 'Hours', key: 'Hours' }, { type: 'media_id', name: 'Where', media_id }] } },
				shop,
			]);
			expect((await client.download('/cgi-bin/material/get_material', {}, { media_id })).data).toEqual(files.jpg);
		},
	},
	'wechatOfficialAccount menu delete': {
		given: withMenus,
		parameters: ({ menuid }) => ({ which: 'one', menuid: choose(menuid) }),
		output: ({ menuid }) => [{ menuid, which: 'one', deleted: true }],
		keepsInput: true,
		after: async (_, { client }) => expect(await client.get('/cgi-bin/menu/get')).not.toHaveProperty('conditionalmenu'),
	},
	'wechatOfficialAccount menu test': {
		given: withMenus,
		parameters: ({ openid }) => ({ user_id: openid }),
		output: ({ openid }) => [{ user_id: openid, ...blank, column: 1, position: null, ...coupon }],
		simplifies: true,
	},
};
