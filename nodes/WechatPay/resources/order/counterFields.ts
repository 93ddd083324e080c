import type { Field, WireField } from '../../../operation/operation';

const AT_COUNTER = { show: { trade_type: ['codepay'] } };

/** With which of WeChat's interfaces a payment code is charged or reversed. */
export const api: WireField = {
	displayName: 'API',
	name: 'api',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'v2',
	options: [
		{ name: 'V2', value: 'v2', description: 'The one that every merchant has; it needs the APIv2 key, and for taking back the API certificate, in the credential' },
		{ name: 'V3', value: 'v3', description: 'Only for merchants whom WeChat Pay has given it' },
	],
};

/** What a payment at the counter asks for (付款码支付, wechat-pay.md §3.1). */
export const counterFields: Field[] = [
	{ ...api, displayOptions: AT_COUNTER },
	{
		displayName: 'Payment Code',
		name: 'auth_code',
		at: 'payer.auth_code',
		type: 'string',
		default: '',
		required: true,
		trims: true,
		matches: { pattern: /^1[0-5]\d{16}$/, words: '18 digits that begin with 10 to 15' },
		displayOptions: AT_COUNTER,
		placeholder: 'e.g. 134567890123456789',
		description: "What your scanner reads off the customer's phone (付款码): 18 digits, good for about a minute and for one payment",
	},
	{
		displayName: 'Store Number',
		name: 'store_out_id',
		at: 'scene_info.store_info.out_id',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { trade_type: ['codepay'], api: ['v3'] } },
		placeholder: 'e.g. SH-0001',
		description: 'Your own number of the store in which it is paid (商户侧门店编号)',
	},
];
