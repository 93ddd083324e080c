import type { Operation, Resource } from '../../operation/operation';
import { payItem } from '../../protocol/pay/payItem';
import { eitherNumber, orderEndpoints, orderRequest, outTradeNo } from './fields';
import { create } from './orderCreate';

const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get an order',
	description: 'Whether an order has been paid, by whom, and how much',
	fields: eitherNumber,
	request: orderRequest,
	endpoints: orderEndpoints,
	simplify: (answer) => ({
		...payItem(answer),
		status_text: answer.trade_state_desc ?? null,
		trade_type: answer.trade_type ?? null,
		bank_type: answer.bank_type ?? null,
	}),
};

const close: Operation = {
	value: 'close',
	name: 'Close',
	action: 'Close an order',
	description: 'Close an order that has not been paid: nobody can pay it any more. A paid order is refunded instead.',
	fields: [outTradeNo],
	request: (_, { mchid }) => ({
		method: 'POST',
		path: '/v3/pay/transactions/out-trade-no/{out_trade_no}/close',
		fixed: { mchid },
		repeatable: true,
	}),
	endpoints: ['POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close'],
	irreversible: true,
	keepsInput: true,
	reports: ({ parameters, credentials }) => ({
		mchid: credentials.mchid,
		out_trade_no: parameters.out_trade_no as string,
		closed: true,
	}),
};

/** Orders 订单 (wechat-pay.md §3.1). */
export const order: Resource = {
	value: 'order',
	name: 'Order',
	description: 'What customers pay (订单)',
	operations: [create, get, close],
};
