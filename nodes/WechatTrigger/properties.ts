import type { INodeProperties } from 'n8n-workflow';
import { lastPushes } from '../webhook/lastPushes';
import { alsoSendTo } from '../webhook/alsoSendTo';
import { allowLocalUrl } from '../webhook/publicUrl';
import { unreadBody } from '../webhook/request';
import { eventOptions } from './events';
import { filters } from './filters';
import { outputs } from './outputs';

const notices: INodeProperties[] = [
	{
		displayName:
			'Publish (activate) the workflow, then paste the Production URL above into WeChat, with the Callback Token of the credential and, unless the account is in plain mode, its Encoding AES Key: under Basic Configuration &gt; Server Configuration (基本配置 &gt; 服务器配置); of a test account under Interface Configuration (接口配置信息); of a Mini Program under Development Settings &gt; Message Push (开发设置 &gt; 消息推送). WeChat takes one URL per account. The Test URL is another one, and serves one push after Execute Step.',
		name: 'setupNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName:
			'When you switch it on, WeChat no longer uses the auto-replies and the menu of its console. Choose secure mode (安全模式): plain mode (明文模式) does not protect the content of a push against changes.',
		name: 'modeNotice',
		type: 'notice',
		default: '',
	},
];

const respond: INodeProperties[] = [
	{
		displayName: 'Respond',
		name: 'respond',
		type: 'options',
		// n8n decides by it how it answers, before there is an item.
		noDataExpression: true,
		default: 'immediately',
		options: [
			{
				name: 'Immediately',
				value: 'immediately',
				description: 'WeChat gets its answer at once; the workflow may write to the customer afterwards',
			},
			{
				name: 'With the Reply Operation',
				value: 'reply',
				description:
					'The operation Reply of the node WeChat Official Account answers in time (被动回复); what comes later goes out as a customer service message',
			},
		],
	},
	{
		displayName: 'Reply Within',
		name: 'replyWithin',
		type: 'options',
		noDataExpression: true,
		default: 5,
		options: [
			{ name: '5 Seconds', value: 5, description: 'As long as WeChat waits; a later reply goes out as a customer service message' },
			{ name: '10 Seconds', value: 10, description: "WeChat's second try gets the reply too" },
			{ name: '15 Seconds', value: 15, description: "WeChat's third and last try gets the reply too" },
		],
		displayOptions: { show: { respond: ['reply'] } },
		description:
			'For accounts that may not send customer service messages: the tries that WeChat makes while the workflow is still running join it and carry its reply. With several webhook processes a later try may land in another one, where it starts the workflow again.',
	},
];

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Add Follower Profile',
			name: 'addProfile',
			type: 'boolean',
			default: false,
			description:
				'Whether to look up unionid, source, campaign, tags and remark of the follower before the workflow starts; when somebody follows by a QR code or scans one, campaign and medium are those of that code. It takes one call and part of the five seconds; what does not come in time is left out, and details_missing says so.',
		},
		allowLocalUrl,
		alsoSendTo,
		{
			displayName: 'Download Media',
			name: 'downloadMedia',
			type: 'boolean',
			default: false,
			description:
				'Whether to fetch the image, voice or video (into the binary field data) and its thumbnail (into thumbnail). What does not come within four seconds (three where Reply has 5 seconds) is left out, and details_missing says so; Media: Download gets it later.',
		},
	],
};

export const properties: INodeProperties[] = [
	...notices,
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['*'],
		options: eventOptions,
		description: 'What starts the workflow; everything else is answered without an execution',
	},
	filters,
	...respond,
	...outputs,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		hint: 'Off: the same columns, and the whole push under raw',
	},
	additionalFields,
	lastPushes,
	unreadBody,
];
