import type { Case } from '../case';

const autoReplies = {
	is_add_friend_reply_open: 1,
	is_autoreply_open: 0,
	add_friend_autoreply_info: { type: 'text', content: 'Welcome!' },
	message_default_autoreply_info: { type: 'img', content: 'MEDIA_1' },
	keyword_autoreply_info: {
		list: [
			{
				rule_name: 'Coupons',
				create_time: 1795176940,
				reply_mode: 'random_one',
				keyword_list_info: [
					{ type: 'text', match_mode: 'contain', content: 'coupon' },
					{ type: 'text', match_mode: 'contain', content: '优惠' },
				],
				reply_list_info: [
					{ type: 'text', content: 'Here it is' },
					{ type: 'text', content: 'There you go' },
				],
			},
		],
	},
};

const row = {
	...{ rule: null, match: null, keywords: null, reply_mode: null, created_at: null },
	...{ replies: 1, reply_text: null, reply_media_id: null, reply_link: null, reply_title: null },
};

export const cases: Record<string, Case> = {
	'wechatOfficialAccount autoReply getAll': {
		given: async ({ client }) => await client.control('/console', { autoReplies }),
		parameters: () => ({ returnAll: true }),
		output: () => [
			{ ...row, applies_to: 'new follower', is_on: true, reply_type: 'text', reply_text: 'Welcome!' },
			{
				...row,
				...{ rule: 'Coupons', applies_to: 'keywords', is_on: false, match: 'contains', keywords: 'coupon, 优惠' },
				...{ reply_mode: 'one of them', created_at: '2026-11-20T20:15:40+08:00', replies: 2 },
				...{ reply_type: 'text', reply_text: 'Here it is\n\nThere you go' },
			},
			{ ...row, applies_to: 'every other message', is_on: false, reply_type: 'image', reply_media_id: 'MEDIA_1' },
		],
		simplifies: true,
	},
};
