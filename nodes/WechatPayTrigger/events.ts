import type { INodePropertyOptions } from 'n8n-workflow';

// The order is that of localeCompare, which n8n's lint asks for; the bracket keeps the first entry first.
export const eventOptions: INodePropertyOptions[] = [
	{
		name: '[All Notifications]',
		value: '*',
		description: 'Everything that WeChat Pay reports to this address, also kinds that are not listed here',
	},
	{
		name: 'Payment: Succeeded',
		value: 'TRANSACTION.SUCCESS',
		description: 'A customer has paid (TRANSACTION.SUCCESS, 支付成功)',
	},
	{
		name: 'Refund: Closed',
		value: 'REFUND.CLOSED',
		description: 'A refund did not come about, and the money stays (REFUND.CLOSED, 退款关闭)',
	},
	{
		name: 'Refund: Stuck',
		value: 'REFUND.ABNORMAL',
		description: "A refund could not reach the customer's account and needs a hand in pay.weixin.qq.com (REFUND.ABNORMAL, 退款异常)",
	},
	{
		name: 'Refund: Succeeded',
		value: 'REFUND.SUCCESS',
		description: 'The customer has the money back (REFUND.SUCCESS, 退款成功)',
	},
];
