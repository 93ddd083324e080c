import type { Field } from '../../../operation/operation';
import { paidBy } from './whereToPay';

/** What a payment in a mobile browser asks for besides (H5, wechat-pay.md §3.1). */
export const browser: Field[] = [
	...paidBy('h5', {
		displayName: "Customer's IP Address",
		name: 'payer_client_ip',
		at: 'scene_info.payer_client_ip',
		type: 'string',
		default: '',
		required: true,
		trims: true,
		max: { characters: 45 },
		placeholder: 'e.g. 203.0.113.7',
		description: 'From where the customer opened your page; WeChat compares it when the payment is opened',
	}),
	...paidBy('h5', {
		displayName: 'Phone System',
		name: 'h5_info_type',
		at: 'scene_info.h5_info.type',
		type: 'options',
		default: 'Wap',
		options: [
			{ name: 'Android', value: 'Android' },
			{ name: 'iOS', value: 'iOS' },
			{ name: 'Web Page (Wap)', value: 'Wap', description: 'Any, or not known' },
		],
	}),
	...paidBy('h5', {
		displayName: 'Redirect URL',
		name: 'redirectUrl',
		at: false,
		type: 'string',
		default: '',
		trims: true,
		matches: { pattern: /^https?:\/\/\S+$/, words: 'a web address that begins with https:// or http://' },
		placeholder: 'e.g. https://shop.example.com/orders/42',
		description: 'Where the customer comes back to after paying. Its domain must be registered for H5 payments at pay.weixin.qq.com.',
	}),
];

/** The link to the payment, from which WeChat sends the customer back to the page, if there is one. */
export function withRedirect(h5Url: string, redirectUrl: unknown): string {
	return redirectUrl === undefined ? h5Url : `${h5Url}&redirect_url=${encodeURIComponent(String(redirectUrl))}`;
}
