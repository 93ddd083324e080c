import type { Resource } from '../../../operation/operation';
import { complete } from './complete';
import { get } from './get';
import { getHistory } from './getHistory';
import { getMany } from './getMany';
import { replyImmediateService } from './immediateService';
import { deleteNotificationUrl, getNotificationUrl, setNotificationUrl } from './notificationUrl';
import { updateRefundProgress } from './refundProgress';
import { reply } from './reply';

/** Complaints 消费者投诉 (wechat-pay.md §3.8). */
export const complaint: Resource = {
	value: 'complaint',
	name: 'Complaint',
	description: 'What customers complain of in WeChat (投诉)',
	operations: [
		...[getMany, get, getHistory, reply, replyImmediateService, complete, updateRefundProgress],
		...[getNotificationUrl, setNotificationUrl, deleteNotificationUrl],
	],
};
