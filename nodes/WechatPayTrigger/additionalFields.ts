import type { INodeProperties } from 'n8n-workflow';
import { overwriteUrl, registerUrls } from '../webhook/pay/register';
import { shopUrl } from '../webhook/pay/shopFirst';
import { alsoSendTo } from '../webhook/alsoSendTo';
import { allowLocalUrl } from '../webhook/publicUrl';

/** By name. */
export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Add Details',
			name: 'addDetails',
			type: 'boolean',
			default: false,
			description:
				'Whether to look up what the notification does not say: of a refund who had paid and with what note, of a complaint its text, phone number and orders. What WeChat Pay does not tell within two seconds stays empty.',
		},
		allowLocalUrl,
		alsoSendTo,
		{
			displayName: 'Re-Query First',
			name: 'requery',
			type: 'boolean',
			default: false,
			description: 'Whether to ask WeChat Pay whether an unsigned (v2) refund notice is true before the workflow starts',
		},
		registerUrls,
		overwriteUrl,
		shopUrl,
	],
};
