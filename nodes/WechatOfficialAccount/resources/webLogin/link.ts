import { InvalidInput, type Operation, type Parameters, type WireField } from '../../../operation/operation';
import { loginLink } from '../../../protocol/loginLink';

/** The address as WeChat will call it; it adds its code to the query, which is before #. */
function pageIn(address: string): string {
	const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
	if (url?.protocol === 'https:' && url.hostname.includes('.') && !/^[\d.]+$/.test(url.hostname)) return address.trim();
	throw new InvalidInput(
		`“Page Address” must be a web address that begins with https:// and has a domain of yours, but it is “${address}”`,
		'The domain is entered in the WeChat console under Web Page Authorization Domain (网页授权域名)',
	);
}

const state: WireField = {
	displayName: 'State',
	name: 'state',
	type: 'string',
	default: '',
	matches: { pattern: /^[a-zA-Z0-9]{1,128}$/, words: 'up to 128 letters and digits' },
	placeholder: 'e.g. order20261122001',
	description: 'Comes back to your page beside the code, for example the number of an order; up to 128 letters and digits',
};

/** Web Login: Get Link. */
export const getLink: Operation = {
	value: 'getLink',
	name: 'Get Link',
	action: 'Get a link that logs visitors in',
	description: 'Make a link that people open in WeChat: it leads to your page, which gets a code for Get Visitor (网页授权)',
	fields: [
		{
			displayName: 'Page Address',
			name: 'redirect_uri',
			at: false,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://shop.example.com/welcome',
			description:
				'Where the link leads: your page, or the production URL of a Webhook node. Its domain must be entered in the WeChat console under Web Page Authorization Domain (设置与开发 > 功能设置 > 网页授权域名).',
		},
		{
			displayName: 'What to Find Out',
			name: 'scope',
			at: false,
			type: 'options',
			default: 'snsapi_base',
			options: [
				{ name: 'OpenID Only', value: 'snsapi_base', description: 'Visitors notice nothing' },
				{
					name: 'Profile',
					value: 'snsapi_userinfo',
					description: 'Nickname, picture and unionid too; WeChat asks visitors first, and they must have tapped something on a page before',
				},
			],
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			at: false,
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [state],
		},
	],
	run: async ({ parameters, credentials }) => {
		const { redirect_uri, scope, additionalFields } = parameters;
		const { state } = (additionalFields ?? {}) as Parameters;
		const link = loginLink({ appid: credentials.appId, redirect_uri: pageIn(String(redirect_uri)), scope, state });
		return [{ json: { link, redirect_uri: String(redirect_uri).trim(), scope: String(scope), state: (state as string | undefined) ?? null } }];
	},
	// The link is all there is.
	endpoints: [],
};
