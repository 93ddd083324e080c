import {
	articleSources,
	cardTypes,
	followerSources,
	messageCounts,
	messageTypes,
	publishTypes,
	shareScenes,
	type Words,
} from './words';

/** One of WeChat's reports (wechat-api.md C.6). */
export interface Report {
	/** For workflows: it never changes. */
	value: string;
	name: string;
	description: string;
	path: string;
	/** How many days one call may cover; a week (from Monday) or a month is asked for by its first day, once it is over. */
	span: number | 'month' | 'week';
	/** What a row has, beside the report and its date, also when WeChat leaves it out. */
	columns: string[];
	/** Where an entry keeps its numbers: in an object, or in a list with one per day. */
	inside?: 'detail_list' | 'detail' | 'details';
	words?: Words;
}

const SINCE_2025 = 'Data from 2025-11-01; one call per day';

const replaced = (by: string): string => `No longer maintained by WeChat, and offline for some accounts: use “${by}”`;

const reads = ['int_page_read_user', 'int_page_read_count', 'ori_page_read_user', 'ori_page_read_count'];
const shares = ['share_user', 'share_count'];
const favourites = ['add_to_fav_user', 'add_to_fav_count'];
const ofOldArticles = [...reads, ...shares, ...favourites];
const article = ['msgid', 'msg_data_id', 'article_number'];
const messages = ['msg_type', 'msg_user', 'msg_count'];
const counts = ['count_interval', 'msg_user'];
const calls = ['callback_count', 'fail_count', 'total_time_cost', 'max_time_cost'];
const cards = ['view_cnt', 'view_user', 'receive_cnt', 'receive_user', 'verify_cnt', 'verify_user'];
const coupons = [...cards, 'given_cnt', 'given_user', 'expire_cnt', 'expire_user'];
const memberCards = [...cards, 'active_cnt', 'active_user', 'total_user', 'total_receive_user'];
const overview = [
	'read_user',
	'read_user_source',
	'share_user',
	'zaikan_user',
	'like_user',
	'comment_count',
	'collection_user',
	'redirect_ori_page_user',
	'send_page_count',
];

/** In the order of their names. */
export const reports: Report[] = [
	{
		value: 'oldReads',
		name: 'Articles (Old): Reads per Day',
		description: replaced('Articles: Overview per Day'),
		path: '/datacube/getuserread',
		span: 3,
		columns: ['user_source', ...ofOldArticles],
		words: articleSources,
	},
	{
		value: 'oldArticleReads',
		name: 'Articles (Old): Reads per Day and Article',
		description: replaced('Articles: Reads per Day and Article'),
		path: '/datacube/getarticlesummary',
		span: 1,
		columns: [...article, 'title', 'user_source', ...ofOldArticles],
		words: articleSources,
	},
	{
		value: 'oldReadsByHour',
		name: 'Articles (Old): Reads per Hour',
		description: replaced('Articles: Overview per Day'),
		path: '/datacube/getuserreadhour',
		span: 1,
		columns: ['ref_hour', 'user_source', ...ofOldArticles],
		words: articleSources,
	},
	{
		value: 'oldShares',
		name: 'Articles (Old): Shares per Day',
		description: replaced('Articles: Overview per Day'),
		path: '/datacube/getusershare',
		span: 7,
		columns: ['share_scene', ...shares],
		words: shareScenes,
	},
	{
		value: 'oldSharesByHour',
		name: 'Articles (Old): Shares per Hour',
		description: replaced('Articles: Overview per Day'),
		path: '/datacube/getusersharehour',
		span: 1,
		columns: ['ref_hour', 'share_scene', ...shares],
		words: shareScenes,
	},
	{
		value: 'oldArticleTotals',
		name: 'Articles (Old): Totals of Each Article',
		description: replaced('Articles: Totals of Each Article'),
		path: '/datacube/getarticletotal',
		span: 1,
		columns: ['stat_date', ...article, 'title', 'user_source', 'target_user', ...ofOldArticles],
		inside: 'details',
		words: articleSources,
	},
	{
		value: 'articleOverview',
		name: 'Articles: Overview per Day',
		description: 'Readers, shares, likes and comments of all articles together (发表内容概况). Data from 2025-11-01.',
		path: '/datacube/getbizsummary',
		span: 30,
		columns: [...overview, 'is_delay'],
		inside: 'detail',
	},
	{
		value: 'articleReads',
		name: 'Articles: Reads per Day and Article',
		description: `Who read which article, and where they found it (发表内容每日阅读). ${SINCE_2025}.`,
		path: '/datacube/getarticleread',
		span: 1,
		columns: [...article, 'read_user', 'read_user_source', 'is_delay'],
		inside: 'detail',
	},
	{
		value: 'articleShares',
		name: 'Articles: Shares per Day and Article',
		description: `How many shared which article (发表内容每日分享). ${SINCE_2025}.`,
		path: '/datacube/getarticleshare',
		span: 1,
		columns: [...article, 'share_user', 'is_delay'],
		inside: 'detail',
	},
	{
		value: 'articleTotals',
		name: 'Articles: Totals of Each Article',
		description: `For articles published in the range, how they did up to each of the next 30 days (发表内容详细数据). ${SINCE_2025}.`,
		path: '/datacube/getarticletotaldetail',
		span: 1,
		columns: [
			'stat_date',
			...article,
			'title',
			'content_url',
			'publish_type',
			...overview,
			'praise_money',
			'read_subscribe_user',
			'read_delivery_rate',
			'read_finish_rate',
			'read_avg_activetime',
			'read_jump_position',
			'is_delay',
		],
		inside: 'detail_list',
		words: publishTypes,
	},
	{
		value: 'couponsByCard',
		name: 'Cards: Each Coupon',
		description: 'Views, receipts and uses per day and coupon (免费券)',
		path: '/datacube/getcardcardinfo',
		span: 62,
		columns: ['card_id', 'card_type', 'is_pay', ...coupons],
		words: cardTypes,
	},
	{
		value: 'memberCards',
		name: 'Cards: Member Cards',
		description: 'Views, receipts and members per day (会员卡概况)',
		path: '/datacube/getcardmembercardinfo',
		span: 62,
		columns: memberCards,
	},
	{
		value: 'memberCard',
		name: 'Cards: One Member Card',
		description: 'Views, receipts and members per day of one member card (单张会员卡)',
		path: '/datacube/getcardmembercarddetail',
		span: 62,
		columns: ['cardid', 'merchanttype', 'submerchantid', 'new_user', 'payOriginalFee', 'fee', ...memberCards],
	},
	{
		value: 'coupons',
		name: 'Cards: Overview',
		description: 'Views, receipts and uses of all cards and coupons per day (卡券概况)',
		path: '/datacube/getcardbizuininfo',
		span: 62,
		columns: coupons,
	},
	{
		value: 'followersChange',
		name: 'Followers: New and Lost',
		description: 'Who came and went per day, and where the new ones came from (用户增减)',
		path: '/datacube/getusersummary',
		span: 7,
		columns: ['user_source', 'new_user', 'cancel_user'],
		words: followerSources,
	},
	{
		value: 'followersTotal',
		name: 'Followers: Total',
		description: 'How many followers there were at the end of each day (累计用户)',
		path: '/datacube/getusercumulate',
		span: 7,
		columns: ['cumulate_user'],
	},
	{
		value: 'interface',
		name: 'Interface: Your Server per Day',
		description: 'How often WeChat called your server (the WeChat Trigger), how many calls failed and how long they took (接口分析)',
		path: '/datacube/getinterfacesummary',
		span: 30,
		columns: calls,
	},
	{
		value: 'interfaceByHour',
		name: 'Interface: Your Server per Hour',
		description: 'The same per hour',
		path: '/datacube/getinterfacesummaryhour',
		span: 1,
		columns: ['ref_hour', ...calls],
	},
	{
		value: 'messagesPerPerson',
		name: 'Messages: How Many per Person and Day',
		description: 'How many people wrote 1 to 5, 6 to 10 or more messages (消息分布)',
		path: '/datacube/getupstreammsgdist',
		span: 15,
		columns: counts,
		words: messageCounts,
	},
	{
		value: 'messagesPerPersonByMonth',
		name: 'Messages: How Many per Person and Month',
		description: 'The same for each month that is over',
		path: '/datacube/getupstreammsgdistmonth',
		span: 'month',
		columns: counts,
		words: messageCounts,
	},
	{
		value: 'messagesPerPersonByWeek',
		name: 'Messages: How Many per Person and Week',
		description: 'The same for each week, from Monday, that is over',
		path: '/datacube/getupstreammsgdistweek',
		span: 'week',
		columns: counts,
		words: messageCounts,
	},
	{
		value: 'messages',
		name: 'Messages: Per Day',
		description: 'How many messages came in, from how many people, by type (消息分析)',
		path: '/datacube/getupstreammsg',
		span: 7,
		columns: messages,
		words: messageTypes,
	},
	{
		value: 'messagesByHour',
		name: 'Messages: Per Hour',
		description: 'The same per hour',
		path: '/datacube/getupstreammsghour',
		span: 1,
		columns: ['ref_hour', ...messages],
		words: messageTypes,
	},
	{
		value: 'messagesByMonth',
		name: 'Messages: Per Month',
		description: 'The same for each month that is over',
		path: '/datacube/getupstreammsgmonth',
		span: 'month',
		columns: messages,
		words: messageTypes,
	},
	{
		value: 'messagesByWeek',
		name: 'Messages: Per Week',
		description: 'The same for each week, from Monday, that is over',
		path: '/datacube/getupstreammsgweek',
		span: 'week',
		columns: messages,
		words: messageTypes,
	},
];
