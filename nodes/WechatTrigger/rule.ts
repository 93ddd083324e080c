import type { INodeProperties } from 'n8n-workflow';

/** The field `values` has a label of its own for each thing that a rule may look at. */
const values: INodeProperties = {
	displayName: 'Keywords',
	name: 'values',
	type: 'string',
	typeOptions: { rows: 2 },
	required: true,
	default: '',
	placeholder: 'e.g. coupon, 优惠券, 优惠',
	displayOptions: { show: { match: ['contains', 'is', 'startsWith'] } },
	description:
		'One of them is enough. Separate them by commas (, ， 、) or lines. Capital letters, full-width letters, and spaces and punctuation around the words make no difference.',
};

/** The fields of one rule: read by webhook/wechat/rule. */
export const rule: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Coupons',
		description: 'What the output is called in the editor',
	},
	{
		displayName: 'Fits When',
		name: 'match',
		type: 'options',
		noDataExpression: true,
		default: 'contains',
		options: [
			{
				name: 'Menu Key Is',
				value: 'menuKey',
				description: 'A follower taps one of these entries of the menu',
			},
			{
				name: 'Message Contains',
				value: 'contains',
				description: 'A text or a recognized voice message has one of these keywords in it (半匹配)',
			},
			{
				name: 'Message Is',
				value: 'is',
				description: 'A text or a recognized voice message is one of these keywords, and nothing else (全匹配)',
			},
			{
				name: 'Message Matches Regular Expression',
				value: 'regex',
				description: 'A text or a recognized voice message has something in it that the expression describes (正则表达式)',
			},
			{
				name: 'Message Starts With',
				value: 'startsWith',
				description: 'A text or a recognized voice message begins with one of these keywords',
			},
			{
				name: 'QR Code Scene Is',
				value: 'scene',
				description: 'Somebody follows by one of these QR codes, or a follower scans one (场景值)',
			},
		],
		description: 'What the rule looks at',
	},
	values,
	{
		...values,
		displayName: 'Menu Keys',
		placeholder: 'e.g. COUPON, ORDER_*',
		displayOptions: { show: { match: ['menuKey'] } },
		description:
			'One of them is enough; of entries that open a page, its address or path. Separate them by commas or lines. An asterisk stands for any characters, and capital letters make no difference.',
	},
	{
		...values,
		displayName: 'QR Code Scenes',
		placeholder: 'e.g. spring-fair, store-*',
		displayOptions: { show: { match: ['scene'] } },
		description:
			'One of them is enough, with or without qrscene_. Separate them by commas or lines. An asterisk stands for any characters, and capital letters make no difference; fair/spring/* stands for all QR codes of the source fair and the campaign spring.',
	},
	{
		displayName: 'Regular Expression',
		name: 'pattern',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. (order|订单)\\s*\\d{6}',
		displayOptions: { show: { match: ['regex'] } },
		description:
			'May fit anywhere in the message; ^ stands for its beginning and $ for its end. Capital letters make no difference. Look-ahead, look-behind and back-references do not work here.',
	},
];
