/** What WeChat's numbers stand for in reports: `words[column][number]` (the pages of wechat-api.md C.6). */
export type Words = Record<string, Record<number, string>>;

export const followerSources: Words = {
	user_source: {
		0: 'Other',
		1: 'Search',
		17: 'Shared name card',
		30: 'QR code',
		51: 'After a payment',
		57: 'Account name in an article',
		100: 'WeChat ads',
		149: 'Mini Program',
		161: 'Shared by others',
		200: 'Channels (视频号)',
		201: 'Live stream',
	},
};

export const articleSources: Words = {
	user_source: {
		0: 'Conversation',
		1: 'Friends',
		2: 'Moments (朋友圈)',
		4: 'Past articles',
		5: 'Other',
		6: 'Top Stories (看一看)',
		7: 'Search (搜一搜)',
		99999999: 'All',
	},
};

export const shareScenes: Words = { share_scene: { 1: 'Friends', 2: 'Moments (朋友圈)', 255: 'Other' } };

export const messageTypes: Words = { msg_type: { 1: 'Text', 2: 'Image', 3: 'Voice', 4: 'Video', 6: 'Link' } };

export const messageCounts: Words = { count_interval: { 0: '0', 1: '1 to 5', 2: '6 to 10', 3: 'More than 10' } };

export const publishTypes: Words = { publish_type: { 0: 'Followers notified', 1: 'Followers not notified' } };

export const cardTypes: Words = {
	card_type: { 0: 'Discount', 1: 'Cash coupon', 2: 'Gift', 3: 'Coupon', 4: 'Group offer' },
	is_pay: { 0: 'Free', 1: 'Paid' },
};
