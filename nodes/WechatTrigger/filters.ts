import type { INodeProperties } from 'n8n-workflow';

/** What keeps pushes that nobody wants from starting the workflow: read by webhook/wechat/filters. */
export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description:
		'What does not pass every filter is answered at once, without an execution. A filter looks only at the events that it is about and lets the others pass: choose those under Events.',
	options: [
		{
			displayName: 'Delivery Status',
			name: 'statuses',
			type: 'multiOptions',
			default: [],
			options: [
				{
					name: 'Delivered',
					value: 'delivered',
					description: 'The message, broadcast or article went out',
				},
				{
					name: 'Blocked',
					value: 'blocked',
					description: 'The customer refuses messages of the account',
				},
				{
					name: 'Failed',
					value: 'failed',
					description: 'WeChat could not or would not send it',
				},
			],
			description:
				'Which results of template messages, subscription messages, broadcasts and articles start the workflow, for example only Failed to find out what did not arrive',
		},
		{
			displayName: 'Menu Keys',
			name: 'menuKeys',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. COUPON, ORDER_*',
			description:
				'Keys of the menu entries whose taps start the workflow (菜单 Key), separated by commas or lines; of entries that open a page, its address or path. An asterisk stands for any characters, and capital letters make no difference.',
		},
		{
			displayName: 'Never These OpenIDs',
			name: 'neverOpenids',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description: 'Openids of the people who never start the workflow, separated by commas or lines, for example your own staff',
		},
		{
			displayName: 'Only These OpenIDs',
			name: 'onlyOpenids',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description:
				'Openids of the only people who start the workflow, separated by commas or lines, for example testers before the workflow is for everybody',
		},
		{
			displayName: 'QR Code Scenes',
			name: 'scenes',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. spring-fair, store-*',
			description:
				'Scenes of the QR codes by which people follow or which followers scan (场景值), separated by commas or lines, with or without qrscene_. An asterisk stands for any characters, and capital letters make no difference; codes of a campaign have the scene source/campaign/medium with some letters behind, so fair/spring/* stands for all of that campaign. Who follows without one of these codes does not start the workflow.',
		},
	],
};
