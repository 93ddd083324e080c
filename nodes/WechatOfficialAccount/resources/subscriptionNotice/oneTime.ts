import { opens } from '../../../operation/fields/opens';
import { options } from '../../../operation/fields/options';
import { recipient } from '../../../operation/fields/recipient';
import { failWhenRefused, sending } from '../../../operation/notice';
import type { Operation, WireField } from '../../../operation/operation';

/** The one template of one-time subscriptions is in the console only: no call lists it. */
const template: WireField = {
	displayName: 'Template ID',
	name: 'template_id',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 1uDxHNXwYQfBmXOfPJcjAS3FynHArD8aWMEFNRGSbCc',
	description: 'ID of the one-time subscription template (一次性订阅消息) of the account: in the WeChat console, under API permissions (接口权限)',
};

const scene: WireField = {
	displayName: 'Scene',
	name: 'scene',
	type: 'string',
	default: '',
	required: true,
	matches: { pattern: /^(?:\d{1,4}|10000)$/, words: 'a whole number from 0 to 10000' },
	placeholder: 'e.g. 1000',
	description: 'A number from 0 to 10000 of your own for the occasion: the message must name the same one as the link',
};

/** wechat-api.md C.2, "One-time authorize URL" */
export const createOptInLink: Operation = {
	value: 'createOptInLink',
	name: 'Create Opt-In Link',
	action: 'Create a link that asks for permission',
	description: 'Make the link under which someone allows one message (一次性订阅), for an article, a menu or a web page; Send One-Time sends it',
	keepsInput: true,
	fields: [
		template,
		scene,
		{
			displayName: 'Redirect To',
			name: 'redirect_url',
			type: 'string',
			default: '',
			required: true,
			matches: { pattern: /^https?:\/\/\S+$/i, words: 'an address that begins with https://' },
			placeholder: 'e.g. https://example.com/thanks',
			description: 'Your page that opens afterwards; it gets openid, template_id, action (confirm or cancel), scene and reserved. Its domain must be one of the account (业务域名): a webhook of n8n on that domain works.',
		},
		{
			displayName: 'Note to Yourself',
			name: 'reserved',
			type: 'string',
			default: '',
			matches: { pattern: /^[A-Za-z0-9]+$/, words: 'letters and digits only' },
			max: { bytes: 128 },
			placeholder: 'e.g. newsletter42',
			description: 'Comes back to your page as reserved: letters and digits',
		},
	],
	run: async ({ parameters, credentials }) => {
		const { template_id, scene: number, redirect_url, reserved } = parameters as Record<string, string>;
		const query = { action: 'get_confirm', appid: String(credentials.appId), scene: number, template_id, redirect_url };
		const link = `https://mp.weixin.qq.com/mp/subscribemsg?${encoded({ ...query, ...(reserved && { reserved }) })}#wechat_redirect`;
		return [{ json: { link, scene: number, template_id } }];
	},
	endpoints: [],
};

function encoded(query: Record<string, string>): string {
	return new URLSearchParams(query).toString();
}

export const sendOneTime: Operation = {
	// A repetition would meet a permission that is used up.
	...sending({ method: 'POST', path: '/cgi-bin/message/template/subscribe' }, false),
	value: 'sendOneTime',
	name: 'Send One-Time',
	action: 'Send a one time subscription message',
	description: 'Send the one message that someone has allowed under an opt-in link (一次性订阅); they need not follow the account',
	fields: [
		recipient,
		template,
		scene,
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			required: true,
			max: { characters: 15 },
			placeholder: 'e.g. Your sample is on its way',
			description: 'At most 15 characters',
		},
		{
			displayName: 'Text',
			name: 'content',
			at: 'data.content.value',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			max: { characters: 200 },
			description: 'At most 200 characters; line breaks are kept',
		},
		...opens('url'),
		options([failWhenRefused]),
	],
};
