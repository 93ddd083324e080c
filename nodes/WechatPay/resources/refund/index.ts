import type { Resource } from '../../../operation/operation';
import { create } from './create';
import { get } from './get';
import { resolveAbnormal } from './resolveAbnormal';

/** Refunds 退款 (wechat-pay.md §3.3). */
export const refund: Resource = {
	value: 'refund',
	name: 'Refund',
	description: 'Money that goes back to customers (退款)',
	operations: [create, get, resolveAbnormal],
};
