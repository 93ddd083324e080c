import type { Resource } from '../../../operation/operation';
import { get } from './get';
import { send } from './send';

/** Red packets 红包 (wechat-pay.md §3.12). */
export const redPacket: Resource = {
	value: 'redPacket',
	name: 'Red Packet',
	description: 'Money as a gift to customers (红包)',
	operations: [send, get],
};
