import type { Operation } from '../../../operation/operation';
import { orderItem } from './columns';
import { anyNumber, lookEndpoints, lookRequest, named } from './looks';

/** Order: Get (wechat-pay.md §3.1, §3.4). */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get an order',
	description: 'Whether an order has been paid, by whom, and how much',
	fields: named(...anyNumber),
	request: lookRequest,
	endpoints: lookEndpoints,
	simplify: orderItem,
};
