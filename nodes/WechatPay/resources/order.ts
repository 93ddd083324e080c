import type { Resource } from '../../operation/operation';
import { close } from './order/close';
import { create } from './order/create';
import { get } from './order/get';
import { reverse } from './order/reverse';
import { waitForPayment } from './order/wait';

/** Orders 订单 (wechat-pay.md §3.1, §3.4). */
export const order: Resource = {
	value: 'order',
	name: 'Order',
	description: 'What customers pay (订单)',
	operations: [create, get, waitForPayment, close, reverse],
};
