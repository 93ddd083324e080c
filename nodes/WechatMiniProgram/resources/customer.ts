import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Operation, type Resource } from '../../operation/operation';

const getPaidUnionid: Operation = {
	value: 'getPaidUnionid',
	name: 'Get Unionid After Payment',
	action: 'Get the unionid of a customer after payment',
	description:
		'Who paid in the Mini Program: the unionid is the same in your Official Account. WeChat tells it for five minutes after a payment, without the customer having logged in.',
	fields: [
		{
			displayName: 'OpenID',
			name: 'openid',
			type: 'string',
			default: '={{ $json.openid }}',
			required: true,
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description: 'Openid of the customer in this Mini Program, as the WeChat Pay Trigger gives it',
		},
		{
			displayName: 'Payment By',
			name: 'paymentBy',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'transaction_id',
			options: [
				{ name: 'Order Number', value: 'out_trade_no', description: "Your own number (商户订单号), with the merchant's" },
				{ name: 'Transaction ID', value: 'transaction_id', description: "WeChat Pay's number (微信支付订单号)" },
			],
		},
		{
			displayName: 'Transaction ID',
			name: 'transaction_id',
			type: 'string',
			default: '={{ $json.transaction_id }}',
			required: true,
			displayOptions: { show: { paymentBy: ['transaction_id'] } },
			placeholder: 'e.g. 4200001234202611220123456789',
			description: "WeChat Pay's number of the payment, as the WeChat Pay Trigger gives it",
		},
		{
			displayName: 'Merchant ID',
			name: 'mch_id',
			type: 'string',
			default: '={{ $json.mchid }}',
			required: true,
			displayOptions: { show: { paymentBy: ['out_trade_no'] } },
			placeholder: 'e.g. 1900001109',
			description: 'The merchant who was paid (商户号)',
		},
		{
			displayName: 'Order Number',
			name: 'out_trade_no',
			type: 'string',
			default: '={{ $json.out_trade_no }}',
			required: true,
			displayOptions: { show: { paymentBy: ['out_trade_no'] } },
			placeholder: 'e.g. LT-20261122-0001',
			description: "The merchant's own number of the order (商户订单号)",
		},
	],
	run: async ({ client, parameters, credentials }) => {
		const { paymentBy: _paymentBy, ...query } = parameters as IDataObject;
		const { unionid } = await client.json({ method: 'GET', path: '/wxa/getpaidunionid', query });
		if (unionid) return [{ json: { openid: query.openid, unionid, appid: credentials.appId } }];
		// Going on without one would find whoever else has none.
		throw new InvalidInput(
			'WeChat gave no unionid for this customer',
			'Bind the Mini Program and the Official Account to one account at open.weixin.qq.com (微信开放平台), which makes unionids',
		);
	},
	endpoints: ['GET /wxa/getpaidunionid'],
	keepsInput: true,
};

/** Customers of a Mini Program 用户 (wechat-api.md D). */
export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	description: 'People who use the Mini Program (用户)',
	operations: [getPaidUnionid],
};
