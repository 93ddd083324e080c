import type { Field } from '../operation';

/**
 * What a tap on a message opens: nothing, a web page or a page of a Mini Program (wechat-api.md C.2).
 * @param link WeChat's name for the web page's address: `url` of a template message, `page` of a notice
 */
export function opens(link: 'page' | 'url'): Field[] {
	return [
		{
			displayName: 'A Tap Opens',
			name: 'opens',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'nothing',
			options: [
				{ name: 'Mini Program Page', value: 'miniprogram', description: 'A page of a Mini Program that is linked to the account' },
				{ name: 'Nothing', value: 'nothing' },
				{ name: 'Web Page', value: 'webPage' },
			],
		},
		{
			displayName: 'Link',
			name: link,
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { opens: ['webPage'] } },
			placeholder: 'e.g. https://example.com/orders/42',
		},
		{
			displayName: 'Mini Program App ID',
			name: 'appid',
			at: 'miniprogram.appid',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { opens: ['miniprogram'] } },
			placeholder: 'e.g. wx1234567890abcdef',
			description: 'The Mini Program must be linked to the Official Account',
		},
		{
			displayName: 'Mini Program Page',
			name: 'pagepath',
			at: 'miniprogram.pagepath',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { opens: ['miniprogram'] } },
			placeholder: 'e.g. pages/order/detail?no=42',
			description: 'Page of the Mini Program that opens, with its parameters',
		},
	];
}
